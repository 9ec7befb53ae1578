"""What the tray of the programme shows, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils.translation import gettext as _

from brobygger.accounts.models import Workspace
from brobygger.network.models import EventPartner, Organisation, PartnerName, ProgrammeEvent

Decision, State = PartnerName.Decision, EventPartner.State
SHOWN = 25
# Which partners each part of the tray holds: those to be settled, those put off, those that are none.
PARTS: dict[str, Q] = {
    "": Q(decision__in=("", Decision.SAME)),
    "later": Q(decision=Decision.LATER),
    "none": Q(decision=Decision.NOT_PARTNER),
}


@dataclass
class Candidate:
    """An organisation that the spelling may mean, and why."""

    pk: int
    name: str
    town: str
    why: str


@dataclass
class Entry:
    """One spelling with the events that name it."""

    partner: PartnerName
    links: list[EventPartner] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)

    @property
    def first(self) -> date:
        return self.links[0].event.from_date

    @property
    def last(self) -> date:
        return self.links[-1].event.from_date

    @property
    def known(self) -> bool:
        return self.partner.decision == Decision.SAME and self.partner.organisation_id is not None


def waiting(workspace: Workspace) -> Any:
    """Spellings with events that nobody has decided about."""
    links = EventPartner.objects.filter(partner=OuterRef("pk"), state=State.WAITING)
    return PartnerName.objects.of(workspace).filter(Exists(links))


def counts(workspace: Workspace) -> dict[str, int]:
    """How many spellings each part of the tray holds."""
    found = waiting(workspace).aggregate(**{f"n{key}": Count("pk", filter=q) for key, q in PARTS.items()})
    return {key: found[f"n{key}"] for key in PARTS}


def entries(workspace: Workspace, part: str) -> list[Entry]:
    """The first spellings of a part, those whose events come first on top."""
    still = Q(event_links__state=State.WAITING)
    rows = (
        waiting(workspace)
        .filter(PARTS[part])
        .annotate(first=Min("event_links__event__from_date", filter=still))
    )
    return filled(list(rows.select_related("organisation").order_by("first", "pk")[:SHOWN]))


def filled(partners: Sequence[PartnerName]) -> list[Entry]:
    """These spellings with their events and with whom they may mean."""
    made = {p.pk: Entry(p) for p in partners}
    links = EventPartner.objects.filter(partner__in=list(made), state=State.WAITING)
    for link in links.select_related("event").order_by("event__from_date", "event__title", "pk"):
        made[link.partner_id].links.append(link)
    _find_candidates([entry for entry in made.values() if not entry.known])
    for entry in made.values():
        if entry.known:
            home = entry.partner.organisation
            assert home is not None  # noqa: S101 - `known` says so
            entry.candidates = [Candidate(home.pk, home.name, home.town, _("You have said so before"))]
    return list(made.values())


def _find_candidates(entries: Sequence[Entry]) -> None:
    if not entries:
        return
    workspace = entries[0].partner.workspace_id
    suggested = {s["id"] for e in entries for s in e.partner.suggested}
    keys = [e.partner.match_key for e in entries]
    rows = Organisation.objects.filter(Q(pk__in=suggested) | Q(match_key__in=keys), workspace=workspace)
    by_key: dict[str, list[Organisation]] = defaultdict(list)
    by_pk = {o.pk: o for o in rows.order_by("pk")}
    for organisation in by_pk.values():
        by_key[organisation.match_key].append(organisation)
    for entry in entries:
        chosen = {o.pk: _("The same name") for o in by_key[entry.partner.match_key]}
        for one in entry.partner.suggested:
            chosen.setdefault(one["id"], _reason(one))
        entry.candidates = [
            Candidate(pk, by_pk[pk].name, by_pk[pk].town, why) for pk, why in chosen.items() if pk in by_pk
        ]


def _reason(suggested: dict[str, Any]) -> str:
    """Why an organisation is suggested."""
    why = {"former": _("Called so before"), "words": _("Has a word more or less")}.get(
        suggested.get("why", "")
    )
    if why is None and suggested["likeness"] >= 100:
        why = _("The same name, written otherwise")
    return why or _("%(likeness)d %% alike") % suggested


def news(workspace: Workspace) -> list[ProgrammeEvent]:
    """Events that were taken over and say something else now."""
    rows = ProgrammeEvent.objects.of(workspace).exclude(news="").select_related("activity")
    return list(rows.order_by("from_date", "pk")[:SHOWN])


def known_spellings(workspace: Workspace) -> int:
    """Waiting spellings that look like an organisation we have, though it is spelt otherwise."""
    rows = waiting(workspace).filter(PARTS[""], organisation=None)
    names = set(
        Organisation.objects.of(workspace)
        .filter(match_key__in=rows.values("match_key"))
        .values_list("match_key", flat=True)
    )
    return sum(bool(p.suggested) and p.match_key not in names for p in rows)
