"""The lists of what happened and what was promised: contacts, activities, follow-ups."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from brobygger.accounts.models import Role
from brobygger.core.lists import Column, List, Tab, by, by_nullable, by_open_first, day, escaped
from brobygger.network.filters import ActivityFilter, ContactFilter, FollowUpFilter
from brobygger.network.models import Activity, Contact, FollowUp
from brobygger.network.queries import lists as queries
from brobygger.network.tables import cells


def organisation_cell(row: Any, _loaded: Any) -> str:
    """The organisation as a link; an empty cell where there is none."""
    o = row.organisation
    return cells.bare(f"../organisations/{o.pk}/", o.name) if o else ""


def contact_noun(n: int) -> str:
    return ngettext("%(n)s contact", "%(n)s contacts", n) % {"n": cells.number(n)}


def contact_rows(request: Any) -> "QuerySet[Any]":
    return Contact.objects.of(request.workspace)


CONTACTS = List(
    name="network.contacts",
    title=_("Contacts"),
    url_name="network:contacts",
    template="network/contact_list.html",
    noun=contact_noun,
    rows=contact_rows,
    filters=ContactFilter,
    default_sort="-on",
    tabs=(Tab("mine", _("Mine"), "mine=on"),),
    columns=(
        Column(
            key="about",
            label=_("About"),
            value=lambda c, _loaded: str(c),
            html=lambda c, _loaded: cells.link(f"{c.pk}/", str(c)),
            title=True,
        ),
        Column(
            key="on",
            label=_("Date"),
            value=lambda c, _loaded: c.on,
            sort=by("on"),
            newest_first=True,
            narrow=True,
        ),
        Column(
            key="organisation",
            label=_("Organisation"),
            value=lambda c, _loaded: c.organisation.name if c.organisation else "",
            html=organisation_cell,
            select=("organisation",),
        ),
        Column(
            key="people",
            label=_("From outside"),
            value=lambda _c, names: ", ".join(names or ()),
            html=lambda _c, names: cells.escape(cells.several(names)),
            load=queries.people_of_contacts,
        ),
        Column(
            key="colleagues",
            label=_("From the house"),
            value=lambda _c, names: ", ".join(names or ()),
            html=lambda _c, names: cells.escape(cells.several(names)),
            load=queries.colleagues_of_contacts,
        ),
        Column(key="kind", label=_("How"), value=lambda c, _loaded: c.get_kind_display()),
    ),
)


def activity_noun(n: int) -> str:
    return ngettext("%(n)s activity", "%(n)s activities", n) % {"n": cells.number(n)}


def activity_rows(request: Any) -> "QuerySet[Any]":
    return Activity.objects.of(request.workspace)


ACTIVITIES = List(
    name="network.activities",
    title=_("Activities"),
    url_name="network:activities",
    template="network/activity_list.html",
    noun=activity_noun,
    rows=activity_rows,
    filters=ActivityFilter,
    default_sort="-from",
    columns=(
        Column(
            key="title",
            label=_("What"),
            value=lambda a, _loaded: a.title,
            html=lambda a, _loaded: cells.link(f"{a.pk}/", a.title),
            title=True,
        ),
        Column(
            key="from",
            label=_("From"),
            value=lambda a, _loaded: a.from_date,
            sort=by("from_date"),
            newest_first=True,
            narrow=True,
        ),
        Column(key="to", label=_("To"), value=lambda a, _loaded: a.to_date, narrow=True),
        Column(
            key="organisations",
            label=_("Together with"),
            value=lambda _a, names: ", ".join(names or ()),
            html=lambda _a, names: cells.escape(cells.several(names)),
            load=queries.organisations_of_activities,
        ),
        Column(
            key="colleagues",
            label=_("From the house"),
            value=lambda _a, names: ", ".join(names or ()),
            html=lambda _a, names: cells.escape(cells.several(names)),
            load=queries.colleagues_of_activities,
        ),
        Column(key="frame", label=_("Part of a larger frame"), value=lambda a, _loaded: a.frame),
    ),
)


def follow_up_noun(n: int) -> str:
    return ngettext("%(n)s follow-up", "%(n)s follow-ups", n) % {"n": cells.number(n)}


def follow_up_rows(request: Any) -> "QuerySet[Any]":
    return FollowUp.objects.of(request.workspace)


def state(follow_up: FollowUp, _loaded: Any) -> str:
    """Open, late or done, in a word."""
    if follow_up.done_on:
        return _now("Done")
    return _now("Late") if follow_up.due_on < timezone.localdate() else _now("Open")


def due(follow_up: FollowUp, _loaded: Any) -> str:
    """The date it was promised for, in brick with a word where it is late."""
    said = day(follow_up.due_on)
    if follow_up.done_on is None and follow_up.due_on < timezone.localdate():
        return cells.late(said)
    return said


def about(follow_up: FollowUp, _loaded: Any) -> str:
    """Whom it is about: an organisation, a person, or both."""
    person = follow_up.person
    shown = [
        organisation_cell(follow_up, None),
        cells.bare(f"../people/{person.pk}/", person.name) if person else "",
    ]
    return ", ".join(filter(None, shown))


def may_do(rows: Sequence[Any], viewer: Any) -> dict[int, bool]:
    """Readers see promises, and keep none."""
    return dict.fromkeys((row.pk for row in rows), viewer.colleague.has_role(Role.STAFF))


def done(follow_up: FollowUp, may: Any) -> str:
    """When it was done, or the way to say so."""
    if follow_up.done_on:
        return day(follow_up.done_on)
    if not may:
        return ""
    words = (escaped(_now("Mark as done")), escaped(follow_up.text))
    return '<a class="button button-small" href="{}/done/">{}<span class="sr-only">: {}</span></a>'.format(
        follow_up.pk, *words
    )


FOLLOW_UPS = List(
    name="network.follow_ups",
    title=_("Follow-ups"),
    url_name="network:follow_ups",
    template="network/follow_up_list.html",
    noun=follow_up_noun,
    rows=follow_up_rows,
    filters=FollowUpFilter,
    default_sort="due",
    tabs=(
        Tab("mine", _("Mine, open"), "mine=on&state=open"),
        Tab("open", pgettext_lazy("follow-ups", "Open"), "state=open"),
        Tab("late", pgettext_lazy("follow-ups", "Late"), "state=late"),
        Tab("done", pgettext_lazy("follow-ups", "Done"), "state=done"),
    ),
    ended=lambda f: f.done_on is not None,
    columns=(
        Column(
            key="text",
            label=_("What"),
            value=lambda f, _loaded: f.text,
            html=lambda f, _loaded: cells.link(f"{f.pk}/", f.text),
            title=True,
        ),
        Column(
            key="due",
            label=_("When"),
            value=lambda f, _loaded: f.due_on,
            html=due,
            sort=by_open_first("due_on", done="done_on"),
            narrow=True,
        ),
        Column(
            key="owner",
            label=_("Who"),
            value=lambda f, _loaded: f.owner.name,
            select=("owner",),
        ),
        Column(
            key="about",
            label=_("About whom"),
            value=lambda f, _loaded: ", ".join(
                filter(None, (str(f.organisation or ""), str(f.person or "")))
            ),
            html=about,
            select=("organisation", "person"),
        ),
        Column(key="state", label=_("State"), value=state, default=False),
        Column(
            key="done",
            label=_("Done"),
            value=lambda f, _loaded: f.done_on,
            html=done,
            load=may_do,
            sort=by_nullable("done_on"),
            newest_first=True,
            narrow=True,
        ),
        Column(key="outcome", label=_("What came of it"), value=lambda f, _loaded: f.outcome, default=False),
    ),
)
