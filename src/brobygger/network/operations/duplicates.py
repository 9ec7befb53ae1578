"""Duplicates: two records become one, or are said to be two."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.duplicates.merging import Choices, Merger, locked
from brobygger.network.models import NotTheSame, Organisation, Person
from brobygger.network.operations.scope import within


class ChangedSince(Exception):
    """Somebody has edited one of the two, or it is gone, since they were compared. Nothing was written."""


@operation("network.duplicates.merge")
def merge[M: (Organisation, Person)](
    *,
    survivor: M,
    other: M,
    by: Actor,
    choices: Choices | None = None,
    versions: tuple[int, int] | None = None,
    why: str = "",
) -> Batch:
    """`other` becomes part of `survivor`: one batch, whose undo gives both back whole.

    `choices` says for a field the id of the record whose value stays, or "both" for texts; a field left out keeps the
    survivor's value and is filled where that is empty. With `versions` (of survivor and other, as they were compared):
    ChangedSince where one is another by now.
    """
    within(by, survivor, other)
    if type(survivor) is not type(other):
        raise ValidationError(_("An organisation and a person cannot be merged."))
    if survivor.pk == other.pk:
        raise ValidationError(_("This is one and the same record."), code="same")
    rows = locked(type(survivor), [survivor.pk, other.pk])
    keep, gone = rows.get(survivor.pk), rows.get(other.pk)
    if keep is None or gone is None or (versions and (keep.version, gone.version) != versions):
        raise ChangedSince
    label = _("%(gone)s merged into %(name)s") % {"gone": gone, "name": keep}
    with history.batch(by=by, kind="merge", label=label) as batch:
        Merger(keep, gone, by).run(choices or {})
        batch.report = {"model": keep._meta.label_lower}
        batch.save(update_fields=["report"])
    return batch


@operation("network.duplicates.keep_apart")
def keep_apart[M: (Organisation, Person)](*, one: M, other: M, by: Actor, why: str = "") -> NotTheSame:
    """The two are two: they are not proposed again. Said twice, it is said once."""
    within(by, one, other)
    if one.pk == other.pk or type(one) is not type(other):
        raise ValidationError(_("This is one and the same record."), code="same")
    first, second = sorted((one.pk, other.pk))
    pair = {"model": one._meta.label_lower, "one_id": first, "other_id": second}
    found = NotTheSame.objects.filter(workspace_id=by.workspace_id, **pair).first()
    decided_by = by if isinstance(by, Colleague) else None
    return found or history.create(
        NotTheSame(workspace_id=by.workspace_id, decided_by=decided_by, **pair), by=by, why=why
    )


@operation("network.duplicates.take_back")
def take_back(*, decision: NotTheSame, by: Actor, why: str = "") -> None:
    """They may be the same after all: the next scan may propose them."""
    within(by, decision)
    with history.batch(by=by, kind="edit", label=str(decision)):
        history.delete(decision, by=by, why=why)
