"""The embedded map: read by link without a log-in, framed by the sites that the library lists and by nobody else."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from brobygger.map.models import MapEmbed
from brobygger.map.operations import embeds
from brobygger.network.models import Organisation
from brobygger.strategy.models import Placing
from scripts import permissions
from tests import world
from tests.contracts import pages

LIBRARY, OTHER = "https://www.fjordbybib.dk", "https://ond.example.org"


@pytest.fixture
def shared(workspace: Any, coordinator: Any) -> MapEmbed:
    one = Organisation.objects.create(workspace=workspace, name="Åfestivalen", level="partnership")
    Placing.objects.create(workspace=workspace, organisation=one, room="inspiration")
    return embeds.create(
        title="Vores partnere", lens="rooms", levels=["partnership"], language="da",
        origins=[LIBRARY, "https://kommune.example.org:8443"], by=coordinator,
    )  # fmt: skip


def ancestors(response: Any) -> list[str]:
    policy = response.headers["Content-Security-Policy"]
    named = next(part.split() for part in policy.split("; ") if part.startswith("frame-ancestors"))
    return list(named[1:])


@pytest.mark.case("Framing is allowed for the embedded map alone, by the addresses that the library lists")
def test_listed_sites_may_frame_it(shared: MapEmbed, client_of: Callable[..., Any]) -> None:
    answer = client_of(None).get(urlsplit(shared.address).path)
    assert answer.status_code == 200
    assert ancestors(answer) == [LIBRARY, "https://kommune.example.org:8443"]
    assert "X-Frame-Options" not in answer.headers
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert not answer.cookies


@pytest.mark.case("A shared map without listed sites is framed by nobody")
def test_without_sites_nobody_frames_it(shared: MapEmbed, client_of: Callable[..., Any]) -> None:
    MapEmbed.objects.filter(pk=shared.pk).update(origins=[])
    assert ancestors(client_of(None).get(urlsplit(shared.address).path)) == ["'none'"]
    broken = client_of(None).get("/p/fjordby/da/map/forkert:underskrift/")
    assert (broken.status_code, ancestors(broken)) == (404, ["'none'"])


@pytest.mark.case("No other page may be framed, whoever asks")
def test_no_other_page_is_framed(
    workspace: Any, colleagues: dict[str, Any], client_of: Callable[..., Any]
) -> None:
    made = world.build(workspace, list(colleagues.values()))
    leader = colleagues["leader"]
    for who in (None, leader):
        client, wrong = client_of(who), []
        for address in permissions.walk():
            if address.name in ("shared:map", "api:nowhere") or address.method or ":" not in address.name:
                continue
            if address.needs == permissions.EVERYBODY and pages.arguments(address):
                continue
            answer = pages.get(client, address, made, who)
            pages.content(answer)
            if ancestors(answer) != ["'none'"] or answer.headers.get("X-Frame-Options") != "DENY":
                wrong.append(address.name)
        assert wrong == []


@pytest.mark.case("A browser shows the map in the library's site and refuses it in another")
def test_a_browser_does_as_told(live: Any, shared: MapEmbed) -> None:
    inner = live.url(urlsplit(shared.address).path)

    def framed(site: str) -> Any:
        page = live.page(None, width=1280, permissions=["local-network-access"])
        html = (
            f'<!doctype html><title>Site</title><iframe src="{inner}" title="Kort" width="900" height="700">'
        )
        page.route(f"{site}/", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto(f"{site}/")
        return page

    good = framed(LIBRARY)
    good.frame_locator("iframe").get_by_role("heading", name="Vores partnere").wait_for()
    bad = framed(OTHER)
    bad.wait_for_function("document.readyState === 'complete'")
    assert bad.frame_locator("iframe").get_by_role("heading", name="Vores partnere").count() == 0
    # The browser says in its console that it refused; nothing else went wrong.
    assert live.complaints
    assert all("frame-ancestors" in said for said in live.complaints)
    live.complaints.clear()
