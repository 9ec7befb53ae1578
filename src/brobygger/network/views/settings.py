"""The workspace's own lists: types, themes, age groups."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.forms.words import MODELS, WordForm
from brobygger.network.operations import words
from brobygger.network.queries.people import counted
from brobygger.network.views.pages import address, delete_page, find, form_page, posted

TITLES: dict[str, Any] = {
    "types": gettext_lazy("Types of organisation"),
    "themes": gettext_lazy("Themes"),
    "ages": gettext_lazy("Users' ages"),
}


@member(Role.COORDINATOR)
@require_GET
def lists(request: WorkspaceRequest) -> HttpResponse:
    """The three lists, with how many organisations each word has."""
    shown = []
    for which, model in MODELS.items():
        order = "from_age" if which == "ages" else "sort_key"
        rows = counted(model.objects.of(request.workspace)).order_by(order)
        shown.append({"which": which, "title": TITLES[which], "words": rows})
    return render(request, "network/lists.html", {"lists": shown})


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def word_new(request: WorkspaceRequest, which: str) -> HttpResponse:
    """One more word."""
    if which not in MODELS:
        raise Http404
    form = WordForm(posted(request), which=which, workspace=request.workspace)

    def make() -> str:
        words.add(model=MODELS[which], by=request.colleague, **form.cleaned_data)
        return address(request, "lists")

    return form_page(
        request, form, make, title=_("New word in %(list)s") % {"list": TITLES[which]},
        action=_("Add the word"), cancel_url=address(request, "lists"),
    )  # fmt: skip


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def word_edit(request: WorkspaceRequest, which: str, pk: int) -> HttpResponse:
    """Call it something else, everywhere."""
    word = _word(request, which, pk)
    form = WordForm(posted(request), which=which, workspace=request.workspace, word=word)

    def make() -> str:
        words.edit(word=word, by=request.colleague, **form.cleaned_data)
        messages.success(request, _("%(name)s is saved.") % {"name": word})
        return address(request, "lists")

    return form_page(
        request, form, make, title=_("Edit %(name)s") % {"name": word}, action=_("Save the word"),
        cancel_url=address(request, "lists"),
    )  # fmt: skip


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def word_delete(request: WorkspaceRequest, which: str, pk: int) -> HttpResponse:
    """To the bin; it comes back with the organisations that had it."""
    word = _word(request, which, pk)
    return delete_page(
        request,
        lambda: words.delete(word=word, by=request.colleague),
        title=_("Move %(name)s to the bin?") % {"name": word},
        text=_("The organisations lose the word. Brought back from the bin it stands with them again."),
        action=_("Move to the bin"),
        done=_("%(name)s is in the bin.") % {"name": word},
        cancel_url=address(request, "lists"),
        then=address(request, "lists"),
    )


def _word(request: WorkspaceRequest, which: str, pk: int) -> Any:
    if which not in MODELS:
        raise Http404
    return find(request, MODELS[which], pk)
