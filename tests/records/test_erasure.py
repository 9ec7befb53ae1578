"""Erasure: nothing of the person is left anywhere, and what must be kept is kept."""

import json
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from brobygger.accounts.models import System, User
from brobygger.core import history, holds, search, subjects
from brobygger.core.models import Batch, HistoryEntry
from brobygger.core.undo import undo_batch
from brobygger.network.models import (
    Affiliation,
    Contact,
    ContactPerson,
    FollowUp,
    Merged,
    Organisation,
    Person,
    Tie,
)
from brobygger.records.models import ErasureRequest, ImportRun, JournalNote, Notice, StoredFile
from brobygger.records.personal import operations
from brobygger.records.personal.tied import find

NAME, EMAIL, PHONE = "Ærø Bjørnsen-Quist", "aeroe.quist@eksempel.dk", "71 23 98 45"
TRACES = [
    NAME,
    NAME.lower(),
    NAME.upper(),
    "aeroe bjoernsen quist",
    EMAIL,
    "71 23 98 45",
    "71239845",
    "\\u00c6r\\u00f8 Bj",
]
WHO = {"asked_on": date(2026, 11, 2), "asked_by": f"{NAME} selv", "identity": f"Skrev fra {EMAIL}"}


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "uploads"


@pytest.fixture
def quist(workspace: Any, staff: Any, leader: Any) -> Any:
    """A person who stands wherever a person can stand."""
    with history.batch(by=staff, kind="import", label=f"Besøg hos {NAME}.csv"):
        person = history.create(
            Person(workspace=workspace, name=NAME, email=EMAIL, phone=PHONE, note=f"{NAME} ringer selv"),
            by=staff,
        )
        school = history.create(Organisation(workspace=workspace, name="Fjordby Skole"), by=staff)
        history.create(
            Affiliation(workspace=workspace, person=person, organisation=school, role="Lærer"), by=staff
        )
    history.change(person, by=staff, note="Ring +45 71239845")
    history.create(Tie(workspace=workspace, colleague=staff, person=person, about="om lektier"), by=staff)
    met = history.create(
        Contact(
            workspace=workspace, organisation=school, about=f"Møde med {NAME.upper()}", on=date(2026, 3, 1)
        ),
        by=staff,
    )
    history.create(ContactPerson(workspace=workspace, contact=met, person=person), by=staff)
    alone = history.create(Contact(workspace=workspace, about="Privat snak", on=date(2026, 3, 2)), by=staff)
    history.create(ContactPerson(workspace=workspace, contact=alone, person=person), by=staff)
    history.create(
        FollowUp(workspace=workspace, text=f"Skriv til {EMAIL}", owner=staff, due_on=date(2027, 1, 1), organisation=school),
        by=staff,
    )  # fmt: skip
    for about in (person, school):
        note = JournalNote(
            workspace=workspace, model=about._meta.label_lower, object_id=about.pk, text=f"{NAME}s nummer er 71 23 98 45",
            author=staff,
        )  # fmt: skip
        history.create(note, by=staff)
    file = StoredFile(workspace=workspace, name=f"{NAME}.csv", uploaded_by=staff)
    file.content.save("x.csv", ContentFile(f"Navn;Mail\n{NAME};{EMAIL}\nAnden;b@eksempel.dk\n".encode()))
    ImportRun.objects.create(
        workspace=workspace, kind="network", filename=file.name, file=file, state="applied",
        result={"rows": [{"name": NAME}]}, tray=[{"row": 2, "cells": [NAME, EMAIL]}], mends={"2": {"email": EMAIL}},
    )  # fmt: skip
    Notice.objects.create(
        workspace=workspace, colleague=staff, kind="import.done", values={"file": f"{NAME}.csv"}
    )
    (settings.HOME / "mail").mkdir(exist_ok=True)
    message = mail.EmailMessage("Hilsen", f"Kære {NAME}", to=[EMAIL]).message()
    (settings.HOME / "mail" / "en.log").write_bytes(message.as_bytes() + b"\n" + b"-" * 79 + b"\n")
    (settings.HOME / "progress").mkdir(exist_ok=True)
    (settings.HOME / "progress" / "x.json").write_text(json.dumps({"stage": NAME}))
    return person


def ask(workspace: Any, person: Any, by: Any) -> ErasureRequest:
    subject = find(workspace, subjects.kind("people"), person.pk)
    return operations.request_erasure(subject=subject, by=by, **WHO)


