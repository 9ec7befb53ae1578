"""The messy network file of a library: what the check says of it, row by row."""

import json
from pathlib import Path
from typing import Any

import pytest

from brobygger.accounts.models import Colleague, Workspace
from brobygger.network.importing import mapping, reading
from brobygger.network.importing.check import Options, check
from brobygger.network.importing.staging import Plan

EXAMPLES = Path(__file__).parents[2] / "examples"
EXPECTED: dict[str, Any] = json.loads((EXAMPLES / "network_messy.expected.json").read_text())


@pytest.fixture
def colleagues(workspace: Workspace) -> None:
    for name in ("mette", "ali", "birgit"):
        Colleague.objects.create(workspace=workspace, name=name.title(), email=f"{name}@eksempel.dk")


def checked(workspace: Workspace, suffix: str, **options: Any) -> Plan:
    path = EXAMPLES / f"network_messy.{suffix}"
    with path.open("rb") as content:
        source = reading.read(content, path.name)
        return check(
            source.rows(), mapping.guess(source.headers), workspace_id=workspace.pk, options=Options(**options)
        )


@pytest.mark.case("network_messy")
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_check_says_what_the_library_expects(workspace: Workspace, colleagues: None, suffix: str) -> None:
    plan = checked(workspace, suffix)
    said = plan.as_json()
    assert said["rows"] == EXPECTED["rows_with_content"]
    assert said["new"]["organisation"] == EXPECTED["new_in_empty_workspace"]["organisation"]
    assert said["new"]["person"] == EXPECTED["new_in_empty_workspace"]["person"]
    errors = {p["kind"]: p["rows"] for p in said["problems"] if p["severity"] == "error"}
    assert errors == EXPECTED["errors"]
    assert [q["row"] for q in said["questions"]] == EXPECTED["possible_duplicate_organisation"]
    assert [o.row for o in plan.outcomes if o.joins] == EXPECTED["rows_joining_an_earlier_row_by_cvr"]
    assert said["batch"] is None
    assert said["unchanged"] == 0
    if suffix == "csv":
        assert said["blank"] == EXPECTED["blank_rows_ignored"]
