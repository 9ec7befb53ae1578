"""Organisations are given values of a lens: many at once, undone together, or exactly these for one."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.models import Team, Workspace
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.map.lenses import FOCUS, Lens
from brobygger.map.scene import Sector
from brobygger.network.models import AgeGroup, Organisation, OrganisationAgeGroup, OrganisationTheme, Theme
from brobygger.network.operations import organisations as network
from brobygger.network.operations.bulk import set_sector
from brobygger.network.operations.scope import within
from brobygger.strategy.models import FocusArea, OrganisationTeam, Placing, ReachOf, Serves
from brobygger.strategy.operations import lenses, placing, serving

# Which rows say it, lens by lens: model and column. Society's sector is a column of the organisation itself.
ROWS: dict[str, tuple[Any, str]] = {
    "rooms": (Placing, "room"),
    "ages": (OrganisationAgeGroup, "age_group_id"),
    "themes": (OrganisationTheme, "theme_id"),
    "teams": (OrganisationTeam, "team_id"),
    "places": (ReachOf, "reach"),
    "focus": (Serves, "focus_area_id"),
}
SOCIETY = "society"
WORDS = {"ages": AgeGroup, "themes": Theme, "teams": Team, "focus": FocusArea}


def can_place(lens: Lens) -> bool:
    """True for lenses whose values people give; others are worked out from the data."""
    return lens.key in ROWS or lens.key == SOCIETY


@operation("map.organisations.place")
def place(*, organisations: "QuerySet[Organisation]", lens: Lens, value: str, by: Actor) -> Batch:
    """Give the organisations that lack it a value of the lens; what they have already stays."""
    _known(lens, value, by)
    if lens.key == SOCIETY:
        return set_sector(organisations=organisations, sector=value, by=by)
    model, column = ROWS[lens.key]
    with history.batch(by=by, kind="bulk", label="") as batch:
        rows = list(organisations.filter(workspace_id=by.workspace_id).order_by("id"))
        held = _held(lens).filter(**{column: value}, organisation__in=rows)
        has = set(held.values_list("organisation_id", flat=True))
        made = [
            model(workspace_id=by.workspace_id, organisation=row, **{column: value})
            for row in rows
            if row.pk not in has
        ]
        history.bulk_create(made, by=by)
        named = ngettext("%(n)d organisation", "%(n)d organisations", len(made)) % {"n": len(made)}
        batch.label = f"{label(lens, value, by)}: {named}"[:200]
        batch.save(update_fields=["label"])
        return batch


@operation("map.organisation.place")
def place_one(
    *, organisation: Organisation, lens: Lens, values: Sequence[str], by: Actor, why: str = ""
) -> bool:
    """Let the organisation have exactly these given values on the lens; derived ones are nobody's to set."""
    within(by, organisation)
    for value in values:
        _known(lens, value, by)
    one: dict[str, Any] = {"organisation": organisation, "by": by, "why": why}
    match lens.key:
        case "rooms":
            return placing.place(rooms=values, **one)
        case "ages":
            return bool(network.edit(age_groups=_records(AgeGroup, values), **one)) or True
        case "themes":
            return bool(network.edit(themes=_records(Theme, values), **one)) or True
        case "society":
            return bool(network.edit(sector=values[0] if values else "", **one))
        case "teams":
            return lenses.set_teams(teams=_records(Team, values), **one)
        case "places":
            return lenses.set_reach(reaches=values, **one)
    return _serve(organisation, values, by=by, why=why)


def given(organisation: Organisation, lens: Lens) -> list[str]:
    """The values that somebody has given the organisation on the lens."""
    if lens.key == SOCIETY:
        return [organisation.sector] if organisation.sector else []
    _model, column = ROWS[lens.key]
    return [str(v) for v in _held(lens).filter(organisation=organisation).values_list(column, flat=True)]


def label(lens: Lens, value: str, by: Actor) -> str:
    """What the value is called."""
    return next((s.label for s in _values(lens, by) if s.key == value), value)


def _values(lens: Lens, by: Actor) -> Sequence[Sector]:
    return lens.sectors(Workspace.objects.get(pk=by.workspace_id))


def _held(lens: Lens) -> "QuerySet[Any]":
    model, _column = ROWS[lens.key]
    rows: QuerySet[Any] = model.objects.exclude(organisation=None)
    if model is Serves:
        # An area that is done keeps its rows; nobody is asked about it any more.
        rows = rows.filter(ended_on=None, focus_area__ended_on=None).exclude(focus_area=None)
    return rows


def _serve(organisation: Organisation, values: Sequence[str], *, by: Actor, why: str) -> bool:
    held = _held(FOCUS).filter(organisation=organisation)
    rows = {str(row.focus_area_id): row for row in held}
    for area in _records(FocusArea, [v for v in values if v not in rows]):
        serving.add(organisation=organisation, focus_area=area, by=by, why=why)
    gone = [row for value, row in rows.items() if value not in values]
    for row in gone:
        serving.end(serves=row, by=by, why=why)
    return bool(gone) or any(v not in rows for v in values)


def _records(model: Any, values: Sequence[str]) -> list[Any]:
    return list(model.objects.filter(pk__in=[int(v) for v in values]))


def _known(lens: Lens, value: str, by: Actor) -> None:
    """Raise ValidationError for what is no value of this lens here."""
    if not can_place(lens) or value not in {s.key for s in _values(lens, by)}:
        raise ValidationError({"value": _("There is no such value any more. Choose another one.")})
