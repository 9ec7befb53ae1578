"""`brobygger bench` measures what it says, on data that is the same every time. Speed itself is never in a test."""

import json
from typing import Any

import pytest

from brobygger.bench import imports, run
from brobygger.bench.figures import Figure, line, p95, timed
from brobygger.bench.generate import fill
from brobygger.cli.main import main
from brobygger.network.models import Contact, Organisation, Person

KEYS = {"name", "database", "scale", "median_ms", "p95_ms", "floor", "floor_ms", "ratio", "bytes"}


@pytest.mark.once
def test_one_figure_of_the_real_server(capsys: Any) -> None:
    """Everything from a scratch database to the production server, for one page."""
    assert (
        main(["bench", "--scale", "small", "--database", "sqlite", "--only", "list by name", "--json"]) == 0
    )
    [figure] = json.loads(capsys.readouterr().out)
    assert set(figure) >= KEYS
    assert (figure["name"], figure["database"], figure["scale"]) == ("list by name", "sqlite", "small")
    assert figure["median_ms"] > 0
    assert figure["floor_ms"] > 0
    assert figure["ratio"] == pytest.approx(figure["median_ms"] / figure["floor_ms"], abs=0.02)
    assert figure["bytes"] > 1000
    assert "missing" not in figure


def test_a_name_nobody_knows(capsys: Any) -> None:
    assert main(["bench", "--only", "speed of light"]) == 2
    assert "list by name" in capsys.readouterr().err


def test_the_workspace_is_the_same_every_time(db: None) -> None:
    filled = fill(60)
    assert Organisation.objects.count() == 60
    assert Person.objects.count() == 120
    assert Contact.objects.count() == 600
    first = Organisation.objects.get(pk=filled.organisation)
    assert first.name == "Aarhus Skole Bergbergberg"
    hanging = (
        first.contacts.count() + first.affiliations.count() + first.ties.count() + first.follow_ups.count()
    )
    assert hanging + first.formalities.count() >= 50


def test_import_is_measured_and_clean(db: None) -> None:
    filled = fill(60)
    check, apply, both = (Figure(name, "sqlite", "small") for name in ("check", "apply", "both"))
    imports.measure(filled, 40, check, apply, both, repetitions=2)
    assert Organisation.objects.count() == 60 + 80
    assert both.missing == ""
    assert check.rows_per_s
    assert apply.rows_per_s
    assert check.median_ms
    assert both.median_ms
    assert imports.file(40, 1) == imports.file(40, 1) != imports.file(40, 2)


def test_figures() -> None:
    values = [float(n) for n in range(1, 101)]
    assert p95(values) == 95
    figure = timed(Figure("x", "sqlite", "small"), values, [10.0])
    assert (figure.median_ms, figure.p95_ms, figure.floor_ms, figure.ratio) == (50.5, 95.0, 10.0, 5.05)
    assert set(figure.as_json()) == KEYS
    assert "50.5" in line(figure)
    assert timed(Figure("x", "sqlite", "small"), values[:5]).p95_ms is None
    assert len(set(run.names())) == len(run.names())
