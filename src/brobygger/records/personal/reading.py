"""The log of what was taken out."""

from typing import Any

from brobygger.accounts.models import Colleague
from brobygger.core.operations import Actor
from brobygger.records.personal.models import ReadOut


def log(
    *, kind: str, workspace_id: int, by: Actor, what: str = "", form: str = "", number: int | None = None
) -> ReadOut:
    """Write down that somebody took something out."""
    return ReadOut.objects.create(
        workspace_id=workspace_id,
        kind=kind,
        what=what[:200],
        form=form[:10],
        number=number,
        reader_id=by.actor_id,
        reader_label=by.actor_label[:200],
    )


def note(request: Any, which: str, form: str, number: int | None) -> None:
    """A list was taken out (see `core.reads`)."""
    colleague: Colleague | None = getattr(request, "colleague", None)
    if colleague is not None:
        log(
            kind=ReadOut.Kind.LIST, workspace_id=colleague.workspace_id, by=colleague, what=which, form=form,
            number=number,
        )  # fmt: skip
