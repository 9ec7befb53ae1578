"""The lists of the network: one page each, with their bulk actions."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role


@member(Role.READER)
def organisations(request: WorkspaceRequest) -> HttpResponseBase:
    return HttpResponse("")


@member(Role.STAFF)
def organisations_bulk(request: WorkspaceRequest) -> HttpResponseBase:
    return HttpResponse("")


@member(Role.READER)
def people(request: WorkspaceRequest) -> HttpResponseBase:
    return HttpResponse("")


@member(Role.STAFF)
def people_bulk(request: WorkspaceRequest) -> HttpResponseBase:
    return HttpResponse("")


@member(Role.READER)
def colleagues(request: WorkspaceRequest) -> HttpResponseBase:
    return HttpResponse("")


@member(Role.READER)
def contacts(request: WorkspaceRequest) -> HttpResponseBase:
    return HttpResponse("")


@member(Role.READER)
def activities(request: WorkspaceRequest) -> HttpResponseBase:
    return HttpResponse("")


@member(Role.READER)
def follow_ups(request: WorkspaceRequest) -> HttpResponseBase:
    return HttpResponse("")
