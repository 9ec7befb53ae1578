"""What the address of a map says: lens, filters, one sector, a day. Anything it cannot mean is left out, never an error.

Three verbs are three parameters: filters take rows away, `light` and `find` make what fits stand out, `focus` keeps
what lies within some steps of one organisation. The sector looked at is `part`, its ring `ring`: `sector` and `level`
are filters, as in the list of organisations.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.access import WorkspaceRequest
from brobygger.map import lenses, near
from brobygger.map.lenses import Lens
from brobygger.network.filters import OrganisationFilter
from brobygger.network.models import Level, Organisation
from brobygger.network.queries import care

VIEWS = {"map": _("Map"), "table": _("Table"), "print": _("Print")}
OURS = ("lens", "view", "part", "ring", "on", "then", "light", "find", "focus", "steps", "after", "panel")
STEPS = (1, 2)
# What may stand out besides the filters' values: where a relation wants looking after.
COLD = "cold"


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
    find: str = ""
    focus: int = 0
    steps: int = 1
    after: str = ""
    panel: str = ""
    filters: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, request: WorkspaceRequest) -> "Asked":
        """Read the request's own address."""
        return cls.read(request.GET)

    @classmethod
    def read(cls, given: QueryDict) -> "Asked":
        """Read an address' query; the rooms are the first lens."""
        view = given.get("view", "map")
        focus, steps = given.get("focus", ""), given.get("steps", "")
        return cls(
            lens=lenses.get(given.get("lens", "")) or lenses.ROOMS,
            view=view if view in VIEWS else "map",
            sector=_text(given, "part", 40),
            level=level if (level := given.get("ring", "")) in Level.values else "",
            on=_day(given.get("on", "")),
            then=_day(given.get("then", "")),
            light=_text(given, "light", 80),
            find=_text(given, "find", 80),
            focus=int(focus) if focus.isdecimal() and len(focus) < 19 else 0,
            steps=2 if steps == "2" else 1,
            after=_text(given, "after", 300),
            panel=_text(given, "panel", 20),
            filters={
                name: [v.replace("\0", "")[:200] for v in given.getlist(name)[:100] if v]
                for name in OrganisationFilter.base_filters
                if name not in OURS and any(given.getlist(name))
            },
        )

    def address(self, **changes: Any) -> str:
        """`?…` of this map with some of it changed; None removes. Place in a list and open panel are left behind."""
        now: dict[str, Any] = {
            "lens": self.lens.key,
            "view": self.view if self.view != "map" else None,
            "part": self.sector,
            "ring": self.level,
            "on": self.on,
            "then": self.then,
            "light": self.light,
            "find": self.find,
            "focus": self.focus or None,
            "steps": self.steps if self.focus and self.steps != 1 else None,
            **self.filters,
        }
        now |= changes
        pairs = [(k, v) for k, v in now.items() if v not in (None, "", [])]
        return "?" + urlencode(pairs, doseq=True)

    def hidden(self, *without: str) -> list[tuple[str, str]]:
        """What a form that asks for more must carry along."""
        query = QueryDict(self.address(**dict.fromkeys(without)).removeprefix("?"))
        return [(name, value) for name, values in query.lists() for value in values]

    def everything(self, request: WorkspaceRequest) -> "QuerySet[Organisation]":
        """All organisations that the reader may see."""
        return Organisation.objects.visible_to(request.user).of(request.workspace)

    def filterset(self, request: WorkspaceRequest) -> OrganisationFilter:
        """The filters that hold, as the list of organisations has them."""
        return _filtered(request, self.filters, self.everything(request))

    def rows(self, request: WorkspaceRequest) -> "QuerySet[Organisation]":
        """The organisations that filters and focus leave."""
        found: QuerySet[Organisation] = (
            self.filterset(request).qs if self.filters else self.everything(request)
        )
        if self.focus:
            found = near.within(found, request.workspace, self.focus, self.steps)
        return found

    @property
    def highlights(self) -> bool:
        return bool(self.light or self.find)

    def bright(self, request: WorkspaceRequest) -> "QuerySet[Organisation] | None":
        """The organisations that stand out; None where nothing is highlighted."""
        if not self.highlights:
            return None
        rows = self.everything(request)
        if self.light == COLD:
            rows = care.cold(rows, care.intervals(request.workspace))
        elif self.light:
            name, _sep, value = self.light.partition(":")
            known = name in OrganisationFilter.base_filters
            lit = _filtered(request, {name: [value or "on"]}, rows) if known else None
            # A value that is no more: nobody has it, so nobody stands out.
            rows = lit.qs if lit is not None and lit.is_valid() else rows.none()
        return _filtered(request, {"q": [self.find]}, rows).qs if self.find else rows


def _filtered(
    request: WorkspaceRequest, values: dict[str, list[str]], rows: "QuerySet[Organisation]"
) -> OrganisationFilter:
    data = QueryDict(mutable=True)
    for name, given in values.items():
        data.setlist(name, given)
    return OrganisationFilter(data, queryset=rows, request=request)


def _text(given: QueryDict, name: str, most: int) -> str:
    return given.get(name, "").replace("\0", "").strip()[:most]


def _day(text: str) -> date | None:
    """A date as addresses have it (2026-03-06), or as people write it (6-3-2026)."""
    try:
        return parse_date(text[:10]) or forms.DateField(required=False).clean(text[:10])
    except (ValueError, ValidationError):
        return None
