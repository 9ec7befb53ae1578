"""Timed work: done when due, by one, and one that fails stops nobody."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from brobygger.cli.main import main
from brobygger.core import timed
from brobygger.core.models import TimedRun

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(timed, "_works", {})
    done: list[str] = []

    def fail(now: datetime) -> str:
        raise ValueError("secret")

    def write(now: datetime) -> str:
        done.append(now.isoformat())
        return "2 letters"

    timed.register("a.fails", fail, every=timedelta(hours=1))
    timed.register("b.letters", write, every=timedelta(days=7))
    return done


def test_each_is_done_once_until_due_again(own: list[str]) -> None:
    first = timed.tick(NOW)
    assert [(o.name, o.done, o.note) for o in first] == [
        ("a.fails", False, "ValueError"),
        ("b.letters", True, "2 letters"),
    ]
    assert timed.tick(NOW + timedelta(minutes=5)) == []
    assert [o.name for o in timed.tick(NOW + timedelta(hours=2))] == ["a.fails"]
    assert [o.name for o in timed.tick(NOW + timedelta(days=7))] == ["a.fails", "b.letters"]
    assert len(own) == 2
    run = TimedRun.objects.get(name="b.letters")
    assert (run.began_at, run.failed, run.note) == (NOW + timedelta(days=7), False, "2 letters")


def test_the_command_says_what_it_did(own: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tick", "--only", "b.letters", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"name": "b.letters", "done": True, "note": "2 letters"}]
    assert main(["tick", "--only", "b.letters"]) == 0
    assert capsys.readouterr().out == "Nothing is due.\n"
    assert main(["tick", "--only", "b.letters", "--force"]) == 0
    assert len(own) == 2
    assert main(["tick"]) == 1
    assert "FAILED (ValueError)" in capsys.readouterr().out
    assert main(["tick", "--only", "unknown"]) == 2
