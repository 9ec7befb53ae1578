"""The global search: a page of its own, and the list under the field in the header."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.desk.queries import search as queries
from brobygger.network.rules import may_write

SHORT, LONG = 5, 25


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest) -> HttpResponse:
    """Everything called something like `q`; the header asks for the best of it (`short`).

    What colleagues know people about is asked for apart (`about`): it reads every tie.
    """
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:200]
    short = bool(request.htmx) and "short" in request.GET
    context = {
        "text": text,
        "asked": urlencode({"q": text}),
        "named": urlencode({"name": text}),
        "may_write": may_write(request.colleague),
    }
    if "about" in request.GET:
        context |= {"known": queries.about(request.workspace, text), "about_asked": True}
        if request.htmx:
            return render(request, "desk/search_about.html", context)
    groups = queries.groups(request.workspace, text, limit=SHORT if short else LONG)
    context |= {"groups": groups, "hits": [hit for group in groups for hit in group.hits]}
    if short:
        return render(request, "desk/search_found.html", context)
    if request.htmx:
        return render(request, "desk/search_results.html", context)
    return render(request, "desk/search.html", context)