def stored() -> Iterator[tuple[str, str]]:
    """Every text in every table, and every file of the data folder, byte for byte."""
    for model in apps.get_models(include_auto_created=True):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            for row in cursor.fetchall():
                yield model._meta.db_table, " ".join(map(str, row))
    paths = [*Path(settings.HOME).rglob("*")]
    if connection.vendor == "sqlite":
        paths += [Path(f"{connection.settings_dict['NAME']}{ending}") for ending in ("", "-wal")]
    for path in sorted(paths):
        if path.is_file():
            yield str(path), _content(path).decode("utf-8", errors="ignore")


def _content(path: Path) -> bytes:
    """Read by a process of its own: whoever opens and closes SQLite's file gives up its own locks on it."""
    return subprocess.run(["cat", str(path)], check=True, capture_output=True).stdout


def traces() -> list[str]:
    return sorted({f"{trace} in {where}" for where, text in stored() for trace in TRACES if trace in text})


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_person_is_left_anywhere(
    workspace: Any, quist: Any, leader: Any, settings: Any
) -> None:
    assert len({t.split(" in ")[1] for t in traces()}) > 8, "the scan sees"
    request = ask(workspace, quist, leader)
    assert request.due_on == date(2026, 12, 2)
    done = operations.carry_out_erasure(request=request, by=leader)
    assert traces() == []
    assert not Person.objects.exists()
    assert done.state == "done"
    assert done.result["rows"] >= 4
    assert done.subject_label == f"Slettet person {quist.pk}"
    entries = HistoryEntry.objects.filter(model="network.person", object_id=quist.pk)
    assert entries.count() >= 3, "the history has no hole"
    assert {e.object_label for e in entries} == {f"Slettet person {quist.pk}"}
    assert HistoryEntry.objects.filter(operation="records.erasure.carry_out").exists()
    assert Contact.objects.count() == 1, "what was with them alone is gone"
    assert search.find(workspace.pk, "Bjørnsen") == []


def test_undo_of_the_import_leaves_the_erased_out_and_says_so(
    workspace: Any, quist: Any, leader: Any
) -> None:
    operations.carry_out_erasure(request=ask(workspace, quist, leader), by=leader)
    report = undo_batch(batch=Batch.objects.get(kind="import"), by=leader)
    assert [k for k in report.kept if k.reason == "erased"]
    assert not Person.objects.exists()
    assert not Affiliation.objects.exists()


def test_the_bin_cannot_give_back_who_was_erased(
    workspace: Any, quist: Any, leader: Any, client_of: Any
) -> None:
    pk = quist.pk
    batch = history.delete(quist, by=leader)
    quist.pk = pk
    request = ask(workspace, quist, leader)
    assert request.subject_label == NAME
    operations.carry_out_erasure(request=request, by=leader)
    assert f"Slettet person {quist.pk}" not in client_of(leader).get("/fjordby/bin/").content.decode()
    undo_batch(batch=Batch.objects.get(pk=batch.pk), by=leader)
    assert not Person.objects.exists()
    assert not Tie.objects.exists()


def test_a_colleague_becomes_nobody_in_particular(
    workspace: Any, make_colleague: Callable[..., Any], leader: Any, staff: Any
) -> None:
    gone = make_colleague(workspace, "staff", name="Ib Opdigt Hansen", email="ib.opdigt@eksempel.dk")
    school = history.create(Organisation(workspace=workspace, name="Skolen"), by=gone)
    history.create(Contact(workspace=workspace, organisation=school, about="Kaffe"), by=gone)
    subject = find(workspace, subjects.kind("colleagues"), gone.pk)
    request = operations.request_erasure(subject=subject, by=leader, **WHO | {"asked_by": "Ib"})
    with pytest.raises(operations.CannotErase, match="stadig kollega"):
        operations.carry_out_erasure(request=request, by=leader)
    history.change(gone, by=leader, state="left", left_on=date(2026, 1, 1))
    operations.carry_out_erasure(request=request, by=leader)
    gone.refresh_from_db()
    assert gone.name == f"Slettet kollega {gone.pk}"
    assert gone.email == ""
    assert not User.objects.filter(email="ib.opdigt@eksempel.dk").exists()
    assert HistoryEntry.objects.filter(model="network.organisation").get().actor_label == gone.name
    left = [t for _where, t in stored() if "Ib Opdigt" in t or "ib.opdigt" in t]
    assert [t for t in left if not t.startswith("SQLite")] == []


