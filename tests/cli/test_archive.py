"""`brobygger export` and `brobygger import archive`, as a script would use them."""

import json
from pathlib import Path
from typing import Any

from brobygger.accounts.models import Workspace
from brobygger.cli.main import main
from brobygger.core import history
from brobygger.network.models import Organisation


def test_out_and_in_again(workspace: Any, leader: Any, tmp_path: Path, capsys: Any) -> None:
    history.create(Organisation(workspace=workspace, name="Fjordby Skole"), by=leader)
    out = str(tmp_path / "fjordby.zip")
    assert main(["export", "--workspace", "fjordby", "--out", out, "--json"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert written["tables"]["network.organisation"]["rows"] == 1
    assert main(["import", "archive", out, "--workspace", "kopi", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"workspace": "kopi", "name": workspace.name}
    assert Organisation.objects.filter(workspace=Workspace.objects.get(slug="kopi")).count() == 1
    again = str(tmp_path / "kopi.zip")
    assert main(["export", "--workspace", "kopi", "--out", again]) == 0
    assert written["sha256"] in capsys.readouterr().out


def test_refusals(workspace: Any, leader: Any, tmp_path: Path, capsys: Any) -> None:
    out = tmp_path / "fjordby.zip"
    assert main(["export", "--workspace", "fjordby", "--out", str(out)]) == 0
    assert main(["export", "--workspace", "fjordby", "--out", str(out)]) == 2
    assert main(["export", "--workspace", "fjordby", "--out", str(tmp_path / "no" / "x.zip")]) == 2
    assert main(["import", "archive", str(out), "--workspace", "fjordby"]) == 2
    assert main(["import", "archive", str(tmp_path / "none.zip"), "--workspace", "kopi"]) == 2
    out.write_text("navn;by")
    assert main(["import", "archive", str(out), "--workspace", "kopi"]) == 2
    assert not Workspace.objects.filter(slug="kopi").exists()
    assert list(tmp_path.glob("*.part")) == []
