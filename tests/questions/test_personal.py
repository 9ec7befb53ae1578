"""Erasure, retention and the archive: answers stay, and lead to nobody."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from brobygger.core.models import HistoryEntry
from brobygger.network.operations import people
from brobygger.questions.models import Answer, Invitee, Round, Sheet, SheetLink
from brobygger.questions.operations import invitees, rounds
from brobygger.records import archive
from brobygger.records.personal import letting_go, operations
from tests.questions.samples import answer, ask, opened


def test_a_person_erased_who_answered_by_link(leader: Any, workspace: Any) -> None:
    of = opened(leader, "text")
    person = people.create(name="Bo Æbelø", email="bo@eksempel.dk", by=leader)
    row = invitees.ask_outsider(round=of, name="Bo Æbelø", email="bo@eksempel.dk", who=person, by=leader)
    invitees.make_link(invitee=row, by=leader)
    other = invitees.ask_outsider(round=opened(leader), name="Bo Æbelø", email="bo@eksempel.dk", by=leader)
    answer(row, "Vi mangler et øvelokale")
    rounds.close(round=of, by=leader)
    operations.erase_outdated(label="network.person", pk=person.pk, by=leader, workspace=workspace)
    assert Answer.objects.get().text == "Vi mangler et øvelokale"
    assert Sheet.objects.get().invitee is None
    assert not SheetLink.objects.exists()
    told = str(list(Invitee.objects.values())) + str(list(HistoryEntry.objects.values()))
    assert "Æbelø" not in told
    assert "bo@eksempel.dk" not in told
    assert Invitee.objects.get().pk == other.pk


def test_a_colleague_erased_who_answered_by_name(leader: Any, staff: Any, workspace: Any) -> None:
    of = opened(leader, "text")
    [row] = ask(of, staff, by=leader)
    answer(row, "Flere unge")
    name = staff.name
    staff.state = "left"
    staff.save()
    operations.erase_outdated(label="accounts.colleague", pk=staff.pk, by=leader, workspace=workspace)
    assert Answer.objects.get().text == "Flere unge"
    assert name not in Invitee.objects.get().called


def test_names_are_taken_off_two_years_after_the_end(leader: Any, staff: Any, workspace: Any) -> None:
    of, later = opened(leader), opened(leader, name="Tirsdag")
    for asked in (of, later):
        [row] = ask(asked, staff, by=leader)
        answer(row)
        rounds.close(round=asked, by=leader)
    Round.objects.filter(pk=of.pk).update(closed_at=timezone.now() - timedelta(days=800))
    today: date = timezone.localdate()
    found = letting_go.preview(workspace, today=today)
    assert found["rounds"] == [of.pk]
    plan = letting_go.announce(workspace=workspace, by=leader, today=today)
    letting_go.carry_out(plan=plan, by=leader, today=today)
    assert {s.round_id for s in Sheet.objects.filter(invitee=None)} == {of.pk}
    assert [i.round_id for i in Invitee.objects.all()] == [later.pk]
    assert Answer.objects.count() == 2
    assert "rounds" not in letting_go.preview(workspace, today=today)


def test_the_archive_takes_rounds_along_without_links(leader: Any, staff: Any, tmp_path: Path) -> None:
    named, unnamed = opened(leader, "text"), opened(leader, "text", names="anonymous", about=leader)
    for asked in (named, unnamed):
        [row] = ask(asked, staff, by=leader)
        invitees.make_link(invitee=row, by=leader)
        answer(row)
        rounds.close(round=asked, by=leader)
    path = tmp_path / "a.zip"
    archive.write_archive(workspace=leader.workspace, path=path, by=leader)
    copy = archive.read_archive(path=path, slug="kopi")
    assert Answer.objects.of(copy).count() == 2
    assert sorted(s.invitee is None for s in Sheet.objects.of(copy)) == [False, True]
    assert Sheet.objects.of(copy).get(invitee=None).round.about_id != leader.pk
    assert not SheetLink.objects.of(copy).exists()
