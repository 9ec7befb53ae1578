"""What every verb checks first."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from brobygger.core.operations import Actor
from brobygger.questions.models import Round, SetVersion


def within(by: Actor, *objects: Any) -> None:
    """PermissionDenied unless every given record (None is left out) belongs to the workspace of `by`."""
    for obj in objects:
        if obj is not None and obj.workspace_id != by.workspace_id:
            raise PermissionDenied(f"{obj._meta.label_lower} {obj.pk} belongs to another workspace")


class Frozen(ValidationError):
    """The version has been answered: it stays as it was asked."""


class RoundClosed(ValidationError):
    """The round takes no more answers."""


def unfrozen(version: SetVersion) -> None:
    """Frozen where somebody has answered this version."""
    if SetVersion.objects.select_for_update().get(pk=version.pk).is_frozen:
        raise Frozen(
            _("Somebody has answered these questions. Make a copy of the version and change that."),
            code="frozen",
        )


def still_open(round: Round) -> Round:
    """The round as it is now, locked; RoundClosed where it takes no answers."""
    fresh = Round.objects.select_for_update(of=("self",)).select_related("set_version").get(pk=round.pk)
    if fresh.state == Round.State.PLANNED:
        raise RoundClosed(_("The round has not begun."), code="planned")
    if fresh.is_closed:
        raise RoundClosed(_("The round is closed. It takes no more answers."), code="closed")
    return fresh
