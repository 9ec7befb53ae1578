"""The house: who answers, who keeps, teams across departments, time, and the self-check."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from brobygger.accounts.models import Team, TeamMember
from brobygger.network.models import Organisation
from brobygger.network.operations import duplicates, formality, organisations
from brobygger.records import operations as records
from brobygger.records.models import Notice
from brobygger.strategy.house import STATEMENTS
from brobygger.strategy.models import FocusArea
from brobygger.strategy.models.house import HoursUsed, Keeper, Responsibility, TimeSet
from brobygger.strategy.operations import house
from brobygger.strategy.queries import house as queries

TODAY = timezone.localdate()
YES = {statement.key: "yes" for statement in STATEMENTS}


def partnership(name: str, by: Any) -> Organisation:
    made = organisations.create(name=name, by=by)
    formality.decide(organisation=made, level="partnership", reason="Aftale", by=by)
    made.refresh_from_db()
    return made


def test_the_newest_decision_is_in_force_and_the_earlier_stays(workspace: Any, leader: Any) -> None:
    house.decide(where="central", decided_on=TODAY - timedelta(days=9), reason="Få partnere", by=leader)
    house.decide(where="mixed", by=leader)
    assert [r.where for r in queries.responsibility(workspace)] == ["mixed", "central"]
    with pytest.raises(ValidationError):
        house.decide(where="local", decided_on=TODAY + timedelta(days=1), by=leader)


def test_one_keeper_at_a_time_with_its_history(
    workspace: Any, leader: Any, staff: Any, coordinator: Any
) -> None:
    museum = partnership("Museet Kajen", leader)
    assert list(queries.without_keeper(workspace)) == [museum]
    first = house.give_keeper(colleague=staff, organisation=museum, by=leader)
    assert house.give_keeper(colleague=staff, organisation=museum, by=leader) == first
    house.give_keeper(colleague=coordinator, organisation=museum, by=leader)
    rows = Keeper.objects.filter(organisation=museum).order_by("id")
    assert [(k.colleague, k.to_date) for k in rows] == [(staff, TODAY), (coordinator, None)]
    assert not queries.without_keeper(workspace).exists()
    assert Notice.objects.filter(kind="strategy.keeper").count() == 2


def test_one_keeper_of_the_network(workspace: Any, leader: Any, staff: Any, coordinator: Any) -> None:
    for colleague in (staff, coordinator):
        house.give_keeper(colleague=colleague, by=leader)
    keeper = queries.network_keeper(workspace)
    assert keeper is not None
    assert keeper.colleague == coordinator
    assert Keeper.objects.filter(to_date=None).count() == 1


def test_two_kept_organisations_that_become_one_have_one_keeper(
    leader: Any, staff: Any, coordinator: Any
) -> None:
    one, other = partnership("Museet Kajen", leader), partnership("Kajens Museum", leader)
    house.give_keeper(colleague=staff, organisation=one, by=leader)
    house.give_keeper(colleague=coordinator, organisation=other, by=leader)
    duplicates.merge(survivor=one, other=other, by=leader)
    assert Keeper.objects.get(organisation=one, to_date=None).colleague == staff


def test_a_team_from_one_department_is_told(
    workspace: Any, leader: Any, staff: Any, coordinator: Any
) -> None:
    children, culture = (Team.objects.create(workspace=workspace, name=n) for n in ("Børn", "Kultur"))
    across = Team.objects.create(workspace=workspace, name="Mødested", kind="cross")
    FocusArea.objects.create(workspace=workspace, name="Biblioteket som mødested", team=across)
    for colleague in (staff, coordinator):
        TeamMember.objects.create(workspace=workspace, team=across, colleague=colleague)
        TeamMember.objects.create(workspace=workspace, team=children, colleague=colleague)
    (found,) = queries.area_teams(workspace)
    assert (found.departments, found.is_narrow) == (["Børn"], True)
    TeamMember.objects.create(workspace=workspace, team=culture, colleague=staff)
    (found,) = queries.area_teams(workspace)
    assert (found.departments, found.is_narrow) == (["Børn", "Kultur"], False)


def test_hours_set_aside_are_counted_by_the_days_they_cover(workspace: Any, leader: Any, staff: Any) -> None:
    TimeSet.objects.create(
        workspace=workspace, colleague=staff, hours=Decimal(7), per="week", from_date=date(2026, 2, 1),
        to_date=date(2026, 2, 15),
    )  # fmt: skip
    TimeSet.objects.create(
        workspace=workspace, colleague=leader, hours=Decimal(28), per="month", from_date=date(2026, 2, 22)
    )
    february, march = date(2026, 2, 1), date(2026, 3, 1)
    aside = [
        sum(queries._in_month(row, month) for row in TimeSet.objects.all()) for month in (february, march)
    ]
    assert aside == [14 + 7, 28]


def test_new_time_ends_the_old_and_needs_one_of_the_two(workspace: Any, leader: Any, staff: Any) -> None:
    first = house.set_aside(hours=Decimal(3), per="week", colleague=staff, by=leader)
    house.set_aside(hours=Decimal(5), per="week", colleague=staff, by=leader)
    first.refresh_from_db()
    assert first.to_date == TODAY
    with pytest.raises(ValidationError):
        house.set_aside(hours=Decimal(5), per="week", by=leader)


def test_hours_are_seen_by_oneself_and_by_leaders(
    staff: Any, coordinator: Any, leader: Any, client_of: Any
) -> None:
    house.note_hours(hours=Decimal("2.5"), on=TODAY, about="møde på kajen", by=staff)
    with pytest.raises(ValidationError):
        house.note_hours(hours=Decimal(1), on=TODAY + timedelta(days=1), by=staff)
    with pytest.raises(PermissionDenied):
        house.delete_hours(hours=HoursUsed.objects.get(), by=coordinator)
    seen = {
        c: "møde på kajen" in client_of(c).get("/fjordby/house/time/").content.decode()
        for c in (staff, coordinator, leader)
    }
    assert seen == {staff: True, coordinator: False, leader: True}
    sent = {"hours": "1,25", "on": f"{TODAY:%d-%m-%Y}", "about": "opkald"}
    assert client_of(coordinator).post("/fjordby/house/time/note/", sent).status_code == 302
    assert sum(h.hours for h in HoursUsed.objects.all()) == Decimal("3.75")


def test_every_statement_must_be_answered_and_checks_are_compared(workspace: Any, coordinator: Any) -> None:
    with pytest.raises(ValidationError):
        house.check(answers={"answers": "yes"}, by=coordinator)
    first = house.check(answers=YES | {"keepers": "no", "time": "unknown"}, by=coordinator)
    second = house.check(answers=YES, by=coordinator)
    areas = {area.key: area for area in queries.areas(second, first)}
    assert (areas["organisation"].yes, areas["organisation"].yes_before) == (4, 2)
    assert [c.pk for c in queries.checks(workspace)] == [second.pk, first.pk]


def test_the_pages_say_the_next_step(leader: Any, staff: Any, reader: Any, client_of: Any) -> None:
    museum = partnership("Museet Kajen", leader)
    client = client_of(leader)
    shown = client.get("/fjordby/house/").content.decode()
    assert "Ingen har afgjort det" in shown
    assert "1 af 1 partnerskaber har ingen tovholder" in shown
    sent = {"where": "mixed", "decided_on": f"{TODAY:%d-%m-%Y}", "reason": "Lokale aftaler virker"}
    client.post("/fjordby/house/responsibility/", sent)
    assert Responsibility.objects.get().where == "mixed"
    client.post("/fjordby/house/keepers/give/", {"ids": [museum.pk], "colleague": staff.pk})
    assert Keeper.objects.get().colleague == staff
    part = client_of(reader, htmx=True).get(f"/fjordby/organisations/{museum.pk}/keeper/").content.decode()
    assert "Ali Nazari" in part
    assert client_of(reader).get("/fjordby/house/").status_code == 200
    assert client_of(staff).post("/fjordby/house/keepers/give/", {}).status_code == 403
    shown = client.get("/fjordby/house/").content.decode()
    assert "Blandet" in shown
    assert "Hvert partnerskab har sin tovholder" in shown


def test_hours_are_in_nobody_elses_history_and_bin(
    staff: Any, reader: Any, coordinator: Any, leader: Any, client_of: Any
) -> None:
    hours = house.note_hours(hours=Decimal("2.5"), on=TODAY, about="møde på kajen", by=staff)
    batch = house.delete_hours(hours=hours, by=staff)
    told = {}
    for who in (reader, coordinator, staff, leader):
        client = client_of(who)
        history = client.get("/fjordby/history/").content.decode()
        told[who] = (
            "møde på kajen" in history or "2.5" in history or "2,5" in history,
            f"/batches/{batch.pk}/" in client.get("/fjordby/bin/").content.decode(),
            client.get(f"/fjordby/history/batches/{batch.pk}/").status_code,
        )
    assert told[reader] == told[coordinator] == (False, False, 404)
    assert told[staff][1:] == told[leader][1:] == (True, 200)
    assert not told[staff][0]
    records.undo(batch=batch, by=staff)
    assert HoursUsed.objects.get().hours == Decimal("2.5")


def test_time_set_aside_is_never_counted_twice(workspace: Any, leader: Any, staff: Any) -> None:
    def aside(start: int, end: int | None) -> TimeSet:
        days = {"from_date": TODAY + timedelta(days=start), "to_date": end and TODAY + timedelta(days=end)}
        return house.set_aside(hours=Decimal(3), per="week", colleague=staff, by=leader, **days)

    ended, ahead, later = aside(-9, 5), aside(10, 20), aside(30, None)
    aside(0, 40)
    for row in (ended, ahead, later):
        row.refresh_from_db()
    assert ended.to_date == TODAY
    assert ahead.to_date == ahead.from_date
    assert (later.from_date, later.to_date) == (TODAY + timedelta(days=40), None)
    aside(1, None)
    later.refresh_from_db()
    assert later.to_date == later.from_date


def test_who_has_left_keeps_nothing(workspace: Any, leader: Any, staff: Any, client_of: Any) -> None:
    museum = partnership("Museet Kajen", leader)
    house.give_keeper(colleague=staff, organisation=museum, by=leader)
    house.give_keeper(colleague=staff, by=leader)
    assert "holdt op" not in client_of(leader).get("/fjordby/house/").content.decode()
    type(staff).objects.filter(pk=staff.pk).update(state="left")
    assert list(queries.without_keeper(workspace)) == [museum]
    assert not queries.kept(workspace).exists()
    assert "holdt op" in client_of(leader).get("/fjordby/house/").content.decode()


def test_who_keeps_the_network_is_named_where_one_looks(
    workspace: Any, leader: Any, staff: Any, coordinator: Any, reader: Any, client_of: Any
) -> None:
    museum = partnership("Museet Kajen", leader)
    pages = ("/house/", "/house/keepers/", f"/organisations/{museum.pk}/keeper/", "/map/?lens=society")
    client, who = client_of(reader), f'href="/fjordby/colleagues/{staff.pk}/"'
    assert not any(who in client.get(f"/fjordby{page}").text for page in pages)
    house.give_keeper(colleague=staff, by=leader)
    house.give_keeper(colleague=coordinator, organisation=museum, by=leader)
    shown = [client.get(f"/fjordby{page}").text for page in pages]
    assert [who in page for page in shown] == [True] * 4
    assert all("Ali Nazari er tovholder for netværket." in page for page in shown[1:])
    reader.user.language = "en"
    reader.user.save()
    assert "Ali Nazari keeps the network." in client_of(reader).get("/fjordby/map/?lens=society").text


def test_only_a_leader_ends_the_keeper_of_the_network(leader: Any, staff: Any, coordinator: Any) -> None:
    keeper = house.give_keeper(colleague=staff, by=leader)
    with pytest.raises(PermissionDenied):
        house.end_keeper(keeper=keeper, by=coordinator)
    house.end_keeper(keeper=keeper, by=leader)
    keeper.refresh_from_db()
    assert keeper.to_date == TODAY
