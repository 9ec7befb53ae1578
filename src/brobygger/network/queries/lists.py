"""What the columns of the lists show beside the rows' own fields: fetched for the shown rows in one go."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from brobygger.accounts.models import Colleague, Workspace
from brobygger.network.models import (
    ActivityColleague,
    ActivityOrganisation,
    Affiliation,
    ContactColleague,
    ContactPerson,
    FollowUp,
    Organisation,
    OrganisationTheme,
    OrganisationTypeLink,
    Person,
    Tie,
)

# Who has left knows nobody on the house's behalf any more; their ties wait to be handed over.
HERE = [state for state in Colleague.State if state != Colleague.State.LEFT]
_WARMTH = {"well": 0, "some": 1, "met": 2, "": 3}


@dataclass(frozen=True)
class NextStep:
    """The open follow-up that is due first."""

    text: str
    due_on: date


def _ids(rows: Sequence[Any]) -> list[int]:
    return [row.pk for row in rows]


def still_affiliated() -> Q:
    """Affiliations that have not ended."""
    return Q(to_date__isnull=True) | Q(to_date__gt=timezone.localdate())


def known_by_of_organisations(rows: Sequence[Any], viewer: Any) -> Mapping[int, list[str]]:
    """First names of the colleagues who know each organisation or somebody in it, the warmest first."""
    ids = _ids(rows)
    direct = Tie.objects.filter(organisation__in=ids, ended_on__isnull=True, colleague__state__in=HERE)
    found = list(direct.values_list("organisation_id", "colleague_id", "colleague__name", "strength"))
    through = (
        Affiliation.objects.filter(still_affiliated(), organisation__in=ids)
        .filter(person__ties__colleague__state__in=HERE, person__ties__ended_on__isnull=True)
        .values_list(
            "organisation_id",
            "person__ties__colleague_id",
            "person__ties__colleague__name",
            "person__ties__strength",
        )
    )
    return _names(found + list(through))


def known_by_of_people(rows: Sequence[Any], viewer: Any) -> Mapping[int, list[str]]:
    """First names of the colleagues who know each person, the warmest first."""
    ties = Tie.objects.filter(person__in=_ids(rows), ended_on__isnull=True, colleague__state__in=HERE)
    return _names(list(ties.values_list("person_id", "colleague_id", "colleague__name", "strength")))


def _names(ties: list[Any]) -> dict[int, list[str]]:
    warmest: dict[int, dict[int, tuple[int, str]]] = defaultdict(dict)
    for record, colleague, name, strength in ties:
        warmth = (_WARMTH.get(strength, 3), name.split()[0] if name.split() else name)
        known = warmest[record]
        if colleague not in known or warmth < known[colleague]:
            known[colleague] = warmth
    return {record: [name for _, name in sorted(known.values())] for record, known in warmest.items()}


def next_steps_of_organisations(rows: Sequence[Any], viewer: Any) -> Mapping[int, NextStep]:
    """The open follow-up due first, by organisation."""
    return _first_due(FollowUp.objects.filter(organisation__in=_ids(rows)), "organisation_id")


def next_steps_of_people(rows: Sequence[Any], viewer: Any) -> Mapping[int, NextStep]:
    """The open follow-up due first, by person."""
    return _first_due(FollowUp.objects.filter(person__in=_ids(rows)), "person_id")


def _first_due(follow_ups: "QuerySet[FollowUp]", key: str) -> dict[int, NextStep]:
    found: dict[int, NextStep] = {}
    open_ones = follow_ups.filter(done_on__isnull=True).order_by("due_on", "id")
    for record, text, due_on in open_ones.values_list(key, "text", "due_on"):
        found.setdefault(record, NextStep(text, due_on))
    return found


def _words(links: "QuerySet[Any]", key: str, name: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for record, word in links.values_list(key, name):
        found[record].append(word)
    return found


def types_of_organisations(rows: Sequence[Any], viewer: Any) -> Mapping[int, list[str]]:
    """Names of types, by organisation."""
    links = OrganisationTypeLink.objects.filter(organisation__in=_ids(rows)).order_by("type__sort_key")
    return _words(links, "organisation_id", "type__name")


def themes_of_organisations(rows: Sequence[Any], viewer: Any) -> Mapping[int, list[str]]:
    """Names of themes, by organisation."""
    links = OrganisationTheme.objects.filter(organisation__in=_ids(rows)).order_by("theme__sort_key")
    return _words(links, "organisation_id", "theme__name")


def affiliations_of_people(rows: Sequence[Any], viewer: Any) -> Mapping[int, list[tuple[str, str, int]]]:
    """(role, organisation, its id) of what has not ended, by person."""
    found: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    current = Affiliation.objects.filter(still_affiliated(), person__in=_ids(rows)).order_by("id")
    names = ("person_id", "role", "organisation__name", "organisation_id")
    for person, role, organisation, pk in current.values_list(*names):
        found[person].append((role, organisation, pk))
    return found


def affiliations_at(people: Sequence[int]) -> Mapping[int, list[str]]:
    """Names of the organisations these people belong to now, by person."""
    current = Affiliation.objects.filter(still_affiliated(), person__in=people).order_by("id")
    return _words(current, "person_id", "organisation__name")


def people_of_contacts(rows: Sequence[Any], viewer: Any) -> Mapping[int, list[str]]:
    """Who was there from outside, by contact."""
    links = ContactPerson.objects.filter(contact__in=_ids(rows)).order_by("person__sort_key")
    return _words(links, "contact_id", "person__name")


def colleagues_of_contacts(rows: Sequence[Any], viewer: Any) -> Mapping[int, list[str]]:
    """Who was there from the house, by contact."""
    links = ContactColleague.objects.filter(contact__in=_ids(rows)).order_by("colleague__sort_key")
    return _words(links, "contact_id", "colleague__name")


def organisations_of_activities(rows: Sequence[Any], viewer: Any) -> Mapping[int, list[str]]:
    """Who took part, by activity."""
    links = ActivityOrganisation.objects.filter(activity__in=_ids(rows)).order_by("organisation__sort_key")
    return _words(links, "activity_id", "organisation__name")


def colleagues_of_activities(rows: Sequence[Any], viewer: Any) -> Mapping[int, list[str]]:
    """Who carried it out, by activity."""
    links = ActivityColleague.objects.filter(activity__in=_ids(rows)).order_by("colleague__sort_key")
    return _words(links, "activity_id", "colleague__name")


def holdings_of_colleagues(rows: Sequence[Any], viewer: Any) -> Mapping[int, dict[str, int]]:
    """What each colleague holds: how many organisations and people known, known by them alone, promises open."""
    ids = _ids(rows)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    ties = Tie.objects.filter(colleague__in=ids, ended_on__isnull=True)
    both = ties.values("colleague_id").annotate(
        organisations=Count("organisation", distinct=True), people=Count("person", distinct=True)
    )
    for colleague, organisations, people in both.values_list("colleague_id", "organisations", "people"):
        found[colleague] |= {"organisations": organisations, "people": people}
    others = Tie.objects.filter(
        person=OuterRef("person"), ended_on__isnull=True, colleague__state__in=HERE
    ).exclude(colleague=OuterRef("colleague"))
    alone = ties.filter(~Exists(others), person__isnull=False).values("colleague_id")
    for colleague, n in alone.annotate(n=Count("person", distinct=True)).values_list("colleague_id", "n"):
        found[colleague]["alone"] = n
    promises = FollowUp.objects.filter(owner__in=ids, done_on__isnull=True).values("owner_id")
    for colleague, n in promises.annotate(n=Count("id")).values_list("owner_id", "n"):
        found[colleague]["promises"] = n
    return found


# Filters


def organisations_known_by(
    organisations: "QuerySet[Organisation]", colleagues: "Sequence[Colleague | int]"
) -> "QuerySet[Organisation]":
    """Those that one of these colleagues knows, directly or through somebody in it."""
    direct = Tie.objects.filter(
        colleague__in=colleagues, ended_on__isnull=True, organisation__isnull=False
    ).values("organisation")
    through = Affiliation.objects.filter(
        still_affiliated(),
        person__in=Tie.objects.filter(
            colleague__in=colleagues, ended_on__isnull=True, person__isnull=False
        ).values("person"),
    ).values("organisation")
    return organisations.filter(Q(pk__in=direct) | Q(pk__in=through))


def organisations_known_by_nobody(organisations: "QuerySet[Organisation]") -> "QuerySet[Organisation]":
    """Those that no colleague knows, nor anybody in them."""
    direct = Tie.objects.filter(organisation=OuterRef("pk"), ended_on__isnull=True, colleague__state__in=HERE)
    through = Affiliation.objects.filter(
        still_affiliated(),
        organisation=OuterRef("pk"),
        person__ties__colleague__state__in=HERE,
        person__ties__ended_on__isnull=True,
    )
    return organisations.filter(~Exists(direct), ~Exists(through))


_KNOWN_BY_ONE = """
    SELECT organisation_id FROM (
        SELECT organisation_id, colleague_id FROM network_tie
        WHERE workspace_id = %s AND organisation_id IS NOT NULL AND ended_on IS NULL
        UNION ALL
        SELECT a.organisation_id, t.colleague_id FROM network_affiliation a
        JOIN network_tie t ON t.person_id = a.person_id AND t.ended_on IS NULL
        WHERE a.workspace_id = %s AND (a.to_date IS NULL OR a.to_date > %s)
    ) AS known
    WHERE colleague_id NOT IN (SELECT id FROM accounts_colleague WHERE workspace_id = %s AND state = 'left')
    GROUP BY organisation_id HAVING MIN(colleague_id) = MAX(colleague_id)
"""


def organisations_known_by_one(
    organisations: "QuerySet[Organisation]", workspace: Workspace
) -> "QuerySet[Organisation]":
    """Those that exactly one colleague knows, counting who knows somebody in them."""
    today = connection.ops.adapt_datefield_value(timezone.localdate())
    here = workspace.pk
    one = RawSQL(_KNOWN_BY_ONE, [here, here, today, here])  # noqa: S611 - fixed text, bound values
    return organisations.filter(pk__in=one)


def people_known_by(
    people: "QuerySet[Person]", colleagues: "Sequence[Colleague | int]"
) -> "QuerySet[Person]":
    """Those that one of these colleagues knows."""
    ties = Tie.objects.filter(colleague__in=colleagues, ended_on__isnull=True, person__isnull=False)
    return people.filter(pk__in=ties.values("person"))


def people_known_by_nobody(people: "QuerySet[Person]") -> "QuerySet[Person]":
    """Those that no colleague knows."""
    ties = Tie.objects.filter(person=OuterRef("pk"), ended_on__isnull=True, colleague__state__in=HERE)
    return people.filter(~Exists(ties))
