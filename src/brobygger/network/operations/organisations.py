"""Organisations: create, edit, delete; the words they are sorted by and the names they had."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack

from django.utils import timezone

from brobygger.core import history, search
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.core.text import fold
from brobygger.network.models import (
    AgeGroup,
    FormerName,
    Organisation,
    OrganisationAgeGroup,
    OrganisationTheme,
    OrganisationTie,
    OrganisationType,
    OrganisationTypeLink,
    Theme,
)
from brobygger.network.operations.scope import follow, remove, within
from brobygger.places.models import Municipality


class Facts(TypedDict, total=False):
    """What an organisation's own columns hold."""

    name: str
    sector: str
    cvr: str
    address: str
    postcode: str
    town: str
    municipality: Municipality | None
    web: str
    email: str
    phone: str
    about: str


@operation("network.organisation.create")
def create(
    *,
    by: Actor,
    why: str = "",
    types: Iterable[OrganisationType] = (),
    themes: Iterable[Theme] = (),
    age_groups: Iterable[AgeGroup] = (),
    former_names: Iterable[str] = (),
    **facts: Unpack[Facts],
) -> Organisation:
    """A new organisation with its words and former names. ValidationError where a fact is wrong."""
    made = history.create(Organisation(workspace_id=by.workspace_id, **facts), by=by, why=why)
    _sort(made, by=by, why=why, types=types, themes=themes, age_groups=age_groups)
    if former_names:
        _name_before(made, former_names, by=by, why=why)
    return made


@operation("network.organisation.edit")
def edit(
    *,
    organisation: Organisation,
    by: Actor,
    why: str = "",
    keep_old_name: bool = False,
    types: Iterable[OrganisationType] | None = None,
    themes: Iterable[Theme] | None = None,
    age_groups: Iterable[AgeGroup] | None = None,
    former_names: Iterable[str] | None = None,
    **facts: Unpack[Facts],
) -> dict[str, tuple[Any, Any]]:
    """Change what is given; None leaves words and former names alone. Returns the changed columns, before and after.

    With `keep_old_name` a new name makes the old one a former name until today.
    """
    within(by, organisation)
    old_name = organisation.name
    changed = history.change(organisation, by=by, why=why, **facts)
    _sort(organisation, by=by, why=why, types=types, themes=themes, age_groups=age_groups)
    if former_names is not None:
        _name_before(organisation, former_names, by=by, why=why)
    if keep_old_name and "name" in changed and fold(old_name) != fold(organisation.name):
        _add_former(organisation, old_name, by=by, why=why, until=timezone.localdate())
    return changed


@operation("network.organisation.delete")
def delete(*, organisation: Organisation, by: Actor, why: str = "") -> Batch:
    """Move to the bin with all that hangs on it; people stay."""
    within(by, organisation)
    return history.delete(organisation, by=by, why=why)


def _sort(
    organisation: Organisation,
    *,
    by: Actor,
    why: str,
    types: Iterable[OrganisationType] | None,
    themes: Iterable[Theme] | None,
    age_groups: Iterable[AgeGroup] | None,
) -> None:
    for model, field, wanted in (
        (OrganisationTypeLink, "type", types),
        (OrganisationTheme, "theme", themes),
        (OrganisationAgeGroup, "age_group", age_groups),
    ):
        if wanted is not None:
            follow(
                model, organisation, owner_field="organisation", field=field, wanted=wanted, by=by, why=why
            )


def _name_before(organisation: Organisation, names: Iterable[str], *, by: Actor, why: str) -> None:
    wanted = {fold(n): " ".join(n.split()) for n in names if n.strip()}
    present = {fold(row.name): row for row in organisation.former_names.all()}
    for key, name in wanted.items():
        if key not in present:
            _add_former(organisation, name, by=by, why=why)
    remove((row for key, row in present.items() if key not in wanted), organisation, by=by, why=why)
    search.index([organisation])


def _add_former(
    organisation: Organisation, name: str, *, by: Actor, why: str, until: date | None = None
) -> None:
    row = FormerName(workspace_id=by.workspace_id, organisation=organisation, name=name, until=until)
    history.create(row, by=by, why=why)
    search.index([organisation])


@operation("network.organisation.tie")
def tie(
    *,
    organisation: Organisation,
    other: Organisation,
    kind: str,
    by: Actor,
    since: date | None = None,
    why: str = "",
) -> OrganisationTie:
    """`organisation` is part of, a member of, or works with `other`. The same tie twice gives the first one."""
    within(by, organisation, other)
    open_ones = OrganisationTie.objects.filter(
        from_organisation=organisation, to_organisation=other, kind=kind, ended_on=None
    )
    if kind == OrganisationTie.Kind.WORKS_WITH:
        open_ones |= OrganisationTie.objects.filter(
            from_organisation=other, to_organisation=organisation, kind=kind, ended_on=None
        )
    if found := open_ones.first():
        return found
    row = OrganisationTie(
        workspace_id=by.workspace_id,
        from_organisation=organisation,
        to_organisation=other,
        kind=kind,
        since=since,
    )
    return history.create(row, by=by, why=why)


@operation("network.organisation.tie_named")
def tie_named(
    *,
    organisation: Organisation,
    other: Organisation | str,
    kind: str,
    by: Actor,
    turned: bool = False,
    since: date | None = None,
    why: str = "",
) -> OrganisationTie:
    """`tie` with a text for an organisation that is new; `turned` when the other one is the part or the member."""
    if isinstance(other, str):
        other = create(name=other, by=by, why=why)
    first, second = (other, organisation) if turned else (organisation, other)
    return tie(organisation=first, other=second, kind=kind, since=since, by=by, why=why)


@operation("network.organisation.end_tie")
def end_tie(*, tie: OrganisationTie, by: Actor, on: date | None = None, why: str = "") -> None:
    """The two no longer belong together; the tie stays, grey."""
    within(by, tie)
    history.change(tie, by=by, why=why, ended_on=on or timezone.localdate())
