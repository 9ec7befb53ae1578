"""Looking after the network: the hub of its views, what is known by one, who holds what, blank areas, intervals."""

import tempfile
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Colleague, Role
from brobygger.core import exports
from brobygger.core.lists.export import XLSX
from brobygger.network import tables
from brobygger.network.forms.care import IntervalsForm, IntroduceForm, KnowForm
from brobygger.network.operations import care
from brobygger.network.queries import blank, handovers, hub_counts
from brobygger.network.queries import care as queries
from brobygger.network.rules import may_edit_words, may_write
from brobygger.network.views.bulk import Verb, act
from brobygger.network.views.pages import address, find_asked, form_page, posted
from brobygger.records.lists import show_list

ONE_VERBS = {
    "introduce": Verb(
        gettext_lazy("Ask for an introduction"),
        gettext_lazy("Ask them"),
        IntroduceForm,
        lambda rows, by, **values: care.introduce(organisations=rows, by=by, **values),
        gettext_lazy(
            "Whoever alone knows the organisation gets a follow-up: introduce a second colleague. They are told at once."
        ),
    ),
    "know": Verb(
        gettext_lazy("I know them too"),
        gettext_lazy("Note that I know them"),
        KnowForm,
        lambda rows, by, **values: care.know_too(organisations=rows, by=by, **values),
        gettext_lazy("You are noted as one who knows each of them."),
    ),
}


@member(Role.READER)
@require_GET
def hub(request: WorkspaceRequest) -> HttpResponse:
    """Every view with its number and one sentence: what wants looking after?"""
    here = request.workspace
    counted = hub_counts.of(here)
    rows = [
        ("care_cold", _("Going cold"), _("The last contact is longer ago than the relation bears; the closer the relation, the sooner.")),
        ("care_one", _("Known by only one colleague"), _("If that colleague is away or leaves, nobody here knows whom to call.")),
        ("care_approached", _("Approached by several"), _("Colleagues reach for the same organisation within a month, and may not know it.")),
        ("handovers", _("Handovers"), _("When somebody leaves or gets another job, what they hold goes to others, and nothing is lost.")),
        ("duplicates", _("Perhaps the same"), _("Two records that may be one and the same organisation or person.")),
        ("care_blank", _("Blank areas"), _("Themes, ages, sectors, types and places where you have nobody, or nobody you work with.")),
    ]  # fmt: skip
    context = {
        "rows": [
            {"url": address(request, key), "count": counted.numbers[key], "title": title, "text": text}
            for key, title, text in rows
        ],
        "counted_at": counted.kept_at,
        "asleep": counted.numbers["asleep"],
        "left": handovers.left_with_ties(here),
        "waiting": handovers.waiting_for(request.colleague).count(),
        "may_set": may_edit_words(request.colleague),
    }
    return render(request, "network/care.html", context)


@member(Role.READER)
def known_by_one(request: WorkspaceRequest) -> HttpResponseBase:
    return show_list(request, tables.KNOWN_BY_ONE)


@require_POST
@member(Role.STAFF)
def known_by_one_bulk(request: WorkspaceRequest) -> HttpResponseBase:
    return act(request, tables.KNOWN_BY_ONE, ONE_VERBS)


@member(Role.READER)
def held(request: WorkspaceRequest) -> HttpResponseBase:
    """All ties, or with `?colleague=` what one colleague carries."""
    whose = None
    if request.GET.get("colleague"):
        whose = find_asked(request, Colleague, "colleague")
    may = whose is not None and whose.pk != request.colleague.pk and may_edit_words(request.colleague)
    return show_list(request, tables.HELD, whose=whose, may_hand_over=may)


@member(Role.READER)
@require_GET
def blank_areas(request: WorkspaceRequest) -> HttpResponseBase:
    """Where nobody is, or nobody the library works with; `?kind=` shows one sort, `?format=` is a file or paper."""
    found = blank.areas(request.workspace)
    kinds = [
        {"key": key, "label": label, "count": sum(area.kind == key for area in found)}
        for key, label in blank.KINDS.items()
    ]
    kind = request.GET.get("kind", "")
    shown = [area for area in found if area.kind == kind] if kind in blank.KINDS else found
    wanted = request.GET.get("format", "")
    if wanted in ("csv", "xlsx"):
        return _blank_file(wanted, shown)
    context = {
        "areas": shown,
        "kinds": kinds,
        "kind": kind if kind in blank.KINDS else "",
        "total": len(found),
        "empty": sum(not area.total for area in shown),
        "may_write": may_write(request.colleague),
    }
    template = "network/blank_print.html" if wanted == "print" else "network/blank.html"
    return render(request, template, context)


def _blank_file(wanted: str, areas: list[blank.Area]) -> HttpResponseBase:
    header = [_("What"), _("Kind"), _("Organisations")]
    rows: list[list[Any]] = [[area.name, area.kind_name, area.total] for area in areas]
    name = f"blank-{timezone.localdate():%Y-%m-%d}.{wanted}"
    if wanted == "xlsx":
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
        exports.write_xlsx(file, _("Blank areas"), header, rows)
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    lines = list(exports.csv_lines(header, rows))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def intervals(request: WorkspaceRequest) -> HttpResponse:
    """How long each level bears silence."""
    form = IntervalsForm(posted(request), days=queries.intervals(request.workspace))
    back = address(request, "care_cold")

    def make() -> str:
        care.set_intervals(days=form.days(), by=request.colleague)
        messages.success(request, _("The intervals are saved."))
        return back

    return form_page(
        request, form, make, title=_("When is a relation going cold?"), action=_("Save the intervals"),
        cancel_url=back, back_label=_("Going cold"), template="network/intervals.html",
    )  # fmt: skip
