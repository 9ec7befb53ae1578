"""Signed, expiring links that open one thing: the primitive behind invitations and all that outsiders will be sent.

The address carries the link's secret, signed with a salt of its purpose; the row says how long it opens and whether it
was used or withdrawn. Looking at the page never uses a link, since mail scanners look too: a POST does.
"""

from datetime import timedelta
from enum import StrEnum

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse
from django.utils import timezone

from brobygger.accounts.models import Colleague, Link
from brobygger.core import history
from brobygger.core.mail import absolute
from brobygger.core.operations import Actor

LONGEST = timedelta(days=400)


class Reason(StrEnum):
    """Why a link does not open."""

    BROKEN = "broken"
    EXPIRED = "expired"
    USED = "used"
    WITHDRAWN = "withdrawn"


class LinkRefused(Exception):
    """The link does not open; `link` is None where the address itself is broken or of another purpose."""

    def __init__(self, reason: Reason, link: Link | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.link = link


def make(
    *, purpose: str, colleague: Colleague, by: Actor, days: int | None = None, alone: bool = True
) -> Link:
    """A new link for this colleague; earlier open ones of the same purpose stop opening where it is `alone`."""
    open_ones = Link.objects.filter(colleague=colleague, purpose=purpose, used_at=None, withdrawn_at=None)
    for earlier in open_ones if alone else ():
        history.change(earlier, by=by, withdrawn_at=timezone.now())
    link = Link(
        workspace_id=by.workspace_id,
        purpose=purpose,
        colleague=colleague,
        expires_at=timezone.now() + timedelta(days=days) if days else Link.default_expiry(),
        made_by_id=by.actor_id,
    )
    return history.create(link, by=by)


def token(link: Link) -> str:
    """What stands for the link in an address."""
    return _signer(link.purpose).sign(link.secret)


def address(link: Link) -> str:
    """The whole address that opens the link."""
    return absolute(reverse("accounts:link", args=[token(link)]))


def open_link(token: str, *purposes: str) -> Link:
    """The open link behind `token` if it was made for one of `purposes`; LinkRefused otherwise. Uses nothing."""
    signed = next(((p, secret) for p in purposes if (secret := _secret(token, p))), None)
    if signed is None:
        raise LinkRefused(Reason.BROKEN)
    purpose, secret = signed
    rows = Link.objects.select_related("workspace", "colleague__user", "made_by")
    link = rows.filter(secret=secret, purpose=purpose).first()
    if link is None:
        raise LinkRefused(Reason.BROKEN)
    if link.used_at:
        raise LinkRefused(Reason.USED, link)
    if link.withdrawn_at:
        raise LinkRefused(Reason.WITHDRAWN, link)
    if link.expires_at <= timezone.now():
        raise LinkRefused(Reason.EXPIRED, link)
    return link


def use(link: Link, *, by: Actor) -> None:
    """Mark the link used, inside the operation that it was for. Of two that come at once one is refused."""
    fresh = Link.objects.select_for_update().get(pk=link.pk)
    if fresh.used_at:
        raise LinkRefused(Reason.USED, fresh)
    if not fresh.is_open:
        raise LinkRefused(Reason.WITHDRAWN if fresh.withdrawn_at else Reason.EXPIRED, fresh)
    history.change(fresh, by=by, used_at=timezone.now())


def withdraw(*, colleague: Colleague, by: Actor) -> int:
    """Stop every open link of this colleague; returns how many."""
    stopped = list(Link.objects.filter(colleague=colleague, used_at=None, withdrawn_at=None))
    for link in stopped:
        history.change(link, by=by, withdrawn_at=timezone.now())
    return len(stopped)


def signed(purpose: str, secret: str) -> str:
    """What stands in an address in the place of a secret that another package keeps."""
    return _signer(purpose).sign(secret)


def unsigned(purpose: str, token: str) -> str | None:
    """The secret behind `token` where it was signed for this purpose, else None."""
    return _secret(token, purpose)


def _signer(purpose: str) -> TimestampSigner:
    return TimestampSigner(salt=f"brobygger.link.{purpose}")


def _secret(token: str, purpose: str) -> str | None:
    try:
        return _signer(purpose).unsign(token, max_age=LONGEST)
    except BadSignature:
        return None
