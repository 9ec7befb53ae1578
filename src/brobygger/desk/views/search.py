"""The global search: a page of its own, and the list under the field in the header."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.desk.queries import search as queries
from brobygger.network.rules import may_write

SHORT, LONG = 8, 50


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest) -> HttpResponse:
    """Everything called something like `q`; with `short`, asked by the header, the best of it alone."""
    text = " ".join(request.GET.get("q", "").split())[:200]
    short = bool(request.htmx) and "short" in request.GET
    found = queries.answer(request.workspace, text, limit=SHORT if short else LONG)
    context = {
        "text": text,
        "hits": found.hits,
        "more": found.more,
        "asked": urlencode({"q": text}),
        "named": urlencode({"name": text}),
        "may_write": may_write(request.colleague),
    }
    if short:
        return render(request, "desk/search_found.html", context)
    if request.htmx:
        return render(request, "desk/search_results.html", context)
    return render(request, "desk/search.html", context)
