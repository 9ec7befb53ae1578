"""Archives show no answer that the round does not show, and lead from no name to an answer without one."""

import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from brobygger.accounts.models import Colleague
from brobygger.questions.models import Invitee, Round, Sheet
from brobygger.questions.operations import rounds
from brobygger.records.archive import read_archive, write_archive
from tests.questions.samples import answer, ask, opened, team


def tables(of: Any, path: Path, by: Any) -> dict[str, list[dict[str, Any]]]:
    write_archive(workspace=of, path=path, by=by)
    with zipfile.ZipFile(path) as file:
        return {
            name: [json.loads(line) for line in file.read(f"tables/questions.{name}.jsonl").splitlines()]
            for name in ("sheet", "answer", "invitee")
        }


def test_answers_of_open_rounds_stay_out(
    workspace: Any, leader: Any, make_colleague: Any, tmp_path: Path
) -> None:
    asked = team(make_colleague, workspace, "Musik", 6)
    named, unnamed = opened(leader), opened(leader, names="anonymous")
    waits = opened(leader, reveal="opened")
    for of in (named, unnamed, waits):
        for row in ask(of, *asked, by=leader)[:5]:
            answer(row, "Endnu ikke")
    rounds.close(round=waits, by=leader)
    found = tables(workspace, tmp_path / "a.zip", leader)
    assert (found["sheet"], found["answer"]) == ([], [])
    assert {(i["answered"], i["answered_on"]) for i in found["invitee"]} == {(False, None)}
    copy = read_archive(path=tmp_path / "a.zip", slug="kopi")
    assert Round.objects.filter(workspace=copy).count() == 3
    assert not Sheet.objects.filter(workspace=copy).exists()


def test_closed_rounds_come_with_their_answers_without_days_or_teams(
    workspace: Any, leader: Any, make_colleague: Any, tmp_path: Path
) -> None:
    asked = team(make_colleague, workspace, "Musik", 6)
    of = opened(leader, names="anonymous")
    for row in ask(of, *asked, by=leader)[:5]:
        answer(row)
    rounds.close(round=of, by=leader)
    found = tables(workspace, tmp_path / "a.zip", leader)
    assert [s["team"] for s in found["sheet"]] == [None] * 5
    assert [i["answered_on"] for i in found["invitee"]] == [None] * 6
    copy = read_archive(path=tmp_path / "a.zip", slug="kopi")
    assert Invitee.objects.filter(workspace=copy, answered=True).count() == 5
    assert Sheet.objects.filter(workspace=copy).count() == 5


def test_a_round_that_is_read_back_says_that_it_has_no_teams(
    workspace: Any, leader: Any, make_colleague: Any, client_of: Any, tmp_path: Path
) -> None:
    asked = [c for name in ("Musik", "Voksne") for c in team(make_colleague, workspace, name, 6)]
    of = opened(leader, "one", names="anonymous", name="Mandag")
    for row in ask(of, *asked, by=leader):
        answer(row)
    rounds.close(round=of, by=leader)
    before = client_of(leader).get(f"/fjordby/questions/rounds/{of.pk}/results/").text
    assert '<th scope="row">Musik</th>' in before
    assert "Der står ingen team" not in before
    write_archive(workspace=workspace, path=tmp_path / "a.zip", by=leader)
    copy = read_archive(path=tmp_path / "a.zip", slug="kopi")
    back = Round.objects.get(workspace=copy)
    there = Colleague.objects.get(workspace=copy, user=leader.user)
    page = client_of(there).get(f"/kopi/questions/rounds/{back.pk}/results/").text
    assert "Der står ingen team" in page
    assert "færre end" not in page.split("Der står ingen team")[0]
    assert "Det ene" in page


def test_a_team_that_results_do_not_tell_is_not_written(
    workspace: Any, leader: Any, make_colleague: Any, tmp_path: Path
) -> None:
    large, small = (team(make_colleague, workspace, name, 11) for name in ("Voksne", "Musik"))
    third = team(make_colleague, workspace, "Børn", 11)
    of = opened(leader, names="team")
    for some, n in ((large, 10), (third, 6), (small, 3)):
        for row in ask(of, *some, by=leader)[:n]:
            answer(row)
    rounds.close(round=of, by=leader)
    written = Counter(s["team"] for s in tables(workspace, tmp_path / "a.zip", leader)["sheet"])
    # Six are left out too: nineteen less sixteen would tell the three.
    assert sorted(written.values()) == [9, 10]
    assert written[None] == 9
