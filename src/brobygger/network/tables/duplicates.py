"""The list of pairs that may be one, and of those that somebody said are two."""

from collections.abc import Mapping, Sequence
from typing import Any

import django_filters as df
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from brobygger.core.lists import Column, List, Tab, by
from brobygger.network.duplicates import candidates
from brobygger.network.filters import found, q_field
from brobygger.network.models import NotTheSame
from brobygger.network.queries import duplicates as queries
from brobygger.network.queries.duplicates import Side
from brobygger.network.rules import may_write
from brobygger.network.tables import cells

REASONS = {
    candidates.CVR: _("same CVR number"),
    candidates.EMAIL: _("same e-mail"),
    candidates.PHONE: _("same telephone"),
    candidates.NAME: _("same name"),
    candidates.ALMOST: _("the names are alike"),
    candidates.PLACE: _("same place"),
    candidates.HOME: _("same organisation"),
}
Sides = tuple[Side | None, Side | None] | None


class PairFilter(df.FilterSet):  # type: ignore[misc]
    """Narrows pairs by a name in either, and to organisations or people."""

    q = q_field()
    kind = df.ChoiceFilter(
        label=_("What"),
        choices=[("organisation", _("Organisations")), ("person", _("People"))],
        method="by_kind",
    )

    def search(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        held = Q()
        for kind, model in queries.MODELS.items():
            named = found(model.objects.of(self.request.workspace), kind, value, self.request.workspace.pk)
            ids = named.values("pk")
            held |= Q(model=model._meta.label_lower) & (Q(one_id__in=ids) | Q(other_id__in=ids))
        return rows.filter(held)

    def by_kind(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return rows.filter(model=f"network.{value}")


def why(row: Any) -> str:
    """ "Same e-mail, the names are alike"."""
    said = ", ".join(str(REASONS[code]) for code in row.reasons if code in REASONS)
    return said[:1].upper() + said[1:]


def side(which: int) -> Any:
    """The cell of one of the two: a link, with the town or the organisation after it."""

    def cell(row: Any, sides: Sides) -> str:
        one = sides[which] if sides else None
        if one is None:
            return ""
        folder = "people" if one.kind == "person" else "organisations"
        return cells.link(reverse_part(folder, one.pk), one.name, one.where)

    return cell


def reverse_part(folder: str, pk: int) -> str:
    """From the list to a record of the same workspace."""
    return f"../{folder}/{pk}/"


def text(which: int) -> Any:
    """The same for an export."""

    def value(row: Any, sides: Sides) -> str:
        one = sides[which] if sides else None
        return ", ".join(filter(None, (one.name, one.where))) if one else ""

    return value


def acts(rows: Sequence[Any], request: Any) -> Mapping[int, str]:
    """What can be done with each pair, for those who may."""
    if not may_write(request.colleague):
        return {}
    names = queries.sides(rows)
    compare, apart = gettext("Compare"), gettext("Not the same")
    made = {}
    for row in rows:
        one, other = names[row.pk]
        about = " · ".join(s.name for s in (one, other) if s)
        where = {
            "workspace": request.workspace.slug,
            "kind": queries.kind_of(row.model),
            "one": row.one_id,
            "other": row.other_id,
        }
        made[row.pk] = format_html(
            '<span class="row"><a class="button button-small" href="{}">{}<span class="sr-only">: {}</span></a>'
            '<button class="button-link" formaction="{}">{}<span class="sr-only">: {}</span></button></span>',
            reverse("network:duplicate", kwargs=where),
            compare,
            about,
            reverse("network:duplicate_apart", kwargs=where),
            apart,
            about,
        )
    return made


def noun(n: int) -> str:
    return ngettext("%(n)s pair that may be one", "%(n)s pairs that may be one", n) % {"n": cells.number(n)}


DUPLICATES = List(
    name="network.duplicates",
    title=_("Duplicates"),
    url_name="network:duplicates",
    template="network/duplicate_list.html",
    noun=noun,
    rows=lambda request: queries.open_pairs(request.workspace),
    filters=PairFilter,
    default_sort="-likeness",
    tabs=(
        Tab("organisation", _("Organisations"), "kind=organisation"),
        Tab("person", _("People"), "kind=person"),
    ),
    columns=(
        Column(key="one", label=_("This one"), value=text(0), html=side(0), load=queries.sides, title=True),
        Column(key="other", label=_("Looks like"), value=text(1), html=side(1), load=queries.sides),
        Column(key="why", label=_("Why"), value=lambda row, _loaded: why(row)),
        Column(
            key="likeness",
            label=_("Likeness"),
            value=lambda row, _loaded: row.score,
            sort=by("score"),
            newest_first=True,
            numeric=True,
        ),
        Column(
            key="act",
            label=_("What to do"),
            value=lambda _r, _l: "",
            html=lambda _r, acts: acts or "",
            load=acts,
        ),
    ),
)


def decisions(rows: Sequence[Any], request: Any) -> Mapping[int, str]:
    """The button that takes a decision back."""
    if not may_write(request.colleague):
        return {}
    return {
        row.pk: format_html(
            '<button class="button-link" formaction="{}">{}</button>',
            reverse("network:duplicate_take_back", args=[request.workspace.slug, row.pk]),
            gettext("Take it back"),
        )
        for row in rows
    }


def noun_apart(n: int) -> str:
    return ngettext("%(n)s pair is two", "%(n)s pairs are two", n) % {"n": cells.number(n)}


def above(which: int) -> Any:
    """From the list of decisions, one folder further down."""
    cell = side(which)
    return lambda row, sides: cell(row, sides).replace('href="../', 'href="../../', 1)


APART = List(
    name="network.not_the_same",
    title=_("Not the same"),
    url_name="network:duplicates_apart",
    template="network/duplicate_apart.html",
    noun=noun_apart,
    rows=lambda request: NotTheSame.objects.of(request.workspace),
    filters=PairFilter,
    default_sort="-when",
    columns=(
        Column(key="one", label=_("This one"), value=text(0), html=above(0), load=queries.sides, title=True),
        Column(key="other", label=_("is not"), value=text(1), html=above(1), load=queries.sides),
        Column(
            key="who",
            label=_("Decided by"),
            value=lambda row, _loaded: row.decided_by.name if row.decided_by else "",
            select=("decided_by",),
        ),
        Column(
            key="when", label=_("When"), value=lambda row, _loaded: row.created_at, sort=by("created_at"), narrow=True,
            newest_first=True,
        ),
        Column(key="act", label=_("What to do"), value=lambda _r, _l: "", html=lambda _r, acts: acts or "", load=decisions),
    ),
)  # fmt: skip
