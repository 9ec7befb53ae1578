"""What the global search answers: organisations and people from the search table, colleagues and themes beside them.

The number of queries is fixed. Colleagues and themes are few, so they are read whole and compared in folded form.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core import pages, search
from brobygger.core.text import fold
from brobygger.network.models import Affiliation, Organisation, Theme, Tie

KINDS = {
    "organisation": (_("Organisation"), _("Organisations"), "building"),
    "person": (_("Person"), _("People"), "contact-card"),
    "colleague": (_("Colleague"), _("Colleagues"), "groups"),
    "theme": (_("Theme"), _("Themes"), "bookmark"),
    "goal": (_("Goal"), _("Goals"), "flag"),
    "focusarea": (_("Focus area"), _("Focus areas"), "flag"),
    "offer": (_("Offer"), _("Offers"), "learn"),
    "wish": (_("Wish"), _("Wishes"), "star"),
}
# What the library pushes is little: asked for in one question, a few of each.
DIRECTION = ("goal", "focusarea", "offer", "wish")
FEW = 3
MANY = 10
# So many different topics at most are compared.
READ = 5000


@dataclass(frozen=True)
class Hit:
    """One answer: what it is, what it is called, what tells it from its namesakes, where it is."""

    kind: str
    title: str
    detail: str
    url: str
    level: str = ""

    @property
    def kind_name(self) -> Any:
        return KINDS[self.kind][0]

    @property
    def icon(self) -> str:
        return KINDS[self.kind][2]


@dataclass(frozen=True)
class Group:
    """The hits of one kind, best first, and whether there are more of them."""

    kind: str
    hits: list[Hit]
    more: bool = False

    @property
    def name(self) -> Any:
        return KINDS[self.kind][1]


def groups(workspace: Workspace, text: str, *, limit: int) -> list[Group]:
    """What is called something like `text`, kind by kind, so that many of one never push out another."""
    words = fold(text[:200]).split()
    if not words:
        return []
    found = [_recorded(workspace, kind, text[:200], limit) for kind in ("organisation", "person")]
    found += [Group("colleague", _colleagues(workspace, words)), Group("theme", _themes(workspace, words))]
    found += _direction(workspace, text[:200])
    return [group for group in found if group.hits]


def about(workspace: Workspace, text: str) -> list[tuple[str, Hit]]:
    """Whom a colleague knows about something like `text`: (colleague, person or organisation), at most `MANY`."""
    words = fold(text[:200]).split()
    if len("".join(words)) < FEW:
        return []
    ties = Tie.objects.of(workspace).filter(ended_on=None).exclude(about="")
    told = ties.order_by("about").values_list("about", flat=True).distinct()[:READ]
    meant = [topic for topic in told if _starts(words, topic)]
    related = ties.filter(about__in=meant[:MANY]).select_related("colleague", "person", "organisation")
    related = related.order_by("-since", "-id")
    found = []
    for tie in related[:MANY]:
        kind, known = ("person", tie.person) if tie.person else ("organisation", tie.organisation)
        if known is not None:
            url = reverse(f"network:{kind}", args=[workspace.slug, known.pk])
            found.append((tie.colleague.name, Hit(kind, known.name, tie.about, url)))
    return found


def _recorded(workspace: Workspace, kind: str, text: str, limit: int) -> Group:
    entries = search.find(workspace.pk, text, limit=limit + 1, kinds=(kind,))
    shown = entries[:limit]
    ids = [entry.object_id for entry in shown]
    levels: dict[int, str] = {}
    places: dict[int, str] = {}
    if kind == "organisation" and ids:
        levels = dict(Organisation.objects.of(workspace).filter(pk__in=ids).values_list("pk", "level"))
    elif ids:
        places = _places(workspace, ids)
    hits = [
        Hit(
            kind,
            entry.title,
            places.get(entry.object_id, entry.detail),
            reverse(f"network:{kind}", args=[workspace.slug, entry.object_id]),
            levels.get(entry.object_id, ""),
        )
        for entry in shown
    ]
    return Group(kind, hits, more=len(entries) > limit)


def _direction(workspace: Workspace, text: str) -> list[Group]:
    """Goals, focus areas, offers and wishes."""
    entries = search.find(workspace.pk, text, limit=FEW * len(DIRECTION), kinds=DIRECTION, slips=False)
    hits: dict[str, list[Hit]] = {}
    for e in entries:
        url = pages.address(workspace.slug, f"strategy.{e.kind}", e.object_id)
        hits.setdefault(e.kind, []).append(Hit(e.kind, e.title, e.detail, url))
    return [Group(kind, hits[kind][:FEW]) for kind in DIRECTION if kind in hits]


def _places(workspace: Workspace, people: Sequence[int]) -> dict[int, str]:
    """Where each of these people is now: "Formand, Koret Kajen"."""
    current = Q(to_date=None) | Q(to_date__gt=timezone.localdate())
    rows = Affiliation.objects.of(workspace).filter(current, person__in=people).order_by("from_date", "id")
    return {
        person: ", ".join(filter(None, (role, organisation)))
        for person, role, organisation in rows.values_list("person_id", "role", "organisation__name")
    }


def _colleagues(workspace: Workspace, words: Sequence[str]) -> list[Hit]:
    found = Colleague.objects.of(workspace).order_by("sort_key", "id").values_list("pk", "name", "title")
    return [
        Hit("colleague", name, title, reverse("network:colleague", args=[workspace.slug, pk]))
        for pk, name, title in found
        if _starts(words, name)
    ][:FEW]


def _themes(workspace: Workspace, words: Sequence[str]) -> list[Hit]:
    found = Theme.objects.of(workspace).order_by("sort_key", "id").values_list("pk", "name")
    listed = reverse("network:organisations", args=[workspace.slug])
    return [Hit("theme", name, "", f"{listed}?theme={pk}") for pk, name in found if _starts(words, name)][
        :FEW
    ]


def _starts(words: Sequence[str], name: str) -> bool:
    """Every word asked for starts a word of the name; a longer one may also stand inside it."""
    text = f" {fold(name)}"
    return all((word if len(word) > 2 else f" {word}") in text for word in words)
