"""Who ties to whom: the first page, and what is around one record."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core.text import fold
from brobygger.map.connections import ego as surroundings
from brobygger.map.connections import picture, words
from brobygger.map.connections.ego import Ego, Near
from brobygger.map.connections.graph import (
    COLLEAGUE,
    KINDS,
    MODELS,
    ORGANISATION,
    PERSON,
    Node,
    Reader,
)
from brobygger.map.connections.plates import Addresses
from brobygger.map.connections.radial import wide
from brobygger.map.connections.tree import narrow
from brobygger.map.queries import connections as queries
from brobygger.network.rules import may_write
from brobygger.network.views.pages import find

# Rows of each step in the table under the picture, and sentences in a row.
ROWS, SENTENCES = 100, 3
FOUND = 8


@member(Role.READER)
@require_GET
def start(request: WorkspaceRequest) -> HttpResponse:
    """Choose whose connections to see, or look at what the latest reading of the whole found."""
    asked = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    context: dict[str, Any] = {"q": asked}
    if asked:
        context["found"] = _found(request, asked)
        if "HX-Request" in request.headers:
            return render(request, "map/connections/start.html#found", context)
    elif "HX-Request" in request.headers:
        return render(request, "map/connections/start.html#found", context)
    context |= queries.overview(request) | {"may_write": may_write(request.colleague)}
    return render(request, "map/connections/start.html", context)


def _found(request: WorkspaceRequest, text: str) -> list[dict[str, str]]:
    """The best of each kind by every word of their names."""
    found = []
    for kind in (ORGANISATION, PERSON, COLLEAGUE):
        rows = MODELS[kind].objects.visible_to(request.user).of(request.workspace)
        for word in fold(text).split():
            rows = (
                rows.filter(match_key__contains=word)
                if kind != COLLEAGUE
                else rows.filter(name__icontains=word)
            )
        for pk, name in rows.order_by("sort_key", "pk").values_list("pk", "name")[:FOUND]:
            found.append(
                {"name": name, "kind": str(words.KIND_WORDS[kind]), "url": _ego_url(request, kind, pk)}
            )
    return found


def _ego_url(request: WorkspaceRequest, kind: str, pk: int, steps: int = 1, ended: bool = False) -> str:
    url = reverse("map:ego", args=[request.workspace.slug, kind, pk, steps])
    return f"{url}?ended=1" if ended else url


def _record_url(request: WorkspaceRequest, node: Node) -> str:
    return reverse(f"network:{node.kind}", args=[request.workspace.slug, node.pk])


@member(Role.READER)
@require_GET
def ego(request: WorkspaceRequest, kind: str, pk: int, steps: int) -> HttpResponse:
    """Whom one organisation, person or colleague is tied to, one or two steps away."""
    if kind not in KINDS or steps not in (1, 2):
        raise Http404
    record = find(request, MODELS[kind], pk)
    ended = request.GET.get("ended") == "1"
    reader = Reader(request.workspace, request.user, ended=ended)
    found = surroundings.read(reader, (kind, record.pk), steps)
    if found is None:
        raise Http404
    to = Addresses(
        node=lambda n: _ego_url(request, n.kind, n.pk, steps, ended),
        centre=_record_url(request, found.centre),
        rest="#near",
        more=lambda n: ngettext("and %(n)d more", "and %(n)d more", n) % {"n": n},
    )
    told = _told(found)
    title = _("Connections of %(name)s") % {"name": found.centre.name}
    context = {
        "found": found,
        "kind": kind,
        "kind_word": words.KIND_WORDS[kind],
        "steps": steps,
        "ended": ended,
        "told": told,
        "record_url": _record_url(request, found.centre),
        "one_url": _ego_url(request, kind, pk, 1, ended),
        "two_url": _ego_url(request, kind, pk, 2, ended),
        "ended_url": _ego_url(request, kind, pk, steps, not ended),
        "wide": mark_safe(picture.draw(wide(found, to), name="wide", title=title, text=told)),
        "narrow": mark_safe(picture.draw(narrow(found, to), name="narrow", title=title, text=told)),
        "first": _rows(request, found, found.first, steps, ended),
        "second": _rows(request, found, found.second, steps, ended),
        "first_more": found.first_count - min(len(found.first), ROWS),
        "second_more": found.second_count - min(len(found.second), ROWS),
        "legend": [(key, words.KIND_WORDS[key]) for key in (ORGANISATION, PERSON, COLLEAGUE)],
    }
    return render(request, "map/connections/ego.html", context)


def _told(found: Ego) -> str:
    """The picture in a sentence or two."""
    name = found.centre.name
    if not found.first_count:
        return _("Nobody and nothing is tied to %(name)s yet.") % {"name": name}
    said = ngettext(
        "%(name)s is tied to %(n)d record directly.",
        "%(name)s is tied to %(n)d records directly.",
        found.first_count,
    ) % {"name": name, "n": found.first_count}
    more = "+" if found.cut else ""
    if found.second_count:
        said += " " + ngettext(
            "%(n)s more lies one step further.", "%(n)s more lie one step further.", found.second_count
        ) % {"n": f"{found.second_count}{more}"}
    return said


def _rows(
    request: WorkspaceRequest, found: Ego, near: list[Near], steps: int, ended: bool
) -> list[dict[str, Any]]:
    """The rows of one step for the table, the strongest first."""

    def link(node: Node) -> str:
        return _record_url(request, node)

    return [
        {
            "name": one.node.name,
            "url": link(one.node),
            "kind": words.KIND_WORDS[one.node.kind],
            "said": [words.sentence(edge, found.node, link) for edge in one.edges[:SENTENCES]],
            "ended": one.ended,
            "ego": _ego_url(request, one.node.kind, one.node.pk, steps, ended),
        }
        for one in near[:ROWS]
    ]
