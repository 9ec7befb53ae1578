"""A workspace written to an archive and read into an empty one is the same workspace."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from brobygger.accounts.models import Colleague, Link, TeamMember, User, Workspace
from brobygger.core import history, search
from brobygger.core.models import Batch, HistoryEntry
from brobygger.core.undo import undo_batch
from brobygger.network.models import (
    Affiliation,
    Contact,
    ContactPerson,
    FollowUp,
    Formality,
    FormerName,
    Organisation,
    Person,
    Theme,
    Tie,
)
from brobygger.places.models import Municipality
from brobygger.records.archive import ArchiveRefused, layout, read_archive, write_archive
from brobygger.records.models import ImportRun, JournalNote, StoredFile


@pytest.fixture
def full(workspace: Any, staff: Any, leader: Any, other_workspace: Any, outsider: Any) -> Any:
    """A workspace with something of everything that is hard to move; ids that do not begin at 1."""
    for n in range(7):
        history.create(Organisation(workspace=other_workspace, name=f"Fremmed {n}"), by=outsider)
    workspace.municipality = Municipality.objects.first()
    workspace.save()
    school = history.create(
        Organisation(workspace=workspace, name="Fjordby Skole", about="Tab\tog\nlinje “ÆØÅ” \\N"), by=staff
    )
    club = history.create(Organisation(workspace=workspace, name="Klubben"), by=staff)
    history.create(FormerName(workspace=workspace, organisation=school, name="Åby Realskole"), by=staff)
    ali = history.create(Person(workspace=workspace, name="Ali Hansen", email="ali.h@eksempel.dk"), by=staff)
    history.create(Affiliation(workspace=workspace, person=ali, organisation=school, role="Lærer"), by=staff)
    history.create(Tie(workspace=workspace, colleague=staff, person=ali, strength="well"), by=staff)
    met = history.create(Contact(workspace=workspace, organisation=school, on=date(2024, 5, 1)), by=staff)
    history.create(ContactPerson(workspace=workspace, contact=met, person=ali), by=staff)
    step = FollowUp(workspace=workspace, text="Ring", owner=leader, due_on=date(2024, 6, 1), contact=met)
    history.create(step, by=staff)
    history.create(
        Formality(workspace=workspace, organisation=school, level="network", decided_by=staff), by=staff
    )
    history.create(
        JournalNote(
            workspace=workspace, model="network.organisation", object_id=club.pk, text="Husk", author=staff
        ),
        by=staff,
    )
    history.change(club, by=leader, why="flyttet", town="Havneby", municipality_id=workspace.municipality_id)
    history.delete(club, by=leader)
    undone = history.delete(history.create(Theme(workspace=workspace, name="Musik"), by=staff), by=staff)
    undo_batch(batch=undone, by=leader)
    name = default_storage.save(f"{workspace.pk}/abc", ContentFile(b"navn;by\r\n"))
    file = history.create(StoredFile(workspace=workspace, name="liste.csv", content=name, size=9), by=staff)
    ImportRun.objects.create(
        workspace=workspace, kind="network", file=file, started_by=staff, batch_id=undone.pk,
        result={"b": 1, "a": [1.5, None, "x"]},
    )  # fmt: skip
    Link.objects.create(workspace=workspace, purpose="invitation", colleague=staff, expires_at=undone.at)
    return workspace


@pytest.fixture
def archive(full: Any, leader: Any, tmp_path: Path) -> Path:
    write_archive(workspace=full, path=tmp_path / "fjordby.zip", by=leader)
    return tmp_path / "fjordby.zip"


def manifest(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as file:
        return dict(json.loads(file.read("manifest.json")))


def changed(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """A copy of the archive with one member changed and all hashes made to fit: a forger's work."""
    import hashlib

    told = manifest(path)
    out = path.with_name("forged.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == name:
                content = change(content)
                label = name.removeprefix("tables/").removesuffix(".jsonl")
                if label in told["tables"]:
                    told["tables"][label] |= {
                        "sha256": hashlib.sha256(content).hexdigest(), "rows": content.count(b"\n"),
                    }  # fmt: skip
            if info.filename != "manifest.json":
                new.writestr(info.filename, content)
        told["sha256"] = layout.content_hash(told)
        new.writestr("manifest.json", json.dumps(told))
    return out


def test_equal_content_hashes(archive: Path, full: Any, leader: Any, tmp_path: Path) -> None:
    first = manifest(archive)
    assert first["tables"]["network.organisation"]["rows"] == 1
    assert first["tables"]["network.organisation"]["gone"] == 1
    assert first["tables"]["core.historyentry"]["rows"] == 17
    copy = read_archive(path=archive, slug="kopi")
    by = Colleague.objects.get(workspace=copy, email=leader.email)
    second = write_archive(workspace=copy, path=tmp_path / "kopi.zip", by=by)
    assert second["tables"] == first["tables"]
    assert second["files"] == first["files"]
    assert second["sha256"] == first["sha256"]
    third = write_archive(workspace=full, path=tmp_path / "igen.zip", by=leader)
    assert third["sha256"] == first["sha256"]


def test_everything_points_at_the_copy(archive: Path, full: Any, staff: Any) -> None:
    copy = read_archive(path=archive, slug="kopi")
    school = Organisation.objects.get(workspace=copy)
    assert (copy.name, copy.municipality) == (full.name, full.municipality)
    assert school.about == "Tab\tog\nlinje “ÆØÅ” \\N"
    assert (school.level, school.last_contact_on) == ("network", date(2024, 5, 1))
    tie = Tie.objects.select_related("colleague", "person").get(workspace=copy)
    assert (tie.colleague.workspace, tie.colleague.user, tie.person.workspace) == (copy, staff.user, copy)
    assert [e.title for e in search.find(copy.pk, "aaby")] == ["Fjordby Skole"]
    for model in (m for m in apps.get_models() if layout.is_ours(m) and layout.belongs_to_workspace(m)):
        for field in model._meta.concrete_fields:
            related: Any = field.related_model
            if related and layout.belongs_to_workspace(related):
                for row in model._base_manager.filter(workspace_id=copy.pk).exclude(**{field.name: None}):
                    assert getattr(row, field.name).workspace_id == copy.pk, field
    note = JournalNote.objects.get(workspace=copy)
    created = HistoryEntry.objects.get(workspace_id=copy.pk, object_label="Klubben", verb="created")
    assert note.object_id == created.object_id
    assert not Organisation.objects.filter(pk=created.object_id).exists()
    entry = HistoryEntry.objects.get(workspace_id=copy.pk, model="records.journalnote")
    assert (entry.object_id, entry.after["object_id"]) == (note.pk, note.object_id)
    assert entry.after["workspace_id"] == copy.pk
    assert entry.actor_id == tie.colleague_id
    run = ImportRun.objects.get(workspace=copy)
    assert Batch.objects.get(pk=run.batch_id).workspace_id == copy.pk
    undo = Batch.objects.get(workspace_id=copy.pk, kind="undo")
    assert undo.report == {"undo_of": run.batch_id}
    assert run.result == {"b": 1, "a": [1.5, None, "x"]}
    stored = StoredFile.objects.get(workspace=copy)
    with stored.content.open() as content:
        assert content.read() == b"navn;by\r\n"
    assert stored.content.name != StoredFile.objects.get(workspace=full).content.name


def test_a_deletion_can_be_undone_in_the_copy(archive: Path) -> None:
    copy = read_archive(path=archive, slug="kopi")
    by = Colleague.objects.filter(workspace=copy).first()
    gone = Batch.objects.get(workspace_id=copy.pk, kind="deletion", label="Klubben")
    assert undo_batch(batch=gone, by=by).as_json() == {"removed": 0, "set_back": 0, "returned": 1, "kept": []}
    assert Organisation.objects.get(workspace=copy, name="Klubben").town == "Havneby"


def test_no_secret_leaves(archive: Path, staff: Any) -> None:
    with zipfile.ZipFile(archive) as file:
        everything = b"".join(file.read(i) for i in file.infolist())
        names = file.namelist()
    assert staff.user.password.encode() not in everything
    assert Link.objects.get().secret.encode() not in everything
    assert b"Fremmed" not in everything
    assert "tables/accounts.link.jsonl" not in names
    assert archive.stat().st_mode & 0o077 == 0


def test_reading_out_is_in_the_history(archive: Path, full: Any, leader: Any) -> None:
    entry = HistoryEntry.objects.get(workspace_id=full.pk, verb="exported")
    assert (entry.actor_id, entry.operation) == (leader.pk, "records.archive.write")
    assert entry.after == {"sha256": manifest(archive)["sha256"]}


def test_members_get_a_login_without_a_password(archive: Path, staff: Any) -> None:
    User.objects.all().delete()
    copy = read_archive(path=archive, slug="kopi")
    mine = Colleague.objects.get(workspace=copy, email=staff.email)
    assert mine.state == "active"
    assert mine.user is not None
    assert not mine.user.has_usable_password()


def test_only_into_an_empty_workspace(archive: Path, full: Any, other_workspace: Any) -> None:
    for slug in (full.slug, other_workspace.slug):
        with pytest.raises(ArchiveRefused):
            read_archive(path=archive, slug=slug)
    empty = Workspace.objects.create(slug="tom", name="Tom")
    assert read_archive(path=archive, slug="tom") == empty
    with pytest.raises(ArchiveRefused):
        read_archive(path=archive, slug="accounts")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("tables/network.organisation.jsonl", b"Fjordby Skole", b"Spoerg 010190-1234"),
        ("tables/core.historyentry.jsonl", b"Fjordby Skole", b"Spoerg 010190-1234"),
        ("tables/network.organisation.jsonl", b'"id":1', b'"id":2'),
        ("tables/network.organisation.jsonl", b'"id":1,', b""),
        ("tables/network.organisation.jsonl", b'"name":', b'"password":'),
        ("tables/network.organisation.jsonl", b'"Fjordby Skole"', b"7"),
        ("tables/network.organisation.jsonl", b'"Fjordby Skole"', b'"' + b"x" * 300 + b'"'),
        ("tables/network.organisation.jsonl", b'"Fjordby Skole"', b'"a\\u0000b"'),
        ("tables/network.organisation.jsonl", b'"level":"network"', b'"level":"best"'),
        ("tables/network.organisation.jsonl", b'"2024-05-01"', b'"i morgen"'),
        ("tables/network.tie.jsonl", b'"person":1', b'"person":2'),
        ("tables/network.tie.jsonl", b'"person":1', b'"person":-1'),
        ("tables/network.tie.jsonl", b'"person":1', b'"person":null'),
        ("tables/core.historyentry.jsonl", b'"object_id":1', b'"object_id":99999'),
        ("tables/core.historyentry.jsonl", b'"object_id":1', b'"object_id":0'),
        ("tables/records.storedfile.jsonl", b"files/1", b"../../secret_key"),
        ("tables/network.person.jsonl", b"}\n", b"}"),
        ("tables/network.person.jsonl", b"{", b"[["),
        ("tables/network.person.jsonl", b"\n", b"\nnull\n"),
        ("tables/accounts.team.jsonl", b"", b'{"id":1}\n'),
    ],
)
def test_a_forged_archive_writes_nothing(archive: Path, name: str, old: bytes, new: bytes) -> None:
    files = sum(1 for p in Path(default_storage.path("")).rglob("*") if p.is_file())
    forged = changed(archive, name, lambda content: content.replace(old, new, 1))
    with pytest.raises(ArchiveRefused) as refused:
        read_archive(path=forged, slug="kopi")
    assert "010190" not in str(refused.value)
    assert not Workspace.objects.filter(slug="kopi").exists()
    assert sum(1 for p in Path(default_storage.path("")).rglob("*") if p.is_file()) == files


