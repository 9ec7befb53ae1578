"""The console command, as a script would use it: output as data, exit codes that can be trusted."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from brobygger.accounts.models import Colleague, Workspace
from brobygger.cli.imports import named
from brobygger.cli.main import COMMANDS, main
from brobygger.network.models import Organisation
from brobygger.records.models import ImportRun

EXAMPLES = Path(__file__).parents[2] / "examples"
MESSY = str(EXAMPLES / "network_messy.csv")
CLEAN = "Organisation;By;Kontaktperson;E-mail\nSøvang Skole;Fjordby;Bo Ærø;bo@eksempel.dk\n"


@pytest.fixture
def told(capsys: Any) -> Callable[..., Any]:
    """Run a command: (exit code, what it said as data or text, what it said of errors)."""

    def run(*arguments: str) -> tuple[int, Any, str]:
        code = main(arguments)
        out, err = capsys.readouterr()
        return code, json.loads(out) if "--json" in arguments and out else out, err

    return run


@pytest.fixture
def clean(tmp_path: Path) -> str:
    path = tmp_path / "rent.csv"
    path.write_text(CLEAN, encoding="utf-8")
    return str(path)


def test_help_names_every_command(capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert all(command in said for command in COMMANDS)


@pytest.mark.parametrize("command", ["setup", "import", "export"])
def test_wrong_use_is_2(command: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command])
    assert ended.value.code == 2


def test_unknown_workspace_names_those_there_are(workspace: Workspace, told: Any) -> None:
    for wrong in (("export", "--out", "x.zip"), ("leader", "--email", "ny@eksempel.dk")):
        code, _, said = told(wrong[0], "--workspace", "nowhere", *wrong[1:])
        assert code == 2
        assert "fjordby" in said


def test_what_is_counted_is_named_in_the_plural() -> None:
    counted = [named("person", 1), named("person", 2), named("organisation_tie", 3)]
    assert counted == ["person", "people", "organisation ties"]


def test_setup_makes_a_workspace_and_a_link_that_opens(db: None, told: Any, client_of: Any) -> None:
    code, made, _ = told(
        "setup", "--workspace", "ny", "--name", "Ny Bibliotek", "--email", "leder@eksempel.dk", "--json"
    )
    assert code == 0
    assert Colleague.objects.get(workspace__slug="ny").role == "leader"
    path = made["link"].removeprefix("http://localhost:8000")
    assert client_of(None).get(path).status_code == 200
    code, _, said = told("setup", "--workspace", "ny", "--name", "Ny", "--email", "leder@eksempel.dk")
    assert code == 2
    assert "ny" in said


def test_check_writes_nothing_and_says_everything(workspace: Workspace, told: Any) -> None:
    code, said, _ = told("import", "network", MESSY, "--workspace", "fjordby", "--check", "--json")
    assert code == 3
    assert (said["rows"], said["blank"], said["new"]["organisation"], said["new"]["person"]) == (
        171,
        2,
        120,
        149,
    )
    assert said["batch"] is None
    assert not Organisation.objects.exists()
    assert not ImportRun.objects.exists()


def test_apply_stops_at_what_is_unsettled_and_leaves_no_trace(workspace: Workspace, told: Any) -> None:
    code, said, _ = told("import", "network", MESSY, "--workspace", "fjordby", "--apply", "--json")
    assert code == 3
    assert said["batch"] is None
    assert not Organisation.objects.exists()
    assert not ImportRun.objects.exists()
    code, said, _ = told(
        "import", "network", MESSY, "--workspace", "fjordby", "--apply", "--leave-out-problems", "--json"
    )
    assert code == 3
    assert not Organisation.objects.exists()


def test_apply_and_undo(workspace: Workspace, told: Any) -> None:
    settle = ("--leave-out-problems", "--answers", "later")
    code, said, _ = told("import", "network", MESSY, "--workspace", "fjordby", "--apply", *settle, "--json")
    assert code == 0
    assert Organisation.objects.filter(workspace=workspace).count() == 120
    batch = str(said["batch"])
    code, undone, _ = told("import", "network", "--workspace", "fjordby", "--undo", batch, "--json")
    assert code == 0
    assert undone["kept"] == []
    assert not Organisation.objects.exists()
    assert told("import", "network", "--workspace", "fjordby", "--undo", batch)[0] == 2


def test_a_clean_file_is_0_and_history_names_who(
    workspace: Workspace, coordinator: Colleague, told: Any, clean: str
) -> None:
    assert told("import", "network", clean, "--workspace", "fjordby", "--check")[0] == 0
    code, said, _ = told(
        "import", "network", clean, "--workspace", "fjordby", "--apply", "--by", coordinator.email, "--json"
    )
    assert code == 0
    assert ImportRun.objects.get(batch_id=said["batch"]).started_by == coordinator


@pytest.mark.parametrize("name", ["nothing.csv", "picture.csv"])
def test_a_file_that_cannot_be_read_is_2(workspace: Workspace, told: Any, tmp_path: Path, name: str) -> None:
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    code, _, said = told("import", "network", str(tmp_path / name), "--workspace", "fjordby")
    assert code == 2
    assert len(said.strip().splitlines()) == 1


def test_a_workspace_moves_by_archive(workspace: Workspace, told: Any, clean: str, tmp_path: Path) -> None:
    told("import", "network", clean, "--workspace", "fjordby", "--apply")
    first, second = str(tmp_path / "a.zip"), str(tmp_path / "b.zip")
    code, written, _ = told("export", "--workspace", "fjordby", "--out", first, "--json")
    assert code == 0
    assert told("export", "--workspace", "fjordby", "--out", first)[0] == 2
    code, read, _ = told("import", "archive", first, "--workspace", "kopi", "--json")
    assert (code, read["workspace"]) == (0, "kopi")
    assert told("import", "archive", first, "--workspace", "kopi")[0] == 2
    again = told("export", "--workspace", "kopi", "--out", second, "--json")[1]
    assert again["sha256"] == written["sha256"]
