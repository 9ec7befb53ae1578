"""Every page asks the database as often with three rows of everything as with one."""

from collections.abc import Callable, Collection
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import world
from tests.contracts import pages
from tests.contracts.test_access import in_workspace

MOST = 25
# Pages that ask every table of the product once, whatever it holds: what is held on one person.
EVERY_TABLE = {
    "records:personal_colleagues", "records:personal_colleagues_json", "records:personal_colleagues_pdf",
    "records:personal_people", "records:personal_people_json", "records:personal_people_pdf",
    "records:personal_request",
}  # fmt: skip

# Pages that ask for the names of a kind of record only where they met one: so many kinds, however many rows.
KINDS = {"map:ego": 3}


def counts(
    where: world.World, client: Any, viewer: Any, only: Collection[str] | None = None
) -> dict[str, int]:
    """Queries by address name for a colleague's visit; only what can be fetched and shown counts."""
    found = {}
    for address in in_workspace():
        if only is not None and address.name not in only:
            continue
        with CaptureQueriesContext(connection) as queries:
            response = pages.get(client, address, where, viewer)
            pages.content(response)
        if response.status_code == 200:
            found[address.name] = len(
                [q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
            )
    return found


def test_the_number_of_queries_does_not_grow_with_the_rows(
    workspace: Any,
    colleagues: dict[str, Any],
    make_colleague: Callable[..., Any],
    other_workspace: Any,
    client_of: Callable[..., Any],
) -> None:
    one = world.build(workspace, list(colleagues.values()), rows=1)
    others = [make_colleague(other_workspace, role, name=f"Anden {role}") for role in colleagues]
    three = world.build(other_workspace, others, rows=3)
    visits = [
        (one, client_of(colleagues["leader"]), colleagues["leader"]),
        (three, client_of(others[-1]), others[-1]),
    ]
    few, many = (counts(*visit) for visit in visits)
    assert min(len(few), len(many)) >= 100, "the walk does not meet the pages"
    # What is made on the first visit (the session, a cache) is not the page's: what looks wrong is visited again.
    again = grown(few, many).keys() | too_many(few) | too_many(many)
    few, many = (found | counts(*visit, only=again) for found, visit in zip((few, many), visits, strict=True))
    assert grown(few, many) == {}
    assert {name: many[name] for name in too_many(many)} == {}


def grown(few: dict[str, int], many: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Pages that asked more often where there were more rows."""
    return {n: (few[n], many[n]) for n in few if many.get(n, 0) > few[n] + KINDS.get(n, 0)}


def too_many(found: dict[str, int]) -> set[str]:
    return {name for name, n in found.items() if n > MOST and name not in EVERY_TABLE}


@pytest.fixture(autouse=True)
def _quiet(settings: Any) -> None:
    settings.DEBUG = False
