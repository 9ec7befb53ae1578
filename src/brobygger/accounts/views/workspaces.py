"""The workspace itself."""

import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from brobygger.accounts import operations
from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.forms import WorkspaceForm
from brobygger.accounts.models import Role


@member(Role.LEADER)
def settings(request: WorkspaceRequest) -> HttpResponse:
    """What the workspace is called and where it is."""
    form = WorkspaceForm(request.POST or None, instance=copy.copy(request.workspace))
    if request.method == "POST" and form.is_valid():
        operations.change_workspace(workspace=request.workspace, **form.cleaned_data, by=request.colleague)
        messages.success(request, _("The workspace is saved."))
        return redirect("accounts:settings", request.workspace.slug)
    return render(request, "accounts/settings.html", {"form": form}, status=422 if form.errors else 200)
