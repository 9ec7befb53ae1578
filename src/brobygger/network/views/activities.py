"""What was done together."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.forms.contacts import ActivityEditForm, ActivityForm
from brobygger.network.models import (
    Activity,
    ActivityColleague,
    ActivityOrganisation,
    Formality,
    Organisation,
)
from brobygger.network.operations import activities
from brobygger.network.rules import may_write
from brobygger.network.views.pages import address, delete_page, find, find_asked, form_page, posted

FACTS = ("title", "from_date", "to_date", "frame", "note")


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """What, when, with whom, and what it was part of."""
    activity = find(request, Activity, pk)
    organisations = ActivityOrganisation.objects.filter(activity=activity).select_related("organisation")
    colleagues = ActivityColleague.objects.filter(activity=activity).select_related("colleague")
    same_frame = Activity.objects.of(request.workspace).filter(frame__iexact=activity.frame).exclude(pk=pk)
    context = {
        "activity": activity,
        "organisations": [row.organisation for row in organisations.order_by("organisation__sort_key")],
        "colleagues": [row.colleague for row in colleagues.order_by("colleague__sort_key")],
        "same_frame": same_frame.order_by("-from_date")[:10] if activity.frame else [],
        "decisions": Formality.objects.filter(activity=activity).select_related("organisation"),
        "may_write": may_write(request.colleague),
    }
    return render(request, "network/activity.html", context)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """Something done together; the level of the relation may follow from it."""
    organisation = find_asked(request, Organisation, "organisation")
    initial = {"organisations": organisation.name if organisation else "", "from_date": timezone.localdate()}
    form = ActivityForm(posted(request), colleague=request.colleague, initial=initial)
    back = address(request, "activities")
    if organisation:
        back = address(request, "organisation_together", organisation.pk)

    def make() -> str:
        facts = dict(form.cleaned_data)
        made = activities.note(organisations=facts.pop("organisations").all, by=request.colleague, **facts)
        messages.success(request, _("“%(title)s” is saved.") % {"title": made})
        return back if organisation else address(request, "activity", made.pk)

    return form_page(
        request, form, make, title=_("Something done together"), action=_("Save the activity"), cancel_url=back
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Correct it."""
    activity = find(request, Activity, pk)
    took_part = ActivityOrganisation.objects.filter(activity=activity).order_by("id")
    carried = ActivityColleague.objects.filter(activity=activity)
    initial = {name: getattr(activity, name) for name in FACTS}
    initial["organisations"] = ", ".join(took_part.values_list("organisation__name", flat=True))
    initial["colleagues"] = list(carried.values_list("colleague_id", flat=True))
    named = took_part.values_list("organisation_id", "organisation__name")
    form = ActivityEditForm(posted(request), colleague=request.colleague, initial=initial, took_part=named)
    here = address(request, "activity", pk)

    def make() -> str:
        activities.note(activity=activity, by=request.colleague, **form.values())
        return here

    title = _("Edit %(name)s") % {"name": activity}
    return form_page(request, form, make, title=title, action=_("Save the activity"), cancel_url=here)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """To the bin; decisions that rest on it stay."""
    activity = find(request, Activity, pk)
    return delete_page(
        request,
        lambda: activities.delete(activity=activity, by=request.colleague),
        title=_("Move %(name)s to the bin?") % {"name": activity},
        text=_("The organisations and the levels decided stay. You can bring it back from the bin."),
        action=_("Move to the bin"),
        done=_("%(name)s is in the bin.") % {"name": activity},
        cancel_url=address(request, "activity", pk),
        then=address(request, "activities"),
    )
