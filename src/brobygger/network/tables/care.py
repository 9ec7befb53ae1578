"""The lists that look after the network: known by one, going cold, put aside, approached by several, held by one."""

from collections.abc import Mapping, Sequence
from typing import Any

import django_filters as df
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Role
from brobygger.core.lists import Action, Column, List, Tab, by, by_choice, by_nullable, day, escaped
from brobygger.core.text import fold
from brobygger.network.filters import Checked, OrganisationFilter
from brobygger.network.models import Snooze
from brobygger.network.queries import care
from brobygger.network.queries import lists as queries
from brobygger.network.tables import cells
from brobygger.network.tables.organisations import LEVELS, noun

TOP = "../../"  # from a list of care to the workspace


def organisation(row: Any, _loaded: Any) -> str:
    """The organisation's name, a link to its page, with its town."""
    return cells.link(f"{TOP}organisations/{row.pk}/", row.name, row.town)


NAME = Column(
    key="name", label=_("Name"), value=lambda o, _loaded: o.name, html=organisation, sort=by("sort_key"), title=True
)  # fmt: skip
LEVEL = Column(
    key="level",
    label=_("Formality"),
    value=lambda o, _loaded: cells.level_name(o.level),
    html=lambda o, _loaded: cells.level(o.level),
    sort=by_choice("level", LEVELS, then="sort_key"),
    narrow=True,
)
CONTACT = Column(
    key="contact",
    label=_("Last contact"),
    value=lambda o, _loaded: o.last_contact_on,
    html=lambda o, _loaded: day(o.last_contact_on) or cells.quiet(gettext("None noted")),
    sort=by_nullable("last_contact_on"),
    narrow=True,
)  # fmt: skip
KNOWN_BY = Column(
    key="known_by",
    label=_("Known by"),
    value=lambda _o, names: ", ".join(names or ()),
    html=lambda _o, names: cells.escape(cells.known_by(names)),
    load=queries.known_by_of_organisations,
    narrow=True,
)
NEXT = Column(
    key="next",
    label=_("Next step"),
    value=lambda _o, step: cells.next_step_text(step),
    html=lambda _o, step: cells.next_step(step),
    load=queries.next_steps_of_organisations,
)


def button(href: str, said: str, about: str) -> str:
    """A small button in a row; what it is about is said to those who do not see the row."""
    words = (escaped(said), escaped(about))
    return '<a class="button button-small" href="{}">{}<span class="sr-only">: {}</span></a>'.format(
        href, *words
    )


def may_act(rows: Sequence[Any], viewer: Any) -> Mapping[int, bool]:
    """Readers see, and have no buttons."""
    return dict.fromkeys((row.pk for row in rows), viewer.colleague.has_role(Role.STAFF))


# Known by only one


def through(_row: Any, known: Any) -> str:
    """ "Mette, through Oda Testrup": the one who knows, and by whom."""
    if not known:
        return ""
    people = cells.several([k.through for k in known if k.through])
    if not people:
        return str(known[0].name)
    return gettext("%(name)s, through %(people)s") % {"name": known[0].name, "people": people}


def ask(row: Any, known: Any) -> str:
    return (
        button(f"{TOP}organisations/{row.pk}/ask/{known[0].colleague_id}/", gettext("Ask"), row.name)
        if known
        else ""
    )


KNOWN_BY_ONE = List(
    name="network.care_one",
    title=_("Known by only one colleague"),
    url_name="network:care_one",
    bulk_url_name="network:care_one_bulk",
    template="network/care_list.html",
    noun=noun,
    rows=lambda request: care.known_by_one(request.workspace),
    filters=OrganisationFilter,
    default_sort="level",
    tabs=(Tab("mine", _("Only by me"), "mine=on"),),
    row_name=lambda o: o.name,
    columns=(
        NAME,
        LEVEL,
        Column(key="who", label=_("The one who knows them"), value=through, load=care.knowers),
        CONTACT,
        NEXT,
        Column(
            key="act",
            label=_("What now?"),
            value=lambda _o, _loaded: "",
            html=ask,
            load=care.knowers,
            narrow=True,
        ),
    ),
    actions=(
        Action("introduce", _("Ask for an introduction"), "assign"),
        Action("know", _("I know them too"), "person-add"),
        Action("export", _("Download"), "download"),
    ),
    context={
        "lead": _("If this one colleague is away or leaves, nobody here knows whom to call."),
        "empty_title": _("Everybody is known by at least two, or by nobody"),
        "empty_text": _("Organisations that only one colleague knows will be listed here."),
    },
)

# Going cold


def lateness(rows: Sequence[Any], viewer: Any) -> Mapping[int, tuple[int, int]]:
    """Days since the last contact (or since being noted), and the days that the level bears, by id."""
    days, today = care.intervals(viewer.workspace), timezone.localdate()
    found = {}
    for row in rows:
        since = row.last_contact_on or timezone.localdate(row.created_at)
        found[row.pk] = ((today - since).days, days.get(row.level) or 0)
    return found


