"""The weekly mail to colleagues: once in an ISO week, only where there is something to say, and not to those who said no."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from brobygger.accounts.models import Colleague, System, Workspace
from brobygger.core import history, mail
from brobygger.core.operations import operation
from brobygger.network.models import DigestPause, DigestSent
from brobygger.network.operations.scope import remove
from brobygger.network.queries import care
from brobygger.network.queries.digest import Digest, digest_of


def week_of(now: datetime) -> str:
    """The ISO week, "2026-W47", by the clock here."""
    year, week, _day = timezone.localtime(now).isocalendar()
    return f"{year}-W{week:02}"


def send_all(workspace: Workspace, week: str) -> int:
    """Mail every colleague of the workspace who has something waiting and has had no mail this week; returns how many."""
    days = care.intervals(workspace)
    readers = (
        Colleague.objects.of(workspace)
        .filter(state=Colleague.State.ACTIVE, user__is_active=True)
        .exclude(email="")
        .exclude(pk__in=DigestPause.objects.of(workspace).values("colleague"))
        .exclude(pk__in=DigestSent.objects.of(workspace).filter(week=week).values("colleague"))
        .select_related("workspace", "user")
    )
    sent = 0
    for colleague in readers.order_by("id"):
        digest = digest_of(colleague, days)
        if digest:
            sent += send(colleague=colleague, week=week, digest=digest)
    return sent


def send(*, colleague: Colleague, week: str, digest: Digest) -> bool:
    """Mail it, unless another worker was first."""
    try:
        with transaction.atomic():
            _send(colleague=colleague, week=week, digest=digest)
    except IntegrityError:
        return False
    return True


@operation("network.digest.send")
def _send(*, colleague: Colleague, week: str, digest: Digest) -> None:
    """The row comes first: its constraint is what makes it one mail a week."""
    row = DigestSent(workspace_id=colleague.workspace_id, colleague=colleague, week=week)
    history.create(row, by=System(colleague.workspace))
    language = colleague.user.language if colleague.user else "da"
    mail.send(
        "network/mail/digest", to=colleague.email, language=language, context=_context(colleague, digest)
    )


def _context(colleague: Colleague, digest: Digest) -> dict[str, Any]:
    slug = colleague.workspace.slug

    def page(name: str, *args: Any) -> str:
        return mail.absolute(reverse(f"network:{name}", args=[slug, *args]))

    return {
        "workspace": colleague.workspace,
        "colleague": colleague,
        "digest": digest,
        "cold": [(o, page("cold", o.pk)) for o in digest.cold],
        "steps": [(s, page("follow_up_done", s.pk)) for s in digest.steps],
        "all_cold": page("care_cold") + "?mine=on",
        "all_steps": page("follow_ups") + "?mine=on&state=open",
        "waiting": page("handovers_waiting"),
        "stop": page("digest"),
    }


@operation("network.digest.choose")
def choose(*, colleague: Colleague, wanted: bool, by: Colleague) -> None:
    """Whether this colleague wants the weekly mail."""
    paused = list(DigestPause.objects.filter(colleague=colleague))
    if wanted:
        remove(paused, colleague, by=by)
    elif not paused:
        history.create(DigestPause(workspace_id=colleague.workspace_id, colleague=colleague), by=by)
