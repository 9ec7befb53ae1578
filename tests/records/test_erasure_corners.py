"""Erasure and letting go in the corners: kept answers, earlier pictures, colleagues without an address."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from brobygger.accounts.models import Colleague
from brobygger.accounts.operations import make_token
from brobygger.core import history, subjects
from brobygger.core.models import HistoryEntry, KeptAnswer
from brobygger.core.undo import undo_batch
from brobygger.network.models import BoardCard, Person
from brobygger.network.operations import board, duplicates
from brobygger.records.models import StoredFile
from brobygger.records.personal import letting_go, operations
from brobygger.records.personal.tied import find
from tests.network.test_card import picture

NAME = "Ærø Bjørnsen-Quist"
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "uploads"


def erase(person: Any, by: Any) -> None:
    subject = find(person.workspace, subjects.kind("people"), person.pk)
    asked = operations.request_erasure(
        subject=subject, asked_on=date(2026, 11, 2), asked_by="Selv", identity="Pas", by=by
    )
    operations.carry_out_erasure(request=asked, by=by)


def test_answers_kept_for_a_repeated_request_forget_the_person(
    workspace: Any, other_workspace: Any, outsider: Any, leader: Any
) -> None:
    person = history.create(Person(workspace=workspace, name=NAME), by=leader)
    bodies = {}
    for by in (leader, outsider):
        token = make_token(name="Intranet", role="staff", by=by).token
        body = json.dumps({"id": 1, "name": NAME})
        KeptAnswer.objects.create(sender=token.sender, key="a", fingerprint="f", status=201, body=body)
        bodies[by] = token.sender
    erase(person, leader)
    assert json.loads(KeptAnswer.objects.get(sender=bodies[leader]).body)["name"].startswith("Slettet person")
    assert json.loads(KeptAnswer.objects.get(sender=bodies[outsider]).body)["name"] == NAME


def test_every_picture_that_was_ever_theirs_goes(workspace: Any, staff: Any, leader: Any) -> None:
    """The one that was replaced, and the one of a card that was taken off before its person was merged into another."""
    card = board.put(colleague=staff, text="Quist", person=NAME, photo=picture(), by=staff)
    board.edit(
        card=card, text="Quist", colleague=staff, received_on=TODAY, photo=picture(size=(900, 600)), by=staff
    )
    double = board.put(
        colleague=staff, text="Quist", person="Aero Quist", photo=picture(size=(800, 600)), by=staff
    )
    other = double.person
    board.take_off(card=double, by=staff)
    stays = board.put(
        colleague=staff, text="En anden", person="Ib Opdigt", photo=picture(size=(700, 600)), by=staff
    )
    person = Person.objects.get(name=NAME)
    assert other is not None
    duplicates.merge(survivor=person, other=Person.objects.get(pk=other.pk), by=staff)
    assert StoredFile.objects.count() == 4
    erase(person, leader)
    assert list(StoredFile.objects.values_list("pk", flat=True)) == [stays.photo_id]


def test_thirty_days_are_counted_from_the_last_time_it_was_taken_off(staff: Any) -> None:
    card = board.put(colleague=staff, text="Kort", photo=picture(), by=staff)
    batch = board.take_off(card=card, by=staff)
    undo_batch(batch=batch, by=staff)
    long_ago = timezone.now() - timedelta(days=40)
    HistoryEntry.objects.update(at=long_ago)
    board.take_off(card=BoardCard.objects.get(), by=staff)
    assert board.destroy_pictures_taken_off(timezone.now()).startswith("0 ")


def test_a_colleague_who_left_without_an_address_is_let_go_once(workspace: Any, leader: Any) -> None:
    left = Colleague(
        workspace=workspace, name="Noteret Kollega", state="left", left_on=TODAY - timedelta(days=800)
    )
    history.create(left, by=leader)
    assert letting_go.preview(workspace)["colleagues"] == [left.pk]
    operations.erase_outdated(label="accounts.colleague", pk=left.pk, by=leader, workspace=workspace)
    assert "colleagues" not in letting_go.preview(workspace)


def test_a_request_about_somebody_merged_meanwhile_is_about_who_they_became(
    workspace: Any, staff: Any, leader: Any, client_of: Any
) -> None:
    person = history.create(Person(workspace=workspace, name=NAME), by=staff)
    stays = history.create(Person(workspace=workspace, name="Aero Quist"), by=staff)
    subject = find(workspace, subjects.kind("people"), person.pk)
    asked = operations.request_erasure(
        subject=subject, asked_on=TODAY, asked_by="Selv", identity="Pas", by=leader
    )
    duplicates.merge(survivor=stays, other=person, by=staff)
    page = client_of(leader).get(f"/fjordby/settings/personal/people/{stays.pk}/").content.decode()
    assert f"/fjordby/settings/personal/requests/{asked.pk}/" in page
    operations.carry_out_erasure(request=asked, by=leader)
    assert not Person.objects.exists()


def test_who_must_be_kept_is_kept_after_a_merge(workspace: Any, staff: Any, leader: Any) -> None:
    kept, stays = (
        history.create(Person(workspace=workspace, name=name), by=staff) for name in (NAME, "Aero Quist")
    )
    long_ago = timezone.now() - timedelta(days=2000)
    operations.keep(model="network.person", object_id=kept.pk, because="Krav i en sag", by=leader)
    duplicates.merge(survivor=stays, other=kept, by=staff)
    Person.objects.update(created_at=long_ago, updated_at=long_ago)
    assert "people" not in letting_go.preview(workspace)
