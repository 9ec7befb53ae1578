"""The list of organisations."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from brobygger.core.lists import Action, Column, Download, List, Tab, by, by_choice, by_nullable
from brobygger.network.exchange import vcard_writing
from brobygger.network.filters import OrganisationFilter
from brobygger.network.models import Level, Organisation
from brobygger.network.queries import lists as queries
from brobygger.network.tables import cells

# The middle of the circle first.
LEVELS = [level.value for level in reversed(Level)]


def rows(request: Any) -> "QuerySet[Any]":
    return Organisation.objects.of(request.workspace)


def noun(n: int) -> str:
    return ngettext("%(n)s organisation", "%(n)s organisations", n) % {"n": cells.number(n)}


ORGANISATIONS = List(
    name="network.organisations",
    title=_("Organisations"),
    url_name="network:organisations",
    bulk_url_name="network:organisations_bulk",
    template="network/organisation_list.html",
    noun=noun,
    rows=rows,
    filters=OrganisationFilter,
    default_sort="name",
    tabs=(Tab("mine", _("Mine"), "mine=on"), Tab("one", _("Known by only one"), "one=on")),
    row_name=lambda o: o.name,
    columns=(
        Column(
            key="name",
            label=_("Name"),
            value=lambda o, _loaded: o.name,
            html=lambda o, _loaded: cells.link(f"{o.pk}/", o.name, o.town),
            sort=by("sort_key"),
            title=True,
        ),
        Column(
            key="level",
            label=_("Formality"),
            value=lambda o, _loaded: cells.level_name(o.level),
            html=lambda o, _loaded: cells.level(o.level),
            sort=by_choice("level", LEVELS, then="sort_key"),
            narrow=True,
        ),
        Column(
            key="known_by",
            label=_("Known by"),
            value=lambda _o, names: ", ".join(names or ()),
            html=lambda _o, names: cells.escape(cells.known_by(names)),
            load=queries.known_by_of_organisations,
            narrow=True,
        ),
        Column(
            key="contact",
            label=_("Last contact"),
            value=lambda o, _loaded: o.last_contact_on,
            sort=by_nullable("last_contact_on"),
            narrow=True,
            newest_first=True,
        ),
        Column(
            key="next",
            label=_("Next step"),
            value=lambda _o, step: cells.next_step_text(step),
            html=lambda _o, step: cells.next_step(step),
            load=queries.next_steps_of_organisations,
        ),
        Column(
            key="sector",
            label=_("Sector"),
            value=lambda o, _loaded: o.get_sector_display() if o.sector else "",
            default=False,
        ),
        Column(
            key="types",
            label=_("Type"),
            value=lambda _o, words: ", ".join(words or ()),
            load=queries.types_of_organisations,
            default=False,
        ),
        Column(
            key="themes",
            label=_("Themes"),
            value=lambda _o, words: ", ".join(words or ()),
            load=queries.themes_of_organisations,
            default=False,
        ),
        Column(key="cvr", label=_("CVR number"), value=lambda o, _loaded: o.cvr, default=False),
        Column(
            key="municipality",
            label=_("Municipality"),
            value=lambda o, _loaded: o.municipality.name if o.municipality else "",
            select=("municipality",),
            default=False,
        ),
        Column(key="postcode", label=_("Postcode"), value=lambda o, _loaded: o.postcode, default=False),
        Column(key="town", label=_("Town"), value=lambda o, _loaded: o.town, default=False),
        Column(key="email", label=_("E-mail"), value=lambda o, _loaded: o.email, default=False),
        Column(key="phone", label=_("Telephone"), value=lambda o, _loaded: o.phone, default=False),
        Column(key="web", label=_("Website"), value=lambda o, _loaded: o.web, default=False),
        Column(key="changed", label=_("Last changed"), value=lambda o, _loaded: o.updated_at, default=False),
    ),
    downloads=(
        Download(
            "vcf",
            _("Business cards (vCard)"),
            "contact-card",
            vcard_writing.CONTENT_TYPE,
            vcard_writing.organisations,
        ),
    ),
    actions=(
        Action("theme", _("Set theme"), "add-to"),
        Action("follow_up", _("Ask a colleague to follow up"), "assign"),
        Action("export", _("Download"), "download"),
        Action("vcf", _("Business cards (vCard)"), "contact-card", in_menu=True),
        Action("type", _("Set type"), "bookmarks", in_menu=True),
        Action("sector", _("Set sector"), "columns", in_menu=True),
        Action("delete", _("Delete"), "bin", in_menu=True),
    ),
)
