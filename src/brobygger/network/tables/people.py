"""The list of people."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from brobygger.core.lists import Action, Column, Download, List, Tab, by, by_nullable
from brobygger.network.exchange import vcard_writing
from brobygger.network.filters import PersonFilter
from brobygger.network.models import Person
from brobygger.network.queries import lists as queries
from brobygger.network.tables import cells

Affiliated = Sequence[tuple[str, str, int]] | None


def rows(request: Any) -> "QuerySet[Any]":
    return Person.objects.of(request.workspace)


def noun(n: int) -> str:
    return ngettext("%(n)s person", "%(n)s people", n) % {"n": cells.number(n)}


def places(_person: Person, affiliations: Affiliated) -> str:
    """Where the person belongs, each a link, with the role before it."""
    shown = [
        (f"{cells.escape(role)}, " if role else "") + cells.bare(f"../organisations/{pk}/", organisation)
        for role, organisation, pk in (affiliations or ())[:3]
    ]
    return " · ".join(shown)


def places_text(_person: Person, affiliations: Affiliated) -> str:
    return " · ".join(f"{role}, {name}" if role else name for role, name, _pk in affiliations or ())


PEOPLE = List(
    name="network.people",
    title=_("People"),
    url_name="network:people",
    bulk_url_name="network:people_bulk",
    template="network/person_list.html",
    noun=noun,
    rows=rows,
    filters=PersonFilter,
    default_sort="name",
    tabs=(Tab("mine", _("Mine"), "mine=on"), Tab("nobody", _("Known by nobody"), "nobody=on")),
    row_name=lambda p: p.name,
    columns=(
        Column(
            key="name",
            label=_("Name"),
            value=lambda p, _loaded: p.name,
            html=lambda p, _loaded: cells.link(f"{p.pk}/", p.name),
            sort=by("sort_key"),
            title=True,
        ),
        Column(
            key="belongs",
            label=_("Belongs to"),
            value=places_text,
            html=places,
            load=queries.affiliations_of_people,
        ),
        Column(
            key="known_by",
            label=_("Known by"),
            value=lambda _p, names: ", ".join(names or ()),
            html=lambda _p, names: cells.escape(cells.known_by(names)),
            load=queries.known_by_of_people,
        ),
        Column(
            key="contact",
            label=_("Last contact"),
            value=lambda p, _loaded: p.last_contact_on,
            sort=by_nullable("last_contact_on"),
            narrow=True,
            newest_first=True,
        ),
        Column(key="email", label=_("E-mail"), value=lambda p, _loaded: p.email),
        Column(key="phone", label=_("Telephone"), value=lambda p, _loaded: p.phone, default=False),
        Column(
            key="next",
            label=_("Next step"),
            value=lambda _p, step: cells.next_step_text(step),
            html=lambda _p, step: cells.next_step(step),
            load=queries.next_steps_of_people,
            default=False,
        ),
        Column(key="changed", label=_("Last changed"), value=lambda p, _loaded: p.updated_at, default=False),
    ),
    downloads=(
        Download(
            "vcf",
            _("Business cards (vCard)"),
            "contact-card",
            vcard_writing.CONTENT_TYPE,
            vcard_writing.people,
        ),
    ),
    actions=(
        Action("follow_up", _("Ask a colleague to follow up"), "assign"),
        Action("export", _("Download"), "download"),
        Action("vcf", _("Business cards (vCard)"), "contact-card", in_menu=True),
        Action("delete", _("Delete"), "bin"),
    ),
)
