"""Seven focus areas with one named lead each, as a large library in the Guide has them."""

from typing import Any

import pytest

from brobygger.strategy.operations import focus_areas

AREAS = (
    "Arbejdskraft", "Tidlig læsning", "Kunst og kreativitet", "Teknologi", "Sundhed", "Demokrati", "Nye borgere",
)  # fmt: skip


@pytest.mark.case("seven_focus_areas_one_lead_each")
def test_seven_focus_areas_with_one_named_lead_each(
    client_of: Any, workspace: Any, make_colleague: Any, leader: Any
) -> None:
    client, url = client_of(leader), "/fjordby/strategy/focus-areas/"
    leads = [
        make_colleague(workspace, "staff", name=f"Leder {number} Testrup", email=f"leder{number}@eksempel.dk")
        for number in range(1, 8)
    ]
    for name, lead in zip(AREAS, leads, strict=True):
        asked = {"name": name, "lead": lead.pk, "rooms": ["learning"]}
        assert client.post(f"{url}new/", asked).status_code == 302
    shown = client.get(url).content.decode()
    for name, lead in zip(AREAS, leads, strict=True):
        row = shown.split(f">{name}</a>")[1].split("</tr>")[0]
        assert lead.name in row
    assert "uden leder" not in shown

    # One without a lead is told, in the list and on its page.
    made = focus_areas.create(name="Det åbne hus", by=leader)
    shown = client.get(url).content.decode()
    assert "1 indsatsområde har ingen leder." in shown
    assert "Det åbne hus" in client.get(f"{url}?nobody=on").content.decode()
    assert "Ingen leder det endnu." in client.get(f"{url}{made.pk}/").content.decode()

    # And one whose lead has left the library.
    leads[0].state = "left"
    leads[0].save()
    assert "2 indsatsområder har ingen leder." in client.get(url).content.decode()
