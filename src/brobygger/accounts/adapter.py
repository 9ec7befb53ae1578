"""How the log-in library behaves here: nobody signs up by themselves, its mails look like ours, in the person's language."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from brobygger.core import mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from invitations and from the setup command alone."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This log-in is closed. Ask a leader in your workspace."),
        "email_password_mismatch": _("The e-mail and the password do not belong together."),
        "incorrect_code": _("The code is not right, or it has run out. Try the next one."),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("The present password is not right."),
        "too_many_login_attempts": _("There were too many attempts. Wait a few minutes and try again."),
        "rate_limited": _("There were too many attempts. Wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMultiAlternatives:
        user = context.get("user")
        language = getattr(user, "language", "") or translation.get_language() or "da"
        with translation.override(language):
            return mail.message(
                subject=render_to_string(f"{template_prefix}_subject.txt", context),
                text=render_to_string(f"{template_prefix}_message.txt", context, allauth_context.request),
                to=email,
                language=language,
            )
