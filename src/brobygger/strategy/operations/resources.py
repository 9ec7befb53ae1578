"""What sectors and partners bring and want."""

from django.utils import timezone

from brobygger.core import history
from brobygger.core.operations import Actor, operation
from brobygger.network.models import Organisation, Sector
from brobygger.network.operations.scope import within
from brobygger.strategy.models import Direction, Resource, ResourceKind, SectorResource


@operation("strategy.resource.note")
def note(
    *, organisation: Organisation, direction: str, kind: str, by: Actor, text: str = "", why: str = ""
) -> Resource:
    """An organisation can bring, or wants, something. The same said twice gives the first row."""
    within(by, organisation)
    said = {"direction": Direction(direction), "kind": ResourceKind(kind), "text": " ".join(text.split())}
    if found := Resource.objects.filter(organisation=organisation, ended_on=None, **said).first():
        return found
    row = Resource(workspace_id=by.workspace_id, organisation=organisation, **said)
    return history.create(row, by=by, why=why)


@operation("strategy.resource.change")
def change(*, resource: Resource, by: Actor, text: str, why: str = "") -> None:
    """Say it better."""
    within(by, resource)
    history.change(resource, by=by, why=why, text=text)


@operation("strategy.resource.end")
def end(*, resource: Resource, by: Actor, why: str = "") -> None:
    """They no longer bring or want it; the row stays, grey."""
    within(by, resource)
    history.change(resource, by=by, why=why, ended_on=timezone.localdate())


@operation("strategy.resource.say_of_sector")
def say_of_sector(
    *, sector: str, direction: str, kind: str, text: str, by: Actor, why: str = ""
) -> SectorResource:
    """What a sector usually brings or wants, in this workspace's own words; an empty text says: nothing."""
    key = {"sector": Sector(sector), "direction": Direction(direction), "kind": ResourceKind(kind)}
    found = SectorResource.objects.filter(workspace_id=by.workspace_id, **key).first()
    if found is None:
        row = SectorResource(workspace_id=by.workspace_id, text=text, **key)
        return history.create(row, by=by, why=why)
    history.change(found, by=by, why=why, text=text)
    return found
