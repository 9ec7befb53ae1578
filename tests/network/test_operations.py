"""The verbs of the network: what they write, what they refuse, what the history says."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.core import history, search
from brobygger.core.models import HistoryEntry
from brobygger.core.undo import undo_batch
from brobygger.network.models import (
    Affiliation,
    AgeGroup,
    Contact,
    FollowUp,
    Formality,
    Organisation,
    OrganisationTie,
    OrganisationType,
    Person,
    Tie,
)
from brobygger.network.operations import (
    activities,
    contacts,
    follow_ups,
    formality,
    organisations,
    people,
    ties,
    words,
)
from brobygger.network.operations.scope import OtherWorkspace

TODAY = timezone.localdate
CPR = "020304-1234"


@pytest.fixture
def harbour(staff: Any) -> Organisation:
    return organisations.create(name="Havnens Værksted", town="Fjordby", by=staff)


@pytest.fixture
def oda(staff: Any, harbour: Organisation) -> Person:
    return people.create(name="Oda Prøvegaard", organisation=harbour, role="Kurator", by=staff)


def test_an_organisation_keeps_its_words_and_its_old_name(staff: Any) -> None:
    school = words.add(model=OrganisationType, name="Skole", by=staff)
    museum = words.add(model=OrganisationType, name="Museum", by=staff)
    teens = words.add(model=AgeGroup, name="13–17", from_age=13, to_age=17, by=staff)
    made = organisations.create(name="Fjordby  Skole", types=[school], age_groups=[teens], by=staff)
    assert made.name == "Fjordby Skole"

    changed = organisations.edit(
        organisation=made, name="Fjordskolen", types=[museum], keep_old_name=True, by=staff, why="nyt navn"
    )
    assert changed["name"] == ("Fjordby Skole", "Fjordskolen")
    assert [link.type for link in made.type_links.all()] == [museum]
    assert [link.age_group for link in made.age_links.all()] == [teens]
    assert [f.name for f in made.former_names.all()] == ["Fjordby Skole"]
    assert [e.object_id for e in search.find(staff.workspace_id, "fjordby skole", kinds=["organisation"])]
    entry = history.of(made).first()
    assert entry is not None
    assert (entry.operation, entry.why) == ("network.organisation.edit", "nyt navn")


def test_a_deleted_organisation_comes_back_with_all_that_hung_on_it(
    staff: Any, harbour: Organisation, oda: Person
) -> None:
    contacts.add(organisation=harbour, people=[oda], colleagues=[staff], about="scenen", by=staff)
    batch = organisations.delete(organisation=harbour, by=staff)
    assert not Organisation.objects.exists()
    assert not Affiliation.objects.exists()
    assert Person.objects.get() == oda
    undo_batch(batch=batch, by=staff)
    back = Organisation.objects.get()
    assert back.last_contact_on == TODAY()
    assert back.affiliations.get().person == oda
    assert Contact.objects.get().colleague_links.get().colleague == staff


def test_nobody_ties_records_of_two_workspaces(
    staff: Any, outsider: Any, harbour: Organisation, oda: Person
) -> None:
    theirs = organisations.create(name="Naboens", by=outsider)
    refused = [
        lambda: people.affiliate(person=oda, organisation=theirs, by=staff),
        lambda: ties.add(colleague=outsider, person=oda, by=staff),
        lambda: contacts.add(organisation=theirs, by=staff),
        lambda: contacts.add(organisation=harbour, people=[oda], colleagues=[outsider], by=staff),
        lambda: organisations.edit(organisation=theirs, name="Vores", by=staff),
        lambda: organisations.tie(organisation=harbour, other=theirs, kind="part_of", by=staff),
        lambda: formality.decide(organisation=theirs, level="network", by=staff),
        lambda: follow_ups.add(text="Ring", owner=outsider, due_on=TODAY(), by=staff),
        lambda: activities.add(title="Fest", from_date=TODAY(), organisations=[theirs], by=staff),
    ]
    for attempt in refused:
        with pytest.raises(OtherWorkspace):
            attempt()
    assert not Tie.objects.exists()
    assert not Contact.objects.exists()


@pytest.mark.parametrize("field", ["name", "about", "address"])
def test_a_cpr_number_is_refused_and_not_repeated(staff: Any, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        organisations.create(**{"name": "Foreningen", field: f"Formand {CPR}", "by": staff})
    assert CPR not in str(refused.value)
    assert not Organisation.objects.exists()
    assert not HistoryEntry.objects.exists()


def test_affiliations_end_and_stay(staff: Any, harbour: Organisation, oda: Person) -> None:
    running = oda.affiliations.get()
    assert people.affiliate(person=oda, organisation=harbour, role="kurator", by=staff) == running
    people.end_affiliation(affiliation=running, by=staff)
    assert running.ended
    with pytest.raises(ValidationError):
        people.edit_affiliation(
            affiliation=running, role="", from_date=date(2026, 2, 1), to_date=date(2026, 1, 1), by=staff
        )


def test_a_tie_is_one_row_however_often_it_is_told(staff: Any, oda: Person) -> None:
    first = ties.add(colleague=staff, person=oda, about="udstillinger", by=staff)
    again = ties.add(colleague=staff, person=oda, strength="well", by=staff)
    assert again == first
    assert (again.about, again.strength) == ("udstillinger", "well")
    ties.end(tie=again, by=staff)
    assert ties.add(colleague=staff, person=oda, by=staff) != first
    with pytest.raises(ValidationError):
        ties.add(colleague=staff, by=staff)


def test_a_contact_carries_its_follow_up_and_moves_last_contact(
    staff: Any, coordinator: Any, harbour: Organisation, oda: Person
) -> None:
    made = contacts.add(
        organisation=harbour,
        people=[oda],
        colleagues=[staff],
        on=TODAY() - timedelta(days=3),
        about="lektiecaféer",
        follow_up={"text": "Send tal", "owner": coordinator, "due_on": TODAY()},
        by=staff,
    )
    promised = FollowUp.objects.get()
    assert (promised.organisation, promised.person, promised.contact) == (harbour, oda, made)
    earlier = TODAY() - timedelta(days=40)
    contacts.edit(contact=made, on=earlier, people=[oda], by=staff)
    oda.refresh_from_db()
    harbour.refresh_from_db()
    assert (oda.last_contact_on, harbour.last_contact_on) == (earlier, earlier)
    contacts.delete(contact=made, by=staff)
    oda.refresh_from_db()
    assert oda.last_contact_on is None
    promised.refresh_from_db()
    assert promised.contact is None


def test_done_tells_what_came_of_it_and_what_is_next(staff: Any, harbour: Organisation) -> None:
    step = follow_ups.add(text="Ring", owner=staff, due_on=TODAY(), organisation=harbour, by=staff)
    following = follow_ups.done(
        follow_up=step, outcome="De er med", next_text="Send aftale", next_due_on=TODAY(), by=staff
    )
    assert following is not None
    assert (following.text, following.organisation, following.owner) == ("Send aftale", harbour, staff)
    assert (step.done_on, step.done_by, step.outcome) == (TODAY(), staff, "De er med")
    assert follow_ups.done(follow_up=step, outcome="to gange", by=staff) is None
    follow_ups.move(follow_up=following, due_on=TODAY() + timedelta(days=7), by=staff)
    follow_ups.reopen(follow_up=step, by=staff)
    assert step.done_on is None
    with pytest.raises(ValidationError):
        follow_ups.done(follow_up=step, next_text="Uden dato", by=staff)


def test_the_latest_decision_is_the_level_and_it_moves_both_ways(staff: Any, harbour: Organisation) -> None:
    formality.decide(organisation=harbour, level="partnership", since=date(2024, 3, 1), by=staff)
    formality.decide(
        organisation=harbour, level="network", since=date(2025, 6, 1), reason="sluttede", by=staff
    )
    assert harbour.level == "network"
    formality.decide(organisation=harbour, level="cooperation", since=date(2024, 9, 1), by=staff)
    assert harbour.level == "network"
    formality.delete(formality=Formality.objects.get(level="network"), by=staff)
    harbour.refresh_from_db()
    assert harbour.level == "cooperation"
    with pytest.raises(ValidationError):
        formality.decide(organisation=harbour, level="network", since=TODAY() + timedelta(days=2), by=staff)


def test_two_organisations_that_work_together_are_tied_once(staff: Any, harbour: Organisation) -> None:
    union = organisations.create(name="Fjordby Samvirke", by=staff)
    tie = organisations.tie(organisation=harbour, other=union, kind="works_with", by=staff)
    assert organisations.tie(organisation=union, other=harbour, kind="works_with", by=staff) == tie
    organisations.end_tie(tie=tie, by=staff)
    assert OrganisationTie.objects.get().ended_on == TODAY()


def test_activities_say_who_took_part(staff: Any, harbour: Organisation) -> None:
    made = activities.add(
        title="Byvandring", from_date=TODAY(), organisations=[harbour], colleagues=[staff], by=staff
    )
    activities.edit(activity=made, title="Byvandringer", organisations=[], by=staff)
    assert not made.organisation_links.exists()
    assert made.colleague_links.count() == 1
    with pytest.raises(ValidationError):
        activities.edit(activity=made, to_date=TODAY() - timedelta(days=1), by=staff)


def test_words_are_one_each_whatever_the_case(staff: Any, harbour: Organisation) -> None:
    school = words.add(model=OrganisationType, name="Skole", by=staff)
    assert words.add(model=OrganisationType, name=" skole", by=staff) == school
    organisations.edit(organisation=harbour, types=[school], by=staff)
    undo_batch(batch=words.delete(word=school, by=staff), by=staff)
    assert harbour.type_links.get().type.name == "Skole"
