"""What webhooks give the rest of the product: their settings page, their notice, their timed work."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Role
from brobygger.core import navigation, pages, timed
from brobygger.records import notices, rules
from brobygger.records.webhooks import tasks
from brobygger.records.webhooks.models import Webhook


def may_see(request: HttpRequest) -> bool:
    """What leaves the house is the leaders' to decide."""
    colleague = getattr(request, "colleague", None)
    return colleague is not None and colleague.has_role(Role.LEADER)


def register() -> None:
    """Called once at start-up."""
    pages.name(Webhook, _("Webhook"))
    rules.guard(Role.LEADER, Webhook._meta.label_lower)
    navigation.register(
        navigation.Item(
            "webhooks",
            _("Webhooks"),
            "open",
            "records:webhooks",
            group="settings",
            order=40,
            text=_("Other systems are told when something is written here."),
            allowed=may_see,
        )
    )
    notices.register(
        "webhook.stopped",
        lambda v: str(_("%(name)s was stopped: the other system could not be reached for a day.") % v),
    )
    timed.register("records.webhooks", tasks.every_minute, every=timedelta(minutes=1))
