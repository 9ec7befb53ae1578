"""What the address of a map says: lens, filters, one sector, a day. Anything it cannot mean is left out, never an error."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.access import WorkspaceRequest
from brobygger.map import lenses
from brobygger.map.lenses import Lens
from brobygger.network.filters import OrganisationFilter
from brobygger.network.models import Level, Organisation

VIEWS = {"map": _("Map"), "table": _("Table"), "print": _("Print")}
OURS = ("lens", "view", "sector", "level", "on", "then", "light")


@dataclass
class Asked:
    """One request's reading of the map's address."""

    lens: Lens
    view: str = "map"
    sector: str = ""
    level: str = ""
    on: date | None = None
    then: date | None = None
    light: str = ""
    filters: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, request: WorkspaceRequest) -> "Asked":
        """Read the address; the rooms are the first lens."""
        given = request.GET
        view = given.get("view", "map")
        return cls(
            lens=lenses.get(given.get("lens", "")) or lenses.ROOMS,
            view=view if view in VIEWS else "map",
            sector=given.get("sector", "")[:40],
            level=level if (level := given.get("level", "")) in Level.values else "",
            on=_day(given.get("on", "")),
            then=_day(given.get("then", "")),
            light=given.get("light", "")[:20],
            filters={
                name: [v.replace("\0", "")[:200] for v in given.getlist(name) if v]
                for name in OrganisationFilter.base_filters
                if name not in OURS and any(given.getlist(name))
            },
        )

    def address(self, **changes: Any) -> str:
        """`?…` of this map with some of it changed; None removes."""
        now: dict[str, Any] = {
            "lens": self.lens.key,
            "view": self.view if self.view != "map" else None,
            "sector": self.sector,
            "level": self.level,
            "on": self.on,
            "then": self.then,
            "light": self.light,
            **self.filters,
        }
        now |= changes
        pairs = [(k, v) for k, v in now.items() if v not in (None, "", [])]
        return "?" + urlencode(pairs, doseq=True)

    def rows(self, request: WorkspaceRequest) -> "QuerySet[Organisation]":
        """The organisations that the filters leave."""
        everything = Organisation.objects.visible_to(request.user).of(request.workspace)
        if not self.filters:
            return everything
        data = QueryDict(mutable=True)
        for name, values in self.filters.items():
            data.setlist(name, values)
        found: QuerySet[Organisation] = OrganisationFilter(data, queryset=everything, request=request).qs
        return found


def _day(text: str) -> date | None:
    try:
        return parse_date(text[:10])
    except ValueError:
        return None
