"""Keys of other systems: a list, a new one shown once, the end of one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.accounts import operations
from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.forms import TokenForm
from brobygger.accounts.models import ApiToken, Role


@member(Role.LEADER)
def tokens(request: WorkspaceRequest) -> HttpResponse:
    """Which other systems may come in, as what, and when they last did."""
    rows = ApiToken.objects.of(request.workspace).select_related("made_by").order_by("-id")
    found = list(rows[:200])
    context = {
        "working": [token for token in found if token.works],
        "ended": [token for token in found if not token.works],
        "description_url": reverse("api:openapi"),
    }
    return render(request, "accounts/tokens.html", context)


@member(Role.LEADER)
def token_new(request: WorkspaceRequest) -> HttpResponse:
    """Make a token; its key is shown in the answer and never again."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.make_token(**form.values(), by=request.colleague)
        except ValidationError as wrong:
            form.take_errors(wrong)
        else:
            response = render(request, "accounts/token_made.html", {"token": made.token, "key": made.key})
            response.headers["Cache-Control"] = "no-store"
            return response
    return render(request, "accounts/token_new.html", {"form": form}, status=422 if form.errors else 200)


@member(Role.LEADER)
def token_revoke(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Ask first: the other system is shut out at once."""
    token = get_object_or_404(ApiToken.objects.of(request.workspace), pk=pk)
    back = reverse("accounts:tokens", args=[request.workspace.slug])
    if request.method == "POST":
        operations.revoke_token(token=token, by=request.colleague)
        messages.success(request, _("%(name)s can no longer come in.") % {"name": token.name})
        return redirect(back)
    context = {
        "title": _("Revoke the token %(name)s?") % {"name": token.name},
        "text": _(
            "The system that uses it is shut out at once. What it has written stays. It cannot be undone."
        ),
        "action": _("Revoke the token"),
        "danger": True,
        "cancel_url": back,
    }
    return render(request, "components/confirm.html", context)
