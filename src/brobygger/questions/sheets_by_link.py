"""The address by which one invitee answers without a log-in: signed, for one purpose, telling when the round is over."""

from django.urls import reverse
from django.utils import timezone

from brobygger.accounts import links
from brobygger.core.mail import absolute
from brobygger.questions.models import Invitee, SheetLink

PURPOSE = "questions.sheet"


def token(link: SheetLink) -> str:
    """What stands in the address."""
    return links.signed(PURPOSE, link.secret)


def address(link: SheetLink) -> str:
    """The whole address."""
    return absolute(reverse("answering:sheet", args=[token(link)]))


def invitee_of(text: str) -> Invitee | None:
    """Who answers by this address; None where it is broken, of another purpose, replaced or long past, and of a colleague who has left."""
    secret = links.unsigned(PURPOSE, text)
    if secret is None:
        return None
    rows = SheetLink.objects.select_related(
        "invitee__round__set_version__question_set", "invitee__round__item", "invitee__workspace",
        "invitee__colleague", "invitee__team",
    )  # fmt: skip
    link = rows.filter(secret=secret, expires_at__gt=timezone.now()).first()
    return link.invitee if link and not link.invitee.has_left else None
