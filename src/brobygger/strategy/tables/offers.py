"""The lists of offers and wishes."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from brobygger.core.lists import Action, Column, List, Tab, by, by_choice, by_nullable
from brobygger.network.tables.cells import bare, escape, link, number, several
from brobygger.strategy.filters import OfferFilter, WishFilter
from brobygger.strategy.models import Offer, Strength, Wish
from brobygger.strategy.queries import nouns
from brobygger.strategy.tables import cells


def offer_noun(n: int) -> str:
    return ngettext("%(n)s offer", "%(n)s offers", n) % {"n": number(n)}


def offer_rows(request: Any) -> "QuerySet[Any]":
    return Offer.objects.of(request.workspace)


OFFERS = List(
    name="strategy.offers",
    title=_("Offers"),
    url_name="strategy:offers",
    bulk_url_name="strategy:offers_bulk",
    template="strategy/offer_list.html",
    noun=offer_noun,
    rows=offer_rows,
    filters=OfferFilter,
    default_sort="name",
    tabs=(
        Tab("open", pgettext_lazy("goals", "Current"), "state=open"),
        Tab("weak", pgettext_lazy("offers", "Weak"), "strength=weak&state=open"),
        Tab("idle", _("Serves no goal"), "idle=on&state=open"),
        Tab("nowhere", _("Not placed"), "room=none&state=open"),
    ),
    ended=lambda o: o.ended_on is not None,
    row_name=lambda o: o.name,
    columns=(
        Column(
            key="name",
            label=_("Offer"),
            value=lambda o, _loaded: o.name,
            html=lambda o, _loaded: link(f"{o.pk}/", o.name),
            sort=by("sort_key"),
            title=True,
        ),
        Column(
            key="strength",
            label=_("Strength"),
            value=lambda o, _loaded: o.get_strength_display(),
            sort=by_choice("strength", [s.value for s in Strength], then="sort_key"),
            narrow=True,
        ),
        Column(
            key="rooms",
            label=_("Rooms"),
            value=cells.room_names,
            html=cells.room_signs,
            load=nouns.rooms_of,
            narrow=True,
        ),
        Column(
            key="team",
            label=_("Team"),
            value=lambda o, _loaded: o.team.name if o.team else "",
            select=("team",),
        ),
        Column(
            key="serves",
            label=_("Serves"),
            value=lambda _o, names: ", ".join(names or ()),
            html=cells.servers,
            load=nouns.served_by_offers,
        ),
        Column(key="about", label=_("About"), value=lambda o, _loaded: o.about, default=False),
        Column(
            key="ended",
            label=_("Ended"),
            value=lambda o, _loaded: o.ended_on,
            sort=by_nullable("ended_on"),
            default=False,
        ),
    ),
    actions=(
        Action("strength", _("Set strength"), "flag"),
        Action("rooms", _("Place in rooms"), "columns"),
        Action("export", _("Download"), "download"),
    ),
)


def wish_noun(n: int) -> str:
    return ngettext("%(n)s wish", "%(n)s wishes", n) % {"n": number(n)}


def wish_rows(request: Any) -> "QuerySet[Any]":
    return Wish.objects.of(request.workspace)


def wish_state(wish: Wish, _loaded: Any) -> str:
    """Open, met or given up, in a word."""
    if wish.ended_on:
        return _now("Given up")
    return _now("Met") if wish.met_on else _now("Open")


def _named(wish: Wish, _loaded: Any) -> str:
    o = wish.organisation
    return bare(f"../../organisations/{o.pk}/", o.name) if o else ""


WISHES = List(
    name="strategy.wishes",
    title=_("Wishes"),
    url_name="strategy:wishes",
    bulk_url_name="strategy:wishes_bulk",
    template="strategy/wish_list.html",
    noun=wish_noun,
    rows=wish_rows,
    filters=WishFilter,
    default_sort="-when",
    tabs=(
        Tab("open", pgettext_lazy("wishes", "Open"), "state=open"),
        Tab("mine", _("Wished by me"), "mine=on&state=open"),
        Tab("met", pgettext_lazy("wishes", "Met"), "state=met"),
    ),
    ended=lambda w: w.ended_on is not None,
    row_name=lambda w: w.text,
    columns=(
        Column(
            key="text",
            label=_("Whom do we miss?"),
            value=lambda w, _loaded: w.text,
            html=lambda w, _loaded: link(f"{w.pk}/", w.text),
            title=True,
        ),
        Column(key="why", label=_("What they would bring"), value=lambda w, _loaded: w.why),
        Column(
            key="where",
            label=_("Where"),
            value=lambda _w, said: ", ".join(one.words for one in said or ()),
            html=lambda _w, said: str(escape(several([one.words for one in said or ()]))),
            load=nouns.values_of,
        ),
        Column(
            key="organisation",
            label=_("Organisation"),
            value=lambda w, _loaded: w.organisation.name if w.organisation else "",
            html=_named,
            select=("organisation",),
        ),
        Column(key="state", label=_("State"), value=wish_state, narrow=True),
        Column(
            key="by",
            label=_("Wished by"),
            value=lambda w, _loaded: w.wished_by.name if w.wished_by else "",
            select=("wished_by",),
        ),
        Column(
            key="when",
            label=_("Since"),
            value=lambda w, _loaded: w.created_at,
            sort=by("created_at"),
            newest_first=True,
            narrow=True,
            default=False,
        ),
    ),
    actions=(
        Action("give_up", _("Give up"), "close"),
        Action("export", _("Download"), "download"),
    ),
)
