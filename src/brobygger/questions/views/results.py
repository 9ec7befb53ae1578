"""What came of a round: on a page, as a file."""

import tempfile

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import exports, reads
from brobygger.questions import about
from brobygger.questions import exports as tables
from brobygger.questions.models import Item
from brobygger.questions.models.doors import viewer_of
from brobygger.questions.queries.lines import through_rounds
from brobygger.questions.queries.results import results
from brobygger.questions.views.pages import address, find
from brobygger.questions.views.rounds import find_round

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@member(Role.READER)
def page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """What was answered, as far as the round's rule shows it to this colleague."""
    round = find_round(request, pk)
    found = results(round, viewer_of(round, request.colleague))
    context = {"round": round, "results": found, "about": about.of(round)}
    template = (
        "questions/results_print.html" if request.GET.get("format") == "print" else "questions/results.html"
    )
    return render(request, template, context)


@member(Role.READER)
def file(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """The same as CSV or XLSX, by the same rule."""
    round = find_round(request, pk)
    found = results(round, viewer_of(round, request.colleague))
    if found.hidden:
        return redirect(address(request, "results", pk))
    lines = list(tables.rows(found))
    wanted = "xlsx" if request.GET.get("format") == "xlsx" else "csv"
    reads.note_list(request, "questions.results", wanted, len(lines))
    name = f"questions-{pk}.{wanted}"
    if wanted == "xlsx":
        out = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
        exports.write_xlsx(out, round.name, tables.header(), lines)
        out.seek(0)
        return FileResponse(out, as_attachment=True, filename=name, content_type=XLSX)
    text = "".join(exports.csv_lines(tables.header(), lines))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@member(Role.READER)
def item(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One question through the rounds, broken where its wording cannot be compared."""
    found = find(request, Item, pk, "set_version__question_set")
    context = {"item": found, "segments": through_rounds(found, request.colleague)}
    return render(request, "questions/line.html", context)
