"""What the shell offers: items of the side navigation and the few places the header leads to.

Packages fill the registry in `AppConfig.ready`, so that `core` need not know them. A place nobody registered is not
drawn; a registered one whose address does not exist is an error.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

# "settings" is not in the side navigation: the workspace's settings page lists it.
GROUPS = ("top", "network", "partnerships", "direction", "bottom", "settings")


@dataclass(frozen=True)
class Item:
    """One line of the side navigation. `url_name` takes the workspace's slug as `workspace`.

    `text` is one sentence for pages that list a group with explanations. `also` are pages that lie elsewhere and
    belong to it: there it is the current one. `under` is the key of the item it unfolds from: it is shown while
    somebody is there, on the other's own page or on one under it.
    """

    key: str
    label: Any
    icon: str
    url_name: str
    group: str = "top"
    order: int = 100
    text: Any = ""
    also: tuple[str, ...] = ()
    under: str = ""
    allowed: Callable[[HttpRequest], bool] | None = field(default=None, compare=False)
    count: Callable[[HttpRequest], int] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Place:
    """Where the header leads; `in_workspace` says whether the address holds the workspace's slug."""

    url_name: str
    in_workspace: bool = True
    allowed: Callable[[HttpRequest], bool] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Drawn:
    """An item as it is shown for this request."""

    label: Any
    icon: str
    url: str
    current: bool
    count: int
    text: Any = ""
    under: "list[Drawn]" = field(default_factory=list)


_items: dict[str, Item] = {}
_places: dict[str, Place] = {}


def register(item: Item) -> None:
    """Add an item; the same key twice replaces the first."""
    if item.group not in GROUPS:
        raise ValueError(f"{item.key}: no group {item.group}")
    _items[item.key] = item


def register_place(
    key: str,
    url_name: str,
    *,
    in_workspace: bool = True,
    allowed: Callable[[HttpRequest], bool] | None = None,
) -> None:
    """Say where `home`, `search`, `new_contact`, `language`, `me`, `settings` or `statement` is found."""
    _places[key] = Place(url_name, in_workspace, allowed)


def items() -> list[Item]:
    """Every registered item in the order they are shown."""
    return sorted(_items.values(), key=lambda item: (GROUPS.index(item.group), item.order, item.key))


def place(request: HttpRequest | None, key: str) -> str:
    """The address of a place for this request, or "" where nobody registered it or it is not for them."""
    found = _places.get(key)
    if found is None or (found.allowed and (request is None or not found.allowed(request))):
        return ""
    if not found.in_workspace:
        return reverse(found.url_name)
    workspace = getattr(request, "workspace", None)
    return reverse(found.url_name, kwargs={"workspace": workspace.slug}) if workspace else ""


def drawn(request: HttpRequest) -> dict[str, list[Drawn]]:
    """The navigation of this request's workspace by group; the longest address that fits is the current one."""
    workspace = getattr(request, "workspace", None)
    if workspace is None:
        return {}
    shown = [item for item in items() if item.allowed is None or item.allowed(request)]
    urls = {item.key: reverse(item.url_name, kwargs={"workspace": workspace.slug}) for item in shown}
    current = _current(shown, workspace.slug, request.path)
    groups: dict[str, list[Drawn]] = {}
    found: dict[str, Drawn] = {}
    for item in shown:
        url = urls[item.key]
        count = item.count(request) if item.count else 0
        found[item.key] = Drawn(item.label, item.icon, url, url == current, count, item.text)
        if item.under not in urls:
            groups.setdefault(item.group, []).append(found[item.key])
    for item in shown:
        family = (item.key, *(other.key for other in shown if other.under == item.key))
        if any(found[key].current for key in family):
            found[item.key].under.extend(found[key] for key in family[1:])
    return groups


def _current(shown: list[Item], slug: str, path: str) -> str:
    """The address of the item that holds the path best: the longest of its own and of what belongs to it."""
    home = reverse_home(slug)
    found = [
        (len(url), reverse(item.url_name, kwargs={"workspace": slug}))
        for item in shown
        for url in (reverse(name, kwargs={"workspace": slug}) for name in (item.url_name, *item.also))
        if _holds(url, path, home)
    ]
    return max(found)[1] if found else ""


def reverse_home(slug: str) -> str:
    """The workspace's first page: it is current only when it is the page itself."""
    return f"/{slug}/"


def _holds(url: str, path: str, home: str) -> bool:
    return path == url if url == home else path.startswith(url)
