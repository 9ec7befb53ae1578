"""The mails of a mapping campaign, beside the pages."""

from datetime import datetime, timedelta

from django.tasks import task
from django.utils import timezone

from brobygger.accounts.models import Colleague, System
from brobygger.map.models import Campaign
from brobygger.map.operations import campaigns

# So long before the last day those who are missing are reminded, once.
BEFORE = timedelta(days=2)


@task
def send_campaign(campaign_id: int, reminder: bool, colleague_id: int | None = None) -> None:
    """Write to all who are asked, or remind those who are missing; each mail is an operation of its own."""
    campaign = Campaign.objects.select_related("workspace").get(pk=campaign_id)
    sender = Colleague.objects.filter(pk=colleague_id or 0).first()
    by = sender or System(campaign.workspace)
    for asked in campaign.asked.filter(answered_at=None).order_by("id"):
        campaigns.write(asked=asked, by=by, reminder=reminder)


def remind(now: datetime) -> str:
    """Timed work: remind those missing in campaigns about to close who have had no reminder."""
    today = timezone.localdate(now)
    soon = Campaign.objects.filter(closes_on__gte=today, closes_on__lte=today + BEFORE, opened_on__lt=today)
    waiting = soon.filter(asked__answered_at=None, asked__reminded_at=None).distinct()
    ids = list(waiting.order_by("id").values_list("pk", flat=True))
    for pk in ids:
        send_campaign_once.enqueue(pk)
    return f"{len(ids)} campaigns"


@task
def send_campaign_once(campaign_id: int) -> None:
    """The reminder before the last day: to those missing who have not been reminded; done twice it sends nothing twice."""
    campaign = Campaign.objects.select_related("workspace").get(pk=campaign_id)
    for asked in campaign.asked.filter(answered_at=None, reminded_at=None).order_by("id"):
        campaigns.write(asked=asked, by=System(campaign.workspace), reminder=True)
