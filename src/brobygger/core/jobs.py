"""Progress of long work, in files: on SQLite the one writer is busy with the work itself."""

import json
import os
import re
from pathlib import Path
from typing import Any

from django.conf import settings


def _path(key: str) -> Path:
    folder = Path(settings.HOME) / "progress"
    folder.mkdir(exist_ok=True)
    return folder / (re.sub(r"[^\w-]", "_", key) + ".json")


def report(key: str, *, done: int, total: int, stage: str = "", **more: Any) -> None:
    """Say how far the work called `key` is: `done` of `total` steps of `stage`."""
    path = _path(key)
    scratch = path.with_suffix(f".{os.getpid()}")
    scratch.write_text(json.dumps({"done": done, "total": total, "stage": stage, **more}))
    scratch.replace(path)


def progress(key: str) -> dict[str, Any] | None:
    """The last report on `key`, or None."""
    try:
        found: dict[str, Any] = json.loads(_path(key).read_text())
    except (FileNotFoundError, ValueError):
        return None
    return found


def forget(key: str) -> None:
    """The work is over: its receipt is in the database now."""
    _path(key).unlink(missing_ok=True)
