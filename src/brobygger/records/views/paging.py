"""What the pages share: thirty rows by key, and the part of a page that htmx asks for."""

from typing import Any

from brobygger.accounts.access import WorkspaceRequest
from brobygger.core.lists.ordering import by
from brobygger.core.lists.paging import read_page

PAGE = 30


def newest_first(request: WorkspaceRequest, rows: Any) -> dict[str, Any]:
    """A page of thirty by key, newest first, with the addresses of its neighbours."""
    given = {name: request.GET.get(name, "").replace("\0", "") for name in ("after", "before")}
    found = read_page(rows.order_by(), by("id")(True), size=PAGE, **given)
    params = request.GET.copy()
    for name in ("after", "before"):
        params.pop(name, None)

    def address(name: str, token: str) -> str:
        if not token:
            return ""
        params[name] = token
        made = f"?{params.urlencode()}"
        params.pop(name)
        return made

    return {
        "rows": found.rows,
        "previous": address("before", found.previous),
        "next": address("after", found.next),
    }


def part_of(request: WorkspaceRequest, name: str) -> str:
    """The part alone where htmx asks for it."""
    return f"{name}#part" if "HX-Request" in request.headers else name
