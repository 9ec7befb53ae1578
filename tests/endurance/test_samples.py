"""A short sample of each long run (`make endurance` does them with large numbers)."""

import codecs
import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from brobygger.network.importing.problems import FileRefused
from brobygger.network.importing.reading import read
from tests.endurance import files
from tests.endurance.mutating import EXAMPLES, inputs

FILES = 60
GOOD = (EXAMPLES / "network_messy.xlsx").read_bytes()


def test_damaged_files(workspace: Any, coordinator: Any, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    outcome = files.run(number=FILES, seed=3, by=coordinator)
    assert outcome.faults == []
    assert sum(outcome.ended.values()) == FILES
    assert len(outcome.ended) > 5, "some are refused and some are read"


def test_the_same_seed_gives_the_same_files() -> None:
    assert list(inputs(5, 8)) == list(inputs(5, 8)) != list(inputs(6, 8))


def test_a_fault_is_told(
    workspace: Any, coordinator: Any, settings: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path

    def breaks(*args: Any, **kwargs: Any) -> None:
        raise KeyError("nobody foresaw it")

    monkeypatch.setattr(files.importing, "start_run", breaks)
    outcome = files.run(number=5, seed=3, by=coordinator)
    assert outcome.faults
    assert "nobody foresaw it" in outcome.faults[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("utf16.csv", codecs.BOM_UTF16_LE + "Organisation;By\n".encode("utf-16-le") + b"\x00\xd8x\x00"),
        ("utf16.csv", codecs.BOM_UTF16_LE + "Organisation;By\nX;Y".encode("utf-16-le") + b"x"),
        ("begins_late.xlsx", GOOD[:4] + GOOD[500:]),
    ],
)
def test_what_the_long_runs_found(name: str, content: bytes) -> None:
    with pytest.raises(FileRefused):
        list(read(io.BytesIO(content), name).rows())


@pytest.mark.once
@pytest.mark.parametrize(("what", "kills"), [("imports", 4), ("merges", 2)])
def test_what_is_killed_is_whole_or_not_there(what: str, kills: int) -> None:
    """In a product of its own, as the long run does it: the database of the other tests is not killed under them."""
    command = [sys.executable, "scripts/endurance.py", "--only", what, "--kills", str(kills)]
    command += ["--database", "sqlite"]
    done = subprocess.run(command, cwd=EXAMPLES.parent, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(rf"\b{kills} .*killed.* 0 (half-written, 0 loose ends|faults)", done.stdout), done.stdout
