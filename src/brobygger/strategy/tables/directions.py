"""The lists of focus areas and goals."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from brobygger.core.lists import Action, Column, List, Tab, by, by_nullable
from brobygger.network.tables.cells import link, number
from brobygger.strategy import progress
from brobygger.strategy.filters import FocusAreaFilter, GoalFilter
from brobygger.strategy.models import FocusArea, Goal
from brobygger.strategy.queries import nouns
from brobygger.strategy.tables import cells


def area_noun(n: int) -> str:
    return ngettext("%(n)s focus area", "%(n)s focus areas", n) % {"n": number(n)}


def area_rows(request: Any) -> "QuerySet[Any]":
    return FocusArea.objects.of(request.workspace)


FOCUS_AREAS = List(
    name="strategy.focus_areas",
    title=_("Focus areas"),
    url_name="strategy:focus_areas",
    bulk_url_name="strategy:focus_areas_bulk",
    template="strategy/focus_area_list.html",
    noun=area_noun,
    rows=area_rows,
    filters=FocusAreaFilter,
    default_sort="position",
    tabs=(
        Tab("open", pgettext_lazy("goals", "Current"), "state=open"),
        Tab("nobody", _("Led by nobody"), "nobody=on&state=open"),
        Tab("unserved", _("Served by nobody"), "unserved=on&state=open"),
    ),
    ended=lambda a: a.ended_on is not None,
    row_name=lambda a: a.name,
    columns=(
        Column(
            key="name",
            label=_("Name"),
            value=lambda a, _loaded: a.name,
            html=lambda a, _loaded: link(f"{a.pk}/", a.name),
            sort=by("sort_key"),
            title=True,
        ),
        Column(
            key="lead",
            label=_("Lead"),
            value=lambda a, _loaded: a.lead.name if a.lead else "",
            html=lambda a, _loaded: cells.somebody(a.lead, _now("Nobody yet")),
            select=("lead",),
        ),
        Column(
            key="team",
            label=_("Team"),
            value=lambda a, _loaded: a.team.name if a.team else "",
            select=("team",),
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
            key="goals",
            label=_("Goals"),
            value=lambda _a, n: n or 0,
            load=nouns.goals_of_areas,
            numeric=True,
            narrow=True,
        ),
        Column(
            key="served",
            label=_("Served by"),
            value=lambda _a, names: ", ".join(names or ()),
            html=cells.servers,
            load=nouns.servers_of,
        ),
        Column(
            key="position",
            label=_("Order"),
            value=lambda a, _loaded: a.position,
            sort=by("position"),
            numeric=True,
            default=False,
        ),
        Column(
            key="ended",
            label=_("Ended"),
            value=lambda a, _loaded: a.ended_on,
            sort=by_nullable("ended_on"),
            default=False,
        ),
    ),
    actions=(
        Action("rooms", _("Place in rooms"), "columns"),
        Action("export", _("Download"), "download"),
    ),
)


def goal_noun(n: int) -> str:
    return ngettext("%(n)s goal", "%(n)s goals", n) % {"n": number(n)}


def goal_rows(request: Any) -> "QuerySet[Any]":
    return Goal.objects.of(request.workspace)


GOALS = List(
    name="strategy.goals",
    title=_("Goals"),
    url_name="strategy:goals",
    bulk_url_name="strategy:goals_bulk",
    template="strategy/goal_list.html",
    noun=goal_noun,
    rows=goal_rows,
    filters=GoalFilter,
    default_sort="due",
    tabs=(
        Tab("open", pgettext_lazy("goals", "Current"), "state=open"),
        Tab("mine", _("Mine"), "mine=on&state=open"),
        Tab("late", pgettext_lazy("goals", "Late"), "late=on"),
        Tab("unserved", _("Served by nobody"), "unserved=on&state=open"),
    ),
    ended=lambda g: g.ended_on is not None,
    row_name=lambda g: g.name,
    columns=(
        Column(
            key="name",
            label=_("Goal"),
            value=lambda g, _loaded: g.name,
            html=lambda g, _loaded: link(f"{g.pk}/", g.name),
            sort=by("sort_key"),
            title=True,
        ),
        Column(
            key="area",
            label=_("Focus area"),
            value=lambda g, _loaded: g.focus_area.name if g.focus_area else "",
            select=("focus_area",),
        ),
        Column(
            key="value",
            label=_("Now"),
            value=lambda _g, p: cells.in_words(p),
            load=progress.of_rows,
            narrow=True,
        ),
        Column(
            key="target",
            label=_("Target"),
            value=lambda g, _p: progress.amount(g.target, g.unit),
            default=False,
        ),
        Column(
            key="percent",
            label=_("Gone of the way"),
            value=lambda _g, p: cells.percent(p),
            load=progress.of_rows,
            numeric=True,
            narrow=True,
        ),
        Column(
            key="due",
            label=_("Due"),
            value=lambda g, _p: g.due_on,
            html=lambda _g, p: cells.due(p),
            load=progress.of_rows,
            sort=by_nullable("due_on"),
            narrow=True,
        ),
        Column(
            key="served",
            label=_("Served by"),
            value=lambda _g, names: ", ".join(names or ()),
            html=cells.servers,
            load=nouns.servers_of,
        ),
        Column(
            key="owner",
            label=_("Owner"),
            value=lambda g, _loaded: g.owner.name if g.owner else "",
            select=("owner",),
            default=False,
        ),
        Column(
            key="rooms",
            label=_("Rooms"),
            value=cells.room_names,
            html=cells.room_signs,
            load=nouns.rooms_of_goals,
            narrow=True,
            default=False,
        ),
        Column(
            key="baseline",
            label=_("From"),
            value=lambda g, _p: progress.amount(g.baseline, g.unit),
            default=False,
        ),
        Column(key="measure", label=_("Measured by"), value=lambda g, _loaded: g.measure, default=False),
        Column(key="outcome", label=_("What came of it"), value=lambda g, _loaded: g.outcome, default=False),
    ),
    actions=(
        Action("rooms", _("Place in rooms"), "columns"),
        Action("export", _("Download"), "download"),
    ),
)
