"""Who has no place on a lens: a list to choose from, and a value for those chosen; or one organisation's values alone."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core.lists import by
from brobygger.core.lists.paging import read_page
from brobygger.core.models import HistoryEntry
from brobygger.map import lenses
from brobygger.map.asked import Asked
from brobygger.map.forms.placing import ValueForm, ValuesForm
from brobygger.map.operations.placing import can_place, given, label, place, place_one
from brobygger.map.reading import CIRCLE, at, placed
from brobygger.map.views import showing
from brobygger.map.views.steps import first_step
from brobygger.network.models import Organisation
from brobygger.network.rules import may_write
from brobygger.network.views.pages import find, posted
from brobygger.records.queries import batch_url

PER_PAGE = 50
# So many are placed at a time.
MOST = 1_000
ORDER = by("sort_key")


@member(Role.READER)
@require_http_methods(["GET"])
def page(request: WorkspaceRequest) -> HttpResponse:
    """The organisations of the circle that the lens has no value for."""
    return _page(request, Asked.of(request))


@member(Role.STAFF)
@require_http_methods(["POST"])
def bulk(request: WorkspaceRequest) -> HttpResponse:
    """Give those chosen one value, undone together."""
    asked = Asked.of(request)
    if not can_place(asked.lens):
        raise Http404
    form = ValueForm(asked.lens, request.workspace, request.POST)
    chosen = [int(pk) for pk in request.POST.getlist("ids") if pk.isdecimal() and len(pk) < 19][:MOST]
    rows = asked.everything(request).filter(pk__in=chosen)
    if not chosen:
        form.add_error(None, _("Choose some organisations first."))
    if form.is_valid():
        try:
            batch = place(
                organisations=rows, lens=asked.lens, value=form.cleaned_data["value"], by=request.colleague
            )
        except ValidationError as wrong:
            form.add_error(None, wrong.messages)
        else:
            n = HistoryEntry.objects.filter(batch_id=batch.pk).count()
            told = ngettext(
                "%(n)s organisation is placed: %(value)s.", "%(n)s organisations are placed: %(value)s.", n
            )
            said = told % {"n": n, "value": label(asked.lens, form.cleaned_data["value"], request.colleague)}
            messages.success(
                request,
                format_html('{} <a href="{}">{}</a>', said, batch_url(request.workspace, batch), _("Undo")),
            )
            return redirect(showing.map_url(request, "placing") + asked.address())
    return _page(request, asked, form=form, chosen=chosen)


def _page(
    request: WorkspaceRequest, asked: Asked, *, form: ValueForm | None = None, chosen: list[int] | None = None
) -> HttpResponse:
    rows = at(asked.rows(request), asked.on).filter(then__in=CIRCLE)
    rows = rows.exclude(placed(request.workspace, asked.lens))
    found = read_page(rows, ORDER(False), size=PER_PAGE, after=asked.after)
    count = rows.count()
    values = asked.lens.sectors(request.workspace)
    context: dict[str, Any] = {
        "asked": asked,
        "lens": asked.lens,
        "lenses": [
            showing.Link(str(lens.label), asked.address(lens=lens.key), lens is asked.lens)
            for lens in lenses.all_lenses()
            if can_place(lens)
        ],
        "rows": found.rows,
        "count": count,
        "count_text": ngettext("%(n)s organisation", "%(n)s organisations", count)
        % {"n": showing.number(count)},
        "chosen": chosen or [],
        "form": form or ValueForm(asked.lens, request.workspace),
        "next_url": asked.address(after=found.next) if found.next else "",
        "first_url": asked.address() if asked.after else "",
        "map_url": showing.map_url(request) + asked.address(),
        "place_url": showing.map_url(request, "place", 0),
        "query": asked.address(),
        "bulk_url": showing.map_url(request, "placing_bulk") + asked.address(),
        "chips": showing.filter_chips(request, asked),
        "may_write": may_write(request.colleague) and can_place(asked.lens) and bool(values),
        "first_step": None if values else first_step(request, asked.lens),
    }
    return render(request, "map/placing.html", context, status=422 if form is not None else 200)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def one(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The values of one organisation on the lens: those given can be changed, those derived are shown."""
    organisation = find(request, Organisation, pk)
    asked = Asked.of(request)
    if not can_place(asked.lens):
        raise Http404
    back = showing.map_url(request) + asked.address()
    now = given(organisation, asked.lens)
    initial = {"values": now if asked.lens.key != "society" else "".join(now[:1])}
    form = ValuesForm(asked.lens, request.workspace, posted(request), initial=initial)
    if form.is_bound and form.is_valid():
        try:
            values = form.merged(now)
            place_one(organisation=organisation, lens=asked.lens, values=values, by=request.colleague)
        except ValidationError as wrong:
            form.add_error(None, wrong.messages)
        else:
            messages.success(request, _("%(name)s is placed.") % {"name": organisation})
            return redirect(back)
    context = {
        "organisation": organisation,
        "lens": asked.lens,
        "form": form,
        "derived": _derived(request, asked, organisation, now),
        "back": back,
        "lenses": [
            showing.Link(str(lens.label), asked.address(lens=lens.key), lens is asked.lens)
            for lens in lenses.all_lenses()
            if can_place(lens)
        ],
        "first_step": None if asked.lens.sectors(request.workspace) else first_step(request, asked.lens),
    }
    return render(request, "map/place.html", context, status=422 if form.is_bound else 200)


def _derived(
    request: WorkspaceRequest, asked: Asked, organisation: Organisation, now: list[str]
) -> list[str]:
    """What follows from the goals and focus areas it serves, from who knows it, from where it is."""
    values: set[str] = set()
    for source in asked.lens.sources:
        if source.derived:
            rows = source.rows(request.workspace)
            owner = rows._fields[0]  # type: ignore[attr-defined]
            values |= {str(value) for _pk, value in rows.filter(**{owner: organisation.pk})}
    return [s.label for s in asked.lens.sectors(request.workspace) if s.key in values - set(now)]
