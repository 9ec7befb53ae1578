"""The map as files: what they hold, what they leave out, what they are called."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from brobygger.map.scene import SECTORS
from brobygger.network.models import Organisation
from brobygger.network.operations import organisations
from brobygger.strategy.models import FocusArea, Placing, Wish, WishValue


@pytest.fixture
def placed(workspace: Any, leader: Any) -> list[Organisation]:
    """Two partners in rooms, one who has no room."""
    made = []
    for name, level, room in (
        ("Åfestivalen", "partnership", "inspiration"),
        ("AOF & Venner", "cooperation", "learning"),
        ("Uden Rum", "network", ""),
    ):
        one = organisations.create(name=name, by=leader)
        Organisation.objects.filter(pk=one.pk).update(level=level)
        if room:
            Placing.objects.create(workspace=workspace, organisation=one, room=room)
        made.append(one)
    return made


def test_svg_stands_alone(placed: list[Organisation], reader: Any, client_of: Callable[..., Any]) -> None:
    answer = client_of(reader).get("/fjordby/map/map.svg?lens=rooms")
    text = answer.content.decode()
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert re.search(
        r'filename="fjordby-cirkelkort-rum-\d{4}-\d\d-\d\d\.svg"', answer.headers["Content-Disposition"]
    )
    assert text.startswith("<svg xmlns=")
    assert "<title" in text
    assert "<desc" in text
    assert "Åfestivalen" in text
    assert ">AOF &amp;</text>" in text  # its name stands in two lines there
    assert "<a " not in text
    assert "href" not in text
    assert "style=" not in text


def test_files_keep_lens_and_filters(
    placed: list[Organisation], reader: Any, client_of: Callable[..., Any]
) -> None:
    client = client_of(reader)
    filtered = client.get("/fjordby/map/map.svg?lens=society&level=partnership").content.decode()
    assert "AOF" not in filtered
    part = client.get("/fjordby/map/map.svg?lens=rooms&part=learning").content.decode()
    assert "AOF" in part
    assert "Åfestivalen" not in part


@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_pictures_are_made_in_both_languages(
    placed: list[Organisation], reader: Any, client_of: Callable[..., Any], kind: str
) -> None:
    for language in ("da", "en"):
        reader.user.language = language
        reader.user.save()
        answer = client_of(reader).get(f"/fjordby/map/map.{kind}?lens=rooms")
        assert answer.status_code == 200
        begins = {"png": b"\x89PNG", "pdf": b"%PDF"}[kind]
        assert answer.content.startswith(begins)


def test_list_to_print_holds_everybody(
    placed: list[Organisation], reader: Any, client_of: Callable[..., Any]
) -> None:
    page = client_of(reader).get("/fjordby/map/?lens=rooms&view=print").content.decode()
    assert "Åfestivalen" in page
    assert "AOF &amp; Venner" in page
    assert "Uden Rum" in page


def test_list_to_print_says_what_it_leaves_out(
    workspace: Any, reader: Any, client_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from brobygger.map.views import outputs

    monkeypatch.setattr(outputs, "PRINTED", 2)
    for i in range(5):
        one = Organisation.objects.create(workspace=workspace, name=f"Kor {i}", level="network")
        Placing.objects.create(workspace=workspace, organisation=one, room="meeting")
    page = client_of(reader).get("/fjordby/map/?lens=rooms&view=print").content.decode()
    assert page.count("<li>Kor") == 2
    assert "og 3 til" in page


def test_list_to_print_holds_every_wish_or_says_how_many_more(
    workspace: Any, reader: Any, client_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from brobygger.map.views import outputs

    for i in range(25):
        wish = Wish.objects.create(workspace=workspace, text=f"Dansekompagni {i}")
        WishValue.objects.create(workspace=workspace, wish=wish, room="meeting")
    client, url = client_of(reader), "/fjordby/map/?lens=rooms&view=print"
    assert client.get(url).text.count("<li>Dansekompagni") == 25
    monkeypatch.setattr(outputs, "PRINTED", 22)
    cut = client.get(url).text
    assert cut.count("<li>Dansekompagni") == 22
    assert "og 3 til" in cut


def test_list_to_print_holds_gaps_that_the_circle_has_no_room_for(
    workspace: Any, reader: Any, client_of: Callable[..., Any]
) -> None:
    for i in range(SECTORS + 2):
        area = FocusArea.objects.create(workspace=workspace, name=f"Indsats {i:02}")
    wish = Wish.objects.create(workspace=workspace, text="Et dansekompagni")
    WishValue.objects.create(workspace=workspace, wish=wish, focus_area=area)
    page = client_of(reader).get("/fjordby/map/?lens=focus&view=print").text
    assert f"Indsats {SECTORS + 1}" in page
    assert "<li>Et dansekompagni" in page
