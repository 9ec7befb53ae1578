"""Import, row by row: what happens to each, and those that cannot be imported as a file."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.importing import operations, report
from brobygger.network.importing.fields import label
from brobygger.network.views.imports import find_run
from brobygger.network.views.pages import address

PAGE = 100


@member(Role.COORDINATOR)
@require_http_methods(["GET"])
def failed(request: WorkspaceRequest, pk: int) -> StreamingHttpResponse:
    """The rows that cannot be imported, with a reason column."""
    run = find_run(request, pk)
    lines = report.failed_rows(run)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="import-{run.pk}.csv"'
    return response


@member(Role.COORDINATOR)
@require_http_methods(["GET"])
def rows(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """What happens, or happened, to each row."""
    run = find_run(request, pk)
    kind = request.GET.get("kind", "")
    start = int(after) if (after := request.GET.get("after", "")).isdigit() and len(after) < 8 else 0
    every = run.result.get("outcomes", [])
    chosen = [o for o in every if (not kind or o[1] == kind) and o[0] > start]
    shown = chosen[:PAGE]
    words = outcome_words(past=run.state not in operations.OPEN)
    context = {
        "run": run, "kind": kind, "kinds": [(code, words[code]) for code in dict.fromkeys(o[1] for o in every) if code in words],
        "rows": [
            {"row": row, "name": name, "word": words.get(code, code), "fields": ", ".join(label(f) for f in fields), "joins": joins}
            for row, code, name, fields, joins in shown
        ],
        "next": f"?kind={kind}&after={shown[-1][0]}" if len(chosen) > PAGE else "",
        "first": f"?kind={kind}" if start else "",
        "count": len([o for o in every if not kind or o[1] == kind]),
        "back": address(request, "import", pk),
    }  # fmt: skip
    return render(request, "network/import_rows.html", context)


def outcome_words(*, past: bool) -> dict[str, str]:
    """What happens to a row, before and after it has happened."""
    return {
        "new": _("created") if past else _("new"),
        "joins": _("added to a row above") if past else _("is added to a row above"),
        "updates": _("updated") if past else _("updates"),
        "adds": _("added to") if past else _("adds to what is known"),
        "unchanged": _("changed nothing") if past else _("changes nothing"),
        "skipped": _("skipped"),
        "question": _("waits for an answer"),
        "later": _("waits in the tray"),
        "error": _("left out") if past else _("cannot be imported"),
    }
