"""A backup taken while others write comes back with every table equal, on both databases and from one to the other."""

import json
import os
import shutil
import subprocess
import sys
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

ENGINE_URL = os.environ.get("DATABASE_URL", "")
FILL = """
import django; django.setup()
from brobygger.cli.database import migrate
migrate()
from datetime import date
from django.core.files.base import ContentFile
from brobygger.accounts.models import Colleague, System, Workspace
from brobygger.accounts.operations import setup_workspace
from brobygger.core import history
from brobygger.network.models import Affiliation, Contact, Organisation, Person
from brobygger.records.models import ImportRun, StoredFile
made = setup_workspace(slug="fjordby", name="Fjordby Bibliotek", email="leder@eksempel.dk")
by = made.leader
for n in range(60):
    o = history.create(Organisation(workspace=made.workspace, name=f"Forening ÆØÅ {n}", about="Tab\\tog\\nlinje \\\\N"), by=by)
    p = history.create(Person(workspace=made.workspace, name=f"Ib {n}", email=f"ib{n}@eksempel.dk"), by=by)
    history.create(Affiliation(workspace=made.workspace, person=p, organisation=o, role="Lærer"), by=by)
    history.create(Contact(workspace=made.workspace, organisation=o, on=date(2026, 1, 1 + n % 28)), by=by)
history.delete(o, by=by)
f = StoredFile(workspace=made.workspace, name="liste.csv", size=3); f.content.save("x", ContentFile(b"a;b"))
ImportRun.objects.create(workspace=made.workspace, kind="network", file=f, filename="liste.csv", result={"nul": None, "æ": [1.5]})
"""
WRITE = """
import django; django.setup()
import sys
from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.models import HistoryEntry
from brobygger.network.models import Organisation, FormerName
from django.db import transaction
by = Colleague.objects.get()
print("writing", flush=True)
for n in range(100000):
    with transaction.atomic():
        o = history.create(Organisation(workspace=by.workspace, name=f"Samtidig {n}"), by=by)
        history.create(FormerName(workspace=by.workspace, organisation=o, name=f"Før {n}"), by=by)
"""
LOOK = """
import django; django.setup()
import hashlib, json
from brobygger.records.backup import layout, writing
from brobygger.core import search
from brobygger.core.models import HistoryEntry
from brobygger.accounts.models import Workspace
from brobygger.network.models import FormerName, Organisation
found = {}
for model in layout.tables():
    sha = hashlib.sha256()
    for line in writing.lines(model): sha.update(line)
    found[model._meta.db_table] = sha.hexdigest()
workspace = Workspace.objects.first()
new = Organisation(workspace=workspace, name="Ny efter gendannelse"); new.save()
last = HistoryEntry.objects.filter(model="network.organisation").order_by("-object_id").values_list("object_id", flat=True).first()
print(json.dumps({"tables": found, "found": len(search.find(workspace.pk, "forening aeoeaa 7")),
    "fresh": new.pk > last, "alone": Organisation.objects.filter(name__startswith="Samtidig", former_names=None).count()}))
"""


