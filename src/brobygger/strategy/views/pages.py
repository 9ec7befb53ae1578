"""What the pages of the strategy have in common."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.accounts.access import WorkspaceRequest
from brobygger.strategy.rules import may_note, may_steer


def address(request: WorkspaceRequest, name: str, *args: Any) -> str:
    """The address of a page of this workspace's strategy."""
    return reverse(f"strategy:{name}", args=[request.workspace.slug, *args])


def rights(request: WorkspaceRequest) -> dict[str, bool]:
    """What the reader of a page may do."""
    return {"may_note": may_note(request.colleague), "may_steer": may_steer(request.colleague)}


def ask(
    request: WorkspaceRequest,
    do: Callable[[], Any],
    *,
    title: str,
    text: str,
    action: str,
    done: str,
    back: str,
) -> HttpResponse:
    """Ask before something is done that can be taken back."""
    if request.method == "POST":
        do()
        messages.success(request, done)
        return redirect(back)
    context = {"title": title, "text": text, "action": action, "cancel_url": back}
    return render(request, "components/confirm.html", context)


def ended(request: WorkspaceRequest, name: Any) -> None:
    """Say that it is ended, and stays."""
    messages.success(request, _("%(name)s is ended. It stays here, in grey.") % {"name": name})
