"""What is done to the rows chosen in a list: ask what is missing, do it, offer to undo it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core.lists import Chosen, List, chosen
from brobygger.core.lists.export import respond
from brobygger.core.lists.selection import LIMIT
from brobygger.core.lists.state import State
from brobygger.core.models import Batch
from brobygger.network import tables
from brobygger.network.forms.bulk import AskForm, SectorForm, ThemeForm, TypeForm, WhyForm
from brobygger.network.operations import bulk
from brobygger.records.queries import batch_url


@dataclass(frozen=True)
class Verb:
    """One bulk action: the page's words, its form, and the operation it calls. `direct`: there is nothing to ask."""

    title: Any
    button: Any
    form: type[forms.Form]
    run: Callable[..., Batch]
    text: Any = ""
    danger: bool = False
    direct: bool = False


ASK = Verb(
    gettext_lazy("Ask a colleague to follow up"),
    gettext_lazy("Ask the colleague"),
    AskForm,
    lambda rows, by, **values: bulk.ask(records=rows, by=by, **values),
    gettext_lazy("Each of those chosen becomes a follow-up with the same owner and date."),
)
DELETE = Verb(
    gettext_lazy("Delete"),
    gettext_lazy("Move to the bin"),
    WhyForm,
    lambda rows, by, **values: bulk.delete(records=rows, by=by, **values),
    gettext_lazy("They go to the bin with their contacts and ties. The bin gives them back."),
    danger=True,
)
ORGANISATION_VERBS = {
    "theme": Verb(
        gettext_lazy("Set theme"),
        gettext_lazy("Set the theme"),
        ThemeForm,
        lambda rows, by, **values: bulk.set_theme(organisations=rows, by=by, **values),
        gettext_lazy("The theme is added. Themes they have already stay."),
    ),
    "type": Verb(
        gettext_lazy("Set type"),
        gettext_lazy("Set the type"),
        TypeForm,
        lambda rows, by, **values: bulk.set_type(organisations=rows, by=by, **values),
        gettext_lazy("The type is added. Types they have already stay."),
    ),
    "sector": Verb(
        gettext_lazy("Set sector"),
        gettext_lazy("Set the sector"),
        SectorForm,
        lambda rows, by, **values: bulk.set_sector(organisations=rows, by=by, **values),
        gettext_lazy("The sector they have now is replaced."),
    ),
    "follow_up": ASK,
    "delete": DELETE,
}
PERSON_VERBS = {"follow_up": ASK, "delete": DELETE}


@require_POST
@member(Role.STAFF)
def organisations(request: WorkspaceRequest) -> HttpResponseBase:
    return act(request, tables.ORGANISATIONS, ORGANISATION_VERBS)


@require_POST
@member(Role.STAFF)
def people(request: WorkspaceRequest) -> HttpResponseBase:
    return act(request, tables.PEOPLE, PERSON_VERBS)


def act(request: WorkspaceRequest, declared: List, verbs: dict[str, Verb]) -> HttpResponseBase:
    """Carry out `action` on the chosen rows; its form comes first. Nothing chosen or known: back to the list."""
    rows = chosen(request, declared)
    action = request.POST.get("action", "")
    back = declared.url(request) + rows.back
    if not rows.number:
        messages.info(request, _("Choose some rows first."))
        return redirect(back)
    if action == "export" or declared.download(action):
        state = State(request, declared)
        state.data["format"] = "xlsx" if action == "export" else action
        return respond(request, declared, state, rows.rows)
    verb = verbs.get(action)
    if verb is None:
        return redirect(back)
    if rows.too_many:
        messages.warning(
            request,
            _("At most %(limit)d rows can be changed at a time. Narrow the list with a filter.")
            % {"limit": LIMIT},
        )
        return redirect(back)
    told = verb.direct or "confirmed" in request.POST
    form = verb.form(request.workspace, request.POST if told else None)  # type: ignore[arg-type]
    if form.is_valid():
        try:
            batch = verb.run(rows.rows, request.colleague, **form.cleaned_data)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, _done(request, declared, rows, batch, verb))
            return redirect(back)
    context = {
        "verb": verb,
        "form": form,
        "chosen": rows,
        "said": declared.noun(rows.number),
        "names": [declared.row_name(row) for row in _first(rows, declared)],
        "more": max(0, rows.number - 10),
        "action": action,
        "back": back,
    }
    return render(request, "network/bulk.html", context, status=422 if form.is_bound else 200)


def _first(rows: Chosen, declared: List) -> Any:
    """Ten of those chosen, by name where they have one."""
    joins = [name for column in declared.columns for name in column.select]
    found = rows.rows.select_related(*joins) if joins else rows.rows
    return found.order_by(*(["sort_key"] if hasattr(rows.rows.model, "sort_key") else []), "id")[:10]


def _done(request: WorkspaceRequest, declared: List, rows: Chosen, batch: Batch, verb: Verb) -> str:
    """What was done, with the way to undo it."""
    return format_html(
        '{} <a href="{}">{}</a>',
        _("%(what)s: %(done)s.") % {"what": verb.title, "done": declared.noun(rows.number)},
        batch_url(request.workspace, batch),
        _("Undo"),
    )
