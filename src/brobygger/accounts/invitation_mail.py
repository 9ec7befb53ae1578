"""The mail that carries an invitation."""

from brobygger.accounts import links
from brobygger.accounts.models import Link
from brobygger.core import mail


def mail_invitation(link_id: int, language: str) -> None:
    """Send the invitation, unless it was withdrawn before its turn came."""
    link = Link.objects.select_related("workspace", "colleague", "made_by").get(pk=link_id)
    if not link.is_open or link.colleague is None:
        return
    context = {
        "workspace": link.workspace,
        "colleague": link.colleague,
        "inviter": link.made_by,
        "address": links.address(link),
        "expires_at": link.expires_at,
    }
    mail.send("accounts/mail/invitation", to=link.colleague.email, language=language, context=context)
