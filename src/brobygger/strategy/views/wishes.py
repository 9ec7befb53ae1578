"""Wishes: whom we miss, where, and who met the wish."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Colleague, Role, Team
from brobygger.network.models import AgeGroup, Organisation, Sector, Theme
from brobygger.network.operations import organisations
from brobygger.network.views.pages import find, find_asked, form_page, posted
from brobygger.strategy.forms.serving import GiveUpForm, MeetForm, WishEditForm, WishForm
from brobygger.strategy.models import FocusArea, Reach, Room, Wish
from brobygger.strategy.operations import wishes
from brobygger.strategy.queries import nouns
from brobygger.strategy.views.pages import address, rights


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Whom we miss, why, where on the map, and what became of it."""
    wish = find(request, Wish, pk, "organisation", "wished_by")
    said = nouns.values_of([wish]).get(wish.pk, [])
    return render(request, "strategy/wish.html", {"wish": wish, "said": said, **rights(request)})


def _named(colleague: Colleague, picked: Organisation | str | None) -> Organisation | None:
    """The organisation that was named; a new name becomes one."""
    if isinstance(picked, str):
        return organisations.create(name=picked, by=colleague)
    return picked


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """One more wish; a gap on the map leads here with what it lacks (`?room=`, `?age_group=` …)."""
    form = WishForm(posted(request), workspace=request.workspace, initial=_given(request))

    def make() -> str:
        organisation = _named(request.colleague, form.cleaned_data["organisation"].one)
        made = wishes.create(
            text=form.cleaned_data["text"], why=form.cleaned_data["why"], organisation=organisation,
            values=form.values(), by=request.colleague,
        )  # fmt: skip
        messages.success(request, _("The wish is noted. It stands outside the circle on the map."))
        return address(request, "wish", made.pk)

    return form_page(
        request, form, make, title=_("Whom do we miss?"), action=_("Note the wish"),
        cancel_url=address(request, "wishes"), back_label=_("Wishes"), template="strategy/wish_form.html",
    )  # fmt: skip


RECORDS: dict[str, type[Any]] = {"age_group": AgeGroup, "theme": Theme, "focus_area": FocusArea, "team": Team}
WORDS = {"room": Room, "sector": Sector, "reach": Reach}


def _given(request: WorkspaceRequest) -> dict[str, list[str]]:
    """What the address says of the new wish: values of lenses."""
    given: dict[str, list[str]] = {
        name: [value for value in request.GET.getlist(name) if value in choices.values]
        for name, choices in WORDS.items()
    }
    for name, model in RECORDS.items():
        record = find_asked(request, model, name)
        given[name] = [str(record.pk)] if record else []
    return given


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say it better."""
    wish = find(request, Wish, pk, "workspace", "organisation")
    form = WishEditForm(posted(request), wish=wish)
    here = address(request, "wish", pk)

    def make() -> str:
        changed = {name: value for name, value in form.changes().items() if name in ("text", "why")}
        organisation = _named(request.colleague, form.merged("organisation").one)
        wishes.change(
            wish=wish, organisation=organisation, values=form.values(), by=request.colleague, **changed
        )
        messages.success(request, _("The wish is saved."))
        return here

    return form_page(
        request, form, make, title=_("Edit the wish"), action=_("Save the wish"), cancel_url=here,
        back_label=wish.text, template="strategy/wish_form.html",
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def meet(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """We found them."""
    wish = find(request, Wish, pk, "organisation")
    initial = {"organisation": wish.organisation.name if wish.organisation else ""}
    form = MeetForm(posted(request), workspace=request.workspace, initial=initial)

    def make() -> str:
        found = _named(request.colleague, form.cleaned_data["organisation"].one)
        if found is None:  # the field is required
            return address(request, "wish", pk)
        wishes.meet(wish=wish, organisation=found, by=request.colleague)
        messages.success(request, _("The wish is met by %(name)s.") % {"name": found})
        return address(request, "wish", pk)

    return form_page(
        request, form, make, title=_("Who met the wish: %(name)s?") % {"name": wish},
        action=_("The wish is met"), cancel_url=address(request, "wish", pk), back_label=wish.text,
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def give_up(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """We no longer look for them."""
    wish = find(request, Wish, pk)
    form = GiveUpForm(posted(request))

    def make() -> str:
        wishes.give_up(wish=wish, by=request.colleague, why=form.cleaned_data["why"])
        messages.success(request, _("The wish is given up. It stays here, in grey."))
        return address(request, "wish", pk)

    return form_page(
        request, form, make, title=_("Give up the wish: %(name)s?") % {"name": wish}, action=_("Give up the wish"),
        cancel_url=address(request, "wish", pk), back_label=wish.text,
    )  # fmt: skip


@member(Role.STAFF)
@require_POST
def take_up(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """We look for them again."""
    wish = find(request, Wish, pk)
    wishes.take_up(wish=wish, by=request.colleague)
    messages.success(request, _("The wish is open again."))
    return redirect(address(request, "wish", pk))