class Machine:
    """A data folder and a database of its own, used only through the command line."""

    def __init__(self, folder: Path, url: str) -> None:
        self.home = folder
        self.env = {
            **os.environ,
            "BROBYGGER_HOME": str(folder),
            "DJANGO_SETTINGS_MODULE": "brobygger.config.settings",
        }
        self.env.pop("DATABASE_URL", None)
        if url:
            self.env["DATABASE_URL"] = url

    def brobygger(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "brobygger", *arguments]
        return subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=300)

    def python(self, code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code], env=self.env, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def look(self) -> Any:
        return json.loads(self.python(LOOK))

    def backup(self, path: Path) -> Any:
        done = self.brobygger("backup", str(path), "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Machine]]:
    """`machine()`: a fresh one on the database of this pass; `machine(sqlite=True)` on SQLite whatever the pass."""
    dropped = []

    def make(*, sqlite: bool = False) -> Machine:
        folder = tmp_path_factory.mktemp("home")
        if sqlite or not ENGINE_URL:
            return Machine(folder, "")
        name = f"backup_{uuid.uuid4().hex[:12]}"
        dropped.append(name)
        _admin(f'CREATE DATABASE "{name}"')
        return Machine(folder, urlunsplit(urlsplit(ENGINE_URL)._replace(path=f"/{name}")))

    yield make
    for name in dropped:
        _admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _admin(statement: str) -> None:
    import psycopg

    with psycopg.connect(ENGINE_URL, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def filled(machine: Callable[..., Machine]) -> Machine:
    here = machine()
    here.python(FILL)
    return here


@pytest.fixture(scope="module")
def whole(filled: Machine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of `filled`, for those who spoil a copy of it."""
    path = tmp_path_factory.mktemp("whole") / "a.zip"
    filled.backup(path)
    return path


def test_a_backup_taken_while_others_write_comes_back_equal(
    filled: Machine, machine: Callable[..., Machine], tmp_path: Path
) -> None:
    command = [sys.executable, "-c", WRITE]
    with subprocess.Popen(command, env=filled.env, stdout=subprocess.PIPE, text=True) as writer:
        try:
            assert writer.stdout
            writer.stdout.readline()
            told = filled.backup(tmp_path / "a.zip")
            assert writer.poll() is None, "the writer was not stopped by the backup"
        finally:
            writer.kill()
    there = machine()
    done = there.brobygger("restore", str(tmp_path / "a.zip"), "--into-empty")
    assert done.returncode == 0, done.stderr
    seen = there.look()
    assert seen["tables"] == {name: table["sha256"] for name, table in told["tables"].items()}
    assert seen["alone"] == 0, "what one transaction wrote is there together"
    assert seen["found"] >= 1
    assert seen["fresh"], "a number that was given out is not given again"
    assert [p.read_bytes() for p in (there.home / "uploads").rglob("*") if p.is_file()] == [b"a;b"]
    refused = there.brobygger("restore", str(tmp_path / "a.zip"))
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert there.brobygger("restore", str(tmp_path / "a.zip"), "--replace").returncode == 0
    assert len(list(there.home.glob("uploads.before-*"))) == 1
    assert (there.home / "secret_key").read_text() != (filled.home / "secret_key").read_text()


def test_from_one_database_to_the_other(machine: Callable[..., Machine], whole: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(whole) as archive:
        told = json.loads(archive.read("manifest.json"))["tables"]
    there = machine(sqlite=True)
    assert there.brobygger("restore", str(whole)).returncode == 0
    back = there.backup(tmp_path / "b.zip")["tables"]
    assert {n: t["sha256"] for n, t in back.items()} == {n: t["sha256"] for n, t in told.items()}
    if not ENGINE_URL:
        return
    again = machine()
    assert again.brobygger("restore", str(tmp_path / "b.zip")).returncode == 0
    assert again.look()["tables"] == {n: t["sha256"] for n, t in told.items()}


@pytest.mark.parametrize("wrong", ["cut off", "changed", "foreign", "text", "newer", "missing"])
def test_a_file_that_is_not_whole_is_refused_and_nothing_is_changed(
    machine: Callable[..., Machine], whole: Path, tmp_path: Path, wrong: str
) -> None:
    path = tmp_path / "a.zip"
    shutil.copy(whole, path)
    spoil(path, wrong)
    there = machine(sqlite=True)
    done = there.brobygger("restore", str(path))
    assert done.returncode == 1, done.stdout
    assert done.stderr.strip().count("\n") == 0, done.stderr
    expected = {
        "cut off": "cut off", "changed": "not as it was written", "foreign": "not a backup", "text": "not a backup",
        "newer": "newer", "missing": "no file",
    }  # fmt: skip
    assert expected[wrong] in done.stderr
    assert not list(there.home.rglob("uploads*"))
    assert not any(p.stat().st_size for p in there.home.glob("*.sqlite3*"))


def spoil(path: Path, wrong: str) -> None:
    """Make of a whole backup one that must be refused."""
    if wrong == "missing":
        path.unlink()
    elif wrong == "cut off":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif wrong == "text":
        path.write_text("Navn;By\nA;B\n")
    elif wrong == "foreign":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("brev.txt", "Hej")
    else:
        with zipfile.ZipFile(path) as old:
            members = {name: old.read(name) for name in old.namelist()}
        if wrong == "changed":
            members["tables/network_person.jsonl"] = members["tables/network_person.jsonl"].replace(
                b"Ib 3", b"Bo 3"
            )
        else:
            from brobygger.records.backup import layout

            manifest = json.loads(members["manifest.json"])
            manifest["migrations"].append("network.9999_future")
            manifest["sha256"] = layout.content_hash(manifest)
            members["manifest.json"] = json.dumps(manifest).encode()
        with zipfile.ZipFile(path, "w") as new:
            for name, content in members.items():
                new.writestr(name, content)


def test_a_folder_gets_a_name_by_the_clock_and_keeps_the_newest(filled: Machine, tmp_path: Path) -> None:
    folder = tmp_path / "kopier"
    folder.mkdir()
    for old in ("brobygger-20260101-000000.backup.zip", "brobygger-20260102-000000.backup.zip", "andet.zip"):
        (folder / old).write_text("x")
    missing = filled.brobygger("backup", str(tmp_path / "nowhere"), "--keep", "2")
    assert missing.returncode == 2
    assert "Make it first" in missing.stderr
    done = filled.brobygger("backup", str(folder), "--keep", "2")
    assert done.returncode == 0, done.stderr
    names = sorted(p.name for p in folder.iterdir())
    assert len(names) == 3
    assert "andet.zip" in names
    assert "brobygger-20260101-000000.backup.zip" not in names
    assert (next(folder.glob("brobygger-2*"))).stat().st_mode & 0o777 in (0o600, 0o644)
