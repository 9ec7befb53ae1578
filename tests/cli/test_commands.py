"""The console command, as a script would use it."""

from typing import Any

import pytest

from brobygger.cli.main import main


def test_help_names_every_command(capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    for command in ("demo", "serve", "setup", "import", "export", "worker", "bench"):
        assert command in said


def test_unknown_workspace(db: None, workspace: Any, capsys: Any) -> None:
    assert main(["export", "--workspace", "nowhere", "--out", "x.zip"]) == 2
    assert "fjordby" in capsys.readouterr().err
