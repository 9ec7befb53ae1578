"""The reading of the whole network, beside the pages: asked for by a button, and every night where something has changed."""

from datetime import datetime

from django.tasks import task

from brobygger.accounts.models import Colleague, Workspace
from brobygger.map.connections import refresh
from brobygger.map.models import NetworkReading
from brobygger.records.operations import notify


@task
def read_network(reading_id: int) -> None:
    """Read the network; whoever asked gets a notice."""
    reading = NetworkReading.objects.select_related("workspace", "started_by").get(pk=reading_id)
    refresh.run(reading)
    if reading.started_by is not None:
        path = f"/{reading.workspace.slug}/map/connections/"
        notify(colleague=reading.started_by, kind="connections.done", path=path)


def ask(workspace: Workspace, by: Colleague | None, *, relay: bool = False) -> NetworkReading:
    """Put a reading in the queue; one under way is joined."""
    reading, fresh = refresh.start(workspace, by, relay=relay)
    if fresh:
        read_network.enqueue(reading.pk)
    return reading


def read_all(now: datetime) -> str:
    """Every night: put a reading of each workspace in the queue. Safe to do again: one under way is not begun twice."""
    begun = 0
    for workspace in Workspace.objects.order_by("pk"):
        reading, fresh = refresh.start(workspace, None)
        if fresh:
            read_network.enqueue(reading.pk)
            begun += 1
    return f"{begun} networks put in the queue"
