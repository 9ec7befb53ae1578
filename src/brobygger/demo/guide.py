"""Roskilde and Aarhus as the guide to strategic partnerships describes them: its named partners, and what about.

Roskilde also has its four focus areas, each in the room that the guide gives it. Nothing else: no people, no contacts,
no ages, no towns, and no rooms for the partners. The guide calls them all partnerships and gives no dates, so each row is
dated with the guide and says so.
"""

from datetime import date

from brobygger.accounts.models import System
from brobygger.accounts.operations import setup_workspace
from brobygger.core import history
from brobygger.core.operations import operation
from brobygger.network.models import Level
from brobygger.network.operations import formality, organisations
from brobygger.strategy.models import Room
from brobygger.strategy.operations import focus_areas

SOURCE = "Byg partnerskaber! Værktøjer til strategisk biblioteksudvikling (2012), s. 11 og 24"
DATED = date(2012, 7, 1)
REASON = "Guiden kalder det et partnerskab. Datoen er guidens: den siger ikke, hvornår det begyndte."
LIBRARIES = (
    (
        "roskilde",
        "Roskilde, som guiden beskriver det",
        (
            ("Roskilde Festivalen", "Et alternativt festivalområde"),
            ("Danmarks Rockmuseum", "Et bibliotekstilbud på det kommende museum"),
            ("Eplehuset", "Brug af iPads"),
            ("Lokale fagforeninger", "It-undervisning"),
            ("Museet for Samtidskunst", "Formidling af samtidskunst"),
        ),
    ),
    (
        "aarhus",
        "Aarhus, som guiden beskriver det",
        (
            ("International Community", "Services til tilflyttere fra udlandet"),
            ("Red Barnet Ungdom", "Lektiecaféer"),
            ("Århus Stiftstidende", "Formidling af computerspil"),
            ("Aarhus Universitet", "Udvikling af produkter og viden"),
            ("FO-Aarhus", "Arrangementer og udvikling"),
            ("FOF Aarhus", "Arrangementer og udvikling"),
        ),
    ),
)
# Page 24: the areas that Roskilde chose to push, by the rooms of the library model.
AREAS: dict[str, tuple[tuple[str, Room], ...]] = {
    "roskilde": (
        ("Det musiske bibliotek", Room.INSPIRATION),
        ("Det digitale bibliotek", Room.LEARNING),
        ("Biblioteket som mødested", Room.MEETING),
        ("Det dynamiske bibliotek", Room.PERFORMATIVE),
    )
}


@operation("demo.guide.build")
def build(*, slug: str, name: str, partners: tuple[tuple[str, str], ...], leader: str) -> None:
    """Make one of the two workspaces with its named partners."""
    made = setup_workspace(slug=slug, name=name, email=leader)
    by = System(made.workspace)
    history.change(made.workspace, by=by, source=SOURCE)
    for area, room in AREAS.get(slug, ()):
        focus_areas.create(by=by, name=area, rooms=[room])
    for partner, about in partners:
        organisation = organisations.create(by=by, name=partner, about=about)
        formality.decide(
            organisation=organisation,
            level=Level.PARTNERSHIP,
            since=DATED,
            evidence=about,
            reason=REASON,
            by=by,
        )