def explained(row: Any, late: tuple[int, int] | None) -> str:
    """ "148 days, the limit is 60"."""
    if late is None:
        return ""
    passed, allowed = late
    if row.last_contact_on:
        said = ngettext("%(n)s day, the limit is %(limit)s", "%(n)s days, the limit is %(limit)s", passed)
    else:
        said = ngettext(
            "%(n)s day since it was noted, the limit is %(limit)s",
            "%(n)s days since it was noted, the limit is %(limit)s",
            passed,
        )
    return said % {"n": cells.number(passed), "limit": cells.number(allowed)}


def keep_warm(row: Any, may: Any) -> str:
    return button(f"{row.pk}/", gettext("Keep it warm"), row.name) if may else ""


COLD = List(
    name="network.care_cold",
    title=_("Going cold"),
    url_name="network:care_cold",
    bulk_url_name="network:care_cold_bulk",
    template="network/care_cold.html",
    noun=noun,
    rows=lambda request: care.going_cold(request.workspace),
    filters=OrganisationFilter,
    default_sort="level",
    tabs=(
        Tab("mine", _("Mine"), "mine=on"),
        Tab("partnership", _("Partnerships"), "level=partnership"),
        Tab("silent", _("Never contacted"), "silent=on"),
    ),
    row_name=lambda o: o.name,
    columns=(
        NAME,
        LEVEL,
        CONTACT,
        Column(
            key="why",
            label=_("Without a contact"),
            value=explained,
            load=lateness,
        ),
        KNOWN_BY,
        Column(key="next", label=_("Next step"), value=NEXT.value, html=NEXT.html, load=NEXT.load, default=False),
        Column(key="act", label=_("What now?"), value=lambda _o, _loaded: "", html=keep_warm, load=may_act, narrow=True),
    ),
    actions=(
        Action("snooze", _("Put aside until"), "hourglass"),
        Action("follow_up", _("Ask a colleague to follow up"), "assign"),
        Action("export", _("Download"), "download"),
    ),
    context={
        "lead": _("More time has passed since the last contact than the relation bears. The closer, the sooner."),
        "empty_title": _("Nothing is going cold"),
        "empty_text": _("A relation comes here when its last contact is longer ago than the interval of its level."),
    },
)  # fmt: skip

# Put aside


class SnoozeFilter(df.FilterSet):  # type: ignore[misc]
    q = df.CharFilter(method="search", label=_("Search"))
    mine = Checked(method="by_me", label=_("Put aside by me"))

    class Meta:
        model = Snooze
        fields: list[str] = []

    def search(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return rows.filter(organisation__match_key__contains=fold(value))

    def by_me(self, rows: "QuerySet[Any]", name: str, value: bool) -> "QuerySet[Any]":
        return rows.filter(made_by=self.request.colleague) if value else rows


SNOOZED = List(
    name="network.care_snoozed",
    title=_("Put aside"),
    url_name="network:care_snoozed",
    bulk_url_name="network:care_snoozed_bulk",
    template="network/care_list.html",
    noun=lambda n: ngettext("%(n)s put aside", "%(n)s put aside", n) % {"n": cells.number(n)},
    rows=lambda request: care.snoozed(request.workspace),
    filters=SnoozeFilter,
    default_sort="until",
    tabs=(Tab("mine", _("By me"), "mine=on"),),
    row_name=lambda s: s.organisation.name,
    columns=(
        Column(
            key="name",
            label=_("Name"),
            value=lambda s, _loaded: s.organisation.name,
            html=lambda s, _loaded: cells.link(
                f"{TOP}../organisations/{s.organisation_id}/", s.organisation.name, s.organisation.town
            ),
            select=("organisation",),
            title=True,
        ),
        Column(
            key="until",
            label=_("Remind again on"),
            value=lambda s, _loaded: s.until,
            sort=by("until"),
            narrow=True,
        ),
        Column(key="why", label=_("Why"), value=lambda s, _loaded: s.why),
        Column(
            key="who",
            label=_("Who"),
            value=lambda s, _loaded: s.made_by.name if s.made_by else "",
            select=("made_by",),
        ),
        Column(key="on", label=_("Put aside on"), value=lambda s, _loaded: s.on, sort=by("on"), narrow=True),
    ),
    actions=(Action("wake", _("Remind again"), "refresh"), Action("export", _("Download"), "download")),
    context={
        "lead": _("Relations that somebody chose not to be reminded of. A new contact ends it by itself."),
        "empty_title": _("Nothing is put aside"),
        "empty_text": _("Relations that are put aside until a day are listed here, with who did it and why."),
    },
)
