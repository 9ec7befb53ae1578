"""The lists of the network: one page each, with their bulk actions."""

from django.http.response import HttpResponseBase

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network import tables
from brobygger.records.lists import show_list


@member(Role.READER)
def organisations(request: WorkspaceRequest) -> HttpResponseBase:
    return show_list(request, tables.ORGANISATIONS)


@member(Role.READER)
def people(request: WorkspaceRequest) -> HttpResponseBase:
    return show_list(request, tables.PEOPLE)


@member(Role.READER)
def colleagues(request: WorkspaceRequest) -> HttpResponseBase:
    return show_list(request, tables.COLLEAGUES)


@member(Role.READER)
def contacts(request: WorkspaceRequest) -> HttpResponseBase:
    return show_list(request, tables.CONTACTS)


@member(Role.READER)
def activities(request: WorkspaceRequest) -> HttpResponseBase:
    return show_list(request, tables.ACTIVITIES)


@member(Role.READER)
def follow_ups(request: WorkspaceRequest) -> HttpResponseBase:
    return show_list(request, tables.FOLLOW_UPS)
