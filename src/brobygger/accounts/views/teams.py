"""Departments and groups across them."""

import copy

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.accounts import operations, queries
from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.forms import TeamForm
from brobygger.accounts.models import Role, Team


@member(Role.READER)
def teams(request: WorkspaceRequest) -> HttpResponse:
    """All teams with who is in them."""
    context = {
        "teams": queries.teams(request.workspace),
        "may_change": request.colleague.has_role(Role.COORDINATOR),
    }
    return render(request, "accounts/teams.html", context)


@member(Role.READER)
def team_page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One team: what it is for and who is in it."""
    team = _find(request, pk)
    context = {
        "team": team,
        "members": queries.members_of(team),
        "may_change": request.colleague.has_role(Role.COORDINATOR),
    }
    return render(request, "accounts/team.html", context)


@member(Role.COORDINATOR)
def team_new(request: WorkspaceRequest) -> HttpResponse:
    """Make a team."""
    form = TeamForm(request.POST or None, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            team = operations.create_team(**form.cleaned_data, by=request.colleague)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, _("%(name)s is made.") % {"name": team.name})
            return redirect("accounts:team", request.workspace.slug, team.pk)
    context = {"form": form, "team": None}
    return render(request, "accounts/team_edit.html", context, status=422 if form.errors else 200)


@member(Role.COORDINATOR)
def team_edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Change a team and who is in it."""
    team = _find(request, pk)
    form = TeamForm(request.POST or None, instance=copy.copy(team), workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_team(team=team, **form.cleaned_data, by=request.colleague)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": team.name})
            return redirect("accounts:team", request.workspace.slug, team.pk)
    context = {"form": form, "team": team}
    return render(request, "accounts/team_edit.html", context, status=422 if form.errors else 200)


@member(Role.COORDINATOR)
def team_delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Move a team to the bin."""
    team = _find(request, pk)
    if request.method == "POST":
        operations.delete_team(team=team, by=request.colleague)
        messages.success(request, _("%(name)s is in the bin and can be taken back.") % {"name": team.name})
        return redirect("accounts:teams", request.workspace.slug)
    context = {
        "title": _("Move %(name)s to the bin") % {"name": team.name},
        "text": _(
            "The team and who is in it go to the bin. The colleagues stay. It can be taken back from the bin."
        ),
        "action": _("Move the team to the bin"),
        "danger": True,
        "cancel_url": reverse("accounts:team", args=[request.workspace.slug, team.pk]),
    }
    return render(request, "components/confirm.html", context)


def _find(request: WorkspaceRequest, pk: int) -> Team:
    return get_object_or_404(Team.objects.visible_to(request.user).of(request.workspace), pk=pk)
