"""What wants looking after: cold, known by one, approached by several, blank; and what is done about it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from brobygger.accounts.models import Colleague
from brobygger.core.models import Batch
from brobygger.core.undo import undo_batch
from brobygger.network.models import (
    Affiliation,
    ApproachNote,
    Contact,
    ContactColleague,
    FollowUp,
    Organisation,
    Person,
    Snooze,
    Theme,
    Tie,
)
from brobygger.network.operations import care, contacts, organisations
from brobygger.network.queries import blank, hub_counts
from brobygger.network.queries import care as queries
from brobygger.records.models import Notice

TODAY = timezone.localdate()


@pytest.fixture
def place(workspace: Any) -> Callable[..., Organisation]:
    """`place("Åfestivalen", "network", ago=400)`: an organisation at a level, last contacted so many days ago."""

    def make(name: str, level: str = "network", *, ago: int | None = None, noted: int = 0) -> Organisation:
        last = TODAY - timedelta(days=ago) if ago is not None else None
        made = Organisation(workspace=workspace, name=name, level=level, last_contact_on=last)
        made.created_at = timezone.now() - timedelta(days=noted)
        made.save()
        return made

    return make


def met(place: Organisation, *who: Colleague, ago: int = 3) -> Contact:
    contact = Contact.objects.create(
        workspace=place.workspace, organisation=place, on=TODAY - timedelta(days=ago)
    )
    for colleague in who:
        ContactColleague.objects.create(workspace=place.workspace, contact=contact, colleague=colleague)
    return contact


def promised(place: Organisation, who: Colleague, ahead: int = 5, contact: Contact | None = None) -> FollowUp:
    return FollowUp.objects.create(
        workspace=place.workspace, organisation=place, owner=who, text="Ring",
        due_on=TODAY + timedelta(days=ahead), contact=contact,
    )  # fmt: skip


def names(rows: Any) -> set[str]:
    return {row.name for row in rows}


# Going cold


@pytest.mark.parametrize(
    ("level", "bears"), [("partnership", 60), ("cooperation", 120), ("network", 365), ("", 365)]
)
def test_each_level_bears_its_own_silence(workspace: Any, place: Any, level: str, bears: int) -> None:
    place("Til grænsen", level, ago=bears)
    place("Over grænsen", level, ago=bears + 1)
    assert names(queries.going_cold(workspace)) == {"Over grænsen"}


def test_never_contacted_counts_from_when_it_was_noted(workspace: Any, place: Any) -> None:
    place("Ny", "cooperation", noted=10)
    place("Gammel", "cooperation", noted=130)
    place("Ønsket", "wished", noted=3000)
    assert names(queries.going_cold(workspace)) == {"Gammel"}


def test_the_workspace_chooses_its_intervals(
    workspace: Any, place: Any, coordinator: Any, staff: Any
) -> None:
    place("Nær", "partnership", ago=40)
    place("Fjern", "network", ago=4000)
    care.set_intervals(days={"partnership": 30, "network": None}, by=coordinator)
    assert names(queries.going_cold(workspace)) == {"Nær"}
    with pytest.raises(PermissionDenied):
        care.set_intervals(days={"partnership": 1}, by=staff)


def test_a_snooze_is_a_row_and_a_contact_ends_it(workspace: Any, place: Any, staff: Any) -> None:
    cold = place("Boghandleren", ago=500)
    mine = Organisation.objects.filter(pk=cold.pk)
    care.snooze(organisations=mine, until=TODAY + timedelta(days=90), why="Flytter", by=staff)
    row = Snooze.objects.get()
    assert (row.made_by, row.why, row.on) == (staff, "Flytter", TODAY)
    assert not queries.going_cold(workspace).exists()
    assert queries.snoozed(workspace).get() == row
    # A contact after it, and long silence again: the snooze is no longer in force.
    Snooze.objects.update(on=TODAY - timedelta(days=600), until=TODAY + timedelta(days=90))
    contacts.add(organisation=cold, on=TODAY - timedelta(days=400), by=staff)
    assert not queries.snoozed(workspace).exists()
    assert names(queries.going_cold(workspace)) == {"Boghandleren"}


def test_said_anew_the_last_snooze_holds_and_can_be_ended(workspace: Any, place: Any, staff: Any) -> None:
    cold = Organisation.objects.filter(pk=place("Boghandleren", ago=500).pk)
    for days in (30, 60):
        care.snooze(organisations=cold, until=TODAY + timedelta(days=days), by=staff)
    assert queries.snoozed(workspace).get().until == TODAY + timedelta(days=60)
    care.wake(snoozes=Snooze.objects.all(), by=staff)
    assert names(queries.going_cold(workspace)) == {"Boghandleren"}
    with pytest.raises(ValidationError):
        care.snooze(organisations=cold, until=TODAY, by=staff)


def test_many_are_put_aside_at_once_and_it_can_be_undone(
    place: Any, staff: Any, client_of: Callable[..., Any]
) -> None:
    rows = [place(f"Kold {n}", ago=500) for n in range(5)]
    client = client_of(staff)
    chosen = {"action": "snooze", "ids": [row.pk for row in rows]}
    page = client.post("/fjordby/care/cold/bulk/", chosen)
    assert "5 organisationer" in page.content.decode()
    chosen |= {"confirmed": "1", "why": ""}
    answer = client.post("/fjordby/care/cold/bulk/", chosen | {"until": "01-01-2020"})
    assert answer.status_code == 422
    until = (TODAY + timedelta(days=30)).strftime("%d-%m-%Y")
    client.post("/fjordby/care/cold/bulk/", chosen | {"until": until})
    assert Snooze.objects.count() == 5
    undo_batch(batch=Batch.objects.latest("pk"), by=staff)
    assert not Snooze.objects.exists()


def test_one_question_with_two_answers(place: Any, staff: Any, client_of: Callable[..., Any]) -> None:
    cold = place("Boghandleren", ago=500)
    client = client_of(staff)
    address = f"/fjordby/care/cold/{cold.pk}/"
    assert client.get(address).status_code == 200
    on = TODAY.strftime("%d-%m-%Y")
    answer = client.post(address, {"spoke": "1", "spoke-on": on, "spoke-about": "juleudstillingen"})
    assert answer.status_code == 302
    cold.refresh_from_db()
    assert cold.last_contact_on == TODAY
    assert ContactColleague.objects.get().colleague == staff
    wrong = client.post(address, {"snooze": "1", "snooze-until": "", "snooze-why": ""})
    assert wrong.status_code == 422


def test_readers_see_the_question_and_answer_nothing(
    place: Any, reader: Any, client_of: Callable[..., Any]
) -> None:
    cold = place("Boghandleren", ago=500)
    on = TODAY.strftime("%d-%m-%Y")
    page = client_of(reader).post(f"/fjordby/care/cold/{cold.pk}/", {"spoke": "1", "spoke-on": on})
    assert b'<form class="form"' not in page.content
    assert not Contact.objects.exists()


# Known by only one


def test_known_by_one_counts_people_inside_and_nobody_who_left(
    workspace: Any, place: Any, staff: Any, coordinator: Any
) -> None:
    direct, inside, both = place("Direkte"), place("Gennem Oda"), place("To")
    oda = Person.objects.create(workspace=workspace, name="Oda Testrup")
    Affiliation.objects.create(workspace=workspace, person=oda, organisation=inside)
    for colleague, about in ((staff, direct), (staff, both), (coordinator, both)):
        Tie.objects.create(workspace=workspace, colleague=colleague, organisation=about)
    Tie.objects.create(workspace=workspace, colleague=staff, person=oda)
    assert names(queries.known_by_one(workspace)) == {"Direkte", "Gennem Oda"}
    Colleague.objects.filter(pk=coordinator.pk).update(state="left")
    assert names(queries.known_by_one(workspace)) == {"Direkte", "Gennem Oda", "To"}


def test_asking_for_an_introduction_is_a_promise_and_a_notice(
    workspace: Any, place: Any, staff: Any, coordinator: Any, leader: Any
) -> None:
    rows = [place("Et"), place("To"), place("Tre")]
    for row in rows:
        Tie.objects.create(workspace=workspace, colleague=staff, organisation=row)
    Tie.objects.create(workspace=workspace, colleague=leader, organisation=rows[2])
    all_of_them = Organisation.objects.of(workspace)
    batch = care.introduce(organisations=all_of_them, due_on=TODAY, second=coordinator, by=leader)
    made = FollowUp.objects.order_by("id")
    assert [(f.owner, f.text) for f in made] == [
        (staff, "Introducér Mette Holm for Et"),
        (staff, "Introducér Mette Holm for To"),
    ]
    notice = Notice.objects.get()
    assert (notice.colleague, notice.values["n"]) == (staff, 2)
    undo_batch(batch=batch, by=leader)
    assert not FollowUp.objects.exists()


def test_i_know_them_too(workspace: Any, place: Any, staff: Any, coordinator: Any) -> None:
    known = place("Et")
    Tie.objects.create(workspace=workspace, colleague=staff, organisation=known)
    for _twice in range(2):
        care.know_too(organisations=Organisation.objects.of(workspace), strength="met", by=coordinator)
    assert Tie.objects.filter(colleague=coordinator, organisation=known).count() == 1
    assert not queries.known_by_one(workspace).exists()


# Approached by several


def test_two_meet_the_same_organisation_separately(
    workspace: Any, place: Any, staff: Any, coordinator: Any
) -> None:
    apart, together, long_ago = place("Hver for sig"), place("Sammen"), place("For længe siden")
    met(apart, staff)
    met(apart, coordinator, ago=20)
    met(together, staff)
    met(together, staff, coordinator, ago=40)
    met(together, coordinator, ago=9)
    met(long_ago, staff, ago=90)
    met(long_ago, coordinator)
    assert names(queries.approached(workspace)) == {"Hver for sig"}


def test_a_promise_is_an_approach_unless_it_was_made_together(
    workspace: Any, place: Any, staff: Any, coordinator: Any
) -> None:
    apart, wished, asked = place("Hver for sig"), place("Ønsket", "wished"), place("Aftalt")
    met(apart, staff)
    promised(apart, coordinator)
    promised(wished, staff)
    promised(wished, coordinator, ahead=20)
    promised(asked, coordinator, contact=met(asked, staff))
    assert names(queries.approached(workspace)) == {"Hver for sig", "Ønsket"}
    assert [step.met for step in queries.approaches([apart])[apart.pk]] == [True, False]


def test_telling_both_and_agreeing_who_leads(
    workspace: Any, place: Any, staff: Any, coordinator: Any, leader: Any
) -> None:
    apart = place("Hver for sig")
    met(apart, staff)
    met(apart, coordinator, ago=5)
    care.tell(organisations=Organisation.objects.of(workspace), by=leader)
    assert {n.colleague for n in Notice.objects.all()} == {staff, coordinator}
    assert ApproachNote.objects.get().kind == "told"
    assert names(queries.approached(workspace)) == {"Hver for sig"}
    row = care.agree(organisation=apart, leader=coordinator, note="Mette ringer", by=leader)
    assert (row.made_by, row.on) == (leader, TODAY)
    assert not queries.approached(workspace).exists()
    ApproachNote.objects.filter(pk=row.pk).update(until=date(2020, 1, 1))
    assert names(queries.approached(workspace)) == {"Hver for sig"}


def test_the_page_of_an_agreement(
    workspace: Any, place: Any, staff: Any, coordinator: Any, client_of: Callable[..., Any]
) -> None:
    apart = place("Hver for sig")
    met(apart, staff)
    met(apart, coordinator, ago=5)
    client = client_of(staff)
    listed = client.get("/fjordby/care/approached/").content.decode()
    assert "Hver for sig" in listed
    address = f"/fjordby/care/approached/{apart.pk}/"
    assert client.get(address).status_code == 200
    until = (TODAY + timedelta(days=30)).strftime("%d-%m-%Y")
    client.post(address, {"leader": coordinator.pk, "until": until, "note": ""})
    assert ApproachNote.objects.get().leader == coordinator


# Blank areas, the hub, one's own


def test_blank_areas_are_those_without_cooperation(workspace: Any, place: Any, staff: Any) -> None:
    themes = [Theme.objects.create(workspace=workspace, name=name) for name in ("Tom", "Ønske", "Fuld")]
    organisations.edit(organisation=place("A", "wished"), themes=[themes[1]], by=staff)
    organisations.edit(organisation=place("B", "cooperation"), themes=[themes[2]], by=staff)
    found = [(a.name, a.total) for a in blank.areas(workspace) if a.kind == "theme"]
    assert found == [("Tom", 0), ("Ønske", 1)]


def test_a_blank_area_leads_to_a_new_organisation_with_the_value(
    workspace: Any, staff: Any, client_of: Callable[..., Any]
) -> None:
    theme = Theme.objects.create(workspace=workspace, name="Lektiehjælp")
    client = client_of(staff)
    assert (
        f"/fjordby/organisations/new/?themes={theme.pk}"
        in client.get("/fjordby/care/blank/").content.decode()
    )
    page = client.get(f"/fjordby/organisations/new/?themes={theme.pk}&town=Fjordby").content.decode()
    assert 'value="Fjordby"' in page
    assert "checked" in page
    assert client.get("/fjordby/organisations/new/?themes=x&municipality=x").status_code == 200


@pytest.mark.parametrize("wanted", ["csv", "xlsx", "print"])
def test_blank_areas_leave_as_a_file(staff: Any, client_of: Callable[..., Any], wanted: str) -> None:
    answer = client_of(staff).get(f"/fjordby/care/blank/?format={wanted}&kind=sector")
    body = answer.getvalue() if wanted == "xlsx" else b"".join(answer)
    answer.close()
    assert wanted == "xlsx" or "Civilsamfund" in body.decode("utf-8-sig")


def test_the_hub_counts_and_links(
    workspace: Any, place: Any, staff: Any, reader: Any, client_of: Callable[..., Any]
) -> None:
    Tie.objects.create(workspace=workspace, colleague=staff, organisation=place("Kold", ago=900))
    page = client_of(reader).get("/fjordby/care/").content.decode()
    for path in ("cold", "known-by-one", "approached", "blank", "held"):
        assert f"/fjordby/care/{path}/" in page
    assert "/fjordby/handovers/" in page


def test_numbers_that_take_long_to_count_are_kept_a_while(
    workspace: Any, place: Any, reader: Any, client_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(reader)
    monkeypatch.setattr(hub_counts, "LONG", -1)
    place("Kold", ago=900)
    assert "Talt kl." not in client.get("/fjordby/care/").content.decode()
    place("Kold igen", ago=900)
    assert "Talt kl." in client.get("/fjordby/care/").content.decode()
    cache.clear()


def test_today_tells_what_is_mine(
    workspace: Any, place: Any, staff: Any, client_of: Callable[..., Any]
) -> None:
    address = "/fjordby/care/cold/?mine=on"
    assert address not in client_of(staff).get("/fjordby/").content.decode()
    Tie.objects.create(workspace=workspace, colleague=staff, organisation=place("Kold", ago=900))
    assert address in client_of(staff).get("/fjordby/").content.decode()


def test_asking_a_colleague_leaves_a_notice(
    workspace: Any, place: Any, staff: Any, coordinator: Any, client_of: Callable[..., Any]
) -> None:
    known = place("Rockmuseet")
    Tie.objects.create(workspace=workspace, colleague=coordinator, organisation=known)
    client = client_of(staff)
    client.post(f"/fjordby/organisations/{known.pk}/ask/{coordinator.pk}/", {"text": "Hvem er de?"})
    notice = Notice.objects.get()
    assert (notice.colleague, notice.kind) == (coordinator, "network.ask")
    shown = client_of(coordinator).get("/fjordby/notices/").content.decode()
    assert "Ali Nazari" in shown
    assert "Hvem er de?" in shown
