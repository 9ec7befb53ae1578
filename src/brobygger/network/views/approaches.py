"""Organisations that colleagues approach separately: the list, and the agreement on who leads."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network import tables
from brobygger.network.forms.care import LeadForm, NothingForm
from brobygger.network.models import Organisation
from brobygger.network.operations import care
from brobygger.network.queries import care as queries
from brobygger.network.tables.approaches import who_and_when
from brobygger.network.views.bulk import Verb, act
from brobygger.network.views.pages import address, find, form_page, posted
from brobygger.records.lists import show_list

VERBS = {
    "tell": Verb(
        gettext_lazy("Tell those involved"),
        gettext_lazy("Tell them"),
        NothingForm,
        lambda rows, by: care.tell(organisations=rows, by=by),
        gettext_lazy("Each colleague gets a notice that says who else approaches the organisation."),
    )
}


@member(Role.READER)
def approached(request: WorkspaceRequest) -> HttpResponseBase:
    return show_list(request, tables.APPROACHED)


@require_POST
@member(Role.STAFF)
def approached_bulk(request: WorkspaceRequest) -> HttpResponseBase:
    return act(request, tables.APPROACHED, VERBS)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def agree(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Who leads towards the organisation from now on."""
    organisation = find(request, Organisation, pk)
    steps = queries.approaches([organisation]).get(pk, [])
    involved = list(dict.fromkeys(step.colleague_id for step in steps))
    form = LeadForm(posted(request), workspace=request.workspace, involved=involved)
    back = address(request, "care_approached")

    def make() -> str:
        care.agree(organisation=organisation, by=request.colleague, **form.cleaned_data)
        messages.success(request, _("It is noted, and those involved are told."))
        return back

    return form_page(
        request, form, make, title=_("Who leads towards %(name)s?") % {"name": organisation},
        action=_("Note the agreement"), cancel_url=back, back_label=_("Approached by several"),
        template="network/approach.html", organisation=organisation, steps=who_and_when(organisation, steps),
    )  # fmt: skip
