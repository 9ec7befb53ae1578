"""Where Fjordby's organisations lie in the library model. The performative room has no partnership: that is its gap."""

from django.db.models import Q

from brobygger.accounts.models import Colleague, Workspace
from brobygger.map import lenses
from brobygger.map.operations.placing import place
from brobygger.map.reading import placed
from brobygger.network.models import Level, Organisation

# How their names begin. What is not here is not placed: somebody has yet to say.
ROOMS = {
    "inspiration": (
        "Boghandelen", "Børnehuset", "Filmklubben", "Forlaget", "Koret", "Læseforeningen", "Museet", "Slægtsforeningen",
        "Spillestedet", "Stadsarkivet", "Strikkecaféen",
    ),
    "learning": (
        "Aftenskolen", "Gymnasiet", "Jobcentret", "Kodeklubben", "Lektiecaféen", "Musikskolen", "Naturskolen", "Skolen",
        "Sprogskolen",
    ),
    "meeting": (
        "Boligforeningen", "Cykelklubben", "Familiehuset", "Frivilligcentret", "Handelsforeningen", "Kulturhuset",
        "Natteravnene", "Seniorhuset", "Spejderne", "Sundhedshuset", "Ungdomsrådet", "Ældrerådet",
    ),
    "performative": ("Galleri", "Teatret"),
}  # fmt: skip


def place_all(*, workspace: Workspace, by: Colleague) -> None:
    """Everybody whose name says it, room by room, unless they have a room already."""
    free = Organisation.objects.of(workspace).exclude(placed(workspace, lenses.ROOMS))
    for room, beginnings in ROOMS.items():
        named = Q()
        for beginning in beginnings:
            named |= Q(name__startswith=beginning)
        rows = free.filter(named)
        if room == "performative":
            rows = rows.exclude(level=Level.PARTNERSHIP)
        place(organisations=rows, lens=lenses.ROOMS, value=room, by=by)
