"""Undo of a batch: as far as nobody has built on it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from brobygger.core import history, search
from brobygger.core.models import Batch, HistoryEntry
from brobygger.core.undo import AlreadyUndone, Kept, undo_batch
from brobygger.network.models import Affiliation, Contact, FollowUp, Formality, Organisation, Person, Theme
from brobygger.records.models import JournalNote

Make = Callable[..., Organisation]


def batch(by: Any) -> Any:
    return history.batch(by=by, kind="bulk", label="Prøve")


def test_created_goes(workspace: Any, staff: Any) -> None:
    with batch(staff) as made:
        school = history.create(Organisation(workspace=workspace, name="Fjordby Skole"), by=staff)
        ali = history.create(Person(workspace=workspace, name="Ali Hansen"), by=staff)
        history.create(Affiliation(workspace=workspace, person=ali, organisation=school), by=staff)
        history.change(ali, by=staff, phone="12345678")
    report = undo_batch(batch=made, by=staff)
    assert (report.removed, report.kept) == (3, [])
    assert not Organisation.objects.exists()
    assert not Person.objects.exists()
    assert search.find(workspace.pk, "fjordby") == []
    made.refresh_from_db()
    assert made.undone_at
    assert made.undone_by_label == staff.name
    with pytest.raises(AlreadyUndone):
        undo_batch(batch=made, by=staff)


def test_undo_can_be_undone(workspace: Any, staff: Any) -> None:
    with batch(staff) as made:
        school = history.create(Organisation(workspace=workspace, name="Fjordby Skole"), by=staff)
        history.create(Formality(workspace=workspace, organisation=school, level="network"), by=staff)
    undo_batch(batch=made, by=staff)
    report = undo_batch(batch=Batch.objects.get(kind="undo"), by=staff)
    assert report.returned == 2
    school = Organisation.objects.get(pk=school.pk)
    assert (school.name, school.level) == ("Fjordby Skole", "network")
    assert [e.title for e in search.find(workspace.pk, "fjordby")] == ["Fjordby Skole"]


def test_changed_is_set_back_but_later_edits_stay(organisation: Make, staff: Any, leader: Any) -> None:
    school, club = organisation("Fjordby Skole", town="Fjordby"), organisation("Klubben")
    with batch(staff) as made:
        history.change(school, by=staff, town="Havneby", phone="12345678")
        history.change(school, by=staff, town="Søby")
        history.change(club, by=staff, name="Klub 2")
    history.change(school, by=leader, phone="87654321")
    report = undo_batch(batch=made, by=staff)
    school.refresh_from_db()
    club.refresh_from_db()
    assert (school.town, school.phone, club.name) == ("Fjordby", "87654321", "Klubben")
    assert report.kept == [Kept("network.organisation", school.pk, "Fjordby Skole", "phone", "changed")]
    made.refresh_from_db()
    assert made.report["undo"]["kept"][0]["field"] == "phone"


@pytest.mark.parametrize("built", ["field", "row", "note"])
def test_created_and_built_on_stays(workspace: Any, staff: Any, leader: Any, built: str) -> None:
    with batch(staff) as made:
        school = history.create(Organisation(workspace=workspace, name="Fjordby Skole"), by=staff)
        other = history.create(Organisation(workspace=workspace, name="Klubben"), by=staff)
    if built == "field":
        history.change(school, by=leader, town="Havneby")
    elif built == "row":
        history.create(Contact(workspace=workspace, organisation=school), by=leader)
    else:
        note = JournalNote(
            workspace=workspace, model="network.organisation", object_id=school.pk, text="Husk"
        )
        history.create(note, by=leader)
    report = undo_batch(batch=made, by=staff)
    assert list(Organisation.objects.all()) == [school]
    assert [(k.object_id, k.reason) for k in report.kept] == [
        (school.pk, "changed" if built == "field" else "built_on")
    ]
    assert report.removed == 1
    assert not Organisation.objects.filter(pk=other.pk).exists()


def test_deleted_returns_with_all_that_hung_on_it(organisation: Make, workspace: Any, staff: Any) -> None:
    school = organisation("Fjordby Skole")
    met = history.create(Contact(workspace=workspace, organisation=school, on=date(2024, 5, 1)), by=staff)
    history.create(Formality(workspace=workspace, organisation=school, level="cooperation"), by=staff)
    step = history.create(
        FollowUp(workspace=workspace, text="Ring", owner=staff, due_on=date(2024, 1, 1), contact=met),
        by=staff,
    )
    before = Organisation.objects.values().get(pk=school.pk)
    gone = history.delete(school, by=staff)
    report = undo_batch(batch=gone, by=staff)
    assert (report.returned, report.set_back, report.kept) == (3, 1, [])
    after = Organisation.objects.values().get()
    before["created_at"] = before["created_at"].replace(microsecond=after["created_at"].microsecond)
    for values in (before, after):
        for name in ("updated_at", "version"):
            values.pop(name)
    assert before == after
    step.refresh_from_db()
    assert step.contact == met
    assert [e.title for e in search.find(workspace.pk, "skole")] == ["Fjordby Skole"]


def test_made_and_deleted_in_one_batch_does_not_return(workspace: Any, staff: Any) -> None:
    with batch(staff) as made:
        school = history.create(Organisation(workspace=workspace, name="Fjordby Skole"), by=staff)
        history.delete(school, by=staff)
    report = undo_batch(batch=made, by=staff)
    assert (report.returned, report.removed) == (0, 0)
    assert not Organisation.objects.exists()


def test_changed_and_deleted_in_one_batch_returns_as_it_was(organisation: Make, staff: Any) -> None:
    school = organisation("Fjordby Skole")
    with batch(staff) as made:
        history.change(school, by=staff, name="Havneby Skole")
        history.delete(school, by=staff)
    undo_batch(batch=made, by=staff)
    assert Organisation.objects.get().name == "Fjordby Skole"


def test_moved_to_a_created_record(organisation: Make, workspace: Any, staff: Any) -> None:
    """A contact moved to an organisation that the batch made: back it goes, and the organisation with it."""
    school = organisation("Fjordby Skole")
    met = history.create(Contact(workspace=workspace, organisation=school), by=staff)
    with batch(staff) as made:
        club = history.create(Organisation(workspace=workspace, name="Klubben"), by=staff)
        history.change(met, by=staff, organisation=club)
    report = undo_batch(batch=made, by=staff)
    met.refresh_from_db()
    assert (met.organisation, report.kept, Organisation.objects.count()) == (school, [], 1)


def test_moved_from_a_record_deleted_since(organisation: Make, workspace: Any, staff: Any) -> None:
    school, club = organisation("Fjordby Skole"), organisation("Klubben")
    met = history.create(Contact(workspace=workspace, organisation=school), by=staff)
    with batch(staff) as made:
        history.change(met, by=staff, organisation=club)
    history.delete(school, by=staff)
    report = undo_batch(batch=made, by=staff)
    met.refresh_from_db()
    assert met.organisation == club
    assert [(k.field, k.reason) for k in report.kept] == [("organisation_id", "missing")]


def test_what_belongs_to_a_gone_record_is_listed(organisation: Make, workspace: Any, staff: Any) -> None:
    school = organisation("Fjordby Skole")
    met = history.create(Contact(workspace=workspace, organisation=school), by=staff)
    gone = history.delete(met, by=staff)
    history.delete(school, by=staff)
    report = undo_batch(batch=gone, by=staff)
    assert [k.reason for k in report.kept] == ["missing"]
    assert not Contact.objects.exists()


def test_a_link_that_may_be_empty_returns_empty(workspace: Any, staff: Any) -> None:
    met = history.create(Contact(workspace=workspace), by=staff)
    step = FollowUp(workspace=workspace, text="Ring", owner=staff, due_on=date(2024, 1, 1), contact=met)
    gone = history.delete(history.create(step, by=staff), by=staff)
    history.delete(met, by=staff)
    assert undo_batch(batch=gone, by=staff).returned == 1
    assert FollowUp.objects.get().contact is None


def test_a_name_taken_since_is_listed(workspace: Any, staff: Any) -> None:
    themes = [
        history.create(Theme(workspace=workspace, name=n), by=staff) for n in ("Musik", "Lokalhistorie")
    ]
    with batch(staff) as made:
        for theme in themes:
            history.delete(theme, by=staff)
    history.create(Theme(workspace=workspace, name="musik"), by=staff)
    report = undo_batch(batch=made, by=staff)
    assert (report.returned, [(k.label, k.reason) for k in report.kept]) == (1, [("Musik", "taken")])
    other = history.create(Theme(workspace=workspace, name="Leg"), by=staff)
    with batch(staff) as renamed:
        history.change(other, by=staff, name="Spil")
    history.create(Theme(workspace=workspace, name="leg"), by=staff)
    report = undo_batch(batch=renamed, by=staff)
    assert [(k.field, k.reason) for k in report.kept] == [("name", "taken")]
    assert set(Theme.objects.values_list("name", flat=True)) == {"musik", "Lokalhistorie", "Spil", "leg"}


def test_many_in_few_queries(workspace: Any, staff: Any, django_assert_max_num_queries: Any) -> None:
    with batch(staff) as made:
        rows = [Organisation(workspace=workspace, name=f"Forening {n}") for n in range(1200)]
        history.bulk_create(rows, by=staff)
    with django_assert_max_num_queries(130):
        assert undo_batch(batch=made, by=staff).removed == 1200
    assert HistoryEntry.objects.filter(verb="deleted").count() == 1200