def test_a_changed_byte_is_seen(archive: Path) -> None:
    out = archive.with_name("changed.zip")
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, content.replace(b"Havneby", b"Havnebu"))
    with pytest.raises(ArchiveRefused):
        read_archive(path=out, slug="kopi")


def test_what_is_no_archive(tmp_path: Path, db: None) -> None:
    for content in (b"", b"navn;by\r\nA;B\r\n", b"PK\x03\x04" + bytes(100)):
        (tmp_path / "x.zip").write_bytes(content)
        with pytest.raises(ArchiveRefused):
            read_archive(path=tmp_path / "x.zip", slug="kopi")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("tables/network.person.jsonl", bytes(60 * 1024 * 1024))
        bomb.writestr("manifest.json", "{}")
    (tmp_path / "x.zip").write_bytes(buffer.getvalue())
    with pytest.raises(ArchiveRefused, match=r"unpacks|pakker"):
        read_archive(path=tmp_path / "x.zip", slug="kopi")


def test_every_model_is_in_the_archive_or_left_out_by_name() -> None:
    """A new table of a workspace is in the archive; one without a workspace is named here on purpose."""
    held = {m._meta.label_lower for m in layout.tables()} | set(layout.LEFT_OUT)
    without_workspace = {
        "accounts.user", "accounts.workspace", "places.municipality", "core.keptanswer", "core.timedrun",
    }  # fmt: skip
    ours = {m._meta.label_lower for m in apps.get_models() if layout.is_ours(m)}
    assert ours - held == without_workspace
    for label in layout.LEFT_OUT:
        apps.get_model(label)


def test_every_key_in_the_archive_leads_to_something_in_it() -> None:
    held = {m._meta.label_lower for m in layout.tables()} | {layout.WORKSPACE}
    for model in layout.tables():
        for column in layout.columns(model):
            assert column.kind != "key" or column.target in held, f"{model._meta.label_lower}.{column.name}"
            secret = ("password", "secret", "token")
            assert not any(word in column.name for word in secret), f"{model._meta.label_lower}.{column.name}"
    assert {c.name for c in layout.columns(TeamMember)} == {"created_at", "team", "colleague"}
