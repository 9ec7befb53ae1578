"""Keys of other systems: made, shown once, revoked."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import ApiToken, Colleague, Role
from brobygger.accounts.models.tokens import SHOWN, digest, new_key
from brobygger.core import history
from brobygger.core.operations import Actor, operation

LONGEST = 3650


@dataclass(frozen=True)
class NewToken:
    """A token with its key, which nobody can be shown again."""

    token: ApiToken
    key: str


@operation("accounts.token.make")
def make_token(*, name: str, role: str, by: Actor, days: int | None = None) -> NewToken:
    """A key to the workspace of `by` with one role, for `days` days or until it is revoked.

    ValidationError where the name is in use by a token that works, or the days make no sense.
    """
    name = " ".join(name.split())
    present = ApiToken.objects.filter(workspace_id=by.workspace_id, name=name, revoked_at=None)
    if present.exists():
        raise ValidationError({"name": _("There is a token with this name already. Revoke it first.")})
    if days is not None and not 1 <= days <= LONGEST:
        raise ValidationError({"days": _("Write a number of days from 1 to 3650.")})
    key = new_key()
    token = ApiToken(
        workspace_id=by.workspace_id,
        name=name,
        role=Role(role),
        prefix=key[:SHOWN],
        secret=digest(key),
        made_by=by if isinstance(by, Colleague) else None,
        expires_at=timezone.now() + timedelta(days=days) if days else None,
    )
    return NewToken(history.create(token, by=by), key)


@operation("accounts.token.revoke")
def revoke_token(*, token: ApiToken, by: Actor, why: str = "") -> None:
    """It works no longer. It stays in the list, so that the history can be read."""
    if token.revoked_at is None:
        history.change(token, by=by, why=why, revoked_at=timezone.now())
