"""Campaigns: the list, open one, how far it is, what came of it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import once
from brobygger.map.forms.campaigns import CampaignForm
from brobygger.map.models import Asked, Campaign, Question
from brobygger.map.operations import campaigns
from brobygger.map.queries import campaigns as queries
from brobygger.map.tasks import send_campaign
from brobygger.network.views.pages import delete_page, find, form_page, posted


def address(request: WorkspaceRequest, name: str, *args: Any) -> str:
    """The address of a page of this workspace's map."""
    return reverse(f"map:{name}", args=[request.workspace.slug, *args])


def own(request: WorkspaceRequest, campaigns: "list[Campaign]") -> dict[int, Asked]:
    """Where the reader is asked, by campaign."""
    rows: QuerySet[Asked] = Asked.objects.filter(campaign__in=campaigns, colleague=request.colleague)
    return {row.campaign_id: row for row in rows}


@member(Role.READER)
@require_GET
def overview(request: WorkspaceRequest) -> HttpResponse:
    """Campaigns now and before, and whether one's own answer is missing."""
    rows = list(queries.overview(request.workspace)[:100])
    mine = own(request, rows)
    context = {
        "rows": [(row, mine.get(row.pk)) for row in rows],
        "coordinates": request.colleague.coordinates,
    }
    return render(request, "map/campaigns/list.html", context)


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """Open a campaign: what it is called, why, until when, whom it asks."""
    form = CampaignForm(posted(request), workspace=request.workspace)

    def make() -> str:
        made = campaigns.open_campaign(by=request.colleague, **form.cleaned_data)
        send_campaign.enqueue(made.pk, False, request.colleague.pk)
        n = made.asked.count()
        said = ngettext(
            "%(n)s colleague is asked and gets a mail.", "%(n)s colleagues are asked and get a mail.", n
        )
        messages.success(request, said % {"n": n})
        return address(request, "campaign", made.pk)

    return form_page(
        request, form, make, title=_("Ask the whole house"), action=_("Open the campaign"),
        cancel_url=address(request, "campaigns"), back_label=_("Mapping campaigns"),
        template="map/campaigns/new.html", questions=Question.labels,
    )  # fmt: skip


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Change what it is called, why, until when, whom it asks; a later day opens it again."""
    campaign = find(request, Campaign, pk, "workspace")
    form = CampaignForm(posted(request), workspace=request.workspace, campaign=campaign)
    here = address(request, "campaign", pk)

    def make() -> str:
        campaigns.change(campaign=campaign, by=request.colleague, **form.cleaned_data)
        send_campaign.enqueue(campaign.pk, False, request.colleague.pk)
        messages.success(request, _("The campaign is saved. Whoever has come to it is asked."))
        return here

    return form_page(
        request, form, make, title=_("Change the campaign"), action=_("Save the campaign"), cancel_url=here,
        back_label=campaign.name,
    )  # fmt: skip


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """How far it is, team by team; who is missing, for those who coordinate."""
    campaign = find(request, Campaign, pk, "opened_by", "workspace")
    context = {
        "campaign": campaign,
        "progress": queries.progress(campaign),
        "mine": own(request, [campaign]).get(campaign.pk),
        "waiting": campaign.proposals.filter(decision="").count(),
        "decided": campaign.proposals.exclude(decision="").count(),
        "late": campaign.answers.filter(late=True).count(),
        "coordinates": request.colleague.coordinates,
    }
    return render(request, "map/campaigns/campaign.html", context)


@member(Role.READER)
@require_GET
def result(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The map before and now, and the list of actions."""
    campaign = find(request, Campaign, pk, "workspace")
    now = queries.counts(request.workspace)
    labels = {
        "organisations": (
            _("organisations"),
            reverse("network:organisations", args=[request.workspace.slug]),
        ),
        "ties": (_("acquaintances"), ""),
        "wishes": (_("open wishes"), reverse("strategy:wishes", args=[request.workspace.slug])),
    }
    came = queries.came_of(campaign)
    context = {
        "campaign": campaign,
        "figures": [(label, url, campaign.before.get(key), now[key]) for key, (label, url) in labels.items()],
        "came": came,
        "map_url": f"{address(request, 'circle')}?then={campaign.opened_on.isoformat()}",
        "to_tell": queries.to_tell(campaign).count(),
        "coordinates": request.colleague.coordinates,
    }
    return render(request, "map/campaigns/result.html", context)


@member(Role.COORDINATOR)
@require_POST
def remind(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """A mail to those missing, and to nobody else; a second click sends nothing."""
    campaign = find(request, Campaign, pk)

    def make() -> str:
        n = queries.to_remind(campaign).count()
        if campaign.is_open and n:
            send_campaign.enqueue(campaign.pk, True, request.colleague.pk)
            said = ngettext(
                "%(n)s colleague who is missing is reminded.",
                "%(n)s colleagues who are missing are reminded.",
                n,
            )
            messages.success(request, said % {"n": n})
        elif campaign.is_open and queries.missing(campaign).exclude(colleague__email="").exists():
            messages.info(request, _("Those missing were reminded within the last hour. Nothing is sent."))
        else:
            messages.info(request, _("There is nobody to remind. Nothing is sent."))
        return address(request, "campaign", pk)

    return once.answer(request, make)


@member(Role.COORDINATOR)
@require_POST
def tell(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Tell everybody whose answers are decided what became of them."""
    campaign = find(request, Campaign, pk, "workspace")
    n = campaigns.tell(campaign=campaign, by=request.colleague)
    said = ngettext("%(n)s colleague is told.", "%(n)s colleagues are told.", n)
    messages.success(request, said % {"n": n})
    return redirect(address(request, "campaign_result", pk))


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def close(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Close it before its last day."""
    campaign = find(request, Campaign, pk)
    here = address(request, "campaign", pk)
    if request.method == "POST":
        campaigns.close(campaign=campaign, by=request.colleague)
        messages.success(request, _("The campaign is closed. You can open it again with a later day."))
        return redirect(here)
    context = {
        "title": _("Close the campaign now?"),
        "text": _("Whoever answers after this is told so, and what they write is kept apart as late."),
        "action": _("Close the campaign"), "cancel_url": here,
    }  # fmt: skip
    return render(request, "components/confirm.html", context)


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Into the bin with its answers."""
    campaign = find(request, Campaign, pk)
    return delete_page(
        request,
        lambda: campaigns.delete(campaign=campaign, by=request.colleague),
        title=_("Delete the campaign?"),
        text=_("Its answers and its tray go to the bin with it. What was approved stays in the network."),
        action=_("Move to the bin"),
        done=_("The campaign is in the bin."),
        cancel_url=address(request, "campaign", pk),
        then=address(request, "campaigns"),
    )
