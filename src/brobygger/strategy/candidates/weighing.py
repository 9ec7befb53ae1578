"""What speaks for a candidate, in points and in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core.templatetags.ui import day
from brobygger.network.models import (
    ActivityOrganisation,
    Affiliation,
    ContactColleague,
    Level,
    Organisation,
    OrganisationTypeLink,
    Tie,
)
from brobygger.strategy import belonging
from brobygger.strategy.candidates.gap import Gap

# Points. What is closest weighs most: being there already, being wished for, then the relation, then likeness.
HERE, WISHED = 40, 25
LEVELS = {Level.PARTNERSHIP.value: 20, Level.COOPERATION.value: 14, Level.NETWORK.value: 6}
NEAR = {"room": 12, "age_group": 10, "theme": 10, "focus_area": 22, "team": 8}
KIND, ACTIVITY, ACTIVITIES = 6, 3, 4
STRENGTH = {Tie.Strength.WELL: 12, Tie.Strength.SOME: 7, Tie.Strength.MET: 3, "": 3}
RECENT, THIS_YEAR = timedelta(days=91), timedelta(days=365)
# Of likeness on one lens two reasons are enough.
SAME_LENS = 2


@dataclass
class Weighed:
    """A candidate with its points and, by points, its reasons."""

    organisation: Organisation
    said: list[tuple[int, str]] = field(default_factory=list)

    @property
    def score(self) -> int:
        return sum(points for points, _sentence in self.said)

    @property
    def reasons(self) -> list[str]:
        return [sentence for _points, sentence in sorted(self.said, key=lambda one: -one[0]) if sentence]


@dataclass(frozen=True)
class Way:
    """The warmest way in: whom to ask, and the sentence that says so."""

    colleague: int
    name: str
    sentence: str


def rank(gap: Gap, rows: Sequence[Organisation]) -> list[Weighed]:
    """The rows with what speaks for each, the best first; equals by their latest contact, then by name."""
    ids = [row.pk for row in rows]
    values = belonging.read(gap.workspace, gap.wanted, ids) if gap.wanted else {}
    kinds = _kinds(gap, ids)
    together = _together(gap.workspace, ids)
    known = _known(gap.workspace, ids)
    found = []
    for row in rows:
        one = Weighed(row)
        one.said += _relation(gap, row)
        for lens, wanted in gap.wanted.items():
            own = values.get(row.pk, {}).get(lens, {})
            fitting = [wanted[value] for value in wanted if value in own]
            one.said += [(NEAR[lens] // (i + 1), sentence) for i, sentence in enumerate(fitting[:SAME_LENS])]
        one.said += [(KIND, gap.kinds[kind]) for kind in kinds.get(row.pk, ())][:1]
        if row.pk in together:
            count, latest = together[row.pk]
            one.said.append((ACTIVITY * min(count, ACTIVITIES), _activities(count, latest)))
        one.said.append((known.get(row.pk, 0) + _lately(row.last_contact_on), ""))
        found.append(one)
    return sorted(
        found, key=lambda w: (-w.score, -_day(w.organisation), w.organisation.sort_key, w.organisation.pk)
    )


def nobody_knows() -> str:
    """Where nothing is noted that could speak for it."""
    return _("Is in your network; nobody is noted as knowing them.")


def _day(row: Organisation) -> int:
    return row.last_contact_on.toordinal() if row.last_contact_on else 0


def _lately(on: date | None) -> int:
    today = timezone.localdate()
    return 5 if on and on >= today - RECENT else 2 if on and on >= today - THIS_YEAR else 0


def _relation(gap: Gap, row: Organisation) -> Iterable[tuple[int, str]]:
    """How near they are now, and whether they have to do with the gap already."""
    if row.pk in gap.wished:
        yield WISHED, gap.wished[row.pk]
    if getattr(row, "belongs", False):
        words = {"level": str(Level(row.level).label).lower() if row.level else _("known")}
        yield HERE, _("Has its place here already, as %(level)s.") % words
        yield LEVELS.get(row.level, 0), ""
    elif row.level == Level.PARTNERSHIP:
        yield LEVELS[row.level], _("Is a partner already; only this place would be new.")
    elif row.level == Level.COOPERATION:
        yield LEVELS[row.level], _("Works together with you already.")
    elif row.level == Level.NETWORK:
        yield LEVELS[row.level], _("Is in your network.")


def _kinds(gap: Gap, ids: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    if gap.kinds:
        links = OrganisationTypeLink.objects.of(gap.workspace).filter(
            organisation__in=ids, type__in=gap.kinds
        )
        for organisation, kind in links.order_by("type_id").values_list("organisation_id", "type_id"):
            found.setdefault(organisation, []).append(kind)
    return found


def _together(workspace: Workspace, ids: Sequence[int]) -> dict[int, tuple[int, date]]:
    """How many activities together, and the latest; what is only planned is not yet done together."""
    rows = ActivityOrganisation.objects.of(workspace).filter(organisation__in=ids).order_by()
    rows = rows.filter(activity__from_date__lte=timezone.localdate())
    counted = rows.values_list("organisation_id").annotate(Count("pk"), Max("activity__from_date"))
    return {pk: (count, latest) for pk, count, latest in counted}


def _activities(count: int, latest: date) -> str:
    said = ngettext(
        "%(n)s activity together, on %(day)s.", "%(n)s activities together, the latest on %(day)s.", count
    )
    return said % {"n": count, "day": day(latest)}


def _ties(workspace: Workspace, ids: Sequence[int]) -> Iterable[tuple[int, int, str, str, str]]:
    """(organisation, colleague id, name, who is known, how well): to the organisation, or to somebody in it."""
    open_ones = Tie.objects.of(workspace).filter(ended_on=None).exclude(colleague__state=Colleague.State.LEFT)
    at_large = open_ones.filter(organisation__in=ids).order_by("pk")
    yield from at_large.values_list(
        "organisation_id", "colleague_id", "colleague__name", "organisation__name", "strength"
    )
    today = timezone.localdate()
    inside = Affiliation.objects.of(workspace).filter(
        Q(to_date=None) | Q(to_date__gt=today), organisation__in=ids
    )
    people = inside.filter(person__ties__in=open_ones).order_by("pk")
    yield from people.values_list(
        "organisation_id",
        "person__ties__colleague_id",
        "person__ties__colleague__name",
        "person__name",
        "person__ties__strength",
    )


def _known(workspace: Workspace, ids: Sequence[int]) -> dict[int, int]:
    """Points of the best tie to each."""
    best: dict[int, int] = {}
    for organisation, _colleague, _name, _known, strength in _ties(workspace, ids):
        best[organisation] = max(best.get(organisation, 0), STRENGTH[strength])
    return best


def ways_in(workspace: Workspace, ids: Sequence[int]) -> dict[int, Way]:
    """The warmest way in to each: how well a colleague knows somebody there, then how lately they spoke."""
    contacts = ContactColleague.objects.of(workspace).filter(contact__organisation__in=ids).order_by()
    spoken = contacts.values_list("contact__organisation_id", "colleague_id").annotate(Max("contact__on"))
    spoke = {(organisation, colleague): on for organisation, colleague, on in spoken}
    best: dict[int, tuple[tuple[int, int, date, bool], Way]] = {}
    for organisation, colleague, name, known, strength in _ties(workspace, ids):
        on = spoke.get((organisation, colleague))
        warmth = (STRENGTH[strength] + _lately(on), STRENGTH[strength], on or date.min, True)
        if organisation not in best or warmth > best[organisation][0]:
            best[organisation] = warmth, Way(colleague, name, _knows(name, known, strength, on))
    return {pk: way for pk, (_warmth, way) in best.items()}


def _knows(name: str, known: str, strength: str, on: date | None) -> str:
    said = {
        Tie.Strength.WELL.value: _("%(name)s knows %(known)s well"),
        Tie.Strength.SOME.value: _("%(name)s knows %(known)s a little"),
        Tie.Strength.MET.value: _("%(name)s has met %(known)s"),
    }.get(strength, _("%(name)s knows %(known)s"))
    sentence = said % {"name": name, "known": known}
    if on is None:
        return _("%(knows)s.") % {"knows": sentence}
    return _("%(knows)s; the latest contact was on %(day)s.") % {"knows": sentence, "day": day(on)}
