"""What an archive holds: which models, which of their columns, and how a row is written without database ids.

Rows of a table are numbered 1, 2, 3 … in the order of their ids, and every reference is such a number. Equal content
thus gives equal bytes, whatever ids the database gave.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_noop

from brobygger.accounts.models import Workspace
from brobygger.core import references
from brobygger.core.fields import refuse_cpr

FORMAT = 1
MANIFEST = "manifest.json"
WORKSPACE = "accounts.workspace"
HISTORY = "core.historyentry"

# Tenant models that are not in the archive, and why.
LEFT_OUT = {
    "core.searchentry": "made anew when the archive is read",
    "accounts.link": "links carry secrets",
    "accounts.identity": "whom a log-in of this installation knows a colleague as",
    "network.calendaraddress": "addresses of calendars carry secrets and belong to this installation",
    "accounts.apitoken": "keys of other systems are secrets",
    "records.retentionplan": "announced for this installation's rows",
    "records.workspaceexport": "a file in this installation's data folder",
    "questions.sheetlink": "links carry secrets",
    "records.notice": "lines to one colleague that lead to addresses of this installation",
    "map.mapembed": "links carry secrets",
    "map.askedlink": "links carry secrets",
    "records.webhook": "what this installation tells other systems, with a secret made from its own key",
    "records.webhookdelivery": "messages of those webhooks",
}
# Rows outside the workspace are named, not numbered: by this column.
NAMED_BY = {"places.municipality": "code", "accounts.user": "email"}
# History of the archive itself belongs to the installation, not to the content.
ABOUT_ARCHIVES = ("records.archive.write", "records.archive.read")

DAMAGED = gettext_noop("This archive is damaged or was changed: %s")

# (label of the model, id or number) -> number or id; None where there is no such record.
Renumber = Callable[[str, int], int | None]
# (label, column) -> what names the row outside, or its id; None where unknown.
Rename = Callable[[str, Any], Any]


class ArchiveRefused(Exception):
    """The archive cannot be read, or not into this workspace; the message says why and what to do."""


@dataclass(frozen=True)
class Column:
    """One column: `kind` is plain, date, json, key (a numbered row), name (a row outside) or file."""

    name: str
    attname: str
    kind: str
    target: str
    field: Any
    guarded: bool


def tables() -> list[type[models.Model]]:
    """Every model whose rows belong to a workspace, but those left out; in a stable order."""
    found = [m for m in apps.get_models() if is_ours(m) and belongs_to_workspace(m)]
    return sorted(
        (m for m in found if m._meta.label_lower not in LEFT_OUT), key=lambda m: m._meta.label_lower
    )


def is_ours(model: type[models.Model]) -> bool:
    return model.__module__.startswith("brobygger.")


def belongs_to_workspace(model: type[models.Model]) -> bool:
    return any(f.attname == "workspace_id" for f in model._meta.concrete_fields)


@cache
def columns(model: type[models.Model]) -> tuple[Column, ...]:
    """The columns of `model` in the archive: all but its id and its workspace."""
    skipped = {"id", "workspace_id"}
    return tuple(_column(f) for f in model._meta.concrete_fields if f.attname not in skipped)


@cache
def columns_by_attname(label: str) -> dict[str, Column]:
    """For history, which calls columns by attname and holds the workspace too; {} for a model no longer there."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return {}
    return {f.attname: _column(f) for f in model._meta.concrete_fields}


def _column(field: Any) -> Column:
    kind, target = "plain", ""
    if field.is_relation:
        target = field.related_model._meta.label_lower
        kind = "name" if target in NAMED_BY else "key"
    elif isinstance(field, models.FileField):
        kind = "file"
    elif isinstance(field, models.JSONField):
        kind = "json"
    elif isinstance(field, models.DateField):
        kind = "date"
    return Column(field.name, field.attname, kind, target, field, refuse_cpr in field.validators)


@dataclass
class Mover:
    """Rewrites what refers to other rows, out of the database or into it, by the three functions it is given."""

    renumber: Renumber
    rename: Rename
    refile: Callable[[str], str]

    def cell(self, column: Column, value: Any) -> Any:
        if value is None or column.kind in ("plain", "date", "json"):
            return value
        if column.kind == "key":
            return self.renumber(column.target, value)
        return self.rename(column.target, value) if column.kind == "name" else self.refile(value)

    def references(self, model: type[models.Model], row: dict[str, Any]) -> None:
        """Rewrite in place the ids of `row` (by attname) that are no foreign keys."""
        for reference in references.of(model):
            value = row.get(reference.column)
            if isinstance(value, int):
                target = references.target(reference, row)
                label = target._meta.label_lower if target else str(row.get(reference.model_column, ""))
                row[reference.column] = self.renumber(label, value)

    def side(self, label: str, side: dict[str, Any] | None) -> dict[str, Any] | None:
        """`before` or `after` of a history entry about a record of the model called `label`."""
        if side is None:
            return None
        known = columns_by_attname(label)
        moved = {
            name: self.cell(known[name], value) if name in known else value
            for name, value in sorted(side.items())
            if not (name in known and known[name].target == "accounts.user")
        }
        if known:
            self.references(apps.get_model(label), moved)
        return moved

    def report(self, report: dict[str, Any]) -> dict[str, Any]:
        """The ids in a batch's report: of the batch it undid, of its import, and of what its own undo kept."""
        moved = dict(report)
        for name, label in (("undo_of", "core.batch"), ("import", "records.importrun")):
            if isinstance(pk := moved.get(name), int):
                moved[name] = self.renumber(label, pk)
        undo = moved.get("undo")
        if isinstance(undo, dict) and isinstance(undo.get("kept"), list):
            kept = [k | {"object_id": self.renumber(k["model"], k["object_id"])} for k in undo["kept"]]
            moved["undo"] = undo | {"kept": kept}
        return moved

    def inside(self, model: type[models.Model], row: dict[str, Any]) -> None:
        """Rewrite in place what lies inside the JSON columns of `row`, and its references."""
        label = model._meta.label_lower
        if label == HISTORY:
            row["before"] = self.side(row["model"], row["before"])
            row["after"] = self.side(row["model"], row["after"])
        elif label == "core.batch":
            row["report"] = self.report(row["report"])
        self.references(model, row)


def encode(row: Any) -> bytes:
    """One line of a table: keys sorted, so that it does not matter how a database keeps its JSON."""
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_default)
    return text.encode() + b"\n"


def _default(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} has no form in the archive")


def content_hash(manifest: dict[str, Any]) -> str:
    """The hash of all content: equal for two workspaces that hold the same."""
    parts = {name: manifest[name] for name in ("format", "workspace", "tables", "files")}
    return hashlib.sha256(encode(parts)).hexdigest()


def member(model: type[models.Model]) -> str:
    """The name of a model's table inside the archive."""
    return f"tables/{model._meta.label_lower}.jsonl"


def strings(value: Any) -> Iterator[str]:
    """Every text inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def describe(workspace: Workspace) -> dict[str, Any]:
    """What the manifest says of the workspace itself; its slug is the installation's."""
    return {
        "name": workspace.name,
        "municipality": workspace.municipality.code if workspace.municipality else None,
        "source": workspace.source,
    }
