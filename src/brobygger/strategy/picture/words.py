"""The picture's words and addresses in the reader's language, for the page and for paper."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from brobygger.strategy.models import Purpose, Room, Strength
from brobygger.strategy.picture import drawing
from brobygger.strategy.picture.layout import Layout, Title, lay_out
from brobygger.strategy.picture.reading import FOCUS_AREA, GOAL, OFFER, PARTNERSHIP, Figures, Picture

MANY = {
    FOCUS_AREA: gettext_lazy("Focus areas"),
    GOAL: gettext_lazy("Goals"),
    OFFER: gettext_lazy("Offers"),
    PARTNERSHIP: gettext_lazy("Partnerships"),
}
ONE = {
    FOCUS_AREA: gettext_lazy("Focus area"),
    GOAL: gettext_lazy("Goal"),
    OFFER: gettext_lazy("Offer"),
    PARTNERSHIP: gettext_lazy("Partnership"),
}
STRENGTHS = {
    Strength.STRONG.value: Strength.STRONG.label,
    Strength.FAIR.value: Strength.FAIR.label,
    Strength.WEAK.value: Strength.WEAK.label,
    "": pgettext_lazy("offers", "not judged"),
}
PAGES = {FOCUS_AREA: "strategy:focus_area", GOAL: "strategy:goal", OFFER: "strategy:offer"}


def letters() -> dict[str, str]:
    """Each room's sign."""
    return {room.value: room.value[0].upper() for room in Room}


def placed(picture: Picture) -> Layout:
    """The picture with everything in its place."""
    titles = [_title(figures) for figures in picture.rooms.values()]
    more = _("and {n} more")
    return lay_out(picture.things, picture.totals, titles, letters(), more)


def _title(figures: Figures) -> Title:
    partners = ngettext("%(n)s partnership", "%(n)s partnerships", figures.partnerships)
    offers = ngettext("%(n)s offer", "%(n)s offers", figures.counts[OFFER])
    said = ", ".join([partners % {"n": figures.partnerships}, offers % {"n": figures.counts[OFFER]}])
    asks = (_("No partner."), _("Who could?")) if figures.is_gap else ()
    return Title(figures.room.value, str(figures.room.label), said, asks)


def draw(picture: Picture, *, alone: bool = False) -> str:
    """The four circles as SVG; `alone` for a file of its own."""
    slug = picture.workspace.slug
    told = drawing.Told(
        title=_("The four rooms of %(name)s") % {"name": picture.workspace.name},
        text=description(picture),
        kinds={kind: str(label) for kind, label in ONE.items()},
        strengths={strength: str(label) for strength, label in STRENGTHS.items()},
        letters=letters(),
        purposes={purpose.value: str(purpose.label) for purpose in Purpose},
        derived=_("follows from what it serves"),
        thing=lambda kind, pk: record(slug, kind, pk),
        place=lambda rooms: behind(slug, kind="", at=".".join(rooms)),
        gap=lambda room: candidates(slug, room=room),
    )
    return drawing.draw(placed(picture), told, alone=alone)


def description(picture: Picture) -> str:
    """The picture told: each room with its figures, and what stands beside it."""
    said = [_("Four overlapping circles, one for each room.")]
    for figures in picture.rooms.values():
        words = {
            "room": figures.room.label, "partnerships": figures.partnerships, "offers": figures.counts[OFFER],
            "goals": figures.counts[GOAL], "areas": figures.counts[FOCUS_AREA],
        }  # fmt: skip
        said.append(
            _(
                "%(room)s: partnerships %(partnerships)s, offers %(offers)s, goals %(goals)s, focus areas %(areas)s."
            )
            % words
        )
    if picture.room_gaps:
        said.append(_("No partner in: %(rooms)s.") % {"rooms": names(picture.room_gaps)})
    return " ".join(said)


def names(rooms: Sequence[Room]) -> str:
    """Rooms in a sentence."""
    return ", ".join(str(room.label) for room in rooms)


def record(slug: str, kind: str, pk: int) -> str:
    """The page of something placed."""
    return reverse(PAGES.get(kind, "network:organisation"), args=[slug, pk])


def behind(slug: str, **asked: Any) -> str:
    """The records behind a figure."""
    return _to("strategy:behind", slug, asked)


def candidates(slug: str, **asked: Any) -> str:
    """Who could fill this?"""
    return _to("strategy:candidates", slug, asked)


def _to(name: str, slug: str, asked: Mapping[str, Any]) -> str:
    said = {key: value for key, value in asked.items() if value not in ("", None)}
    return f"{reverse(name, args=[slug])}?{urlencode(said)}"


def sentences(picture: Picture) -> list[dict[str, Any]]:
    """Every gap as a sentence with the address of "who could?" and what it is about, the largest first."""
    slug = picture.workspace.slug
    found = [
        {
            "kind": "room",
            "title": _("%(room)s has no partnerships") % {"room": room.label},
            "text": _room_text(picture.rooms[room.value]),
            "url": candidates(slug, room=room.value),
        }
        for room in picture.room_gaps
    ]
    found += [
        {
            "kind": "age_group",
            "title": _("%(age)s: no partnerships") % {"age": name},
            "text": _("No partnership reaches users of this age."),
            "url": candidates(slug, age_group=pk),
        }
        for pk, name in picture.age_gaps
    ]
    found += [
        {
            "kind": "goal",
            "title": _("Nobody is a partner in: %(goal)s") % {"goal": goal.name},
            "text": _("No partnership serves this goal."),
            "url": candidates(slug, goal=goal.pk),
        }
        for goal in picture.goal_gaps
    ]
    return found


def _room_text(figures: Figures) -> str:
    """What there is in the room all the same."""
    areas, offers = figures.counts[FOCUS_AREA], figures.counts[OFFER]
    said = []
    if areas:
        said.append(
            ngettext("%(n)s focus area lies here.", "%(n)s focus areas lie here.", areas) % {"n": areas}
        )
    if offers:
        said.append(
            ngettext("You have %(n)s offer here.", "You have %(n)s offers here.", offers) % {"n": offers}
        )
    return " ".join(said) or _("Nothing is placed here yet.")
