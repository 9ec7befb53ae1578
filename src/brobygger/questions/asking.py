"""The mail that carries a question and the link that answers it."""

from django.utils import translation

from brobygger.core import mail
from brobygger.questions.models import Invitee
from brobygger.questions.sheets_by_link import address


def mail_asking(invitee_id: int, again: bool) -> None:
    """Ask, or ask again, unless they have answered or the round has closed before the mail's turn came."""
    rows = Invitee.objects.select_related("round__set_version", "workspace", "colleague__user", "link")
    invitee = rows.filter(pk=invitee_id).first()
    if invitee is None or invitee.answered or not invitee.round.is_open or not invitee.address:
        return
    if invitee.has_left:
        return
    with translation.override(invitee.language):
        context = {
            "workspace": invitee.workspace,
            "invitee": invitee,
            "round": invitee.round,
            "questions": [item.text for item in invitee.round.items()],
            "address": address(invitee.link),
            "again": again,
        }
        mail.send("questions/mail/asking", to=invitee.address, language=invitee.language, context=context)
