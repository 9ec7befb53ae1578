"""Keys of other systems, and what they are told of the house: the workspace, colleagues, teams."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Any, Literal, overload

from django.core.exceptions import PermissionDenied
from django.db import OperationalError, models
from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja.security import HttpBearer
from pydantic import Field

from brobygger.accounts.models import ApiToken, Colleague, Role, Team, TeamMember, Workspace
from brobygger.accounts.models.tokens import digest
from brobygger.core import pages
from brobygger.core.api.paging import Page, page
from brobygger.core.api.problems import Moved, Refused
from brobygger.core.api.types import Asked, IdAsked, Named, Outgoing, Text200, word
from brobygger.core.lists import by

ColleagueState = Literal["noted", "invited", "active", "left"]
TeamKind = Literal["department", "cross"]
TOLD_AGAIN = timedelta(minutes=10)


class ApiRequest(HttpRequest):
    """A request that carries a token that works."""

    bearer: ApiToken


def identify(request: HttpRequest) -> ApiToken | None:
    """The token that the request carries, if it works. That it was used is noted now and then."""
    kind, _space, key = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not key.strip():
        return None
    token = ApiToken.objects.select_related("workspace").filter(secret=digest(key.strip())).first()
    if token is None or not token.works:
        return None
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - TOLD_AGAIN:
        with suppress(OperationalError):  # The writer is held: reading goes on.
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


class Bearer(HttpBearer):
    """Admits tokens with at least `role`: 401 without one, 403 with too low a role."""

    def __init__(self, role: Role) -> None:
        super().__init__()
        self.role = role

    def __call__(self, request: HttpRequest) -> ApiToken | None:
        token: ApiToken | None = getattr(request, "bearer", None)
        if token is not None and not token.has_role(self.role):
            raise PermissionDenied
        return token

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        raise NotImplementedError  # The door has done it: see `identify`.


READ, WRITE, COORDINATE = Bearer(Role.READER), Bearer(Role.STAFF), Bearer(Role.COORDINATOR)


def rows_of[M: models.Model](request: ApiRequest, model: type[M]) -> "models.QuerySet[M]":
    """What of `model` the token may see."""
    manager: Any = model._default_manager
    found: models.QuerySet[M] = manager.visible_to(request.bearer).filter(workspace=request.bearer.workspace)
    return found


def find[M: models.Model](request: ApiRequest, model: type[M], pk: int, *related: str) -> M:
    """The record of the token's workspace; `Moved` where it was merged into another, or 404."""
    rows = rows_of(request, model)
    return found_in(request, rows.select_related(*related) if related else rows, pk)


def found_in[M: models.Model](request: ApiRequest, rows: "models.QuerySet[M]", pk: int) -> M:
    """The one of `rows` with this id; `Moved` where it was merged into another, or 404."""
    found = rows.filter(pk=pk).first()
    if found is None:
        survivor = pages.survivor(request.bearer.workspace_id, rows.model._meta.label_lower, pk)
        if survivor and rows.filter(pk=survivor).exists():
            raise Moved(pk, survivor)
        raise Http404
    return found


@overload
def named_one[M: models.Model](
    request: ApiRequest, model: type[M], pk: int, at: str, *, among: Any = None
) -> M: ...
@overload
def named_one[M: models.Model](
    request: ApiRequest, model: type[M], pk: int | None, at: str, *, among: Any = None
) -> M | None: ...
def named_one[M: models.Model](
    request: ApiRequest, model: type[M], pk: int | None, at: str, *, among: Any = None
) -> M | None:
    """The record that a body mentions; None for none. 422 at the field `at` where there is no such record."""
    if pk is None:
        return None
    return named_many(request, model, [pk], at, among=among)[0]


def named_many[M: models.Model](
    request: ApiRequest, model: type[M], ids: Iterable[int], at: str, *, among: Any = None
) -> list[M]:
    """The records that a body mentions, in its order. 422 at the field `at` where there is no such record."""
    wanted = list(dict.fromkeys(ids))
    rows = rows_of(request, model) if among is None else among
    known: dict[int, M] = rows.in_bulk(wanted)
    if missing := [pk for pk in wanted if pk not in known]:
        said = _("There is no such record: %(id)s.") % {"id": missing[0]}
        raise Refused(422, "invalid", errors=[(f"/body/{at}", "unknown", said)])
    return [known[pk] for pk in wanted]


def present(request: ApiRequest) -> "models.QuerySet[Colleague]":
    """Colleagues who can be given something to do: all who have not left."""
    return rows_of(request, Colleague).exclude(state=Colleague.State.LEFT)


