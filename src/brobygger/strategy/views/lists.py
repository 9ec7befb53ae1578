"""The lists of the strategy: one page each, with their bulk actions."""

from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.forms.bulk import WhyForm
from brobygger.network.views.bulk import Verb, act
from brobygger.records.lists import show_list
from brobygger.strategy import tables
from brobygger.strategy.forms.nouns import RoomsForm, StrengthForm
from brobygger.strategy.operations import bulk
from brobygger.strategy.queries.nouns import without_lead
from brobygger.strategy.views.pages import rights

ROOMS = Verb(
    _("Place in rooms"),
    _("Place them"),
    RoomsForm,
    lambda rows, by, **values: bulk.place_many(records=rows, by=by, **values),
    _("All of them come to lie in exactly these rooms. Several rooms are an overlap."),
)
OFFER_VERBS = {
    "strength": Verb(
        _("Set strength"),
        _("Set the strength"),
        StrengthForm,
        lambda rows, by, **values: bulk.set_strength(offers=rows, by=by, **values),
    ),
    "rooms": ROOMS,
}
WISH_VERBS = {
    "give_up": Verb(
        _("Give up"),
        _("Give up the wishes"),
        WhyForm,
        lambda rows, by, **values: bulk.give_up(wishes=rows, by=by, **values),
        _("The wishes stay in the list, in grey."),
    )
}


@member(Role.READER)
def focus_areas(request: WorkspaceRequest) -> HttpResponseBase:
    missing = without_lead(request.workspace)
    return show_list(request, tables.FOCUS_AREAS, without_lead=missing, **rights(request))


@member(Role.READER)
def goals(request: WorkspaceRequest) -> HttpResponseBase:
    return show_list(request, tables.GOALS, **rights(request))


@member(Role.READER)
def offers(request: WorkspaceRequest) -> HttpResponseBase:
    return show_list(request, tables.OFFERS, **rights(request))


@member(Role.READER)
def wishes(request: WorkspaceRequest) -> HttpResponseBase:
    return show_list(request, tables.WISHES, **rights(request))


@require_POST
@member(Role.COORDINATOR)
def focus_areas_bulk(request: WorkspaceRequest) -> HttpResponseBase:
    return act(request, tables.FOCUS_AREAS, {"rooms": ROOMS})


@require_POST
@member(Role.COORDINATOR)
def goals_bulk(request: WorkspaceRequest) -> HttpResponseBase:
    return act(request, tables.GOALS, {"rooms": ROOMS})


@require_POST
@member(Role.STAFF)
def offers_bulk(request: WorkspaceRequest) -> HttpResponseBase:
    return act(request, tables.OFFERS, OFFER_VERBS)


@require_POST
@member(Role.STAFF)
def wishes_bulk(request: WorkspaceRequest) -> HttpResponseBase:
    return act(request, tables.WISHES, WISH_VERBS)
