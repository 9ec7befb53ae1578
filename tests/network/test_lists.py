"""The lists of the network as their readers meet them."""

from typing import Any

import pytest

from brobygger.core import history
from brobygger.network.models import Organisation

PAGES = ("organisations", "people", "colleagues", "contacts", "activities", "follow-ups")


def organisations(workspace: Any, by: Any, count: int, **fields: Any) -> list[Organisation]:
    made = [Organisation(workspace=workspace, name=f"Forening {i:03}", **fields) for i in range(count)]
    history.bulk_create(made, by=by)
    return made


@pytest.mark.parametrize("name", PAGES)
def test_every_list_opens_empty(name: str, staff: Any, client_of: Any) -> None:
    assert client_of(staff).get(f"/fjordby/{name}/").status_code == 200


def test_list_shows_names(staff: Any, client_of: Any) -> None:
    organisations(staff.workspace, staff, 3)
    page = client_of(staff).get("/fjordby/organisations/")
    assert "Forening 002" in page.content.decode()
