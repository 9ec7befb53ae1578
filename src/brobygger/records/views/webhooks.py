"""Which other systems are told what is written here; for leaders."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.records.views.paging import part_of
from brobygger.records.webhooks import operations, queries, signing
from brobygger.records.webhooks.forms import WebhookForm
from brobygger.records.webhooks.models import Webhook, WebhookDelivery

SHOWN = "webhook_secret"  # in the session: whose secret is to be shown once


@member(Role.LEADER)
def webhooks(request: WorkspaceRequest) -> HttpResponseBase:
    """All webhooks with what they tell and how it goes."""
    context = {
        "rows": queries.webhooks(request.workspace),
        "hosts": sorted(settings.BROBYGGER_WEBHOOK_HOSTS),
    }
    return render(request, "records/webhooks.html", context)


@member(Role.LEADER)
def webhook_new(request: WorkspaceRequest) -> HttpResponseBase:
    """Add a webhook; its secret is shown on the page that follows, that once."""
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.add(**form.cleaned_data, by=request.colleague)
        except ValidationError as wrong:
            form.take_errors(wrong)
        else:
            request.session[SHOWN] = made.pk
            messages.success(request, _("%(name)s is told from now on.") % {"name": made.name})
            return redirect("records:webhook", request.workspace.slug, made.pk)
    return _form(request, form, None)


@member(Role.LEADER)
def webhook(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """One webhook: what it tells, and its last messages."""
    found = _find(request, pk)
    show = request.session.get(SHOWN) == found.pk and not request.htmx
    if show:
        del request.session[SHOWN]
    deliveries = list(found.deliveries.order_by("-id")[:25])
    context = {
        "webhook": found,
        "about": queries.told_about(found),
        "when": queries.told_when(found),
        "secret": signing.secret_of(found) if show else "",
        "holds": signing.holds(found),
        "deliveries": queries.told_deliveries(deliveries),
        "waits": any(d.state == WebhookDelivery.State.WAITING and not d.attempts for d in deliveries),
    }
    response = render(request, part_of(request, "records/webhook.html"), context)
    if show:
        response["Cache-Control"] = "no-store"
    return response


@member(Role.LEADER)
def webhook_edit(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Change whom a webhook tells what."""
    found = _find(request, pk)
    form = WebhookForm(request.POST or None, webhook=found)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change(webhook=found, **form.cleaned_data, by=request.colleague)
        except ValidationError as wrong:
            form.take_errors(wrong)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": found.name})
            return redirect("records:webhook", request.workspace.slug, found.pk)
    return _form(request, form, found)


@require_POST
@member(Role.LEADER)
def webhook_pause(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Tell nothing for a while."""
    found = _find(request, pk)
    operations.pause(webhook=found, by=request.colleague)
    messages.success(request, _("%(name)s is told nothing until you start it again.") % {"name": found.name})
    return redirect("records:webhook", request.workspace.slug, found.pk)


@require_POST
@member(Role.LEADER)
def webhook_resume(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Tell again, from now on."""
    found = _find(request, pk)
    operations.resume(webhook=found, by=request.colleague)
    messages.success(request, _("%(name)s is told from now on.") % {"name": found.name})
    return redirect("records:webhook", request.workspace.slug, found.pk)


@require_POST
@member(Role.LEADER)
def webhook_test(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Send a message that says it is a trial; the page shows what came back."""
    found = _find(request, pk)
    operations.try_out(webhook=found)
    messages.info(request, _("A trial is on its way. What comes back stands below."))
    return redirect("records:webhook", request.workspace.slug, found.pk)


@member(Role.LEADER)
def webhook_secret(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Ask first, then make a new secret and show it once."""
    found = _find(request, pk)
    address = reverse("records:webhook", args=[request.workspace.slug, found.pk])
    if request.method == "POST":
        operations.new_secret(webhook=found, by=request.colleague)
        request.session[SHOWN] = found.pk
        return redirect(address)
    context = {
        "title": _("Make a new secret for %(name)s") % {"name": found.name},
        "text": _(
            "From the next message on everything is signed with the new secret. "
            "Until the other system knows it, it will refuse what we send."
        ),
        "action": _("Make a new secret"),
        "danger": True,
        "cancel_url": address,
    }
    return render(request, "components/confirm.html", context)


@member(Role.LEADER)
def webhook_delete(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Move a webhook to the bin."""
    found = _find(request, pk)
    if request.method == "POST":
        operations.delete(webhook=found, by=request.colleague)
        messages.success(request, _("%(name)s is in the bin and can be taken back.") % {"name": found.name})
        return redirect("records:webhooks", request.workspace.slug)
    context = {
        "title": _("Move %(name)s to the bin") % {"name": found.name},
        "text": _(
            "The other system is told nothing more, and the list of what it was told is forgotten. "
            "If you take it back from the bin, it needs a new secret."
        ),
        "action": _("Move the webhook to the bin"),
        "danger": True,
        "cancel_url": reverse("records:webhook", args=[request.workspace.slug, found.pk]),
    }
    return render(request, "components/confirm.html", context)


@require_POST
@member(Role.LEADER)
def delivery_again(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Send one message once more."""
    deliveries = WebhookDelivery.objects.visible_to(request.user).of(request.workspace)
    found = get_object_or_404(deliveries.select_related("webhook"), pk=pk)
    operations.send_again(delivery=found)
    messages.info(request, _("It is being sent again. What comes back stands below."))
    return redirect("records:webhook", request.workspace.slug, found.webhook_id)


def _find(request: WorkspaceRequest, pk: int) -> Webhook:
    found = Webhook.objects.visible_to(request.user).of(request.workspace).select_related("workspace")
    return get_object_or_404(found, pk=pk)


def _form(request: WorkspaceRequest, form: WebhookForm, found: Webhook | None) -> HttpResponseBase:
    context: dict[str, Any] = {
        "form": form,
        "webhook": found,
        "hosts": sorted(settings.BROBYGGER_WEBHOOK_HOSTS),
    }
    return render(request, "records/webhook_form.html", context, status=422 if form.errors else 200)
