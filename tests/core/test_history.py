"""Every write is recorded, and keeps the search index and the derived columns in step."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from brobygger.core import history, search
from brobygger.core.models import Batch, HistoryEntry
from brobygger.network.models import (
    Affiliation,
    Contact,
    ContactPerson,
    FollowUp,
    Formality,
    FormerName,
    Organisation,
    Person,
    Tie,
)
from brobygger.records.models import StoredFile

Make = Callable[..., Organisation]


def titles(workspace: Any, query: str) -> list[str]:
    return [e.title for e in search.find(workspace.pk, query)]


def test_create(organisation: Make, staff: Any, workspace: Any) -> None:
    school = organisation("  Fjordby   Skole ", town="Fjordby")
    entry = history.of(school).get()
    assert (entry.verb, entry.object_label, entry.actor_id) == ("created", "Fjordby Skole", staff.pk)
    assert entry.before is None
    assert entry.after["town"] == "Fjordby"
    assert {"id", "version", "level", "last_contact_on", "sort_key"}.isdisjoint(entry.after)
    assert titles(workspace, "fjordby sk") == ["Fjordby Skole"]


def test_cpr_is_refused_and_not_echoed(organisation: Make) -> None:
    with pytest.raises(ValidationError) as refused:
        organisation("Fjordby Skole", about="spørg 010190-1234")
    assert "010190" not in str(refused.value)
    assert not HistoryEntry.objects.exists()


def test_change_records_only_what_differs(organisation: Make, staff: Any, workspace: Any) -> None:
    school = organisation("Fjordby Skole")
    diff = history.change(school, by=staff, why="flyttet", town="Havneby", name="Havneby Skole", phone="")
    assert diff == {"name": ("Fjordby Skole", "Havneby Skole"), "town": ("", "Havneby")}
    entry = history.of(school).first()
    assert entry is not None
    assert (entry.verb, entry.why) == ("changed", "flyttet")
    assert entry.before == {"name": "Fjordby Skole", "town": ""}
    school.refresh_from_db()
    assert (school.version, school.town, school.match_key) == (2, "Havneby", "havneby skole")
    assert titles(workspace, "fjordby") == []
    assert history.change(school, by=staff, town="Havneby") == {}
    assert history.of(school).count() == 2


def test_change_takes_text_for_dates_and_refuses_nonsense(organisation: Make, staff: Any) -> None:
    former = history.create(
        FormerName(workspace=organisation("A").workspace, organisation=organisation("B"), name="C"), by=staff
    )
    assert history.change(former, by=staff, until="2024-01-31") == {"until": (None, date(2024, 1, 31))}
    assert history.change(former, by=staff, until="2024-01-31") == {}
    with pytest.raises(ValidationError):
        history.change(former, by=staff, until="i går")


def test_former_names_are_found(organisation: Make, staff: Any, workspace: Any) -> None:
    school = organisation("Fjordby Skole")
    former = history.create(
        FormerName(workspace=workspace, organisation=school, name="Åby Realskole"), by=staff
    )
    assert titles(workspace, "aaby") == ["Fjordby Skole"]
    history.change(former, by=staff, name="Ådal Realskole")
    assert titles(workspace, "åby") == []
    history.delete(former, by=staff)
    assert titles(workspace, "ådal") == []
    assert titles(workspace, "skole") == ["Fjordby Skole"]


def test_level_follows_the_latest_row(organisation: Make, staff: Any, workspace: Any) -> None:
    school = organisation("Fjordby Skole")
    newer = Formality(workspace=workspace, organisation=school, level="partnership", since=date(2024, 5, 1))
    history.create(newer, by=staff)
    history.create(
        Formality(workspace=workspace, organisation=school, level="network", since=date(2020, 1, 1)), by=staff
    )
    school.refresh_from_db()
    assert school.level == "partnership"
    history.change(newer, by=staff, since=date(2019, 1, 1))
    school.refresh_from_db()
    assert school.level == "network"


def test_last_contact_follows_contacts(organisation: Make, staff: Any, workspace: Any) -> None:
    school, club = organisation("Fjordby Skole"), organisation("Klubben")
    ali = history.create(Person(workspace=workspace, name="Ali Hansen"), by=staff)
    met = history.create(Contact(workspace=workspace, organisation=school, on=date(2024, 5, 1)), by=staff)
    history.create(ContactPerson(workspace=workspace, contact=met, person=ali), by=staff)

    def seen() -> list[date | None]:
        for record in (school, club, ali):
            record.refresh_from_db()
        return [school.last_contact_on, club.last_contact_on, ali.last_contact_on]

    assert seen() == [date(2024, 5, 1), None, date(2024, 5, 1)]
    history.change(met, by=staff, on=date(2024, 6, 1), organisation=club)
    assert seen() == [None, date(2024, 6, 1), date(2024, 6, 1)]
    history.delete(met, by=staff)
    assert seen() == [None, None, None]


def test_delete_takes_what_hangs_on_it(organisation: Make, staff: Any, workspace: Any) -> None:
    school = organisation("Fjordby Skole")
    ali = history.create(Person(workspace=workspace, name="Ali Hansen"), by=staff)
    history.create(Affiliation(workspace=workspace, person=ali, organisation=school), by=staff)
    history.create(Tie(workspace=workspace, colleague=staff, organisation=school), by=staff)
    met = history.create(Contact(workspace=workspace, organisation=school), by=staff)
    step = history.create(
        FollowUp(workspace=workspace, text="Ring", owner=staff, due_on=date(2024, 1, 1), contact=met),
        by=staff,
    )
    gone = history.delete(school, by=staff, why="lukket")
    assert (gone.kind, gone.label, gone.report) == (
        "deletion",
        "Fjordby Skole",
        {"model": "network.organisation"},
    )
    written = HistoryEntry.objects.filter(batch_id=gone.pk)
    assert sorted(written.filter(verb="deleted").values_list("model", flat=True)) == [
        "network.affiliation", "network.contact", "network.organisation", "network.tie",
    ]  # fmt: skip
    assert set(written.values_list("why", flat=True)) == {"lukket"}
    step.refresh_from_db()
    assert step.contact is None
    assert written.get(verb="changed").before == {"contact_id": met.pk}
    assert titles(workspace, "fjordby") == []
    assert Person.objects.filter(pk=ali.pk).exists()


def test_deleting_inside_a_batch_joins_it(organisation: Make, staff: Any) -> None:
    school = organisation("Fjordby Skole")
    with history.batch(by=staff, kind="bulk", label="Oprydning") as made:
        assert history.delete(school, by=staff) == made
    assert Batch.objects.count() == 1


def test_a_stored_file_is_recorded_by_its_name(workspace: Any, staff: Any) -> None:
    file = history.create(StoredFile(workspace=workspace, name="liste.csv", content="1/abc"), by=staff)
    assert (history.of(file).get().after or {})["content"] == "1/abc"


def test_bulk_create_is_recorded_found_and_counted(
    workspace: Any, staff: Any, django_assert_max_num_queries: Any
) -> None:
    rows = [Organisation(workspace=workspace, name=f"Forening {n:03}") for n in range(300)]
    with django_assert_max_num_queries(20):
        history.bulk_create(rows, by=staff)
    assert len({r.pk for r in rows}) == 300
    assert HistoryEntry.objects.filter(verb="created", model="network.organisation").count() == 300
    assert titles(workspace, "forening 123")[0] == "Forening 123"
    people = [Person(workspace=workspace, name=f"Person {n}", email=" A@EKSEMPEL.DK ") for n in range(3)]
    history.bulk_create(people, by=staff)
    assert Person.objects.get(name="Person 0").email == "a@eksempel.dk"
    history.bulk_create([], by=staff)


def test_bulk_create_refreshes_what_follows(organisation: Make, workspace: Any, staff: Any) -> None:
    school = organisation("Fjordby Skole")
    history.bulk_create(
        [Formality(workspace=workspace, organisation=school, level="wished", since=date(2024, 1, 1))],
        by=staff,
    )
    school.refresh_from_db()
    assert school.level == "wished"
