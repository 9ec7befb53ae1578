"""The list of ties with the colleague who holds each: what one colleague carries."""

from collections.abc import Mapping, Sequence
from typing import Any

import django_filters as df
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from brobygger.accounts.models import Colleague
from brobygger.core.lists import Column, List, Tab, by, by_nullable
from brobygger.core.text import fold
from brobygger.network.filters import Checked, colleagues
from brobygger.network.models import Tie
from brobygger.network.queries import lists as queries
from brobygger.network.tables import cells
from brobygger.network.tables.care import TOP


class HeldFilter(df.FilterSet):  # type: ignore[misc]
    q = df.CharFilter(method="search", label=_("Search"))
    colleague = df.ModelChoiceFilter(queryset=colleagues, label=_("Colleague"), empty_label=_("All"))
    mine = Checked(method="by_me", label=_("Mine"))
    alone = Checked(method="by_alone", label=_("Known by nobody else"))
    strength = df.ChoiceFilter(choices=Tie.Strength.choices, label=_("How well"), empty_label=_("All"))

    class Meta:
        model = Tie
        fields: list[str] = []

    def search(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        folded = fold(value)
        return rows.filter(
            Q(person__match_key__contains=folded)
            | Q(organisation__match_key__contains=folded)
            | Q(about__icontains=value)
        )

    def by_me(self, rows: "QuerySet[Any]", name: str, value: bool) -> "QuerySet[Any]":
        return rows.filter(colleague=self.request.colleague) if value else rows

    def by_alone(self, rows: "QuerySet[Any]", name: str, value: bool) -> "QuerySet[Any]":
        if not value:
            return rows
        others = Tie.objects.filter(ended_on=None, colleague__state__in=queries.HERE).exclude(
            colleague=OuterRef("colleague")
        )
        return rows.filter(
            ~Exists(others.filter(person=OuterRef("person"))),
            ~Exists(others.filter(organisation=OuterRef("organisation"))),
        )


def known(tie: Tie, _loaded: Any) -> str:
    """Whom: a link to the person or the organisation."""
    if tie.person:
        return cells.link(f"{TOP}people/{tie.person_id}/", tie.person.name)
    return cells.link(f"{TOP}organisations/{tie.organisation_id}/", str(tie.organisation))


def last_contact(tie: Tie, _loaded: Any) -> Any:
    record: Any = tie.person or tie.organisation
    return record.last_contact_on if record else None


def places(rows: Sequence[Any], viewer: Any) -> Mapping[int, list[str]]:
    """Where the known people belong now, by tie."""
    people = [row.person for row in rows if row.person]
    at = queries.affiliations_of_people(people, viewer)
    return {row.pk: [name for _role, name, _pk in at.get(row.person_id, [])] for row in rows if row.person_id}


HELD = List(
    name="network.care_held",
    title=_("Who holds what"),
    url_name="network:care_held",
    template="network/care_held.html",
    noun=lambda n: ngettext("%(n)s tie", "%(n)s ties", n) % {"n": cells.number(n)},
    rows=lambda request: Tie.objects.of(request.workspace).filter(ended_on=None),
    filters=HeldFilter,
    default_sort="-noted",
    tabs=(Tab("mine", _("Mine"), "mine=on"), Tab("alone", _("Known by nobody else"), "alone=on")),
    ended=lambda t: t.colleague.state == Colleague.State.LEFT,
    columns=(
        Column(
            key="known",
            label=_("Whom"),
            value=lambda t, _loaded: str(t.person or t.organisation),
            html=known,
            select=("person", "organisation"),
            title=True,
        ),
        Column(
            key="places",
            label=_("Belongs to"),
            value=lambda _t, names: ", ".join(names or ()),
            html=lambda _t, names: cells.escape(cells.several(names)),
            load=places,
        ),
        Column(
            key="colleague",
            label=_("Held by"),
            value=lambda t, _loaded: t.colleague.name,
            html=lambda t, _loaded: cells.bare(f"{TOP}colleagues/{t.colleague_id}/", t.colleague.name),
            select=("colleague",),
        ),
        Column(key="about", label=_("About"), value=lambda t, _loaded: t.about),
        Column(key="strength", label=_("How well"), value=lambda t, _loaded: t.get_strength_display(), narrow=True),
        Column(key="contact", label=_("Last contact"), value=last_contact, narrow=True),
        Column(key="since", label=_("Since"), value=lambda t, _loaded: t.since, sort=by_nullable("since"), default=False),
        Column(
            key="noted", label=_("Noted"), value=lambda t, _loaded: t.created_at, sort=by("id"), default=False,
            newest_first=True,
        ),
    ),
    context={
        "lead": _("Every tie with the colleague who holds it. Choose a colleague to see all that one person carries."),
        "empty_title": _("No ties are noted"),
        "empty_text": _("Who knows whom is noted on the page of a person or an organisation."),
    },
)  # fmt: skip
