"""Who is in the workspace: the list, inviting, one member."""

import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts import operations, queries, rules
from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.forms import ColleagueForm, InviteForm, LeaveForm, NoteColleagueForm, RoleForm
from brobygger.accounts.models import Colleague, Role

State = Colleague.State


@member(Role.READER)
def members(request: WorkspaceRequest) -> HttpResponse:
    """Everybody by state, with role and when they were last here."""
    context = {
        "groups": queries.members_by_state(request.workspace),
        "may_invite": request.colleague.has_role(Role.COORDINATOR),
    }
    return render(request, "accounts/members.html", context)


@member(Role.COORDINATOR)
def invite(request: WorkspaceRequest) -> HttpResponse:
    """Invite many at once from pasted addresses; then what became of each."""
    roles = rules.roles_to_give(request.colleague)
    form = InviteForm(request.POST or None, roles=roles)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        report = operations.invite_many(
            text=form.cleaned_data["addresses"], role=form.cleaned_data["role"], by=request.colleague
        )
        context |= {"report": report, "form": InviteForm(roles=roles)}
    return render(request, "accounts/invite.html", context, status=422 if form.errors else 200)


@member(Role.STAFF)
def member_new(request: WorkspaceRequest) -> HttpResponse:
    """Note a colleague without inviting them."""
    form = NoteColleagueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            noted = operations.note_colleague(**form.cleaned_data, by=request.colleague)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, _("%(name)s is noted.") % {"name": noted.name})
            return redirect("accounts:member", request.workspace.slug, noted.pk)
    return render(request, "accounts/member_new.html", {"form": form}, status=422 if form.errors else 200)


@member(Role.READER)
def member_page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One colleague: role, state, teams, and what may be done about them."""
    other = _find(request, pk)
    form = RoleForm(roles=rules.roles_to_give(request.colleague), initial={"role": other.role})
    return _show(request, other, form)


def _show(request: WorkspaceRequest, other: Colleague, form: RoleForm) -> HttpResponse:
    may_manage = rules.may_manage(request.colleague, other)
    context = {
        "other": other,
        "may_manage": may_manage,
        "may_edit": rules.may_edit(request.colleague, other),
        "role_form": form,
        "teams": queries.teams_of(other),
        "link": queries.open_invitation(other),
    }
    return render(request, "accounts/member.html", context, status=422 if form.errors else 200)


@member(Role.READER)
def member_edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Write a colleague's name, title and telephone; one's own, or as coordinator anybody's."""
    other = _find(request, pk)
    if not rules.may_edit(request.colleague, other):
        raise PermissionDenied
    form = ColleagueForm(request.POST or None, instance=copy.copy(other))
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_colleague(colleague=other, **form.cleaned_data, by=request.colleague)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": other.name})
            return redirect("accounts:member", request.workspace.slug, other.pk)
    context = {"form": form, "other": other}
    return render(request, "accounts/member_edit.html", context, status=422 if form.errors else 200)


@member(Role.COORDINATOR)
@require_POST
def member_role(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Give another role."""
    other = _find(request, pk)
    form = RoleForm(request.POST, roles=rules.roles_to_give(request.colleague))
    if "role" in form.errors:
        raise PermissionDenied
    if form.errors:
        return _show(request, other, form)
    said = _("%(name)s is now %(role)s.") % {
        "name": other.name,
        "role": Role(form.cleaned_data["role"]).label,
    }
    return _do(request, other, said, operations.change_role, **form.cleaned_data)


@member(Role.COORDINATOR)
@require_POST
def member_invite(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Invite one who is noted, or has left, with the role they are noted with."""
    other = _find(request, pk)
    said = _("An invitation is on its way to %(email)s.") % {"email": other.email}
    return _do(request, other, said, operations.invite, role=request.POST.get("role") or other.role)


@member(Role.COORDINATOR)
@require_POST
def member_reinvite(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Send the invitation again."""
    other = _find(request, pk)
    said = _("A new invitation is on its way to %(email)s; the old link no longer opens.") % {
        "email": other.email
    }
    return _do(request, other, said, operations.reinvite)


@member(Role.COORDINATOR)
@require_POST
def member_withdraw(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Withdraw the invitation."""
    other = _find(request, pk)
    said = _("The invitation to %(name)s is withdrawn.") % {"name": other.name}
    return _do(request, other, said, operations.withdraw_invitation)


@member(Role.COORDINATOR)
def member_leave(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say that a colleague has left, with the day and perhaps the reason."""
    other = _find(request, pk)
    if not rules.may_manage(request.colleague, other):
        raise PermissionDenied
    form = LeaveForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            operations.mark_left(colleague=other, by=request.colleague, **form.cleaned_data)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, _("%(name)s has left the workspace.") % {"name": other.name})
            # Their own page, where the next step stands: handing over what they hold.
            return redirect("accounts:member", request.workspace.slug, other.pk)
    context = {
        "form": form,
        "other": other,
        "title": _("%(name)s has left") % {"name": other.name},
        "action": _("Close the membership"),
        "danger": True,
        "cancel_url": reverse("accounts:member", args=[request.workspace.slug, other.pk]),
    }
    return render(request, "accounts/member_leave.html", context, status=422 if form.errors else 200)


def _find(request: WorkspaceRequest, pk: int) -> Colleague:
    found = Colleague.objects.visible_to(request.user).of(request.workspace).select_related("user")
    return get_object_or_404(found, pk=pk)


def _do(request: WorkspaceRequest, other: Colleague, said: str, verb: Any, **arguments: Any) -> HttpResponse:
    try:
        verb(colleague=other, by=request.colleague, **arguments)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    else:
        messages.success(request, said)
    back = "accounts:members" if request.POST.get("back") == "members" else "accounts:member"
    args = [request.workspace.slug] if back == "accounts:members" else [request.workspace.slug, other.pk]
    return redirect(back, *args)
