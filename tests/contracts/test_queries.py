"""Every page asks the database as often with three rows of everything as with one."""

from collections.abc import Callable
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


def counts(where: world.World, client: Any, viewer: Any) -> dict[str, int]:
    """Queries by address name for a colleague's visit; only what can be fetched and shown counts."""
    found = {}
    for address in in_workspace():
        pages.get(
            client, address, where, viewer
        )  # what is made on the first visit (the session) is not the page's
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
    few = counts(one, client_of(colleagues["leader"]), colleagues["leader"])
    many = counts(three, client_of(others[-1]), others[-1])
    assert min(len(few), len(many)) >= 100, "the walk does not meet the pages"
    grown = {
        name: (few[name], many[name]) for name in few if many.get(name, 0) > few[name] + KINDS.get(name, 0)
    }
    assert grown == {}
    assert {name: n for name, n in many.items() if n > MOST and name not in EVERY_TABLE} == {}


@pytest.fixture(autouse=True)
def _quiet(settings: Any) -> None:
    settings.DEBUG = False
