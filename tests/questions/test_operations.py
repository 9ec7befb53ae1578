"""Sets, versions, rounds, sheets: what may be done when, and what is left where."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brobygger.accounts.models import System
from brobygger.core import history
from brobygger.core.models import HistoryEntry
from brobygger.core.undo import undo_batch
from brobygger.questions.models import Answer, Invitee, Item, Round, Sheet
from brobygger.questions.operations import invitees, rounds, sets, sheets, versions
from brobygger.questions.operations.giving import Given
from brobygger.questions.operations.scope import Frozen, RoundClosed
from tests.questions.samples import CHOICES, answer, ask, opened, said, team, version


def test_a_version_that_was_answered_is_copied_not_changed(leader: Any, staff: Any) -> None:
    of = opened(leader, "text", "one")
    [row] = ask(of, staff, by=leader)
    item = of.items()[0]
    versions.change_item(item=item, text_da="Hvem mangler vi?", by=leader)
    answer(row)
    of.set_version.refresh_from_db()
    for refused in (
        lambda: versions.change_item(item=item, text_da="Andet", by=leader),
        lambda: versions.remove_item(item=item, by=leader),
        lambda: versions.move_item(item=item, position=2, by=leader),
        lambda: versions.add_item(version=of.set_version, text_da="Mere?", by=leader),
    ):
        with pytest.raises(Frozen):
            refused()
    copy = versions.copy(version=of.set_version, by=leader)
    assert (copy.number, copy.is_frozen) == (2, False)
    assert [i.identity_id for i in copy.items.all()] == [i.identity_id for i in of.set_version.items.all()]
    versions.change_item(item=copy.items.all()[0], text_da="Andet", by=leader)
    item.refresh_from_db()
    assert item.text_da == "Hvem mangler vi?"


def test_a_draft_freezes_too(leader: Any, staff: Any) -> None:
    of = opened(leader)
    [row] = ask(of, staff, by=leader)
    sheets.save_draft(invitee=row, values=said(of), by=staff)
    row.refresh_from_db()
    assert not row.answered
    with pytest.raises(Frozen):
        versions.remove_item(item=of.items()[0], by=leader)


def test_items_move_and_close_up(leader: Any) -> None:
    made = version(leader, "text", "one", "degree")
    first, second, third = made.items.all()
    versions.move_item(item=third, position=1, by=leader)
    assert [i.pk for i in made.items.all()] == [third.pk, first.pk, second.pk]


def test_choices_are_asked_for(leader: Any) -> None:
    made = sets.create(name="A", by=leader).newest
    for options in (
        [],
        CHOICES[:1],
        [{"value": "a"}, {"value": "a"}],
        [{"value": "a", "da": "010190-1234"}] * 2,
    ):
        with pytest.raises(ValidationError):
            versions.add_item(version=made, kind="one", text_da="Hvad?", options=options, by=leader)
    with pytest.raises(ValidationError):
        versions.add_item(version=made, kind="number", text_da="Hvad?", least=5, most=1, by=leader)


def test_what_was_promised_holds_from_the_first_answer(leader: Any, staff: Any) -> None:
    of = opened(leader)
    [row] = ask(of, staff, by=leader)
    rounds.change(round=of, names="anonymous", by=leader)
    rounds.change(round=of, names="name", by=leader)
    answer(row)
    for name, value in (("names", "team"), ("reveal", "closed"), ("audience", "asked"), ("minimum", 6)):
        with pytest.raises(ValidationError):
            rounds.change(round=of, **{name: value}, by=leader)
    rounds.change(round=of, name="Tirsdag", closes_at=timezone.now() + timedelta(days=2), by=leader)
    with pytest.raises(ValidationError):
        rounds.delete(round=of, by=leader)
    rounds.close(round=of, by=leader)
    with pytest.raises(ValidationError):
        rounds.change(round=of, closes_at=timezone.now() + timedelta(days=9), by=leader)


def test_a_minimum_below_five_is_refused(leader: Any) -> None:
    with pytest.raises(ValidationError):
        opened(leader, minimum=4)


def test_nobody_answers_before_or_after(leader: Any, staff: Any) -> None:
    early = opened(leader, opens_at=timezone.now() + timedelta(hours=1))
    late = opened(leader, closes_at=timezone.now() - timedelta(minutes=1), name="Sent")
    with pytest.raises(RoundClosed) as refused:
        answer(ask(early, staff, by=leader)[0])
    assert refused.value.code == "planned"
    row = Invitee.objects.create(workspace=leader.workspace, round=late, colleague=staff)
    with pytest.raises(RoundClosed) as refused:
        answer(row)
    assert refused.value.code == "closed"
    assert not Sheet.objects.exists()


def test_an_answer_by_name_is_changed_until_the_end(leader: Any, staff: Any) -> None:
    of = opened(leader)
    [row] = ask(of, staff, by=leader)
    first = answer(row, "Ungdom").sheet
    second = answer(row, "Unge").sheet
    assert first.pk == second.pk
    assert [a.text for a in Answer.objects.filter(sheet=first)] == ["Unge"]
    verbs = HistoryEntry.objects.filter(model="questions.sheet").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["created", "changed", "changed"]


def test_the_history_does_not_tell_what_was_answered(leader: Any, staff: Any) -> None:
    of = opened(leader)
    [row] = ask(of, staff, by=leader)
    answer(row, "Hemmeligt endnu")
    told = HistoryEntry.objects.values_list("before", "after", "object_label")
    assert "Hemmeligt" not in str(list(told))


@pytest.mark.parametrize("names", ["team", "anonymous"])
def test_nothing_leads_from_an_unnamed_sheet_to_a_person(
    names: str, leader: Any, make_colleague: Any, workspace: Any
) -> None:
    """No invitee, no history, no time, no order; of the invitee a day."""
    asked = team(make_colleague, workspace, "Musik", 6)
    of = opened(leader, "text", "one", names=names)
    rows = ask(of, *asked, by=leader)
    before = HistoryEntry.objects.count()
    sent = [answer(row, f"Svar {i}") for i, row in enumerate(rows)]
    assert HistoryEntry.objects.count() == before
    of.set_version.refresh_from_db()
    assert of.set_version.is_frozen
    times = {of.opens_at}
    for sheet in Sheet.objects.all():
        assert (sheet.invitee_id, sheet.submitted_on, sheet.typed_by_id) == (None, None, None)
        assert {sheet.created_at, *sheet.answers.values_list("created_at", flat=True)} == times
    by_id = list(Sheet.objects.order_by("pk").values_list("pk", flat=True))
    assert len(set(by_id)) == 6
    assert min(by_id) >= 2**50
    keys = {s.key for s in sent}
    assert len(keys) == 6
    stored = str(list(Sheet.objects.values())) + str(list(Invitee.objects.values()))
    assert not any(key in stored for key in keys)
    row = Invitee.objects.get(pk=rows[0].pk)
    assert (row.answered, row.answered_on) == (True, timezone.localdate())


def test_ids_do_not_follow_the_order_of_answering(leader: Any, make_colleague: Any, workspace: Any) -> None:
    asked = team(make_colleague, workspace, "Musik", 9)
    of = opened(leader, names="anonymous")
    made = [answer(row).sheet.pk for row in ask(of, *asked, by=leader)]
    assert made != sorted(made)


def test_an_unnamed_answer_is_changed_by_its_key_alone(leader: Any, staff: Any, reader: Any) -> None:
    of = opened(leader, names="anonymous")
    one, other = ask(of, staff, reader, by=leader)
    sent = answer(one, "Først")
    with pytest.raises(sheets.AlreadyAnswered):
        answer(one, "Igen")
    assert Sheet.objects.count() == 1
    sheets.change_unnamed(round=of, key=sent.key, values=said(of, "Så"))
    assert Answer.objects.get().text == "Så"
    with pytest.raises(Sheet.DoesNotExist):
        sheets.change_unnamed(round=of, key="noget andet", values=said(of))
    with pytest.raises(Sheet.DoesNotExist):
        sheets.change_unnamed(round=of, key="", values=said(of))
    with pytest.raises(ValidationError):
        sheets.save_draft(invitee=other, values=said(of), by=reader)
    rounds.close(round=of, by=leader)
    with pytest.raises(RoundClosed):
        sheets.change_unnamed(round=of, key=sent.key, values=said(of))


def test_a_named_sheet_has_no_key(leader: Any, staff: Any) -> None:
    """An empty key must not open the sheets by name."""
    of = opened(leader)
    answer(ask(of, staff, by=leader)[0])
    with pytest.raises(Sheet.DoesNotExist):
        sheets.by_key(of, "")


def test_unnamed_answers_come_out_five_at_a_time_and_five_stay(
    leader: Any, make_colleague: Any, workspace: Any
) -> None:
    asked = team(make_colleague, workspace, "Musik", 16)
    of = opened(leader, names="anonymous")
    out = []
    for row in ask(of, *asked, by=leader):
        answer(row)
        out.append(Sheet.objects.filter(released=True).count())
    assert out == [0] * 9 + [5] * 5 + [10] * 2


def test_a_team_too_small_to_be_shown_is_not_kept(leader: Any, make_colleague: Any, workspace: Any) -> None:
    small = team(make_colleague, workspace, "Musik", 4)
    large = team(make_colleague, workspace, "Voksne", 5)
    of = opened(leader, names="anonymous")
    rows = ask(of, *small, *large, by=leader)
    assert answer(rows[0]).sheet.team is None
    assert str(answer(rows[4]).sheet.team) == "Voksne"


def test_what_is_wrong_with_an_answer_is_said(leader: Any, staff: Any) -> None:
    of = opened(leader, "text", "one", "many", "number", "degree")
    [row] = ask(of, staff, by=leader)
    text, one, many, number, degree = of.items()
    versions.change_item(item=text, required=True, by=leader)
    versions.change_item(item=number, least=1, most=10, by=leader)
    of = Round.objects.get(pk=of.pk)
    wrong = {
        text.pk: Given(text="Ring til 010190-1234"),
        one.pk: Given(chosen=("a", "b")),
        many.pk: Given(chosen=("x",)),
        number.pk: Given(number=11),  # type: ignore[arg-type]
        degree.pk: Given(chosen=("perhaps",)),
    }
    with pytest.raises(ValidationError) as refused:
        sheets.submit(invitee=row, values=wrong, by=staff)
    assert set(refused.value.error_dict) == {f"item-{i.pk}" for i in (text, one, many, number, degree)}
    assert not Sheet.objects.exists()
    assert not Answer.objects.exists()
    with pytest.raises(ValidationError) as refused:
        sheets.submit(invitee=row, values={one.pk: Given(chosen=("a",))}, by=staff)
    assert set(refused.value.error_dict) == {f"item-{text.pk}"}
    sheets.save_draft(invitee=row, values={one.pk: Given(chosen=("a",))}, by=staff)


def test_an_empty_sheet_is_no_answer(leader: Any, staff: Any) -> None:
    of = opened(leader)
    [row] = ask(of, staff, by=leader)
    with pytest.raises(ValidationError):
        sheets.submit(invitee=row, values={of.items()[0].pk: Given(text="  ")}, by=staff)


def test_the_question_of_the_day(leader: Any, staff: Any) -> None:
    """A round may ask one item; answers to the others are left out."""
    made = version(leader, "text", "text")
    first, second = made.items.all()
    of = rounds.create(version=made, item=first, name="Mandag", by=leader)
    [row] = ask(of, staff, by=leader)
    values = {first.pk: Given(text="Ja"), second.pk: Given(text="Nej")}
    sheet = sheets.submit(invitee=row, values=values, by=staff).sheet
    assert [a.item_id for a in sheet.answers.all()] == [first.pk]
    other = version(leader, name="En anden")
    with pytest.raises(ValidationError):
        rounds.create(version=other, item=first, name="Tirsdag", by=leader)


def test_nobody_is_asked_twice(leader: Any, staff: Any) -> None:
    of = opened(leader)
    assert len(ask(of, staff, by=leader)) == 1
    assert ask(of, staff, by=leader) == []
    invitees.ask_outsider(round=of, name="Bo", email="Bo@eksempel.dk", by=leader)
    with pytest.raises(ValidationError):
        invitees.ask_outsider(round=of, name="Bo", email="bo@eksempel.dk ", by=leader)


def test_who_has_answered_stays(leader: Any, staff: Any, reader: Any) -> None:
    of = opened(leader)
    one, other = ask(of, staff, reader, by=leader)
    answer(one)
    invitees.remove(invitee=other, by=leader)
    one.refresh_from_db()
    with pytest.raises(ValidationError):
        invitees.remove(invitee=one, by=leader)
    unnamed = opened(leader, names="anonymous")
    one, other = ask(unnamed, staff, reader, by=leader)
    answer(one)
    with pytest.raises(ValidationError):
        invitees.remove(invitee=other, by=leader)


def test_asking_many_takes_as_many_queries_as_asking_few(
    leader: Any, make_colleague: Any, workspace: Any
) -> None:
    counts = []
    for name, size in (("Musik", 2), ("Voksne", 9)):
        of, asked = opened(leader), team(make_colleague, workspace, name, size)
        with CaptureQueriesContext(connection) as queries:
            rows = ask(of, *asked, by=leader)
        counts.append(len(queries))
        assert [r.called for r in rows] == [c.name for c in asked]
        assert history.of(rows[-1]).get().verb == "created"
    assert counts[0] == counts[1]


def test_a_team_answers_as_one(leader: Any, make_colleague: Any, workspace: Any) -> None:
    one, other = team(make_colleague, workspace, "Musik", 2)
    of = opened(leader)
    its = one.team_memberships.get().team
    [row] = invitees.ask_teams(round=of, teams=[its], by=leader)
    assert row.called == "Musik"
    sheets.submit(invitee=row, values=said(of, "Vi to"), by=one)
    row.refresh_from_db()
    sheets.submit(invitee=row, values=said(of, "Vi to og en til"), by=other)
    assert Answer.objects.get().text == "Vi to og en til"


def test_a_team_as_one_does_not_answer_without_its_name(
    leader: Any, make_colleague: Any, workspace: Any
) -> None:
    one, _other = team(make_colleague, workspace, "Musik", 2)
    its = one.team_memberships.get().team
    with pytest.raises(ValidationError):
        invitees.ask_teams(round=opened(leader, names="team"), teams=[its], by=leader)
    of = opened(leader)
    invitees.ask_teams(round=of, teams=[its], by=leader)
    with pytest.raises(ValidationError):
        rounds.change(round=of, names="anonymous", by=leader)


def test_paper(leader: Any, staff: Any) -> None:
    of = opened(leader)
    [row] = ask(of, staff, by=leader)
    with pytest.raises(ValidationError):
        sheets.enter_paper(round=of, values=said(of), by=leader)
    sheet = sheets.enter_paper(round=of, values=said(of), by=leader, invitee=row)
    assert (sheet.on_paper, sheet.typed_by_id, sheet.invitee_id) == (True, leader.pk, row.pk)
    unnamed = opened(leader, names="anonymous")
    sheet = sheets.enter_paper(round=unnamed, values=said(unnamed), by=leader)
    assert (sheet.on_paper, sheet.typed_by_id, sheet.invitee_id) == (True, None, None)


def test_only_what_was_promised_is_opened(leader: Any) -> None:
    of = opened(leader, reveal="own")
    with pytest.raises(ValidationError):
        rounds.open_answers(round=of, by=leader)
    of = opened(leader, reveal="all")
    rounds.open_answers(round=of, by=leader)
    assert of.revealed_at


def test_a_set_that_is_asked_is_kept(leader: Any) -> None:
    of = opened(leader)
    with pytest.raises(ValidationError):
        sets.delete(question_set=of.set_version.question_set, by=leader)
    sets.end(question_set=of.set_version.question_set, by=leader)
    with pytest.raises(ValidationError):
        rounds.create(version=of.set_version, name="Igen", by=leader)
    pk = of.pk
    batch = rounds.delete(round=of, by=leader)
    undo_batch(batch=batch, by=leader)
    assert Round.objects.get(pk=pk).name == "Mandag"


def test_an_empty_version_is_not_asked(leader: Any) -> None:
    made = sets.create(name="Tom", by=leader)
    with pytest.raises(ValidationError):
        rounds.create(version=made.newest, name="Nu", by=leader)


def test_another_workspace_is_refused(leader: Any, staff: Any, outsider: Any) -> None:
    of = opened(leader)
    [row] = ask(of, staff, by=leader)
    for refused in (
        lambda: rounds.close(round=of, by=outsider),
        lambda: versions.copy(version=of.set_version, by=outsider),
        lambda: sheets.submit(invitee=row, values=said(of), by=outsider),
        lambda: invitees.ask_colleagues(round=of, colleagues=[outsider], by=leader),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_an_outsider_answers(leader: Any) -> None:
    of = opened(leader)
    row = invitees.ask_outsider(round=of, name="Bo", email="bo@eksempel.dk", party="FO", by=leader)
    sheets.submit(invitee=row, values=said(of), by=System(leader.workspace, "Bo"))
    entry = HistoryEntry.objects.filter(model="questions.sheet").latest("pk")
    assert (entry.actor_id, entry.actor_label) == (None, "Bo")


def test_kinds_have_their_choices(leader: Any) -> None:
    made = version(leader, *list(Item.Kind.values))
    counted = {i.kind: len(i.choices()) for i in made.items.all() if i.is_counted}
    assert counted == {"one": 2, "many": 2, "degree": 4, "scale": 2}
