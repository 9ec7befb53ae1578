"""Every list gives what it shows as CSV and XLSX, row for row; a list in another format too, where it has one."""

import csv
import io
from collections.abc import Callable
from typing import Any

import python_calamine as calamine

from brobygger.core.lists.page import ListPage
from tests import world
from tests.contracts import pages
from tests.contracts.test_access import in_workspace


def lists(client: Any, where: world.World, viewer: Any) -> dict[str, tuple[str, ListPage]]:
    """The pages that show a list, by the list's name, with their address."""
    found = {}
    for address in in_workspace():
        response = pages.get(client, address, where, viewer)
        pages.content(response)
        shown = response.context.get("list") if getattr(response, "context", None) else None
        if isinstance(shown, ListPage):
            found[shown.declared.name] = (pages.url(address, where, viewer), shown)
    return found


def test_every_list_can_be_taken_away(
    workspace: Any, colleagues: dict[str, Any], client_of: Callable[..., Any]
) -> None:
    made = world.build(workspace, list(colleagues.values()), rows=2)
    client = client_of(colleagues["leader"])
    found = lists(client, made, colleagues["leader"])
    assert {"network.organisations", "network.people", "network.follow_ups"} <= set(found)
    wrong = []
    for name, (url, shown) in found.items():
        headers = [str(c.label) for c in shown.columns]
        total = shown.total.number
        text = pages.content(client.get(f"{url}?format=csv")).decode("utf-8-sig")
        table = list(csv.reader(io.StringIO(text), delimiter=";"))
        if table[0] != headers or len(table) != total + 1:
            wrong.append(f"{name}: csv has {table[0]} and {len(table) - 1} of {total} rows")
        book = pages.content(client.get(f"{url}?format=xlsx"))
        sheet = calamine.CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
        if sheet[0] != headers or len(sheet) != total + 1:
            wrong.append(f"{name}: xlsx has {sheet[0]} and {len(sheet) - 1} of {total} rows")
        for download in shown.declared.downloads:
            own = client.get(f"{url}?format={download.key}")
            if own.headers["Content-Type"] != download.content_type or not pages.content(own):
                wrong.append(f"{name}: no {download.key}")
    assert wrong == []
