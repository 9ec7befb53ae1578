"""Activities: what was done together, with which organisations, carried out by whom."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.models import Activity, ActivityColleague, ActivityOrganisation, Organisation
from brobygger.network.operations import organisations as network_organisations
from brobygger.network.operations.scope import follow, within


class Facts(TypedDict, total=False):
    """What an activity's own columns hold."""

    title: str
    from_date: date
    to_date: date | None
    frame: str
    note: str


@operation("network.activity.add")
def add(
    *,
    by: Actor,
    organisations: Iterable[Organisation] = (),
    colleagues: Iterable[Colleague] = (),
    why: str = "",
    **facts: Unpack[Facts],
) -> Activity:
    """Something done together with one or more organisations."""
    _in_order(facts.get("from_date"), facts.get("to_date"))
    made = history.create(Activity(workspace_id=by.workspace_id, **facts), by=by, why=why)
    _took_part(made, organisations=organisations, colleagues=colleagues, by=by, why=why)
    return made


@operation("network.activity.edit")
def edit(
    *,
    activity: Activity,
    by: Actor,
    organisations: Iterable[Organisation] | None = None,
    colleagues: Iterable[Colleague] | None = None,
    why: str = "",
    **facts: Unpack[Facts],
) -> dict[str, tuple[Any, Any]]:
    """Change what is given; None leaves those who took part alone."""
    within(by, activity)
    _in_order(facts.get("from_date", activity.from_date), facts.get("to_date", activity.to_date))
    changed = history.change(activity, by=by, why=why, **facts)
    _took_part(activity, organisations=organisations, colleagues=colleagues, by=by, why=why)
    return changed


@operation("network.activity.delete")
def delete(*, activity: Activity, by: Actor, why: str = "") -> Batch:
    """Move to the bin; decisions that rest on it stay."""
    within(by, activity)
    return history.delete(activity, by=by, why=why)


@operation("network.activity.note")
def note(
    *,
    by: Actor,
    organisations: Iterable[Organisation | str],
    colleagues: Iterable[Colleague] = (),
    activity: Activity | None = None,
    why: str = "",
    **facts: Unpack[Facts],
) -> Activity:
    """An activity told with names: a text is a new organisation. With `activity` it is told anew."""
    chosen = [
        network_organisations.create(name=o, by=by, why=why) if isinstance(o, str) else o
        for o in organisations
    ]
    if activity is None:
        return add(by=by, organisations=chosen, colleagues=colleagues, why=why, **facts)
    edit(activity=activity, by=by, organisations=chosen, colleagues=colleagues, why=why, **facts)
    return activity


def _took_part(
    activity: Activity,
    *,
    organisations: Iterable[Organisation] | None,
    colleagues: Iterable[Colleague] | None,
    by: Actor,
    why: str,
) -> None:
    for model, field, wanted in (
        (ActivityOrganisation, "organisation", organisations),
        (ActivityColleague, "colleague", colleagues),
    ):
        if wanted is not None:
            follow(model, activity, owner_field="activity", field=field, wanted=wanted, by=by, why=why)


def _in_order(from_date: date | None, to_date: date | None) -> None:
    if from_date and to_date and to_date < from_date:
        raise ValidationError({"to_date": _("The end is before the beginning.")})
