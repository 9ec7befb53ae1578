"""What an archive leaves out row by row, because a package promised somebody that it is not shown (yet).

Packages register conditions at start-up. Rows that would be deleted with a row left out are left out as well.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import CASCADE, Case, F, Model, Q, Value, When

from brobygger.accounts.models import Workspace
from brobygger.records.archive import layout

# The rows of a workspace it is about, as they stand now.
Condition = Callable[[Workspace], Q]
_ROWS: dict[str, Condition] = {}
_COLUMNS: dict[tuple[str, str], tuple[Condition, Any]] = {}


def leave_out(label: str, condition: Condition) -> None:
    """Rows of the model `label` that are not written; the same label twice replaces."""
    _ROWS[label] = condition


def write_as(label: str, column: str, condition: Condition, value: Any) -> None:
    """In rows where the condition holds, `column` is written as `value`; the same column twice replaces."""
    _COLUMNS[label, column] = (condition, value)


class Withheld:
    """What one archive leaves out, decided once for the whole of it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.found: dict[type[Model], Q | None] = {}

    def rows(self, model: type[Model]) -> Q | None:
        """The rows of `model` that are left out; None where all are written."""
        if model not in self.found:
            self.found[model] = None  # whatever refers to itself asks again on the way
            self.found[model] = self._rows(model)
        return self.found[model]

    def _rows(self, model: type[Model]) -> Q | None:
        registered = _ROWS.get(model._meta.label_lower)
        out = registered(self.workspace) if registered else None
        for field in model._meta.concrete_fields:
            target: Any = field.related_model if field.is_relation else None
            if target is None or target._meta.label_lower == layout.WORKSPACE or target is model:
                continue
            if getattr(field.remote_field, "on_delete", None) is not CASCADE:
                continue
            above = self.rows(target)
            if above is not None:
                held = Q(**{f"{field.name}__in": target._base_manager.filter(above).values("pk")})
                out = held if out is None else out | held
        return out

    def column(self, model: type[Model], column: layout.Column) -> Any:
        """What to read for a column: its name, or an expression that puts the value to be written in its place."""
        known = _COLUMNS.get((model._meta.label_lower, column.attname))
        if known is None:
            return column.attname
        condition, value = known
        written = Value(value, output_field=column.field)
        return Case(
            When(condition(self.workspace), then=written),
            default=F(column.attname),
            output_field=column.field,
        )
