"""The doctor says what is wrong and what to do, and changes nothing."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from brobygger.cli import checks, doctor
from brobygger.core import history
from brobygger.core.models import HistoryEntry, SearchEntry, TimedRun
from brobygger.network.models import Organisation, Person


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "uploads"


def states() -> dict[str, str]:
    return {finding.name: finding.state for finding in checks.all_of_it()}


def told(name: str) -> checks.Finding:
    return next(f for f in checks.all_of_it() if f.name == name)


def test_a_healthy_installation_is_well(db: None, workspace: Any, staff: Any, tmp_path: Path) -> None:
    history.create(Organisation(workspace=workspace, name="Skolen"), by=staff)
    TimedRun.objects.create(name="records.retention", began_at=timezone.now())
    (tmp_path / "a.zip").write_text("x")
    (tmp_path / "last_backup").write_text(f"{timezone.now().isoformat()}\n{tmp_path / 'a.zip'}\n")
    found = states()
    assert "fail" not in found.values(), found
    assert found["backup"] == found["timer"] == found["search"] == found["derived columns"] == "ok"
    assert {"address", "mail"} == {name for name, state in found.items() if state == "warn"}


def test_each_fault_is_seen(db: None, workspace: Any, staff: Any, tmp_path: Path) -> None:
    school = history.create(Organisation(workspace=workspace, name="Skolen"), by=staff)
    SearchEntry.objects.all().delete()
    Organisation.objects.filter(pk=school.pk).update(level="partnership")
    Person.objects.create(workspace=workspace, name="Ingen historik")
    TimedRun.objects.create(
        name="records.retention", began_at=timezone.now() - timedelta(days=9), failed=True, note="Fejl"
    )
    (tmp_path / "last_backup").write_text(f"{(timezone.now() - timedelta(days=5)).isoformat()}\n/væk.zip\n")
    (tmp_path / "secret_key").write_text("x")
    (tmp_path / "secret_key").chmod(0o644)
    waiting = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="x", queue_name="default", backend_name="default",
        run_after=timezone.now(),
    )  # fmt: skip
    DBTaskResult.objects.filter(pk=waiting.pk).update(enqueued_at=timezone.now() - timedelta(hours=1))
    found = states()
    for name in (
        "search",
        "derived columns",
        "timer",
        "timed work records.retention",
        "backup",
        "secret key",
        "jobs",
    ):
        assert found[name] == "fail", name
    assert found["history"] == "warn"
    assert told("jobs").do.startswith("Run `brobygger serve`")
    school.refresh_from_db()
    assert school.level == "partnership", "looking changes nothing"


def test_a_check_that_breaks_is_told_and_the_others_go_on(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Any:
        raise RuntimeError("in pieces")
        yield

    monkeypatch.setattr(checks, "index", broken)
    found = checks.all_of_it()
    assert any(f.state == "fail" and "in pieces" in f.found for f in found)
    assert any(f.name == "history" for f in found)


def test_the_command_answers_scripts_by_exit_code_and_json(db: None, capsys: Any) -> None:
    class Options:
        json, strict = True, False

    code = doctor.run(Options())  # type: ignore[arg-type]
    data = json.loads(capsys.readouterr().out)
    assert code == (0 if data["well"] else 1)
    assert {"name", "state", "found", "do"} == set(data["checks"][0])
    Options.json, Options.strict = False, True
    assert doctor.run(Options()) == 1, "warnings count where asked to"  # type: ignore[arg-type]
    out = capsys.readouterr().out
    assert "mail" in out
    assert "broken" in out


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's extension")
def test_the_extension_is_looked_for(db: None) -> None:
    assert told("pg_trgm").state == "ok"
    assert HistoryEntry.objects.count() >= 0
