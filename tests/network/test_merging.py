"""Two records become one: what moves, what is combined, and that undo gives both back whole."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from brobygger.accounts.models import Colleague, System, Workspace
from brobygger.core import search
from brobygger.core.models import SearchEntry
from brobygger.core.undo import undo_batch
from brobygger.network.duplicates import moved
from brobygger.network.models import (
    Affiliation,
    Contact,
    FollowUp,
    Formality,
    Handover,
    HandoverLine,
    Merged,
    NotTheSame,
    Organisation,
    OrganisationTie,
    Person,
    Theme,
    Tie,
)
from brobygger.network.operations import (
    activities,
    contacts,
    duplicates,
    follow_ups,
    formality,
    organisations,
    people,
    ties,
    words,
)
from brobygger.records.archive import layout
from brobygger.records.models import JournalNote
from brobygger.records.operations import add_note

DAY = date(2026, 3, 1)


def content(workspace: Workspace) -> dict[str, Any]:
    """All that the workspace holds, without what only counts or dates the writing."""
    found: dict[str, Any] = {}
    for model in layout.tables():
        label = model._meta.label_lower
        if label in ("core.historyentry", "core.batch", "network.duplicatescan"):
            continue
        rows = model._base_manager.filter(workspace=workspace).order_by("pk").values()
        found[label] = [
            {k: v for k, v in r.items() if k not in ("version", "updated_at", "created_at")} for r in rows
        ]
    found["search"] = sorted(
        SearchEntry.objects.filter(workspace_id=workspace.pk).values_list(
            "kind", "object_id", "title", "text"
        )
    )
    return found


@pytest.fixture
def two(leader: Colleague) -> tuple[Organisation, Organisation]:
    a = organisations.create(name="Søvang Skole", town="Fjordby", by=leader)
    b = organisations.create(name="Skolen i Søvang", town="Fjordby", email="kontor@eksempel.dk", by=leader)
    return a, b


def full(a: Organisation, b: Organisation, leader: Colleague, staff: Colleague) -> None:
    """Something of everything on both, and the same on both where that can be."""
    theme = words.add(model=Theme, name="Lektier", by=leader)
    other = words.add(model=Theme, name="Byfest", by=leader)
    organisations.edit(organisation=a, themes=[theme], former_names=["Gamle Skole"], by=leader)
    organisations.edit(
        organisation=b, themes=[theme, other], former_names=["gamle skole", "Nye Skole"], by=leader
    )
    umbrella = organisations.create(name="Paraplyen", by=leader)
    for one in (a, b):
        organisations.tie(organisation=one, other=umbrella, kind="member_of", since=DAY, by=leader)
        formality.decide(organisation=one, level="network", since=DAY, by=leader)
        follow_ups.add(text=f"Ring {one}", owner=staff, due_on=DAY, organisation=one, by=leader)
        add_note(model="network.organisation", object_id=one.pk, text=f"Husk {one}", by=leader)
    organisations.tie(organisation=b, other=a, kind="works_with", by=leader)
    formality.decide(organisation=b, level="cooperation", since=date(2026, 4, 1), by=leader)
    person = people.create(name="Oda Testrup", organisation=a, role="Leder", from_date=DAY, by=leader)
    people.affiliate(person=person, organisation=b, from_date=date(2020, 1, 1), by=leader)
    people.create(name="Ib Opdigt", organisation=b, role="Lærer", by=leader)
    contacts.add(organisation=a, on=DAY, about="a", colleagues=[staff], people=[person], by=leader)
    contacts.add(organisation=b, on=date(2026, 5, 1), about="b", colleagues=[leader], by=leader)
    activities.add(title="Fælles", from_date=DAY, organisations=[a, b], by=leader)
    ties.add(
        colleague=staff, organisation=a, about="skole", strength="met", since=date(2024, 1, 1), by=leader
    )
    ties.add(colleague=staff, organisation=b, about="kor", strength="well", since=date(2021, 1, 1), by=leader)
    ties.add(colleague=leader, organisation=b, about="plan", by=leader)
    line = HandoverLine(
        workspace=leader.workspace,
        handover=Handover.objects.create(workspace=leader.workspace, colleague=staff),
        tie=Tie.objects.get(organisation=b, colleague=staff),
        organisation=b,
        label="x",
    )
    line.save()


def test_everything_of_both_is_with_the_one(
    two: tuple[Organisation, Organisation], leader: Colleague, staff: Colleague
) -> None:
    a, b = two
    full(a, b, leader, staff)
    duplicates.merge(survivor=a, other=b, by=leader)
    a.refresh_from_db()
    assert not Organisation.objects.filter(pk=b.pk).exists()
    assert a.email == "kontor@eksempel.dk"
    tie = Tie.objects.get(colleague=staff, organisation=a)
    assert (tie.about, tie.strength, tie.since) == ("skole; kor", "well", date(2021, 1, 1))
    assert Tie.objects.filter(organisation=a).count() == 2
    assert HandoverLine.objects.get().tie_id == tie.pk
    oda = Affiliation.objects.get(person__name="Oda Testrup")
    assert (oda.organisation_id, oda.role, oda.from_date) == (a.pk, "Leder", date(2020, 1, 1))
    assert Affiliation.objects.filter(organisation=a).count() == 2
    assert {t.theme.name for t in a.theme_links.all()} == {"Lektier", "Byfest"}
    assert sorted(a.former_names.values_list("name", flat=True)) == [
        "Gamle Skole",
        "Nye Skole",
        "Skolen i Søvang",
    ]
    assert OrganisationTie.objects.filter(from_organisation=a).count() == 1
    assert OrganisationTie.objects.count() == 1
    assert [f.level for f in Formality.objects.filter(organisation=a).order_by("since")] == [
        "network",
        "cooperation",
    ]
    assert (a.level, a.last_contact_on) == ("cooperation", date(2026, 5, 1))
    assert Contact.objects.filter(organisation=a).count() == 2
    assert FollowUp.objects.filter(organisation=a).count() == 2
    assert JournalNote.objects.filter(model="network.organisation", object_id=a.pk).count() == 2
    assert a.activity_links.count() == 1
    found = search.find(a.workspace_id, "Skolen i Søvang")
    assert [(e.kind, e.object_id) for e in found] == [("organisation", a.pk)]
    assert moved.survivor_id(a.workspace_id, Organisation, b.pk) == a.pk


def test_undo_gives_back_the_two(
    two: tuple[Organisation, Organisation], leader: Colleague, staff: Colleague
) -> None:
    a, b = two
    full(a, b, leader, staff)
    before = content(a.workspace)
    batch = duplicates.merge(survivor=a, other=b, choices={"name": b.pk}, by=leader)
    assert content(a.workspace) != before
    report = undo_batch(batch=batch, by=leader)
    assert report.kept == []
    assert content(a.workspace) == before


def test_what_was_edited_since_is_left_and_listed(
    two: tuple[Organisation, Organisation], leader: Colleague, staff: Colleague
) -> None:
    a, b = two
    full(a, b, leader, staff)
    batch = duplicates.merge(survivor=a, other=b, by=leader)
    tie = Tie.objects.get(colleague=staff, organisation=a)
    ties.edit(tie=tie, about="rettet", strength="well", since=tie.since, by=staff)
    report = undo_batch(batch=batch, by=leader)
    assert [(k.model, k.field, k.reason) for k in report.kept] == [("network.tie", "about", "changed")]
    tie.refresh_from_db()
    assert tie.about == "rettet"
    assert Organisation.objects.filter(pk=b.pk).exists()


def test_people_are_merged_too(leader: Colleague, staff: Colleague, workspace: Workspace) -> None:
    a = people.create(name="Oda Testrup", organisation="Skolen", phone="00112233", note="Syng", by=leader)
    b = people.create(
        name="Oda M. Tesstrup", organisation="Koret", email="oda@eksempel.dk", note="Dans", by=leader
    )
    both = contacts.add(on=DAY, people=[a, b], colleagues=[staff], by=leader)
    contacts.add(on=date(2026, 6, 1), people=[b], colleagues=[staff], by=leader)
    ties.add(colleague=staff, person=a, since=DAY, strength="some", by=leader)
    ties.add(colleague=staff, person=b, since=date(2020, 1, 1), about="sang", by=leader)
    follow_ups.add(text="Ring", owner=staff, due_on=DAY, person=b, by=leader)
    before = content(workspace)
    batch = duplicates.merge(survivor=a, other=b, by=leader)
    a.refresh_from_db()
    assert (a.email, a.phone, a.note) == ("oda@eksempel.dk", "00112233", "Syng\n\nDans")
    assert a.last_contact_on == date(2026, 6, 1)
    assert both.person_links.count() == 1
    tie = Tie.objects.get()
    assert (tie.since, tie.strength, tie.about) == (date(2020, 1, 1), "some", "sang")
    assert a.affiliations.count() == 2
    assert [e.object_id for e in search.find(workspace.pk, "Tesstrup")] == [a.pk]
    assert undo_batch(batch=batch, by=leader).kept == []
    assert content(workspace) == before


def test_a_field_is_as_chosen(two: tuple[Organisation, Organisation], leader: Colleague) -> None:
    a, b = two
    organisations.edit(organisation=a, about="Fra a", town="Havneby", by=leader)
    organisations.edit(organisation=b, about="Fra b", by=leader)
    duplicates.merge(
        survivor=a, other=b, choices={"name": b.pk, "town": b.pk, "about": "both", "email": a.pk}, by=leader
    )
    a.refresh_from_db()
    assert (a.name, a.town, a.email, a.about) == ("Skolen i Søvang", "Fjordby", "", "Fra a\n\nFra b")
    assert [n.name for n in a.former_names.all()] == ["Søvang Skole"]


def test_a_note_without_room_becomes_a_journal_note(
    two: tuple[Organisation, Organisation], leader: Colleague, staff: Colleague
) -> None:
    a, b = two
    ties.add(colleague=staff, organisation=a, about="a" * 150, by=leader)
    ties.add(colleague=staff, organisation=b, about="b" * 150, by=leader)
    duplicates.merge(survivor=a, other=b, by=leader)
    assert "b" * 150 in JournalNote.objects.get(object_id=a.pk).text
    assert Tie.objects.get().about == "a" * 150


def test_ended_edges_stay_beside_running_ones(
    two: tuple[Organisation, Organisation], leader: Colleague, staff: Colleague
) -> None:
    a, b = two
    ties.add(colleague=staff, organisation=a, by=leader)
    ties.end(tie=ties.add(colleague=staff, organisation=b, by=leader), on=DAY, by=leader)
    duplicates.merge(survivor=a, other=b, by=leader)
    assert sorted(t.ended_on is None for t in Tie.objects.filter(organisation=a)) == [False, True]


def test_addresses_lead_on_from_merge_to_merge(
    leader: Colleague, two: tuple[Organisation, Organisation]
) -> None:
    a, b = two
    c = organisations.create(name="Tredje", by=leader)
    first = duplicates.merge(survivor=b, other=a, by=leader)
    duplicates.merge(survivor=c, other=b, by=leader)
    assert moved.survivor_ids(c.workspace_id, Organisation, [a.pk, b.pk, c.pk]) == {a.pk: c.pk, b.pk: c.pk}
    for name in ("Søvang Skole", "Skolen i Søvang"):
        assert [e.object_id for e in search.find(c.workspace_id, name)] == [c.pk]
    undo_batch(batch=first, by=leader)
    assert Organisation.objects.filter(pk=a.pk).exists()


@pytest.mark.parametrize("which", ["itself", "other workspace", "another kind"])
def test_what_cannot_be_merged(
    two: tuple[Organisation, Organisation], leader: Colleague, other_workspace: Workspace, which: str
) -> None:
    a, _b = two
    if which == "itself":
        with pytest.raises(ValidationError):
            duplicates.merge(survivor=a, other=a, by=leader)
    elif which == "other workspace":
        theirs = organisations.create(name="Nabo", by=System(other_workspace))
        with pytest.raises(PermissionDenied):
            duplicates.merge(survivor=a, other=theirs, by=leader)
    else:
        with pytest.raises(ValidationError):
            duplicates.merge(survivor=a, other=people.create(name="Oda", by=leader), by=leader)  # type: ignore[type-var]
    assert not Merged.objects.exists()


def test_another_version_is_told_and_nothing_written(
    two: tuple[Organisation, Organisation], leader: Colleague, staff: Colleague
) -> None:
    a, b = two
    versions = (a.version, b.version)
    organisations.edit(organisation=Organisation.objects.get(pk=b.pk), phone="00112233", by=staff)
    with pytest.raises(duplicates.ChangedSince):
        duplicates.merge(survivor=a, other=b, versions=versions, by=leader)
    assert Organisation.objects.filter(pk=b.pk).exists()


def test_decisions_follow_the_survivor(two: tuple[Organisation, Organisation], leader: Colleague) -> None:
    a, b = two
    c = organisations.create(name="Tredje", by=leader)
    duplicates.keep_apart(one=c, other=a, by=leader)
    duplicates.keep_apart(one=b, other=c, by=leader)
    duplicates.keep_apart(one=a, other=b, by=leader)
    batch = duplicates.merge(survivor=a, other=b, by=leader)
    assert [(n.one_id, n.other_id) for n in NotTheSame.objects.all()] == [(a.pk, c.pk)]
    undo_batch(batch=batch, by=leader)
    assert NotTheSame.objects.count() == 3
    decision = NotTheSame.objects.get(one_id=a.pk, other_id=b.pk)
    assert decision.decided_by == leader
    duplicates.take_back(decision=decision, by=leader)
    assert NotTheSame.objects.count() == 2


def test_a_large_record_moves_in_few_queries(
    two: tuple[Organisation, Organisation],
    leader: Colleague,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    a, b = two
    for i in range(60):
        Contact.objects.create(workspace=a.workspace, organisation=b, about=f"Møde {i}")
    with django_assert_max_num_queries(200):
        duplicates.merge(survivor=a, other=b, by=leader)
    assert Contact.objects.filter(organisation=a).count() == 60


def test_the_largest_records_are_people_of_nobody(leader: Colleague) -> None:
    """A person without anything is merged all the same."""
    a, b = people.create(name="Bo", by=leader), people.create(name="Bo", by=leader)
    duplicates.merge(survivor=a, other=b, by=leader)
    assert list(Person.objects.all()) == [a]
