"""What a check found, as a run keeps it: read again in any language, downloaded as rows with reasons."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from brobygger.core.exports import csv_lines
from brobygger.network.importing import stored
from brobygger.network.importing.fields import FAULT, label
from brobygger.network.importing.problems import ERROR, Problem
from brobygger.network.importing.rows import RowReader
from brobygger.network.importing.staging import Candidate, Plan, Question
from brobygger.records.models import ImportRun

# Rows whose outcome is kept one by one; of the rest only the counts.
OUTCOMES = 5000


def summary(plan: Plan) -> dict[str, Any]:
    """The plan without its records: what the pages show."""
    return {
        "rows": plan.rows,
        "blank": plan.blank,
        "ready": plan.ready,
        "new": plan.new,
        "updated": plan.updated,
        "unchanged": plan.unchanged,
        "skipped": plan.skipped,
        "joined": plan.joined,
        "overwritten": plan.overwritten,
        "filled": plan.filled,
        "problems": [vars(p) for p in plan.problems],
        "questions": [{**vars(q), "candidates": [vars(c) for c in q.candidates]} for q in plan.questions],
        "later": plan.later,
        "in_error": len(plan.rows_in_error),
        "outcomes": [(o.row, o.kind, o.name[:80], o.fields, o.joins) for o in plan.outcomes[:OUTCOMES]],
    }


def problems(result: dict[str, Any], severity: str = "") -> list[Problem]:
    """The problems of a kept check; their messages are made when they are read."""
    found = [Problem(**values) for values in result.get("problems", ())]
    return [p for p in found if not severity or p.severity == severity]


def questions(result: dict[str, Any]) -> list[Question]:
    """The questions of a kept check."""
    return [
        Question(q["row"], q["record"], q["name"], tuple(Candidate(**c) for c in q["candidates"]))
        for q in result.get("questions", ())
    ]


def differs(result: dict[str, Any], plan: Plan, default_answer: str) -> bool:
    """True where importing now would do something else than the check said."""
    if default_answer in ("same", "new"):  # Questions answered all at once were still open in the check.
        return bool(result["rows"] != plan.rows or result["in_error"] != len(plan.rows_in_error))
    return any(
        result[name] != getattr(plan, name) for name in ("rows", "new", "updated", "unchanged", "ready")
    )


def tray(run: ImportRun, plan: Plan) -> list[dict[str, Any]]:
    """The rows that wait, with their cells under the names of their fields."""
    if not plan.later or run.file is None:
        return []
    cells = stored.some_rows(run.file, set(plan.later), run.settings.get("first", 2))
    reader = RowReader(plan.columns, run.mends)
    alike = {q.row: [f"{c.name}, {c.town}".rstrip(", ") for c in q.candidates] for q in plan.waiting}
    return [
        {
            "row": number,
            "alike": alike.get(number, []),
            "cells": [
                [label(code), text] for code in reader.place if (text := reader.text(cells[number], code))
            ],
        }
        for number in plan.later
    ]


def failed_rows(run: ImportRun) -> Iterator[str]:
    """The rows that cannot be imported, with a reason column, as CSV for Danish Excel."""
    reasons: dict[int, list[str]] = {}
    for problem in problems(run.result, ERROR):
        for number in problem.rows:
            reasons.setdefault(number, []).append(problem.message)
    headers: Sequence[str] = run.settings.get("headers", [])
    rows = (
        stored.some_rows(run.file, set(reasons), run.settings.get("first", 2)) if run.file is not None else {}
    )
    if FAULT in (fields := run.mapping.get("fields", [])):  # Its reason stands in a column of its own.
        place = fields.index(FAULT)
        headers = [*headers[:place], *headers[place + 1 :]]
        rows = {number: [*cells[:place], *cells[place + 1 :]] for number, cells in rows.items()}
    width = max([len(headers), *(len(cells) for cells in rows.values())])
    header = [*headers, *[""] * (width - len(headers)), _("Row"), _("Reason")]
    yield from csv_lines(
        header,
        (
            [*cells, *[""] * (width - len(cells)), number, ". ".join(reasons[number])]
            for number, cells in sorted(rows.items())
        ),
    )
