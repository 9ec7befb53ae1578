"""The pages that are measured, each beside its floor, asked in turn so that both meet the same machine."""

import re
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.urls import NoReverseMatch, reverse

from brobygger.accounts.models import ApiToken, User, Workspace
from brobygger.accounts.models.tokens import SHOWN, digest, new_key
from brobygger.bench.figures import Figure, timed
from brobygger.bench.generate import SLUG, Filled
from brobygger.bench.server import Answer, Client, Server
from brobygger.core.lists.paging import Place
from brobygger.core.text import fold

WARM, REQUESTS = 8, 60
Floor = Callable[[], float]


@dataclass(frozen=True)
class Page:
    """A page to ask for: its address (None where the product has none), and what its floor is called and costs."""

    name: str
    path: str | None
    floor: str
    cost: Callable[[Client], Floor]
    # Count the bytes as they are before they are compressed: for a picture that has a size of its own to keep.
    unpacked: bool = False


def names() -> list[str]:
    """What `--only` can name here."""
    return [*PAGES, "start-up", "memory", "bytes"]


MAP_PAGES = (
    "circle map", "circle map: themes", "circle map: then and now", "circle map: table", "circle map: one sector",
    "circle map: SVG alone", "connections", "connections: one step", "connections: two steps", "strategy picture",
)  # fmt: skip
PAGES = (
    "list by name", "list page 1,000", "search part of a name", "search typing error", "search aa for å",
    "organisation page", "today", "API list", "OpenAPI", "duplicates: warning, known", "duplicates: warning, slip",
    "duplicates: warning, new", *MAP_PAGES,
)  # fmt: skip


def cookie(user: User) -> str:
    """The cookie of a browser in which `user` is logged in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def token(workspace: Workspace, name: str) -> str:
    """A key that may read the workspace through the API."""
    key = new_key()
    made = {"name": name, "role": "reader", "prefix": key[:SHOWN], "secret": digest(key)}
    ApiToken.objects.create(workspace=workspace, **made)
    return key


def pages(filled: Filled) -> list[Page]:
    """Every page with its floor."""
    listed = _address("network:organisations")
    far = Place(0, *filled.far).token()
    word = filled.name.split()[-1]
    found = _address("desk:search")
    one = _address("network:organisation", pk=filled.organisation)
    empty, bare = _page("bench/empty/"), _page("bench/organisations/")
    part, typo = word[:7], word[:4] + word[5:]

    def search(query: str) -> str | None:
        return found and f"{found}?q={query}"

    def alike(name: str) -> str:
        """The warning while this name of an organisation is typed."""
        return f"/{SLUG}/alike/organisation/?{urlencode({'name': name})}"

    return [
        Page("list by name", listed, "same rows, barest template", bare),
        Page("list page 1,000", listed and f"{listed}?after={far}", "same rows, barest template",
             _page(f"bench/organisations/?after={filled.far[0].replace(' ', '+')}")),
        Page("search part of a name", search(part), "same question as SQL", _like(filled, part)),
        Page("search typing error", search(typo), "part of a name as SQL", _like(filled, part)),
        Page("search aa for å", search("aabenraa"), "same question as SQL", _like(filled, "aabenraa")),
        Page("organisation page", one, "same rows, barest template", _page(f"bench/organisations/{filled.organisation}/")),
        Page("today", _address("desk:today"), "empty page", empty),
        Page("API list", "/api/v1/organisations?limit=50", "same rows as JSON", _page("bench/organisations.json")),
        Page("duplicates: warning, known", alike(filled.name), "empty page", empty),
        Page("duplicates: warning, slip", alike(f"{filled.name} ApS".replace("rg", "r", 1)), "empty page", empty),
        Page("duplicates: warning, new", alike("Foreningen for Uldspinderiets Venner"), "empty page", empty),
        Page("OpenAPI", "/api/v1/openapi.json", "empty page", empty),
        *_maps(filled),
    ]  # fmt: skip


def _maps(filled: Filled) -> list[Page]:
    """The circle map beside its one question as SQL would ask it barely; connections; the strategy's picture."""
    found, svg = _address("map:circle"), _address("map:svg")
    empty, counted = _page("bench/empty/"), _cells(filled)
    here = {"kind": "organisation", "pk": filled.organisation}

    def lens(query: str) -> str | None:
        return found and f"{found}?{query}"

    bare = "cells counted in SQL"
    one, two, three, four, five, six, *rest = MAP_PAGES
    asked = (
        (one, lens("lens=rooms")), (two, lens("lens=themes")), (three, lens("lens=rooms&then=2025-06-01")),
        (four, lens("lens=rooms&view=table")), (five, lens("lens=rooms&part=learning")),
    )  # fmt: skip
    return [
        *(Page(name, path, bare, counted) for name, path in asked),
        Page(six, svg and f"{svg}?lens=rooms", bare, counted, unpacked=True),
        Page(rest[0], _address("map:connections"), "empty page", empty),
        Page(rest[1], _address("map:ego", **here, steps=1), "empty page", empty),
        Page(rest[2], _address("map:ego", **here, steps=2), "empty page", empty),
        Page(rest[3], _address("strategy:picture"), "empty page", empty),
    ]


