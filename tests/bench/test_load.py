"""Many people at once, and growth: the parts that can be checked without a stopwatch."""

import json
from pathlib import Path
from typing import Any

import pytest

from brobygger.bench import growth, load, run
from brobygger.bench.figures import Figure
from brobygger.bench.generate import fill
from brobygger.cli.main import main


def test_shares_of_answers() -> None:
    times = [(10.0, 50), (20.0, 44), (300.0, 5), (2000.0, 1)]
    assert [load._share(times, s) for s in (0.5, 0.95, 1)] == [10, 300, 2000]
    assert load._share([], 0.95) == 0


def test_everybody_is_somebody(db: None, client: Any) -> None:
    scene = load._scene(fill(60), 3)
    assert len({p["cookie"] for p in scene["people"]}) == len({p["token"] for p in scene["people"]}) == 3
    name, _, value = scene["people"][2]["cookie"].partition("=")
    client.cookies[name] = value
    assert client.get("/bench/").status_code == 200
    assert client.get(f"/bench/organisations/{scene['places'][5]}").status_code == 200
    assert client.get(f"/bench/organisations/{scene['organisations'][5]}/").status_code == 200
    answer = client.post(scene["capture"], {"line": f"Mødte {scene['names'][5]}, om lektiecafé"})
    assert answer.status_code == 302
    assert client.get(answer.url).status_code == 200
    bearer = {"Authorization": f"Bearer {scene['people'][1]['token']}"}
    assert len(client.get("/api/v1/organisations?limit=50", headers=bearer).json()["items"]) == 50


@pytest.mark.once
def test_people_at_once(capsys: Any, tmp_path: Path) -> None:
    """A few, for a moment, through everything: database, server, locust."""
    asked = ["--scale", "small", "--database", "sqlite", "--people", "3", "--seconds", "4", "--json"]
    main(["bench", "load", *asked])
    found = json.loads(capsys.readouterr().out)
    assert found[-1]["name"] == "all"
    assert found[-1]["people"] == 3
    assert found[-1]["errors"] == 0


def test_the_exponent() -> None:
    assert growth.exponent([(1_000, 10.0), (10_000, 10.0), (100_000, 10.0)]) == pytest.approx(0)
    assert growth.exponent([(1_000, 10.0), (10_000, 100.0), (100_000, 1000.0)]) == pytest.approx(1)


def test_growth_is_told_beside_what_it_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(database: str, scale: str, only: Any, told: Any) -> int:
        for name in only:
            told(Figure(name, database, scale, median_ms={"small": 5, "library": 5.5, "national": 6}[scale]))
        return 0

    monkeypatch.setattr(run, "measure", measure)
    told: list[Figure] = []
    assert growth.measure("sqlite", ["list", "organisation"], told.append) == 0
    assert [f.name for f in told[-2:]] == ["growth: list by name", "growth: organisation page"]
    assert told[-1].exponent == pytest.approx(0.04, abs=0.01)


def test_several_names_and_a_wrong_one(capsys: Any) -> None:
    assert main(["bench", "--only", "list by name", "--only", "speed of light"]) == 2
    assert "speed of light" in capsys.readouterr().err
