"""What connections give the shell: a line on the pages of records, a lens, the notice, and the reading of every night."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brobygger.core import beside, pages, timed
from brobygger.map import lenses
from brobygger.map.communities import COMMUNITIES
from brobygger.map.connections import jobs
from brobygger.map.connections.graph import KINDS, MODELS
from brobygger.map.models import Community, NetworkReading
from brobygger.records import notices


def _ego(kind: str) -> Callable[[str, int], str]:
    return lambda slug, pk: reverse("map:ego", args=[slug, kind, pk, 1])


def register() -> None:
    """Called once at start-up."""
    for kind in KINDS:
        beside.register(MODELS[kind], "connections", beside.Beside(_("Connections"), "link", _ego(kind)))
    lenses.register(COMMUNITIES)
    pages.register(Community, "map:community", _("Community"))
    pages.name(NetworkReading, _("Reading of the network"))
    notices.register(
        "connections.done",
        lambda values: str(_("The network has been read: who bridges it, and what hangs on one.")),
    )
    timed.register("map.connections", jobs.read_all, every=timedelta(days=1))
