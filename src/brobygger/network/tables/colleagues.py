"""The list of colleagues: what each of them holds."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from brobygger.accounts.models import Colleague
from brobygger.core.lists import Column, List, by
from brobygger.network.filters import ColleagueFilter
from brobygger.network.queries import lists as queries
from brobygger.network.tables import cells


def rows(request: Any) -> "QuerySet[Any]":
    return Colleague.objects.of(request.workspace)


def noun(n: int) -> str:
    return ngettext("%(n)s colleague", "%(n)s colleagues", n) % {"n": cells.number(n)}


def held(key: str) -> Any:
    """A number of what the colleague holds; an empty cell for none."""
    return lambda _colleague, holding: (holding or {}).get(key) or None


def number(href: str, holding: Any, key: str) -> str:
    """A number that opens what it counts."""
    n = (holding or {}).get(key)
    return cells.bare(href, cells.number(n)) if n else ""


COLLEAGUES = List(
    name="network.colleagues",
    title=_("Colleagues"),
    url_name="network:colleagues",
    template="network/colleague_list.html",
    noun=noun,
    rows=rows,
    filters=ColleagueFilter,
    default_sort="name",
    ended=lambda c: c.state == Colleague.State.LEFT,
    row_name=lambda c: c.name,
    columns=(
        Column(
            key="name",
            label=_("Name"),
            value=lambda c, _loaded: c.name,
            html=lambda c, _loaded: cells.link(f"{c.pk}/", c.name, c.title),
            sort=by("sort_key"),
            title=True,
        ),
        Column(key="state", label=_("State"), value=lambda c, _loaded: c.get_state_display()),
        Column(
            key="organisations",
            label=_("Knows organisations"),
            value=held("organisations"),
            html=lambda c, holding: number(f"{c.pk}/", holding, "organisations"),
            load=queries.holdings_of_colleagues,
            numeric=True,
        ),
        Column(
            key="people",
            label=_("Knows people"),
            value=held("people"),
            html=lambda c, holding: number(f"../people/?known_by={c.pk}", holding, "people"),
            load=queries.holdings_of_colleagues,
            numeric=True,
        ),
        Column(
            key="alone",
            label=_("People only they know"),
            value=held("alone"),
            html=lambda c, holding: number(f"{c.pk}/", holding, "alone"),
            load=queries.holdings_of_colleagues,
            numeric=True,
        ),
        Column(
            key="promises",
            label=_("Open promises"),
            value=held("promises"),
            html=lambda c, holding: (
                cells.bare(f"../follow-ups/?owner={c.pk}&amp;state=open", cells.number(n))
                if (n := (holding or {}).get("promises"))
                else ""
            ),
            load=queries.holdings_of_colleagues,
            numeric=True,
        ),
        Column(key="email", label=_("E-mail"), value=lambda c, _loaded: c.email, default=False),
        Column(key="role", label=_("Role"), value=lambda c, _loaded: c.get_role_display(), default=False),
    ),
)
