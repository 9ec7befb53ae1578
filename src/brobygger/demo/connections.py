"""The example's network has been read: bridges, what hangs on one, and communities are there to look at."""

from brobygger.accounts.models import Workspace
from brobygger.map.connections import refresh


def read(*, slug: str) -> None:
    """As the job of every night does it."""
    reading, _fresh = refresh.start(Workspace.objects.get(slug=slug), None)
    refresh.run(reading)
