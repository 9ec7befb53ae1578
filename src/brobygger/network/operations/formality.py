"""How formal a relation is: decided by a person, as a dated row with its evidence."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.models import Activity, Formality, Organisation
from brobygger.network.operations.scope import within


@operation("network.formality.decide")
def decide(
    *,
    organisation: Organisation,
    level: str,
    by: Actor,
    since: date | None = None,
    evidence: str = "",
    reason: str = "",
    activity: Activity | None = None,
    decided_by: Colleague | None = None,
    why: str = "",
) -> Formality:
    """From `since` on the relation is at `level`, up or down. The latest row is the current level."""
    within(by, organisation, activity, decided_by)
    since = since or timezone.localdate()
    if since > timezone.localdate():
        raise ValidationError({"since": _("The date lies in the future.")})
    row = Formality(
        workspace_id=by.workspace_id,
        organisation=organisation,
        level=level,
        since=since,
        evidence=evidence,
        reason=reason,
        activity=activity,
        decided_by=decided_by or (by if isinstance(by, Colleague) else None),
    )
    made = history.create(row, by=by, why=why)
    organisation.refresh_from_db(fields=["level"])
    return made


@operation("network.formality.delete")
def delete(*, formality: Formality, by: Actor, why: str = "") -> Batch:
    """The decision was entered by mistake: move it to the bin; the level before it is the current one again."""
    within(by, formality)
    return history.delete(formality, by=by, why=why)
