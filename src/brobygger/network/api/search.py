"""Finding organisations and people by what they are called."""

from typing import Literal

from ninja import Query, Router
from pydantic import BaseModel, Field

from brobygger.accounts.api import READ, ApiRequest
from brobygger.core import search
from brobygger.core.api.types import LimitAsked, Name200, Outgoing

Kind = Literal["organisation", "person"]


class HitOut(Outgoing):
    """One record that was found; the best comes first."""

    kind: Kind
    id: int
    name: str
    detail: str = Field(description="What tells it from its namesakes: the town.")


class HitsOut(Outgoing):
    items: list[HitOut]


class SearchAsked(BaseModel):
    q: Name200 = Field(
        description="Words, or the beginning of words; å is found by aa, and small errors are forgiven."
    )
    kind: Kind | None = None
    limit: LimitAsked = 20


router = Router(tags=["Search"])
KINDS = ("organisation", "person")


@router.get("/search", response=HitsOut, auth=READ, summary="Search")
def find(request: ApiRequest, filters: Query[SearchAsked]) -> HitsOut:
    """Organisations and people, by name, former name, CVR number, e-mail or telephone."""
    kinds = (filters.kind,) if filters.kind else KINDS
    found = search.find(request.bearer.workspace_id, filters.q, limit=filters.limit, kinds=kinds)
    return HitsOut(
        items=[HitOut(kind=e.kind, id=e.object_id, name=e.title, detail=e.detail) for e in found]  # type: ignore[arg-type]
    )
