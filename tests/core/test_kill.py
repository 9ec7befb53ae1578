"""kill -9 in the middle of an import leaves nothing half-written (a sample; `make endurance` does five hundred)."""

import os
import random
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests.core import killing

KILLS = 5


@pytest.mark.django_db(transaction=True)
def test_a_killed_import_is_not_there(workspace: Any, staff: Any, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("A sample on SQLite; make endurance kills on both.")
    environment = os.environ | {
        "BROBYGGER_HOME": str(settings.HOME),
        "DJANGO_SETTINGS_MODULE": "tests.core.killing_settings",
    }
    environment["BROBYGGER_DATABASE_FILE"] = str(connection.settings_dict["NAME"])
    path = tmp_path / "rows.csv"
    path.write_bytes(killing.file(0))
    assert killing.start(str(path), "fjordby", environment).wait() == 0
    seconds = float((tmp_path / "rows.csv.seconds").read_text())
    whole, chance, stopped = killing.counts(), random.Random(5), 0
    assert whole["network.organisation"] == killing.ROWS
    step = {label: whole[label] for label in killing.COUNTED}
    for seed in range(1, KILLS + 1):
        before = killing.counts()
        path = tmp_path / f"rows{seed}.csv"
        path.write_bytes(killing.file(seed))
        process = killing.start(str(path), "fjordby", environment)
        stopped += killing.kill_after(process, f"{path}.begun", chance.uniform(0, seconds))
        after = killing.counts()
        assert after == before or after == {label: before[label] + step[label] for label in before}
        assert killing.loose_ends() == []
    assert stopped > 0
