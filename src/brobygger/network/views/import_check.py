"""Import, third step: what would happen, what is wrong and is mended here, what must be answered."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.importing import operations, report, stored
from brobygger.network.importing.fields import BY_CODE, label
from brobygger.network.importing.problems import ERROR, WARNING, Problem
from brobygger.network.importing.rows import EXTRA, RowReader
from brobygger.network.importing.staging import POLICIES
from brobygger.network.models import Level, Sector, Tie
from brobygger.network.tasks import check_import
from brobygger.network.views.imports import find_run, steps
from brobygger.network.views.pages import address
from brobygger.records.models import ImportRun

MENDED_AT_ONCE = 50
CHOICES = {"formality": Level.choices, "sector": Sector.choices, "strength": Tie.Strength.choices}


@member(Role.COORDINATOR)
@require_http_methods(["GET"])
def page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The check, fresh or as it was kept."""
    run = find_run(request, pk)
    if run.file is None or run.state not in operations.OPEN:
        return redirect(address(request, "import_receipt", pk))
    if "job" in run.settings:
        return redirect(address(request, "import_progress", pk))
    if "rows" not in run.result and run.settings.get("rows", 0) > operations.IN_A_JOB:
        return check_in_a_job(request, run)
    return show(request, run)


def check_in_a_job(request: WorkspaceRequest, run: ImportRun) -> HttpResponse:
    """A long file is checked beside the page."""
    run.settings = run.settings | {"job": "check"}
    run.save(update_fields=["settings"])
    check_import.enqueue(run.pk, get_language() or "da")
    return redirect(address(request, "import_progress", run.pk))


def show(request: WorkspaceRequest, run: ImportRun, *, wrong: str = "") -> HttpResponse:
    """Draw the check; `wrong` says why the import was not written."""
    failure = run.result.get("failure", "")
    if "rows" not in run.result:
        operations.check_run(run)
    result = run.result
    errors = report.problems(result, ERROR)
    waiting = {q["row"] for q in result["questions"]}
    context = {
        "run": run, "steps": steps(request, run, 3), "result": result, "wrong": wrong, "failure": failure,
        "errors": [_problem(p, {}) for p in errors],
        "warnings": [_problem(p, result.get("filled", {})) for p in report.problems(result, WARNING)],
        "questions": [_question(q) for q in report.questions(result)],
        "answered": [_answered(key, answer) for key, answer in sorted(run.answers.items(), key=_by_row)],
        "waiting": len(waiting),
        "leave_out": run.settings.get("leave_out", False),
        "policy": run.settings.get("policy", "fill"),
        "policies": [(code, _policy(code)) for code in POLICIES],
        "stats": _stats(request, run),
        "mending": _mending(request, run, errors),
        "blocked": bool(errors) and not run.settings.get("leave_out"),
        "ticked": request.POST.getlist("tick"),
    }  # fmt: skip
    return render(request, "network/import_check.html", context, status=422 if wrong else 200)


def _problem(problem: Problem, filled: dict[str, int]) -> dict[str, Any]:
    words = {
        "cpr_number": _("Remove the number"),
        "unknown_formality": _("Choose a value"),
        "unknown_sector": _("Choose a value"),
    }
    return {
        "key": f"{problem.kind}.{problem.field}",
        "kind": problem.kind,
        "count": len(problem.rows),
        "message": problem.message,
        "title": problem.title,
        "named": problem.values if problem.lists_all else [],
        "filled": filled.get(problem.field, 0) if problem.kind == "doubtful_column" else None,
        "also": problem.also,
        "rows": numbers(problem.rows),
        "verb": words.get(problem.kind, _("Mend here")),
    }


def numbers(rows: list[int], shown: int = 8) -> str:
    """ "3, 7 and 12 more" """
    said = ", ".join(map(str, rows[:shown]))
    if len(rows) > shown:
        return _("%(rows)s and %(n)d more") % {"rows": said, "n": len(rows) - shown}
    if len(rows) > 1:
        return _("%(rows)s and %(last)d") % {"rows": ", ".join(map(str, rows[:-1])), "last": rows[-1]}
    return said


def _question(question: Any) -> dict[str, Any]:
    candidates = []
    for c in question.candidates:
        kind, _colon, number = c.reference.partition(":")
        where = _("Row %(row)s of the file") % {"row": number} if kind == "row" else ""
        candidates.append(
            {
                "name": c.name,
                "town": c.town,
                "reference": c.reference,
                "where": where,
                "reason": c.reason,
                "likeness": c.likeness,
            }
        )
    return {
        "row": question.row,
        "key": question.key,
        "name": question.name,
        "record": question.record,
        "candidates": candidates,
    }


def _answered(key: str, answer: str) -> dict[str, str]:
    words = {"same": _("Same"), "new": _("New"), "later": _("Later")}
    return {"key": key, "row": key.partition("/")[0], "word": words.get(answer.partition(":")[0], answer)}


def _by_row(item: tuple[str, str]) -> int:
    return int(item[0].partition("/")[0])


def _policy(code: str) -> str:
    return {
        "fill": _("Fill empty fields only"),
        "overwrite": _("Overwrite with what the file says"),
        "skip": _("Skip what is known already"),
        "create": _("Always create"),
    }[code]


