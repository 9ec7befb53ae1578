"""The municipality is chosen, and proposed from earlier rows with the same postcode; never written unasked."""

from collections.abc import Callable
from typing import Any

import pytest

from brobygger.network.models import Organisation
from brobygger.network.queries.municipalities import proposed
from brobygger.places.models import Municipality


@pytest.fixture
def roskilde(workspace: Any) -> Municipality:
    """Two organisations in 4000 lie in Roskilde, one in Lejre."""
    found = Municipality.objects.get(name="Roskilde")
    lejre = Municipality.objects.get(name="Lejre")
    for name, municipality in (("Åfestivalen", found), ("Rockhuset", found), ("Møllen", lejre)):
        Organisation.objects.create(
            workspace=workspace, name=name, postcode="4000", municipality=municipality
        )
    return found


def test_the_majority_is_proposed(roskilde: Municipality, workspace: Any) -> None:
    found = proposed(workspace, " 4000 ")
    assert found
    assert (found.municipality, found.count, found.total) == (roskilde, 2, 3)


def test_where_rows_disagree_nothing_is_proposed(roskilde: Municipality, workspace: Any) -> None:
    lejre = Municipality.objects.get(name="Lejre")
    Organisation.objects.create(workspace=workspace, name="Kro", postcode="4000", municipality=lejre)
    assert proposed(workspace, "4000") is None
    assert proposed(workspace, "8000") is None
    assert proposed(workspace, "") is None


def test_other_workspaces_are_not_asked(roskilde: Municipality, other_workspace: Any) -> None:
    assert proposed(other_workspace, "4000") is None


def test_it_is_shown_while_the_postcode_is_typed_and_taken_at_a_click(
    roskilde: Municipality, staff: Any, client_of: Callable[..., Any]
) -> None:
    client = client_of(staff, htmx=True)
    shown = client.get("/fjordby/organisations/municipality/?postcode=4000&municipality=").content.decode()
    assert "2 af 3 organisationer i 4000 ligger i Roskilde" in shown
    assert f'value="{roskilde.pk}" selected' not in shown
    taken = client.get(
        f"/fjordby/organisations/municipality/?postcode=4000&take={roskilde.pk}"
    ).content.decode()
    assert f'<option value="{roskilde.pk}" selected>Roskilde</option>' in taken
    assert "2 af 3" not in taken
    kept = client.get("/fjordby/organisations/municipality/?postcode=4000&municipality=x").content.decode()
    assert "ligger i" not in kept


def test_it_is_not_written_by_itself(
    roskilde: Municipality, staff: Any, workspace: Any, client_of: Callable[..., Any]
) -> None:
    client_of(staff).post("/fjordby/organisations/new/", {"name": "Nyt Sted", "postcode": "4000"})
    made = Organisation.objects.get(workspace=workspace, name="Nyt Sted")
    assert made.municipality is None
    page = client_of(staff).get(f"/fjordby/organisations/{made.pk}/edit/").content.decode()
    assert "2 af 3 organisationer i 4000 ligger i Roskilde" in page
    client_of(staff).post(
        "/fjordby/organisations/new/",
        {"name": "Andet Sted", "postcode": "4000", "municipality": roskilde.pk},
    )
    assert Organisation.objects.get(name="Andet Sted").municipality == roskilde
