"""Offers: what the library has today, how strong it is, where it lies and what it serves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.views.pages import delete_page, find, form_page, posted
from brobygger.strategy.forms.nouns import OfferEditForm, OfferForm
from brobygger.strategy.models import Offer
from brobygger.strategy.operations import offers
from brobygger.strategy.queries import nouns
from brobygger.strategy.views.pages import address, ended, rights


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """How strong, in which rooms, run by whom, and what it serves."""
    offer = find(request, Offer, pk, "team")
    context = {
        "offer": offer,
        "rooms": nouns.rooms_of([offer]).get(offer.pk, ()),
        "serves": nouns.serves_of(offer=offer),
        **rights(request),
    }
    return render(request, "strategy/offer.html", context)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """One more offer."""
    form = OfferForm(posted(request), workspace=request.workspace)

    def make() -> str:
        made = offers.create(by=request.colleague, **form.cleaned_data)
        messages.success(request, _("%(name)s is added.") % {"name": made})
        return address(request, "offer", made.pk)

    return form_page(
        request, form, make, title=_("New offer"), action=_("Add the offer"),
        cancel_url=address(request, "offers"), back_label=_("Offers"),
    )  # fmt: skip


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Its name, strength, rooms and team."""
    offer = find(request, Offer, pk, "workspace")
    form = OfferEditForm(posted(request), offer=offer)
    here = address(request, "offer", pk)

    def make() -> str:
        offers.change(offer=offer, by=request.colleague, **form.changes())
        messages.success(request, _("%(name)s is saved.") % {"name": offer})
        return here

    return form_page(
        request, form, make, title=_("Edit %(name)s") % {"name": offer}, action=_("Save the offer"),
        cancel_url=here, back_label=offer.name,
    )  # fmt: skip


@member(Role.STAFF)
@require_POST
def end(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """We no longer have it."""
    offer = find(request, Offer, pk)
    offers.end(offer=offer, by=request.colleague)
    ended(request, offer)
    return redirect(address(request, "offer", pk))


@member(Role.STAFF)
@require_POST
def reopen(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """We have it again."""
    offer = find(request, Offer, pk)
    offers.reopen(offer=offer, by=request.colleague)
    return redirect(address(request, "offer", pk))


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """To the bin."""
    offer = find(request, Offer, pk)
    return delete_page(
        request,
        lambda: offers.delete(offer=offer, by=request.colleague),
        title=_("Move %(name)s to the bin?") % {"name": offer},
        text=_("What it served goes with it. You can bring it back from the bin."),
        action=_("Move to the bin"),
        done=_("%(name)s is in the bin.") % {"name": offer},
        cancel_url=address(request, "offer", pk),
        then=address(request, "offers"),
    )
