"""Duplicates: the list of pairs, the scan, two records side by side, and what was said not to be the same."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import jobs, once, pages
from brobygger.network import tables
from brobygger.network.duplicates import reading, scan
from brobygger.network.forms.duplicates import OtherForm
from brobygger.network.models import DuplicateScan, NotTheSame
from brobygger.network.operations import duplicates
from brobygger.network.queries import duplicates as queries
from brobygger.network.tasks import scan_duplicates
from brobygger.network.views.pages import address, find, form_page, posted
from brobygger.records.lists import show_list
from brobygger.records.queries import batch_url


@member(Role.READER)
def pairs(request: WorkspaceRequest) -> HttpResponseBase:
    """The pairs that the latest scan found and nobody has settled."""
    latest = queries.latest_scan(request.workspace)
    return show_list(request, tables.DUPLICATES, scan=latest)


@member(Role.READER)
def apart(request: WorkspaceRequest) -> HttpResponseBase:
    """What somebody said is two."""
    return show_list(request, tables.APART)


@member(Role.STAFF)
@require_POST
def look(request: WorkspaceRequest) -> HttpResponse:
    """Scan now; a scan under way is joined."""
    found, fresh = scan.start(request.workspace, request.colleague)
    if fresh:
        scan_duplicates.enqueue(found.pk, request.workspace.slug)
    return redirect(address(request, "duplicates_progress", found.pk))


@member(Role.READER)
@require_GET
def progress(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """How far the scan is; the list when it is done."""
    found = find(request, DuplicateScan, pk)
    part = "HX-Request" in request.headers
    if found.ended_at is not None:
        here = address(request, "duplicates")
        if part:
            response = HttpResponse()
            response.headers["HX-Redirect"] = here
            return response
        return redirect(here)
    done = jobs.progress(scan.progress_key(found)) or {"done": 0, "total": 0, "stage": ""}
    template = "network/duplicate_progress.html" + ("#part" if part else "")
    return render(request, template, {"scan": found, "progress": done})


def _two(request: WorkspaceRequest, kind: str, one: int, other: int) -> list[Any]:
    """Both records, the older first. One that was merged is what it was merged into."""
    model = queries.MODELS.get(kind)
    if model is None:
        raise Http404
    return [find(request, model, pk) for pk in sorted((one, other))]


def _page_of(request: WorkspaceRequest, record: Any) -> str:
    return pages.address(request.workspace.slug, record._meta.label_lower, record.pk)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def pair(request: WorkspaceRequest, kind: str, one: int, other: int) -> HttpResponse:
    """The two side by side: only what differs is asked, and what hangs on them is counted."""
    records = _two(request, kind, one, other)
    if records[0].pk == records[1].pk:
        messages.info(request, _("They are one already."))
        return redirect(_page_of(request, records[0]))
    changed = False
    if request.method == "POST":
        try:
            return once.answer(request, lambda: _merge(request, records))
        except duplicates.ChangedSince:
            changed = True
            records = _two(request, kind, one, other)
    context = {
        "kind": kind,
        "compared": reading.compare(records, posted(request)),
        "sides": _sides(records),
        "changed": changed,
        "apart": queries.is_apart(
            request.workspace.pk, records[0]._meta.label_lower, records[0].pk, records[1].pk
        ),
        "apart_list": address(request, "duplicates_apart"),
        "once": once.hidden(),
        "list_url": address(request, "duplicates"),
        "apart_url": address(request, "duplicate_apart", kind, records[0].pk, records[1].pk),
    }
    return render(request, "network/duplicate_pair.html", context, status=422 if changed else 200)


def _sides(records: list[Any]) -> list[dict[str, Any]]:
    where = queries.sides_of(records)
    return [{"record": record, "where": where.get(record.pk, "")} for record in records]


def _merge(request: WorkspaceRequest, records: list[Any]) -> str:
    """What the form says; returns where to go."""
    sent = request.POST
    keep = next((r for r in records if str(r.pk) == sent.get("survivor")), None)
    if keep is None:
        raise duplicates.ChangedSince
    gone = next(r for r in records if r is not keep)
    seen = [int(v) if (v := sent.get(f"version-{r.pk}", "")).isdigit() else 0 for r in (keep, gone)]
    batch = duplicates.merge(
        survivor=keep,
        other=gone,
        by=request.colleague,
        choices=reading.chosen(records, sent),
        versions=(seen[0], seen[1]),
    )
    messages.success(
        request,
        format_html(
            '{} <a href="{}">{}</a>',
            _("%(gone)s is now part of %(name)s.") % {"gone": gone, "name": keep},
            batch_url(request.workspace, batch),
            _("See it, or undo it"),
        ),
    )
    return _page_of(request, keep)


@member(Role.STAFF)
@require_POST
def keep_apart(request: WorkspaceRequest, kind: str, one: int, other: int) -> HttpResponse:
    """They are two: not proposed again."""
    first, second = _two(request, kind, one, other)
    try:
        duplicates.keep_apart(one=first, other=second, by=request.colleague)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    else:
        messages.success(
            request,
            format_html(
                '{} <a href="{}">{}</a>',
                _("%(one)s and %(other)s are two. We do not ask again.") % {"one": first, "other": second},
                address(request, "duplicates_apart"),
                _("See what is two"),
            ),
        )
    return redirect(address(request, "duplicates"))


@member(Role.STAFF)
@require_POST
def take_back(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """They may be the same after all."""
    duplicates.take_back(decision=find(request, NotTheSame, pk), by=request.colleague)
    messages.success(request, _("It is taken back. They are proposed again when they are alike."))
    return redirect(address(request, "duplicates_apart"))


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def choose(request: WorkspaceRequest, kind: str, pk: int) -> HttpResponse:
    """Which other record is the same as this one?"""
    model = queries.MODELS.get(kind)
    if model is None:
        raise Http404
    record = find(request, model, pk)
    form = OtherForm(posted(request), workspace=request.workspace, kind=kind)
    title = _("Which one is the same as %(name)s?") % {"name": record}

    def make() -> str:
        other = form.cleaned_data["other"]
        return reverse("network:duplicate", args=[request.workspace.slug, kind, record.pk, other.pk])

    return form_page(
        request, form, make, title=title, action=_("Compare the two"), cancel_url=_page_of(request, record),
        back_label=str(record),
    )  # fmt: skip