class MunicipalityOut(Outgoing):
    code: str = Field(description="Three digits.", examples=["265"])
    name: str


class WorkspaceOut(Outgoing):
    """Where the token leads, and what it may do."""

    slug: str
    name: str
    municipality: MunicipalityOut | None
    token: str = Field(description="The token's name; history calls it `API: name`.")
    role: Role
    expires_at: str | None


class ColleagueOut(Outgoing):
    """Somebody who works here; may be noted before being invited, and stays after leaving."""

    id: int
    name: str
    title: str
    email: str
    phone: str
    role: Role
    state: ColleagueState
    left_on: str | None
    teams: list[Named]


class TeamOut(Outgoing):
    """A department, or a group across departments."""

    id: int
    name: str
    kind: TeamKind
    purpose: str
    members: list[Named]


class ColleaguesAsked(Asked):
    q: Text200 = Field(default="", description="A part of the name.")
    state: ColleagueState | None = None
    team: IdAsked | None = None


class TeamsAsked(Asked):
    kind: TeamKind | None = None


router = Router(tags=["The house"])


@router.get("/workspace", response=WorkspaceOut, auth=READ, summary="Where this token leads")
def workspace(request: ApiRequest) -> WorkspaceOut:
    """The workspace that all other addresses speak of, and the token's role in it."""
    token = request.bearer
    here = Workspace.objects.select_related("municipality").get(pk=token.workspace_id)
    place = here.municipality
    return WorkspaceOut(
        slug=here.slug,
        name=here.name,
        municipality=MunicipalityOut(code=place.code, name=place.name) if place else None,
        token=token.name,
        role=Role(token.role),
        expires_at=token.expires_at.isoformat() if token.expires_at else None,
    )


@router.get("/colleagues", response=Page[ColleagueOut], auth=READ, summary="List colleagues")
def colleagues(request: ApiRequest, filters: Query[ColleaguesAsked]) -> Page[ColleagueOut]:
    """By name."""
    rows = _with_teams(rows_of(request, Colleague))
    if filters.q:
        rows = rows.filter(name__icontains=filters.q)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.team:
        rows = rows.filter(team_memberships__team=filters.team)
    return page(request, rows, _colleague, asked=filters, order=by("sort_key")(False), kind=ColleagueOut)


@router.get("/colleagues/{id}", response=ColleagueOut, auth=READ, summary="Read a colleague")
def colleague(request: ApiRequest, id: IdAsked) -> ColleagueOut:  # noqa: A002
    """One colleague with their teams."""
    return _colleague(found_in(request, _with_teams(rows_of(request, Colleague)), id))


@router.get("/teams", response=Page[TeamOut], auth=READ, summary="List teams")
def teams(request: ApiRequest, filters: Query[TeamsAsked]) -> Page[TeamOut]:
    """By name."""
    rows = _with_members(rows_of(request, Team))
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    return page(request, rows, _team, asked=filters, order=by("sort_key")(False), kind=TeamOut)


@router.get("/teams/{id}", response=TeamOut, auth=READ, summary="Read a team")
def team(request: ApiRequest, id: IdAsked) -> TeamOut:  # noqa: A002
    """One team with its members."""
    return _team(found_in(request, _with_members(rows_of(request, Team)), id))


def _with_teams(rows: "models.QuerySet[Colleague]") -> "models.QuerySet[Colleague]":
    inside = TeamMember.objects.select_related("team").order_by("team__sort_key")
    return rows.prefetch_related(Prefetch("team_memberships", inside))


def _with_members(rows: "models.QuerySet[Team]") -> "models.QuerySet[Team]":
    inside = TeamMember.objects.select_related("colleague").order_by("colleague__sort_key")
    return rows.prefetch_related(Prefetch("members", inside))


def _colleague(row: Colleague) -> ColleagueOut:
    return ColleagueOut(
        id=row.pk, name=row.name, title=row.title, email=row.email, phone=row.phone, role=Role(row.role),
        state=word(row.state), left_on=row.left_on.isoformat() if row.left_on else None,
        teams=[Named(id=m.team.pk, name=m.team.name) for m in row.team_memberships.all()],
    )  # fmt: skip


def _team(row: Team) -> TeamOut:
    return TeamOut(
        id=row.pk, name=row.name, kind=word(row.kind), purpose=row.purpose,
        members=[Named(id=m.colleague.pk, name=m.colleague.name) for m in row.members.all()],
    )  # fmt: skip
