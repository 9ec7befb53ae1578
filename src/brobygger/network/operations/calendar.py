"""Secret addresses of calendars: made, made anew, withdrawn; always by the colleague whose they are."""

import hashlib
import secrets

from django.utils import timezone

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.operations import operation
from brobygger.network.models import CalendarAddress


@operation("network.calendar.open")
def open_address(*, by: Colleague) -> str:
    """The secret of a new address. It is told this once; an earlier address of the same colleague opens no more."""
    _withdraw(by)
    token = secrets.token_urlsafe(32)
    made = CalendarAddress(workspace_id=by.workspace_id, colleague=by, secret=hashed(token))
    history.create(made, by=by)
    return token


@operation("network.calendar.close")
def close_address(*, by: Colleague) -> bool:
    """Withdraw the address; False where there was none."""
    return _withdraw(by)


def _withdraw(colleague: Colleague) -> bool:
    # Two pages that ask at once come one after the other.
    Colleague.objects.select_for_update().get(pk=colleague.pk)
    found = CalendarAddress.objects.filter(colleague=colleague, withdrawn_at=None)
    stopped = [history.change(row, by=colleague, withdrawn_at=timezone.now()) for row in found]
    return bool(stopped)


def hashed(token: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def owner_of(token: str) -> Colleague | None:
    """The colleague whose calendar this secret opens; None for a wrong or withdrawn one, or one who has left."""
    rows = CalendarAddress.objects.select_related("colleague__workspace", "colleague__user")
    found = rows.filter(secret=hashed(token), withdrawn_at=None).first()
    active = found is not None and found.colleague.state == Colleague.State.ACTIVE
    return found.colleague if found is not None and active else None
