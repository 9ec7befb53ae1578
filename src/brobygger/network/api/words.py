"""The workspace's own words: types, themes, age groups."""

from typing import Annotated, Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from brobygger.accounts.api import COORDINATE, READ, ApiRequest, find, rows_of
from brobygger.core.api.paging import Page, page
from brobygger.core.api.problems import Refused
from brobygger.core.api.types import (
    UNSENT,
    Asked,
    IdAsked,
    Incoming,
    Name40,
    Name80,
    Named,
    Outgoing,
    Text300,
    Why,
    named,
)
from brobygger.network.api.rows import made, unfit
from brobygger.network.models import AgeGroup, OrganisationType, Theme
from brobygger.network.operations import words
from brobygger.records.api import DeletedOut

Age = Annotated[int, Field(strict=True, ge=0, le=150)]


class WordIn(Incoming):
    name: Name80 = Field(examples=["Homework help"])
    why: Why = ""


class AgeGroupOut(Outgoing):
    id: int
    name: str
    from_age: int
    to_age: int | None


class AgeGroupIn(Incoming):
    name: Name40 = Field(examples=["13-17"])
    from_age: Age
    to_age: Age | None = None
    why: Why = ""


class AgeGroupChange(Incoming):
    name: Name40 = ""
    from_age: Age = UNSENT
    to_age: Age | None = None
    why: Why = ""


router = Router(tags=["Words"])


def _add_words(path: str, model: type[Any], one: str, many: str) -> None:
    """A plain list of names: list, read, create, rename, delete."""
    noun = path.strip("/")

    @router.get(path, response=Page[Named], auth=READ, operation_id=f"{noun}_list", summary=f"List {many}")
    def list_them(request: ApiRequest, filters: Query[Asked]) -> Page[Named]:
        """By id."""
        return page(request, rows_of(request, model), named, asked=filters, kind=Named)

    @router.post(
        path, response={201: Named}, auth=COORDINATE, operation_id=f"{noun}_create", summary=f"Add a {one}"
    )
    def create(request: ApiRequest, response: HttpResponse, data: WordIn) -> Named:
        """The same name again, whatever the case, gives the old one."""
        row = words.add(model=model, by=request.bearer, **data.given())
        made(response, path, row.pk)
        return named(row)

    @router.get(
        f"{path}/{{id}}", response=Named, auth=READ, operation_id=f"{noun}_read", summary=f"Read a {one}"
    )
    def read(request: ApiRequest, id: IdAsked) -> Named:  # noqa: A002
        """One word."""
        return named(find(request, model, id))

    @router.patch(
        f"{path}/{{id}}",
        response=Named,
        auth=COORDINATE,
        operation_id=f"{noun}_change",
        summary=f"Rename a {one}",
    )
    @transaction.atomic
    def change(request: ApiRequest, id: IdAsked, data: WordIn) -> Named:  # noqa: A002
        """Everywhere."""
        row = find(request, model, id)
        _free(request, model, data.name, but=row.pk)
        words.edit(word=row, by=request.bearer, **data.given())
        return named(row)

    _add_delete(path, model, f"a {one}")


def _add_delete(path: str, model: type[Any], one: str) -> None:
    @router.delete(
        f"{path}/{{id}}",
        response=DeletedOut,
        auth=COORDINATE,
        operation_id=f"{path.strip('/').replace('-', '_')}_delete",
        summary=f"Delete {one}",
    )
    def delete(request: ApiRequest, id: IdAsked, why: Text300 = "") -> DeletedOut:  # noqa: A002
        """To the bin; organisations lose the word and get it back with undo."""
        return DeletedOut(batch=words.delete(word=find(request, model, id), by=request.bearer, why=why).pk)


_add_words("/types", OrganisationType, "type", "types of organisation")
_add_words("/themes", Theme, "theme", "themes")


@router.get("/age-groups", response=Page[AgeGroupOut], auth=READ, summary="List age groups")
def age_groups(request: ApiRequest, filters: Query[Asked]) -> Page[AgeGroupOut]:
    """By id."""
    return page(request, rows_of(request, AgeGroup), _ages, asked=filters, kind=AgeGroupOut)


@router.post("/age-groups", response={201: AgeGroupOut}, auth=COORDINATE, summary="Add an age group")
def age_group_create(request: ApiRequest, response: HttpResponse, data: AgeGroupIn) -> AgeGroupOut:
    """The same name again, whatever the case, gives the old one."""
    _in_order(data.from_age, data.to_age)
    row = words.add(model=AgeGroup, by=request.bearer, **data.given())
    made(response, "/age-groups", row.pk)
    return _ages(row)


@router.get("/age-groups/{id}", response=AgeGroupOut, auth=READ, summary="Read an age group")
def age_group(request: ApiRequest, id: IdAsked) -> AgeGroupOut:  # noqa: A002
    """One age group."""
    return _ages(find(request, AgeGroup, id))


@router.patch("/age-groups/{id}", response=AgeGroupOut, auth=COORDINATE, summary="Change an age group")
@transaction.atomic
def age_group_change(request: ApiRequest, id: IdAsked, data: AgeGroupChange) -> AgeGroupOut:  # noqa: A002
    """Its name or its ages."""
    row = find(request, AgeGroup, id)
    values = data.given()
    if "name" in values:
        _free(request, AgeGroup, data.name, but=row.pk)
    _in_order(values.get("from_age", row.from_age), values.get("to_age", row.to_age))
    words.edit(word=row, by=request.bearer, **values)
    return _ages(row)


_add_delete("/age-groups", AgeGroup, "an age group")


def _free(request: ApiRequest, model: type[Any], name: str, *, but: int) -> None:
    if rows_of(request, model).filter(name__iexact=" ".join(name.split())).exclude(pk=but).exists():
        said = _("The list has that word already.")
        raise Refused(409, "taken", errors=[("/body/name", "taken", said)])


def _in_order(from_age: int, to_age: int | None) -> None:
    if to_age is not None and to_age < from_age:
        raise unfit("to_age", _("The end is before the beginning."))


def _ages(row: AgeGroup) -> AgeGroupOut:
    return AgeGroupOut(id=row.pk, name=row.name, from_age=row.from_age, to_age=row.to_age)
