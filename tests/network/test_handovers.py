"""Handing over: what nobody else knows first, each line decided, the receiver's answer, nothing lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from brobygger.accounts.models import Colleague
from brobygger.core.history import of
from brobygger.network.models import (
    Affiliation,
    FollowUp,
    Handover,
    HandoverLine,
    Organisation,
    Person,
    Tie,
)
from brobygger.network.operations import handovers, ties
from brobygger.network.queries import handovers as queries
from brobygger.records.models import Notice

TODAY = timezone.localdate()


@pytest.fixture
def held(workspace: Any, staff: Any, coordinator: Any) -> dict[str, Any]:
    """Ali knows four: Mette knows one of them too, and somebody at another. One promise is open."""
    made: dict[str, Any] = {}
    for name in ("Alle kender", "Kun Ali", "Bo fra Kendt", "Oda fra Ukendt"):
        if "fra" not in name:
            made[name] = Organisation.objects.create(workspace=workspace, name=name)
            Tie.objects.create(workspace=workspace, colleague=staff, organisation=made[name], about="lektier")
            continue
        person, place = name.split(" fra ")
        made[place] = Organisation.objects.create(workspace=workspace, name=place)
        made[person] = Person.objects.create(workspace=workspace, name=person)
        Affiliation.objects.create(workspace=workspace, person=made[person], organisation=made[place])
        Tie.objects.create(workspace=workspace, colleague=staff, person=made[person])
    for known in ("Alle kender", "Kendt"):
        Tie.objects.create(workspace=workspace, colleague=coordinator, organisation=made[known])
    FollowUp.objects.create(
        workspace=workspace, owner=staff, text="Ring til Bo", due_on=TODAY, person=made["Bo"]
    )
    return made


def test_who_knows_somebody_there_also_knows_the_place(
    held: Any, workspace: Any, staff: Any, leader: Any
) -> None:
    someone = Person.objects.create(workspace=workspace, name="Eva")
    Affiliation.objects.create(workspace=workspace, person=someone, organisation=held["Kun Ali"])
    tie = Tie.objects.create(workspace=workspace, colleague=leader, person=someone)
    handover = handovers.start(colleague=staff, by=staff)
    place = line(handover, "Kun Ali").get()
    assert (place.alone, queries.also_known_by([place])[place.pk]) == ("", [leader.name])
    Tie.objects.filter(pk=tie.pk).update(ended_on=TODAY)
    assert queries.also_known_by([place])[place.pk] == []


def line(handover: Handover, label: str) -> Any:
    return HandoverLine.objects.filter(handover=handover, label__startswith=label)


def test_what_nobody_else_knows_comes_first(held: Any, staff: Any) -> None:
    handover = handovers.start(colleague=staff, by=staff)
    told = list(handover.lines.order_by("place").values_list("label", "alone"))
    assert told == [
        ("Kun Ali: lektier", "organisation"),
        ("Oda", "organisation"),
        ("Bo", "person"),
        ("Alle kender: lektier", ""),
        ("Ring til Bo", ""),
    ]


def test_who_may_begin(held: Any, staff: Any, reader: Any, coordinator: Any, leader: Any) -> None:
    with pytest.raises(PermissionDenied):
        handovers.start(colleague=coordinator, by=staff)
    with pytest.raises(PermissionDenied):
        handovers.start(colleague=reader, by=reader)
    with pytest.raises(ValidationError, match="intet at"):
        handovers.start(colleague=leader, by=leader)
    handovers.start(colleague=staff, by=coordinator)
    with pytest.raises(ValidationError, match="allerede"):
        handovers.start(colleague=staff, by=leader)
    assert Notice.objects.get().colleague == staff


def test_keeping_and_ending_settle_at_once_and_can_be_thought_over(held: Any, staff: Any) -> None:
    handover = handovers.start(colleague=staff, by=staff)
    handovers.decide(lines=handover.lines.all(), decision="end", by=staff)
    handover.refresh_from_db()
    assert handover.closed_at
    assert not Tie.objects.filter(colleague=staff, ended_on=None).exists()
    assert Tie.objects.filter(colleague=staff).count() == 4
    assert FollowUp.objects.get().done_on == TODAY


def test_a_line_that_was_ended_is_kept_after_all(held: Any, staff: Any) -> None:
    handover = handovers.start(colleague=staff, by=staff)
    one = line(handover, "Kun Ali")
    handovers.decide(lines=one, decision="end", by=staff)
    assert one.get().tie.ended_on == TODAY
    handovers.decide(lines=one, decision="keep", by=staff)
    assert one.get().tie.ended_on is None


def test_the_receiver_takes_over(held: Any, staff: Any, coordinator: Any) -> None:
    handover = handovers.start(colleague=staff, by=staff)
    handovers.decide(lines=handover.lines.all(), decision="give", receiver=coordinator, by=staff)
    assert Notice.objects.get(kind="handover.waiting").values["n"] == 5
    assert not Tie.objects.filter(colleague=staff).exclude(ended_on=None).exists()
    mine = queries.waiting_for(coordinator)
    handovers.take_over(lines=mine, by=staff)
    assert mine.count() == 5
    handovers.take_over(lines=mine, by=coordinator)
    new = Tie.objects.get(colleague=coordinator, organisation=held["Kun Ali"])
    old = Tie.objects.get(colleague=staff, organisation=held["Kun Ali"])
    assert (new.about, new.since, new.ended_on, old.ended_on) == ("lektier", TODAY, None, TODAY)
    # Whom Mette knew already is not doubled, and her tie is as it was.
    assert Tie.objects.filter(colleague=coordinator, organisation=held["Alle kender"]).count() == 1
    assert FollowUp.objects.get().owner == coordinator
    handover.refresh_from_db()
    assert handover.closed_at
    assert Notice.objects.filter(kind="handover.closed", colleague=staff).exists()
    assert [e.verb for e in of(old)] == ["changed"]


def test_the_receiver_says_no_with_the_reason(held: Any, staff: Any, coordinator: Any, leader: Any) -> None:
    handover = handovers.start(colleague=staff, by=staff)
    one = line(handover, "Kun Ali")
    handovers.decide(lines=one, decision="give", receiver=coordinator, by=staff)
    with pytest.raises(ValidationError):
        handovers.decline(lines=one, reason=" ", by=coordinator)
    handovers.decline(lines=one, reason="Jeg er på barsel", by=coordinator)
    assert Notice.objects.get(kind="handover.declined").colleague == staff
    assert queries.progress([handover])[handover.pk].undecided == 5
    handovers.decide(lines=one, decision="give", receiver=leader, by=staff)
    found = one.get()
    assert (found.answer, found.reason, found.receiver) == ("", "", leader)


def test_who_cannot_receive(held: Any, staff: Any, reader: Any, workspace: Any, outsider: Any) -> None:
    handover = handovers.start(colleague=staff, by=staff)
    noted = Colleague.objects.create(workspace=workspace, name="Ikke inde", state="noted")
    for receiver in (None, staff, reader, noted):
        with pytest.raises(ValidationError):
            handovers.decide(lines=handover.lines.all(), decision="give", receiver=receiver, by=staff)
    with pytest.raises(PermissionDenied):
        handovers.decide(lines=handover.lines.all(), decision="give", receiver=outsider, by=staff)
    assert not handover.lines.exclude(decision="").exists()


def test_what_has_come_since_can_be_fetched(held: Any, staff: Any, workspace: Any) -> None:
    handover = handovers.start(colleague=staff, by=staff)
    assert queries.not_in(handover) == 0
    later = Organisation.objects.create(workspace=workspace, name="Senere")
    ties.add(colleague=staff, organisation=later, by=staff)
    assert queries.not_in(handover) == 1
    assert handovers.fill(handover=handover, by=staff) == 1
    assert handover.lines.get(label="Senere").place == 6


def test_two_hundred_lines_at_once(
    workspace: Any, staff: Any, coordinator: Any, client_of: Callable[..., Any], run_jobs: Any
) -> None:
    places = [
        Organisation(workspace=workspace, name=f"Sted {n:03}", sort_key=f"sted {n:03}") for n in range(200)
    ]
    Organisation.objects.bulk_create(places)
    Tie.objects.bulk_create(
        [Tie(workspace=workspace, colleague=staff, organisation=o) for o in Organisation.objects.all()]
    )
    handover = handovers.start(colleague=staff, by=coordinator)
    client = client_of(coordinator)
    address = f"/fjordby/handovers/{handover.pk}/"
    assert "200 linjer" in client.get(address).content.decode()
    asked = {"action": "give", "all": "1"}
    assert client.post(f"{address}bulk/", asked).status_code == 200
    client.post(f"{address}bulk/", asked | {"confirmed": "1", "receiver": coordinator.pk})
    assert queries.waiting_for(coordinator).count() == 200
    client.post("/fjordby/handovers/waiting/bulk/", {"action": "take", "all": "1"})
    assert Tie.objects.filter(colleague=coordinator, ended_on=None).count() == 200
    handover.refresh_from_db()
    assert handover.closed_at


def test_a_colleague_decides_line_by_line(
    held: Any, staff: Any, coordinator: Any, reader: Any, client_of: Callable[..., Any]
) -> None:
    client = client_of(staff)
    began = client.post(
        "/fjordby/handovers/new/", {"colleague": staff.pk, "reason": "moves", "on": "", "note": ""}
    )
    handover = Handover.objects.get()
    assert began.headers["Location"] == f"/fjordby/handovers/{handover.pk}/"
    first = line(handover, "Kun Ali").get()
    address = f"/fjordby/handovers/lines/{first.pk}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"decision": "give", "receiver": ""}).status_code == 422
    client.post(address, {"decision": "give", "receiver": coordinator.pk})
    assert line(handover, "Kun Ali").get().receiver == coordinator
    assert client_of(coordinator).get(address).status_code == 200
    assert client_of(reader).get(address).status_code == 403
    assert client_of(reader).get(f"/fjordby/handovers/{handover.pk}/").status_code == 200


def test_another_colleague_cannot_decide(
    held: Any, staff: Any, workspace: Any, make_colleague: Any, client_of: Callable[..., Any]
) -> None:
    handover = handovers.start(colleague=staff, by=staff)
    other = client_of(make_colleague(workspace, "staff", name="Jonas Opdigt"))
    address = f"/fjordby/handovers/{handover.pk}/"
    assert other.post(f"{address}bulk/", {"action": "end", "all": "1", "confirmed": "1"}).status_code == 403
    assert other.post(f"{address}fill/").status_code == 403
    assert not handover.lines.exclude(decision="").exists()


def test_who_left_with_ties_is_proposed(
    held: Any, staff: Any, coordinator: Any, client_of: Callable[..., Any]
) -> None:
    client = client_of(coordinator)
    on = (TODAY - timedelta(days=1)).strftime("%d-%m-%Y")
    answer = client.post(f"/fjordby/members/{staff.pk}/left/", {"on": on, "why": ""}, follow=True)
    address = f"/fjordby/handovers/new/?colleague={staff.pk}"
    assert address in answer.content.decode()
    assert address in client.get("/fjordby/handovers/").content.decode()
    assert address in client.get("/fjordby/care/").content.decode()
    page = client.get(address).content.decode()
    assert f'value="{on}"' in page
