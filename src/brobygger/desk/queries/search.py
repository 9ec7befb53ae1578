"""What the global search answers: organisations and people from the search table, colleagues and themes beside them.

The number of queries is fixed. Colleagues and themes are few, so they are read whole and compared in folded form.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core import search
from brobygger.core.text import fold
from brobygger.network.models import Affiliation, Organisation, Theme

KIND_NAMES = {
    "organisation": _("Organisation"),
    "person": _("Person"),
    "colleague": _("Colleague"),
    "theme": _("Theme"),
}
ICONS = {"organisation": "building", "person": "contact-card", "colleague": "groups", "theme": "bookmark"}
FEW = 3


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
        return KIND_NAMES[self.kind]

    @property
    def icon(self) -> str:
        return ICONS[self.kind]


@dataclass(frozen=True)
class Answer:
    """The hits in the order they are shown, and whether there are more of them."""

    hits: list[Hit]
    more: bool


def answer(workspace: Workspace, text: str, *, limit: int) -> Answer:
    """Organisations and people for `text`, best first, then colleagues and themes: these are never pushed out."""
    words = fold(text[:200]).split()
    if not words:
        return Answer([], False)
    entries = search.find(workspace.pk, text[:200], limit=limit + 1, kinds=("organisation", "person"))
    beside = [*_colleagues(workspace, words), *_themes(workspace, words)]
    room = max(limit - len(beside), 1)
    return Answer([*_described(workspace, entries[:room]), *beside], len(entries) > room)


def _described(workspace: Workspace, entries: Sequence[Any]) -> Iterable[Hit]:
    by_kind: dict[str, list[int]] = {"organisation": [], "person": []}
    for entry in entries:
        by_kind[entry.kind].append(entry.object_id)
    organisations = Organisation.objects.of(workspace).filter(pk__in=by_kind["organisation"])
    levels = dict(organisations.values_list("pk", "level"))
    places = _places(workspace, by_kind["person"])
    for entry in entries:
        detail = entry.detail if entry.kind == "organisation" else places.get(entry.object_id, "")
        level = levels.get(entry.object_id, "") if entry.kind == "organisation" else ""
        url = reverse(f"network:{entry.kind}", args=[workspace.slug, entry.object_id])
        yield Hit(entry.kind, entry.title, detail, url, level)


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