def test_who_has_the_same_name_is_let_be(workspace: Any, quist: Any, staff: Any, leader: Any) -> None:
    other = history.create(Person(workspace=workspace, name=NAME, email="anden@eksempel.dk"), by=staff)
    note = JournalNote(
        workspace=workspace, model="network.person", object_id=other.pk, text=f"{NAME} fra Nabo", author=staff
    )
    history.create(note, by=staff)
    operations.carry_out_erasure(request=ask(workspace, quist, leader), by=leader)
    other.refresh_from_db()
    note.refresh_from_db()
    assert other.name == NAME
    assert note.text == f"{NAME} fra Nabo"
    created = HistoryEntry.objects.get(model="network.person", object_id=other.pk, verb="created")
    assert created.after is not None
    assert created.after["name"] == NAME


def test_another_workspace_keeps_its_own(
    workspace: Any, quist: Any, leader: Any, other_workspace: Any
) -> None:
    theirs = history.create(
        Person(workspace=other_workspace, name=NAME, email=EMAIL), by=System(other_workspace)
    )
    operations.carry_out_erasure(request=ask(workspace, quist, leader), by=leader)
    theirs.refresh_from_db()
    assert (theirs.name, theirs.email) == (NAME, EMAIL)


@pytest.fixture
def signed() -> Iterator[None]:
    """Somebody signed an agreement: a package above says why they must be kept."""
    until = timezone.localdate() + timedelta(days=400)
    holds.register(
        "test.agreements", lambda label, pk: [holds.Hold("Har underskrevet aftalen om lektiecafeen", until)]
    )
    yield
    holds.forget("test.agreements")


@pytest.mark.usefixtures("signed")
def test_a_signer_cannot_be_erased_and_the_request_is_refused_with_the_reason(
    workspace: Any, quist: Any, leader: Any, client_of: Any
) -> None:
    request = ask(workspace, quist, leader)
    client = client_of(leader)
    page = f"/fjordby/settings/personal/requests/{request.pk}/"
    assert "Har underskrevet aftalen" in client.get(page).content.decode()
    with pytest.raises(operations.CannotErase, match="underskrevet"):
        operations.carry_out_erasure(request=request, by=leader)
    assert client.post(page + "erase/", {"sure": "on"}, follow=True).status_code == 200
    request.refresh_from_db()
    assert request.is_open
    assert Person.objects.filter(pk=quist.pk).exists()
    assert "Har underskrevet aftalen" in client.get(page + "refuse/").content.decode()
    client.post(page + "refuse/", {"reason": "Aftalen gælder til 2028"})
    request.refresh_from_db()
    assert (request.state, request.reason, request.decided_by) == (
        "refused",
        "Aftalen gælder til 2028",
        leader,
    )
    assert "Aftalen gælder til 2028" in client.get(page).content.decode()
    assert client.get(page + "answer/").content.startswith(b"%PDF")


def test_a_hold_ends(workspace: Any, quist: Any) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    holds.register("test.old", lambda label, pk: [holds.Hold("Gammel sag", yesterday)])
    try:
        assert holds.on("network.person", quist.pk) == []
    finally:
        holds.forget("test.old")


def test_a_request_waits_once_and_is_decided_once(
    workspace: Any, quist: Any, leader: Any, staff: Any
) -> None:
    request = ask(workspace, quist, leader)
    with pytest.raises(ValidationError, match="venter allerede"):
        ask(workspace, quist, leader)
    with pytest.raises(PermissionDenied):
        operations.carry_out_erasure(request=request, by=staff)
    operations.refuse_erasure(request=request, reason="Krav", by=leader)
    with pytest.raises(ValidationError, match="afgjort"):
        operations.carry_out_erasure(request=request, by=leader)


@pytest.mark.parametrize(
    ("asked", "before"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 12, 5), date(2027, 1, 5)),
        (date(2026, 11, 30), date(2026, 12, 30)),
    ],
)
def test_the_answer_is_due_a_month_later(asked: date, before: date) -> None:
    assert operations.answer_before(asked) == before


def test_records_that_were_merged_into_the_person_go_too(
    workspace: Any, quist: Any, leader: Any, staff: Any
) -> None:
    other = history.create(
        Person(workspace=workspace, name="Aero Quist-Bjoernsen", email="gammel.quist@eksempel.dk"), by=staff
    )
    pk = other.pk
    history.delete(other, by=staff)
    Merged.objects.create(
        workspace=workspace,
        model="network.person",
        gone_id=pk,
        survivor_id=quist.pk,
        name="Aero Quist-Bjoernsen",
    )
    operations.carry_out_erasure(request=ask(workspace, quist, leader), by=leader)
    assert not Merged.objects.exists()
    left = [text for _where, text in stored() if "Aero Quist" in text or "gammel.quist" in text]
    assert [text for text in left if not text.startswith("SQLite")] == []
