"""What the municipality takes away is gone the next morning: its log-in lasts twelve hours, however busy one is."""

import time
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from tests.accounts.federation.conftest import by_oidc


def test_work_does_not_make_the_session_longer(workspace, oidc, client):
    by_oidc(client)
    in_the_evening = timezone.now() + timedelta(hours=11)
    ends = client.session.get_expiry_date(modification=in_the_evening)
    assert ends <= timezone.now() + timedelta(hours=12)


def test_a_session_that_lasts_longer_opens_no_longer(workspace, oidc, leader, client):
    workspace.only_municipal = True
    workspace.save()
    by_oidc(client)
    assert client.get("/fjordby/").status_code == 200
    session = client.session
    session.set_expiry(timedelta(days=14))
    session["municipal"] |= {"until": time.time() - 1}
    session.save()
    answer = client.get("/fjordby/")
    assert answer.status_code == 403
    assert "Log ind med Fjordby Kommune" in answer.text
    by_oidc(other := Client())
    assert other.get("/fjordby/").status_code == 200
