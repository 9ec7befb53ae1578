"""What lies near one organisation: through those who are here now."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from brobygger.map import near
from brobygger.network.models import Affiliation, Organisation
from brobygger.network.operations import organisations, people, ties

TODAY = timezone.localdate()


def around(centre: Organisation, steps: int) -> set[str]:
    rows = Organisation.objects.of(centre.workspace)
    found = near.within(rows, centre.workspace, centre.pk, steps)
    return set(found.values_list("name", flat=True)) - {centre.name}


def test_a_colleague_who_has_left_leads_nowhere(staff: Any, leader: Any) -> None:
    museum, choir = (organisations.create(name=n, by=leader) for n in ("Museet", "Koret"))
    for one in (museum, choir):
        ties.add(colleague=staff, organisation=one, by=leader)
    assert around(museum, 2) == {"Koret"}
    type(staff).objects.filter(pk=staff.pk).update(state="left")
    assert around(museum, 2) == set()


def test_a_post_that_ends_later_still_counts(leader: Any) -> None:
    museum, choir = (organisations.create(name=n, by=leader) for n in ("Museet", "Koret"))
    person = people.create(name="Ane Lund", organisation=museum, by=leader)
    people.affiliate(person=person, organisation=choir, by=leader)
    for days, found in ((9, {"Koret"}), (0, set())):
        Affiliation.objects.filter(organisation=choir).update(to_date=TODAY + timedelta(days=days))
        assert around(museum, 1) == found
