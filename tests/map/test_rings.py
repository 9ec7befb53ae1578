"""An organisation changes ring: always a decision with its reason, from the dialog as from a page of its own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brobygger.core.models import HistoryEntry
from brobygger.network.models import Formality, Organisation
from tests.map.circles import organisation

MAP = "/fjordby/map/"


@pytest.fixture
def choir(leader: Any) -> Organisation:
    return organisation("Byens Kor", "network", leader, rooms=("inspiration",))


def address(choir: Organisation) -> str:
    return f"{MAP}rings/{choir.pk}/"


def sent(**more: Any) -> dict[str, Any]:
    day = f"{timezone.localdate():%d-%m-%Y}"
    return {"level": "cooperation", "reason": "Tre koncerter i år", "since": day, "next": MAP, **more}


def test_it_is_decided_with_its_reason(
    choir: Organisation, client_of: Callable[..., Any], staff: Any
) -> None:
    answer = client_of(staff).post(address(choir), sent(next=MAP + "?lens=society"))
    assert answer.status_code == 302
    assert answer.headers["Location"] == MAP + "?lens=society"
    row = Formality.objects.filter(organisation=choir).latest("id")
    assert (row.level, row.reason, row.decided_by) == ("cooperation", "Tre koncerter i år", staff)
    choir.refresh_from_db()
    assert choir.level == "cooperation"
    assert HistoryEntry.objects.filter(model="network.formality", object_id=row.pk).exists()


def test_the_dialog_shows_the_map_again(
    choir: Organisation, client_of: Callable[..., Any], staff: Any
) -> None:
    client = client_of(staff, htmx=True)
    target = {"HTTP_HX_TARGET": "div#map-dialog-body"}
    form = client.get(address(choir), {"next": MAP, "dialog": "1", "to": "cooperation"}, **target)
    text = form.content.decode()
    assert "<html" not in text
    assert 'value="cooperation" id="id_level_2" required checked' in text or "checked" in text
    answer = client.post(address(choir), sent(), **target)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="map-body" hx-swap-oob="true"' in text
    assert "Byens Kor er flyttet til samarbejde." in text
    assert "<html" not in text


def test_what_was_typed_stays_when_something_is_missing(
    choir: Organisation, client_of: Callable[..., Any], staff: Any
) -> None:
    later = timezone.localdate() + timedelta(days=3)
    for wrong in ({"reason": ""}, {"level": "friend"}, {"since": f"{later:%d-%m-%Y}"}):
        answer = client_of(staff).post(address(choir), sent(evidence="Programmet fra maj", **wrong))
        assert answer.status_code == 422
        assert "Programmet fra maj" in answer.content.decode()
    assert Formality.objects.filter(organisation=choir).count() == 1
    assert "Skriv hvorfor" in client_of(staff).post(address(choir), sent(reason="")).content.decode()


def test_sent_twice_it_is_decided_once(
    choir: Organisation, client_of: Callable[..., Any], staff: Any
) -> None:
    client = client_of(staff)
    for _ in range(2):
        client.post(address(choir), sent(once="the-same"))
    assert Formality.objects.filter(organisation=choir).count() == 2


def test_readers_do_not_move_anybody(
    choir: Organisation, client_of: Callable[..., Any], reader: Any, outsider: Any
) -> None:
    assert client_of(reader).post(address(choir), sent()).status_code == 403
    assert client_of(outsider).post(address(choir), sent()).status_code == 404
    assert Formality.objects.filter(organisation=choir).count() == 1


def test_the_way_back_is_the_map_alone(
    choir: Organisation, client_of: Callable[..., Any], staff: Any
) -> None:
    answer = client_of(staff).post(address(choir), sent(next="https://elsewhere.example/?lens=themes"))
    assert answer.headers["Location"] == MAP + "?lens=themes"