def _stats(request: WorkspaceRequest, run: ImportRun) -> list[dict[str, Any]]:
    """The four figures; each leads to its rows."""
    result = run.result
    rows_url = address(request, "import_rows", run.pk)
    updated = result["updated"]["organisation"] + result["updated"]["person"]
    third = {
        "n": result["joined"],
        "label": _("rows are added to an organisation higher up in the file"),
        "kind": "joins",
    }
    if not result["joined"] and updated:
        third = {"n": updated, "label": _("organisations and people get something new"), "kind": "updates"}
    elif not result["joined"] and result["unchanged"]:
        third = {"n": result["unchanged"], "label": _("rows change nothing"), "kind": "unchanged"}
    return [
        {"n": result["new"]["organisation"], "label": _("new organisations"), "url": f"{rows_url}?kind=new"},
        {"n": result["new"]["person"], "label": _("new people"), "url": f"{rows_url}?kind=new"},
        {"n": third["n"], "label": third["label"], "url": f"{rows_url}?kind={third['kind']}"},
        {"n": result["overwritten"], "label": _("fields are overwritten."), "url": "", "policy": True},
    ]


# Mending in place


def _mending(request: WorkspaceRequest, run: ImportRun, errors: list[Problem]) -> dict[str, Any] | None:
    """The rows of the problem that is being mended, each with the cells to put right."""
    asked = request.GET.get("mend", "")
    problem = next((p for p in errors if f"{p.kind}.{p.field}" == asked), None)
    if problem is None or run.file is None:
        return None
    reader = RowReader(operations.columns_of(run), run.mends)
    rows = []
    for number, cells in sorted(_some_rows(run, problem).items()):
        mended = run.mends.get(str(number), {})
        codes = _cells_of(problem)
        rows.append(
            {
                "row": number,
                "name": reader.text(cells, "organisation") or reader.text(cells, "person"),
                "surplus": " · ".join(c for c in cells[reader.width :] if c) if problem.kind == "too_many_columns" else "",
                "cells": [
                    {
                        "code": code, "label": label(code), "value": mended.get(code, reader.text(cells, code)),
                        "options": CHOICES.get(code, ()), "long": BY_CODE[code].kind == "text" if code in BY_CODE else False,
                        "suggestion": problem.suggestion if code == problem.field else "",
                    }
                    for code in codes
                ],
            }
        )  # fmt: skip
    return {"key": asked, "rows": rows, "more": max(len(problem.rows) - MENDED_AT_ONCE, 0)}


def _some_rows(run: ImportRun, problem: Problem) -> dict[int, list[str]]:
    numbered = set(problem.rows[:MENDED_AT_ONCE])
    return stored.some_rows(run.file, numbered, run.settings.get("first", 2)) if run.file else {}


def _cells_of(problem: Problem) -> list[str]:
    if problem.kind.startswith("card_"):
        return ["organisation", "person", "email"]
    if problem.kind == "too_many_columns":
        return []
    return ["organisation", "person"] if problem.kind == "no_name" else [problem.field]


@member(Role.COORDINATOR)
@require_POST
def mend(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Keep what was put right ("cell-146-email") and check again."""
    run = find_run(request, pk)
    found: dict[int, dict[str, str]] = {}
    for name, text in request.POST.items():
        part, _dash, rest = name.partition("-")
        number, _dash, code = rest.partition("-")
        if part == "cell" and number.isdigit() and len(number) < 8:
            found.setdefault(int(number), {})[code] = str(text)
    for number in request.POST.getlist("cut"):
        if number.isdigit():
            found.setdefault(int(number), {})[EXTRA] = ""
    try:
        for row, cells in found.items():
            operations.mend(run=run, row=row, cells=cells, by=request.colleague)
    except operations.NotOpen:
        return redirect(address(request, "import", pk))
    return redirect(address(request, "import_check", pk) + "#errors")


@member(Role.COORDINATOR)
@require_POST
def answer(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Same, new or later for a row; an empty answer takes it back."""
    run = find_run(request, pk)
    given = {
        name.removeprefix("answer-"): value
        for name in request.POST
        for value in [str(request.POST.get(name, ""))]
        if name.startswith("answer-") and (not value or value.partition(":")[0] in ("same", "new", "later"))
    }
    every = request.POST.get("all", "")
    if every in ("same", "new", "later"):
        given |= {q.key: every for q in report.questions(run.result)}
    try:
        operations.answer(run=run, answers=given, by=request.colleague)
    except operations.NotOpen:
        return redirect(address(request, "import", pk))
    return redirect(address(request, "import_check", pk) + "#questions")


@member(Role.COORDINATOR)
@require_POST
def choose(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The policy, and whether rows with errors are left out."""
    run = find_run(request, pk)
    policy = request.POST.get("policy", "")
    leave_out = {"yes": True, "no": False}.get(request.POST.get("leave_out", ""))
    try:
        operations.choose(
            run=run, by=request.colleague, policy=policy if policy in POLICIES else "", leave_out=leave_out
        )
    except operations.NotOpen:
        return redirect(address(request, "import", pk))
    return redirect(address(request, "import_check", pk))
