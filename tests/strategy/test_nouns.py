"""Focus areas, goals, offers, wishes, and who serves what: verbs and pages."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from brobygger.core import history
from brobygger.core.undo import undo_batch
from brobygger.network.operations import duplicates
from brobygger.strategy import progress
from brobygger.strategy.models import (
    FocusArea,
    Goal,
    Measurement,
    Offer,
    OrganisationTeam,
    Placing,
    ReachOf,
    Serves,
    Wish,
)
from brobygger.strategy.operations import bulk, focus_areas, goals, lenses, offers, placing, serving, wishes

HERE = "/fjordby/strategy"


def rooms(**thing: Any) -> set[str]:
    return set(Placing.objects.filter(**thing).values_list("room", flat=True))


def test_something_lies_in_exactly_the_rooms_said(leader: Any, make_organisation: Any) -> None:
    museum = make_organisation("Museet")
    assert placing.place(organisation=museum, rooms=["meeting", "learning"], by=leader)
    assert placing.place(organisation=museum, rooms=["meeting"], by=leader)
    assert rooms(organisation=museum) == {"meeting"}
    assert not placing.place(organisation=museum, rooms=["meeting"], by=leader)
    with pytest.raises(ValidationError):
        placing.place(organisation=museum, rooms=["kitchen"], by=leader)


def test_two_focus_areas_are_not_called_the_same(leader: Any) -> None:
    focus_areas.create(name="Mødestedet", by=leader)
    with pytest.raises(ValidationError):
        focus_areas.create(name=" mødestedet ", by=leader)


def test_progress_goes_up_or_down(leader: Any) -> None:
    fewer = goals.create(name="Færre", baseline=Decimal(200), target=Decimal(100), by=leader)
    goals.measure(goal=fewer, value=Decimal(150), on=date(2026, 1, 1), by=leader)
    assert progress.of(fewer).percent == 50
    goals.measure(goal=fewer, value=Decimal(90), by=leader)
    assert progress.of(fewer).reached
    same = goals.create(name="Ens", baseline=Decimal(5), target=Decimal(5), by=leader)
    goals.measure(goal=same, value=Decimal(5), by=leader)
    assert progress.of(same).percent is None


def test_a_measurement_lies_behind_us(leader: Any) -> None:
    goal = goals.create(name="Mål", by=leader)
    with pytest.raises(ValidationError):
        goals.measure(goal=goal, value=Decimal(1), on=timezone.localdate() + timedelta(days=1), by=leader)


def test_the_list_knows_the_late_ones(client_of: Any, leader: Any) -> None:
    past = timezone.localdate() - timedelta(days=3)
    way = {"baseline": Decimal(0), "target": Decimal(10), "due_on": past, "by": leader}
    goals.create(name="Aldrig målt", **way)
    reached = goals.create(name="Nået i tide", **way)
    goals.measure(goal=reached, value=Decimal(10), by=leader)
    behind = goals.create(name="Bagud", **way)
    goals.measure(goal=behind, value=Decimal(12), on=past - timedelta(days=9), by=leader)
    goals.measure(goal=behind, value=Decimal(4), by=leader)
    shown = client_of(leader).get(f"{HERE}/goals/?late=on").content.decode()
    assert "Aldrig målt" in shown
    assert "Bagud" in shown
    assert "Nået i tide" not in shown


def test_serving_said_twice_is_one_row(leader: Any, make_organisation: Any) -> None:
    goal, museum = goals.create(name="Mål", by=leader), make_organisation("Museet")
    first = serving.add(organisation=museum, goal=goal, by=leader)
    assert serving.add(organisation=museum, goal=goal, by=leader) == first
    serving.end(serves=first, by=leader)
    assert serving.add(organisation=museum, goal=goal, by=leader) != first
    with pytest.raises(TypeError):
        serving.add(organisation=museum, by=leader)


def test_what_serves_a_goal_moves_to_another(leader: Any, make_organisation: Any) -> None:
    old, new = goals.create(name="Gammelt", by=leader), goals.create(name="Nyt", by=leader)
    one, other = make_organisation("Ét"), make_organisation("Et andet")
    for organisation in (one, other):
        serving.add(organisation=organisation, goal=old, by=leader)
    serving.add(organisation=other, goal=new, by=leader)
    assert serving.move(goal=old, to=new, by=leader) == 2
    assert {s.organisation for s in serving.serving(new)} == {one, other}
    goals.delete(goal=old, by=leader)


def test_merged_organisations_serve_a_goal_once(leader: Any, make_organisation: Any) -> None:
    goal = goals.create(name="Mål", by=leader)
    one, other = make_organisation("Museet"), make_organisation("Museet i Fjordby")
    area = focus_areas.create(name="Område", by=leader)
    for organisation in (one, other):
        serving.add(organisation=organisation, goal=goal, by=leader)
        placing.place(organisation=organisation, rooms=["meeting"], by=leader)
        lenses.set_reach(organisation=organisation, reaches=["national"], by=leader)
    serving.add(organisation=other, focus_area=area, by=leader)
    duplicates.merge(survivor=one, other=other, by=leader)
    assert rooms(organisation=one) == {"meeting"}
    assert ReachOf.objects.filter(organisation=one).count() == 1
    assert [s.focus_area for s in Serves.objects.filter(organisation=one, goal=None)] == [area]
    assert Serves.objects.filter(organisation=one, goal=goal, ended_on=None).count() == 1


def test_a_wish_is_met_and_given_up(leader: Any, make_organisation: Any) -> None:
    wish = wishes.create(
        text="Et kor", values={"room": ["meeting", "learning"], "sector": "civil"}, by=leader
    )
    assert wish.wished_by == leader
    wishes.change(wish=wish, values={"room": "meeting"}, by=leader)
    assert [(v.room, v.sector) for v in wish.values.all()] == [("meeting", None)]
    wishes.meet(wish=wish, organisation=make_organisation("Koret Kajen"), by=leader)
    assert Wish.objects.get().met_on == timezone.localdate()
    wishes.give_up(wish=wish, by=leader)
    wishes.take_up(wish=wish, by=leader)
    assert (wish.met_on, wish.ended_on) == (None, None)


def test_many_are_placed_and_put_back_together(leader: Any) -> None:
    here = [offers.create(name=f"Tilbud {n}", rooms=["learning"], by=leader) for n in range(3)]
    batch = bulk.place_many(records=Offer.objects.all(), rooms=["meeting"], by=leader)
    assert rooms(offer=here[0]) == {"meeting"}
    undo_batch(batch=batch, by=leader)
    assert [rooms(offer=offer) for offer in here] == [{"learning"}] * 3


def test_nothing_of_another_workspace(leader: Any, other_workspace: Any, make_colleague: Any) -> None:
    stranger = make_colleague(other_workspace, "leader", name="Nabo", email="nabo@eksempel.dk")
    with pytest.raises(PermissionDenied):
        goals.create(name="Mål", focus_area=focus_areas.create(name="Deres", by=stranger), by=leader)
    with pytest.raises(PermissionDenied):
        wishes.create(text="Et kor", values={"focus_area": FocusArea.objects.get()}, by=leader)


def test_a_goal_is_made_on_its_page(client_of: Any, leader: Any) -> None:
    asked = {"name": "Flere unge", "baseline": "1,5", "target": "3", "unit": "%", "due_on": "30-06-2027"}
    done = client_of(leader).post(f"{HERE}/goals/new/", asked | {"rooms": ["meeting"]})
    goal = Goal.objects.get()
    assert done.url == f"{HERE}/goals/{goal.pk}/"
    assert (goal.baseline, goal.target, rooms(goal=goal)) == (Decimal("1.5"), Decimal(3), {"meeting"})


def test_two_edit_a_goal_and_only_what_both_changed_is_asked(client_of: Any, leader: Any) -> None:
    goal = goals.create(name="Mål", unit="besøg", baseline=Decimal(10), by=leader)
    client, url = client_of(leader), f"{HERE}/goals/{goal.pk}/edit/"
    form = client.get(url).context["form"]
    sent = {"name": "Mit mål", "unit": "lån", "baseline": "10", "original": form.initial["original"]}
    goals.change(goal=goal, name="Deres mål", baseline=Decimal(12), by=leader)
    asked = client.post(url, sent)
    assert asked.status_code == 422
    assert [c.name for c in asked.context["form"].conflicts] == ["name"]
    again = sent | {"keep-name": "mine", "seen": asked.context["form"].data["seen"]}
    assert client.post(url, again).status_code == 302
    goal.refresh_from_db()
    assert (goal.name, goal.unit, goal.baseline) == ("Mit mål", "lån", Decimal(12))


def test_the_page_of_a_goal_draws_its_line(client_of: Any, reader: Any, leader: Any) -> None:
    goal = goals.create(name="Mål", unit="besøg", baseline=Decimal(10), target=Decimal(20), by=leader)
    goals.measure(goal=goal, value=Decimal(11), on=date(2026, 1, 1), by=leader)
    client = client_of(reader)
    assert "<svg viewBox" not in client.get(f"{HERE}/goals/{goal.pk}/").content.decode()
    goals.measure(goal=goal, value=Decimal(15), on=date(2026, 3, 1), by=leader)
    shown = client.get(f"{HERE}/goals/{goal.pk}/").content.decode()
    assert "line-path" in shown
    assert "50 %" in shown


def test_a_wrong_measurement_goes_to_the_bin(client_of: Any, staff: Any, leader: Any) -> None:
    goal = goals.create(name="Mål", by=leader)
    client = client_of(staff)
    client.post(f"{HERE}/goals/{goal.pk}/measure/", {"value": "2,5", "on": "1-2-2026"})
    assert client.post(f"{HERE}/measurements/{Measurement.objects.get().pk}/delete/").status_code == 302
    assert not Measurement.objects.exists()


def test_the_card_of_an_organisation_tells_given_from_derived(
    client_of: Any, staff: Any, leader: Any, make_organisation: Any
) -> None:
    museum = make_organisation("Museet")
    area = focus_areas.create(name="Mødestedet", rooms=["meeting"], by=leader)
    serving.add(organisation=museum, focus_area=area, by=leader)
    client, url = client_of(staff), f"{HERE}/organisations/{museum.pk}/"
    assert client.get(url).context["card"].rooms[0].derived
    placed = client.get(f"{url}place/").context["form"].initial["original"]
    client.post(f"{url}place/", {"rooms": ["meeting"], "reaches": ["national"], "original": placed})
    card = client.get(url).context["card"]
    assert [(v.key, v.derived) for v in card.rooms] == [("meeting", False)]
    assert [v.key for v in card.reaches] == ["national"]
    assert not OrganisationTeam.objects.exists()
    assert url in client.get(f"/fjordby/organisations/{museum.pk}/").content.decode()


def test_who_serves_is_said_from_both_ends(
    client_of: Any, staff: Any, leader: Any, make_organisation: Any
) -> None:
    goal, museum = goals.create(name="Mål", by=leader), make_organisation("Museet")
    offer, client = offers.create(name="Fortælletime", by=leader), client_of(staff)
    client.post(f"{HERE}/goals/{goal.pk}/serve/", {"organisation": "Museet", "how": "Rum"})
    client.post(f"{HERE}/offers/{offer.pk}/serve/", {"what": f"goal-{goal.pk}"})
    assert {s.organisation or s.offer for s in serving.serving(goal)} == {museum, offer}
    neither = client.post(f"{HERE}/goals/{goal.pk}/serve/", {"how": "Rum"})
    assert neither.status_code == 422
    row = Serves.objects.get(organisation=museum)
    client.post(f"{HERE}/serving/{row.pk}/end/")
    assert serving.serving(goal)[0].offer == offer


def test_a_gap_says_where_the_wish_belongs(client_of: Any, staff: Any) -> None:
    client = client_of(staff)
    form = client.get(f"{HERE}/wishes/new/?room=meeting&age_group=999999").content.decode()
    assert client.get(f"{HERE}/wishes/new/?room=meeting").context["form"].initial["room"] == ["meeting"]
    assert form  # 404 where the record is not ours
    client.post(f"{HERE}/wishes/new/", {"text": "Et kor", "organisation": "Koret Kajen", "room": ["meeting"]})
    wish = Wish.objects.get()
    assert (str(wish.organisation), wish.values.get().room) == ("Koret Kajen", "meeting")


def test_staff_do_not_decide_what_the_library_pushes(client_of: Any, staff: Any, leader: Any) -> None:
    goal, client = goals.create(name="Mål", by=leader), client_of(staff)
    for url in ("goals/new/", "focus-areas/new/", f"goals/{goal.pk}/edit/", f"goals/{goal.pk}/delete/"):
        assert client.get(f"{HERE}/{url}").status_code == 403
    assert "goals/new/" not in client.get(f"{HERE}/goals/").content.decode()


def test_a_wishs_own_why_is_changed_and_stands_in_the_history(leader: Any) -> None:
    wish = wishes.create(text="Et kor", why="Sang", by=leader)
    wishes.change(wish=wish, why="Sang for alle", by=leader)
    wish.refresh_from_db()
    assert wish.why == "Sang for alle"
    entry = history.of(wish)[0]
    assert (entry.before, entry.after, entry.why) == ({"why": "Sang"}, {"why": "Sang for alle"}, "")
