"""A person decides how formal a relation is; the product has proposed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network import proposals
from brobygger.network.forms.formality import FormalityForm
from brobygger.network.models import Formality, Level, Organisation
from brobygger.network.operations import formality
from brobygger.network.views.pages import address, find, form_page, posted


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def decide(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Level, since, resting on what, and why."""
    organisation = find(request, Organisation, pk)
    rows = Formality.objects.filter(organisation=organisation).select_related("decided_by")
    levels = list(rows.order_by("-since", "-id"))
    proposal = proposals.of(organisation, levels, proposals.activities_of(organisation))
    asked = request.GET.get("level", "")
    initial: dict[str, Any] = {"since": timezone.localdate()}
    initial["level"] = asked if asked in Level.values else organisation.level
    if proposal and asked == proposal.level:
        initial |= {"evidence": proposal.evidence, "activity": proposal.activity}
    form = FormalityForm(posted(request), organisation=organisation, initial=initial)
    here = address(request, "organisation", pk)

    def make() -> str:
        made = formality.decide(organisation=organisation, by=request.colleague, **form.cleaned_data)
        told = _("Decided: %(level)s since %(year)s.")
        messages.success(request, told % {"level": made.get_level_display(), "year": made.since.year})
        return here

    return form_page(
        request, form, make, title=_("How formal is it with %(name)s?") % {"name": organisation},
        action=_("Decide the level"), cancel_url=here, template="network/formality.html",
        organisation=organisation, levels=levels, proposal=proposal,
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["POST"])
def delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The decision was a mistake; the one before it holds again."""
    found = find(request, Formality, pk)
    formality.delete(formality=found, by=request.colleague)
    messages.success(request, _("The decision is in the bin. The one before it holds again."))
    return redirect(address(request, "formality", found.organisation_id))
