"""A coordinator imports the messy file: looks, mends, answers, imports and takes it back."""

from pathlib import Path
from typing import Any

import pytest

from brobygger.network.models import Organisation

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("width", [1280, 360])
def test_import_from_file_to_undo(live: Any, coordinator: Any, leader: Any, staff: Any, width: int) -> None:
    page = live.page(coordinator, "/fjordby/imports/", width=width)
    assert live.axe(page) == []
    live.shot(page, f"import-start-{width}")
    page.set_input_files("#id_file", EXAMPLES / "network_messy.csv")
    page.click("text=Læs filen")
    page.wait_for_url("**/columns/")
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"import-columns-{width}")
    page.click("text=Tjek rækkerne")
    page.wait_for_url("**/check/")
    assert "150 rækker er klar" in page.inner_text("h1")
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"import-check-{width}")
    mend(live, page, width)
    page.click("[name='answer-144'][value^='same']")
    page.wait_for_url("**/check/#questions")
    assert "155 rækker er klar" in page.inner_text("h1")
    page.click("text=Udelad de 12")
    page.wait_for_load_state()
    for box in page.query_selector_all("input[name=tick]"):
        box.check()
    page.click("text=Importér 155 rækker")
    page.wait_for_url("**/receipt/")
    assert "155 rækker er importeret" in page.inner_text("h1")
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"import-receipt-{width}")
    page.click("#tray button[value=new] >> nth=0")
    page.wait_for_load_state()
    page.click("text=Fortryd importen")
    page.wait_for_url("**/undo/")
    page.click("main button.button")
    page.wait_for_url("**/receipt/")
    assert "Importen er fortrudt" in page.inner_text("h1")
    live.shot(page, f"import-undone-{width}")
    assert not Organisation.objects.exists()
    assert live.complaints == []


def mend(live: Any, page: Any, width: int) -> None:
    page.click("a[href*='mend=bad_email']")
    page.wait_for_selector("#mend")
    assert live.axe(page) == []
    assert not live.overflows(page)
    live.shot(page, f"import-mend-{width}")
    for number, field in enumerate(page.query_selector_all("#mend input[name^=cell-]")):
        field.fill(f"rettet{number}@eksempel.dk")
    page.click("text=Gem og tjek igen")
    page.wait_for_url("**/check/#errors")
    assert "154 rækker er klar" in page.inner_text("h1")
