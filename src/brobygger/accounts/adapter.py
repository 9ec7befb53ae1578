"""How the log-in library behaves here: nobody signs up by themselves, its mails look like ours, in the person's language."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from brobygger.accounts import operations
from brobygger.accounts.federation import gate
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

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """A password opens nothing where every workspace of the person demands the municipality's log-in."""
        workspaces = [c.workspace for c in user.colleagues() if not c.break_glass]
        closed = [w for w in workspaces if gate.demands_municipal(w)]
        if closed and len(closed) == len(user.colleagues()) and not gate.came_by(request, user):
            return gate.needed(request, closed)
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Each use of a way in beside the municipality is written down and told."""
        if not gate.came_by(request, user):
            for colleague in user.colleagues():
                if colleague.break_glass:
                    operations.note_break_glass(colleague=colleague)
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return answer

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Who came through the municipality is told that its own log-in is still open in this browser."""
        came = gate.came_by(request, request.user)
        address: str = super().get_logout_redirect_url(request)
        return reverse("municipal_logged_out", args=[came["provider"]]) if came else address

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