def _cells(filled: Filled) -> Callable[[Client], Floor]:
    """How many lie in each room at each level, asked of the database from this process."""
    sql = """SELECT p.room, o.level, COUNT(*) FROM network_organisation o
JOIN strategy_placing p ON p.organisation_id = o.id WHERE o.workspace_id = %s GROUP BY p.room, o.level"""
    return _sql(sql, [filled.workspace.pk])


def measure(page: Page, client: Client, figure: Figure) -> Figure:
    """Ask for the page and its floor in turn."""
    figure.floor = page.floor
    if page.path is None:
        figure.missing = "no such page"
        return figure
    cost = page.cost(client)
    mine, floor = [], []
    for turn in range(WARM + REQUESTS):
        answer = client.get(page.path)
        if answer.status != 200:
            figure.missing = f"answered {answer.status}"
            return figure
        other = cost()
        if turn >= WARM:
            mine.append(answer.ms)
            floor.append(other)
            figure.bytes = len(_unpacked(answer)) if page.unpacked else answer.size
    return timed(figure, mine, floor)


def idle(server: Server, client: Client, figure: Figure) -> Figure:
    """Memory of one web process that has answered a few pages and waits."""
    for _ in range(10):
        client.get(f"/{SLUG}/bench/empty/")
    figure.mb = round(server.resident_mb(), 1)
    return figure


def first_visit(client: Client, path: str | None) -> Iterator[tuple[str, int]]:
    """("first", bytes of the page with all it loads) and ("later", bytes of the page alone)."""
    answer = client.get(path or f"/{SLUG}/bench/empty/")
    total, seen = answer.size, set()
    waiting = _assets(answer.body, answer.encoding)
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        asset = client.get(address)
        total += asset.size
        if ".css" in address:
            waiting |= {_join(address, font) for font in _fonts(_text(asset.body, asset.encoding))}
    yield "first", total
    yield "later", answer.size


def _assets(body: bytes, encoding: str) -> set[str]:
    found = re.findall(r"<(?:link|script|img)[^>]+(?:href|src)=\"(/static/[^\"#]+)", _text(body, encoding))
    return set(found)


def _fonts(css: str) -> list[str]:
    """The fonts that Danish text needs: a browser leaves out a face whose range holds none of its letters."""
    found = []
    for face in re.findall(r"@font-face\s*{[^}]*}", css):
        letters = re.search(r"unicode-range:\s*([^;}]*)", face)
        if letters is None or re.search(r"U\+(?:0{1,4}-|0{0,3}20-)", letters[1], re.I):
            found += re.findall(r"url\([\"']?([^\"')]+\.woff2[^\"')]*)", face)
    return found


def _unpacked(answer: Answer) -> bytes:
    return zlib.decompress(answer.body, wbits=31) if answer.encoding == "gzip" else answer.body


def _text(body: bytes, encoding: str) -> str:
    return (zlib.decompress(body, wbits=31) if encoding == "gzip" else body).decode(errors="replace")


def _join(base: str, address: str) -> str:
    return address if address.startswith("/") else base.rpartition("/")[0] + "/" + address.removeprefix("./")


def _address(name: str, **arguments: Any) -> str | None:
    try:
        return reverse(name, kwargs={"workspace": SLUG, **arguments})
    except NoReverseMatch:
        return None


def _page(path: str) -> Callable[[Client], Floor]:
    def cost(client: Client) -> Floor:
        return lambda: client.get(f"/{SLUG}/{path}").ms

    return cost


def _like(filled: Filled, query: str) -> Callable[[Client], Floor]:
    """The bare question of the database, from this process."""
    sql = "SELECT kind, object_id, title, detail FROM core_searchentry WHERE workspace_id = %s AND text LIKE %s LIMIT 20"
    return _sql(sql, [filled.workspace.pk, f"%{fold(query)}%"])


def _sql(sql: str, parameters: list[int | str]) -> Callable[[Client], Floor]:
    def ask() -> float:
        start = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            cursor.fetchall()
        return (time.perf_counter() - start) * 1000

    return lambda client: ask
