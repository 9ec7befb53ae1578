"""What is done to many records at once: one operation, one batch, undone together."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import ngettext

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.models import (
    FollowUp,
    Organisation,
    OrganisationTheme,
    OrganisationType,
    OrganisationTypeLink,
    Person,
    Theme,
)


def _own(records: "QuerySet[Any]", by: Actor) -> list[Any]:
    """The records in a stable order, never another workspace's."""
    return list(records.filter(workspace_id=by.workspace_id).order_by("id"))


def _how_many(what: str, n: int) -> str:
    return f"{what}: " + ngettext("%(n)d organisation", "%(n)d organisations", n) % {"n": n}


@operation("network.organisations.set_theme")
def set_theme(*, organisations: "QuerySet[Organisation]", theme: Theme, by: Actor) -> Batch:
    """Put the organisations that lack it under a theme."""
    with history.batch(by=by, kind="bulk", label=theme.name) as batch:
        rows = _own(organisations, by)
        has = set(OrganisationTheme.objects.filter(theme=theme).values_list("organisation_id", flat=True))
        lacking = [o for o in rows if o.pk not in has]
        links = [
            OrganisationTheme(workspace_id=by.workspace_id, organisation=o, theme=theme) for o in lacking
        ]
        history.bulk_create(links, by=by)
        return _named(batch, _how_many(theme.name, len(lacking)))


@operation("network.organisations.set_type")
def set_type(*, organisations: "QuerySet[Organisation]", kind: OrganisationType, by: Actor) -> Batch:
    """Give the organisations that lack it a type."""
    with history.batch(by=by, kind="bulk", label=kind.name) as batch:
        rows = _own(organisations, by)
        has = set(OrganisationTypeLink.objects.filter(type=kind).values_list("organisation_id", flat=True))
        lacking = [o for o in rows if o.pk not in has]
        links = [
            OrganisationTypeLink(workspace_id=by.workspace_id, organisation=o, type=kind) for o in lacking
        ]
        history.bulk_create(links, by=by)
        return _named(batch, _how_many(kind.name, len(lacking)))


@operation("network.organisations.set_sector")
def set_sector(*, organisations: "QuerySet[Organisation]", sector: str, by: Actor) -> Batch:
    """Place the organisations in one of society's sectors, or in none."""
    with history.batch(by=by, kind="bulk", label=sector) as batch:
        changed = [o for o in _own(organisations, by) if history.change(o, by=by, sector=sector)]
        label = str(changed[0].get_sector_display()) if changed and sector else sector or "–"
        return _named(batch, _how_many(label, len(changed)))


@operation("network.follow_ups.ask")
def ask(
    *,
    records: "QuerySet[Organisation] | QuerySet[Person]",
    owner: Colleague,
    text: str,
    due_on: date,
    by: Actor,
) -> Batch:
    """Ask a colleague to follow up each of these organisations or people."""
    with history.batch(by=by, kind="bulk", label=text) as batch:
        key = "organisation" if records.model is Organisation else "person"
        rows: Sequence[Any] = _own(records, by)
        made = [
            FollowUp(workspace_id=by.workspace_id, text=text, owner=owner, due_on=due_on, **{key: row})
            for row in rows
        ]
        if made:
            # One is checked for all: they differ in the record alone.
            made[0].clean_fields(exclude=["workspace", "organisation", "person"])
        history.bulk_create(made, by=by)
        return _named(batch, f"{text} ({owner.first_name}, {len(made)})")


@operation("network.records.delete")
def delete(*, records: "QuerySet[Organisation] | QuerySet[Person]", by: Actor, why: str = "") -> Batch:
    """Move the records, with what hangs on them, to the bin as one deletion."""
    rows = _own(records, by)
    names = ", ".join(str(row) for row in rows[:3]) + (f" + {len(rows) - 3}" if len(rows) > 3 else "")
    with history.batch(by=by, kind="deletion", label=names) as batch:
        batch.report = {"model": records.model._meta.label_lower}
        batch.save(update_fields=["report"])
        for row in rows:
            history.delete(row, by=by, why=why)
        return batch


def _named(batch: Batch, label: str) -> Batch:
    batch.label = label[:200]
    batch.save(update_fields=["label"])
    return batch
