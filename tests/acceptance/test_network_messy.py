"""The messy network file of a library: what the check says of it, row by row."""

import json
from pathlib import Path
from typing import Any

import pytest

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core.models import SearchEntry
from brobygger.network.importing import mapping, reading
from brobygger.network.importing.check import Options, check
from brobygger.network.importing.operations import (
    NotOpen,
    Unsettled,
    apply_run,
    check_run,
    start_run,
    undo_run,
)
from brobygger.network.importing.report import failed_rows
from brobygger.network.importing.staging import Plan
from brobygger.network.models import (
    Affiliation,
    Contact,
    ContactColleague,
    ContactPerson,
    Formality,
    Organisation,
    Person,
    Tie,
)

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
            source.rows(),
            mapping.guess(source.headers),
            workspace_id=workspace.pk,
            options=Options(**options),
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


@pytest.mark.case("network_messy_applied_and_undone")
def test_apply_again_and_undo(
    workspace: Workspace, coordinator: Colleague, leader: Colleague, staff: Colleague
) -> None:
    before = counts(workspace)
    run = started(coordinator)
    with pytest.raises(Unsettled):
        apply_run(run=run, by=coordinator)
    assert counts(workspace) == before
    plan = apply_run(run=run, by=coordinator, leave_out_problems=True, default_answer="later")
    assert plan.new["organisation"] == 120
    assert counts(workspace)["Organisation"] == 120
    assert counts(workspace)["Person"] == 149
    run.refresh_from_db()
    assert [item["row"] for item in run.tray] == EXPECTED["possible_duplicate_organisation"]
    with pytest.raises(NotOpen):
        apply_run(run=run, by=coordinator, leave_out_problems=True, default_answer="later")
    two = Person.objects.get(name=EXPECTED["person_in_two_organisations"])
    assert two.affiliations.count() == 2
    again = check_run(started(coordinator), default_answer="later")
    assert not any(again.new.values()), again.new
    assert not any(again.updated.values())
    assert again.unchanged == 150
    undo_run(run=run, by=coordinator)
    assert counts(workspace) == before


def started(by: Colleague) -> Any:
    path = EXAMPLES / "network_messy.csv"
    with path.open("rb") as content:
        return start_run(content=content, name=path.name, by=by)


def counts(workspace: Workspace) -> dict[str, int]:
    models = (
        Organisation,
        Person,
        Affiliation,
        Tie,
        Contact,
        ContactPerson,
        ContactColleague,
        Formality,
        SearchEntry,
    )
    return {m.__name__: m.objects.filter(workspace_id=workspace.pk).count() for m in models}


@pytest.mark.case("network_messy_holds_no_cpr")
def test_no_cpr_number_is_stored(workspace: Workspace, coordinator: Colleague) -> None:
    run = started(coordinator)
    check_run(run)
    with run.file.content.open("rb") as content:
        kept = content.read().decode()
    dump = kept + json.dumps([run.result, run.settings, run.mends], default=str)
    for number in ("2402881111", "010190-1234", "0101901234"):
        assert number not in dump
    assert "cpr_number" in {p["kind"] for p in run.result["problems"]}
    lines = "".join(failed_rows(run))
    assert "010190-1234" not in lines
    assert "CPR" in lines
