"""The weekly mail: only what is one's own, once an ISO week, in one's language, and not to those who said no."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from brobygger.core import timed
from brobygger.network.models import (
    DigestPause,
    DigestSent,
    FollowUp,
    Handover,
    HandoverLine,
    Organisation,
    Tie,
)
from brobygger.network.operations import digest

TODAY = timezone.localdate()


@pytest.fixture
def cold(workspace: Any, staff: Any) -> Organisation:
    """Ali knows the bookshop, and nobody has spoken with them for long."""
    made = Organisation.objects.create(
        workspace=workspace, name="Boghandleren", level="network", last_contact_on=TODAY - timedelta(days=500)
    )
    Tie.objects.create(workspace=workspace, colleague=staff, organisation=made)
    return made


def tick(now: datetime, run_jobs: Any, capture: Any) -> list[Any]:
    """One tick of the timer and its jobs; the mails that went."""
    mail.outbox.clear()
    timed.tick(now, only=["network.digest"])
    with capture(execute=True):
        run_jobs()
    return list(mail.outbox)


def test_it_goes_to_those_with_something_waiting_once_a_week(
    cold: Any, staff: Any, coordinator: Any, run_jobs: Any, django_capture_on_commit_callbacks: Any
) -> None:
    now = timezone.now()
    sent = tick(now, run_jobs, django_capture_on_commit_callbacks)
    assert [m.to for m in sent] == [[staff.email]]
    assert tick(now, run_jobs, django_capture_on_commit_callbacks) == []
    digest.send_all(staff.workspace, digest.week_of(now))
    assert DigestSent.objects.count() == 1
    assert digest.send_all(staff.workspace, digest.week_of(now + timedelta(days=7))) == 1


def test_what_it_says_and_where_it_leads(
    cold: Any, staff: Any, coordinator: Any, workspace: Any, django_capture_on_commit_callbacks: Any
) -> None:
    FollowUp.objects.create(workspace=workspace, owner=staff, text="Ring til Oda", due_on=TODAY)
    later = TODAY + timedelta(days=30)
    FollowUp.objects.create(workspace=workspace, owner=staff, text="Til foråret", due_on=later)
    handover = Handover.objects.create(workspace=workspace, colleague=coordinator)
    HandoverLine.objects.create(
        workspace=workspace, handover=handover, label="Museet", decision="give", receiver=staff
    )
    with django_capture_on_commit_callbacks(execute=True):
        digest.send_all(workspace, "2026-W47")
    (sent,) = mail.outbox
    assert sent.subject == "Din uge i netværket hos Fjordby Bibliotek og Borgerservice"
    for told in ("Kære Ali", "Ring til Oda", "Boghandleren, Netværk", "overdrage 1 relation"):
        assert told in sent.body
    assert "Til foråret" not in sent.body
    for path in (f"care/cold/{cold.pk}/", "handovers/waiting/", "care/mail/"):
        assert f"/fjordby/{path}\n" in sent.body
        assert f'/fjordby/{path}">' in sent.alternatives[0].content
    assert "\n\n\n" not in sent.body


def test_in_english_for_those_who_read_english(
    cold: Any, staff: Any, workspace: Any, django_capture_on_commit_callbacks: Any
) -> None:
    staff.user.language = "en"
    staff.user.save()
    with django_capture_on_commit_callbacks(execute=True):
        digest.send_all(workspace, "2026-W47")
    assert mail.outbox[0].subject == "Your week in the network of Fjordby Bibliotek og Borgerservice"
    assert "These relations of yours are going cold" in mail.outbox[0].body


def test_who_says_no_gets_none(cold: Any, staff: Any, workspace: Any, client_of: Callable[..., Any]) -> None:
    client = client_of(staff)
    assert "Boghandleren" in client.get("/fjordby/care/mail/").content.decode()
    client.post("/fjordby/care/mail/", {"wanted": "no"})
    assert DigestPause.objects.get().colleague == staff
    assert digest.send_all(workspace, "2026-W47") == 0
    client.post("/fjordby/care/mail/", {"wanted": "yes"})
    assert digest.send_all(workspace, "2026-W47") == 1
    assert "/fjordby/care/mail/" in client.get("/profile/").content.decode()


def test_who_has_left_or_has_no_log_in_gets_none(cold: Any, staff: Any, workspace: Any) -> None:
    staff.user = None
    staff.save()
    assert digest.send_all(workspace, "2026-W47") == 0


def test_weeks_are_iso_weeks_by_our_own_clock() -> None:
    assert digest.week_of(datetime(2026, 12, 31, 12, tzinfo=UTC)) == "2026-W53"
    assert digest.week_of(datetime(2027, 1, 3, 22, tzinfo=UTC)) == "2026-W53"
    assert digest.week_of(datetime(2027, 1, 3, 23, 30, tzinfo=UTC)) == "2027-W01"
