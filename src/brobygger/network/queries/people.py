"""What the pages of a person and of a colleague say."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from brobygger.accounts.models import Colleague
from brobygger.network.models import Affiliation, BoardCard, FollowUp, Organisation, Person, Tie


def affiliations_of(person: Person) -> list[Affiliation]:
    """Where the person belongs, present first."""
    rows = Affiliation.objects.filter(person=person).select_related("organisation", "person")
    return list(rows.order_by(F("to_date").desc(nulls_first=True), "-from_date", "id"))


def ties_to(person: Person) -> list[Tie]:
    """Who here knows the person, present and well first."""
    rows = list(
        Tie.objects.filter(person=person).select_related("colleague", "person", "organisation").order_by("id")
    )
    order = {Tie.Strength.WELL: 0, Tie.Strength.SOME: 1, Tie.Strength.MET: 2, "": 3}
    return sorted(rows, key=lambda t: (t.ended_on is not None, order[t.strength]))


def held_by(colleague: Colleague) -> list[Tie]:
    """Whom the colleague knows; `alone` says that nobody else does."""
    others = (
        Tie.objects.filter(ended_on=None)
        .exclude(colleague=colleague)
        .exclude(colleague__state=Colleague.State.LEFT)
    )
    rows = (
        Tie.objects.filter(colleague=colleague)
        .select_related("colleague", "person", "organisation")
        .annotate(
            shared=Exists(
                others.filter(Q(person=OuterRef("person")) | Q(organisation=OuterRef("organisation")))
            )
        )
        .order_by(F("ended_on").desc(nulls_first=True), "person__sort_key", "organisation__sort_key", "id")
    )
    return list(rows)


def promises_of(colleague: Colleague) -> list[FollowUp]:
    """The colleague's open follow-ups, the next one first."""
    rows = FollowUp.objects.filter(owner=colleague, done_on=None)
    return list(rows.select_related("organisation", "person").order_by("due_on", "id"))


def pictured_cards(person: Person) -> list[BoardCard]:
    """The person's cards with a picture, newest first."""
    rows = BoardCard.objects.filter(person=person, photo__isnull=False).order_by("-received_on", "-id")
    return list(rows.only("photo_id", "received_on")[:2])


def promises_about(person: Person) -> list[FollowUp]:
    """Open follow-ups with the person, the next one first."""
    rows = FollowUp.objects.filter(person=person, done_on=None).select_related("owner", "organisation")
    return list(rows.order_by("due_on", "id"))


def organisations_at(people: list[int]) -> dict[int, list[tuple[int, str]]]:
    """Present organisations of these people: person → (id, name)."""
    found: dict[int, list[tuple[int, str]]] = {}
    rows = Affiliation.objects.filter(person__in=people, to_date=None).order_by("id")
    for person, pk, name in rows.values_list("person_id", "organisation_id", "organisation__name"):
        found.setdefault(person, []).append((pk, name))
    return found


def only_organisation_of(person: Person) -> Organisation | None:
    """Where the person belongs, if there is exactly one place."""
    rows = Affiliation.objects.filter(person=person, to_date=None).select_related("organisation")
    found = {a.organisation_id: a.organisation for a in rows[:5]}
    return next(iter(found.values())) if len(found) == 1 else None


def counted(words: Any) -> Any:
    """Words of a list with how many organisations have each."""
    return words.annotate(n=Count("organisation_links"))
