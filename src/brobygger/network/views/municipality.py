"""The municipality of an organisation: chosen; proposed from earlier rows with the same postcode, never written unasked."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role, Workspace
from brobygger.network.forms.organisations import OrganisationForm
from brobygger.network.queries.municipalities import Proposal, proposed


@member(Role.STAFF)
@require_GET
def field(request: WorkspaceRequest) -> HttpResponse:
    """The field with what is proposed, while a postcode is typed: a fragment. `take` is the proposal that was accepted."""
    taken = request.GET.get("take", "")[:10]
    given = {"postcode": request.GET.get("postcode", "")[:10]}
    given["municipality"] = taken or request.GET.get("municipality", "")[:10]
    form = OrganisationForm(initial=given, workspace=request.workspace)
    if taken:
        form.fields["municipality"].widget.attrs["autofocus"] = True
    context = {"form": form, "proposal": of_form(form, request.workspace)}
    return render(request, "network/municipality.html", context)


def of_form(form: Any, workspace: Workspace) -> Proposal | None:
    """What a form with a postcode and no municipality is proposed."""
    if form["municipality"].value():
        return None
    return proposed(workspace, str(form["postcode"].value() or ""))
