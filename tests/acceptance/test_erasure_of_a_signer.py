"""Somebody who signed an agreement asks to be erased: the request is answered in time, with the reason, and nothing goes."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brobygger.core import holds
from brobygger.network.models import Person
from brobygger.network.operations import people
from brobygger.records.models import ErasureRequest

PAGES = "/fjordby/settings/personal"


@pytest.fixture
def oda(staff: Any) -> Any:
    return people.create(by=staff, name="Oda Testrup", email="oda.testrup@eksempel.dk")


@pytest.fixture
def signed(oda: Any) -> Iterator[None]:
    """Agreements come later: whoever has them says through `core.holds` who signed, and until when that counts."""
    until = timezone.localdate() + timedelta(days=365 * 3)

    def question(label: str, pk: int) -> list[holds.Hold]:
        mine = (label, pk) == ("network.person", oda.pk)
        return (
            [holds.Hold("Oda Testrup har underskrevet aftalen om forårsudstillingen", until)] if mine else []
        )

    holds.register("test.agreements", question)
    yield
    holds.forget("test.agreements")


@pytest.mark.case("an_erasure_request_for_a_signer")
def test_a_signer_s_request_is_refused_with_the_reason(
    oda: Any, signed: None, coordinator: Any, client_of: Any
) -> None:
    client = client_of(coordinator)
    asked = {
        "asked_on": f"{timezone.localdate():%d-%m-%Y}",
        "asked_by": "Oda selv",
        "identity": "Skrev fra sin adresse",
        "note": "",
    }
    made = client.post(f"{PAGES}/people/{oda.pk}/erase/", asked, follow=True)
    request = ErasureRequest.objects.get()
    assert 28 <= (request.due_on - request.asked_on).days <= 31
    page = made.content.decode()
    assert "har underskrevet aftalen" in page
    assert "Slet for altid" not in page
    forced = client.post(f"{PAGES}/requests/{request.pk}/erase/", {"sure": "on"}, follow=True)
    assert "har underskrevet aftalen" in forced.content.decode()
    assert Person.objects.get(pk=oda.pk).email == "oda.testrup@eksempel.dk"
    offered = client.get(f"{PAGES}/requests/{request.pk}/refuse/").content.decode()
    assert "har underskrevet aftalen" in offered
    assert client.post(f"{PAGES}/requests/{request.pk}/refuse/", {"reason": ""}).status_code == 422
    client.post(
        f"{PAGES}/requests/{request.pk}/refuse/",
        {"reason": "Aftalen løber, og vi skal kunne dokumentere den."},
    )
    request.refresh_from_db()
    assert request.state == "refused"
    answer = client.get(f"{PAGES}/requests/{request.pk}/").content.decode()
    assert "Aftalen løber" in answer
    assert "Datatilsynet" in answer
    assert Person.objects.filter(pk=oda.pk).exists()


@pytest.mark.case("an_erasure_request_for_a_signer")
def test_when_the_agreement_counts_no_more_the_request_can_be_carried_out(
    oda: Any, coordinator: Any, client_of: Any
) -> None:
    client = client_of(coordinator)
    asked = {
        "asked_on": f"{timezone.localdate():%d-%m-%Y}",
        "asked_by": "Oda selv",
        "identity": "Skrev fra sin adresse",
    }
    client.post(f"{PAGES}/people/{oda.pk}/erase/", asked)
    request = ErasureRequest.objects.get()
    assert client.post(f"{PAGES}/requests/{request.pk}/erase/", {}).status_code == 422
    client.post(f"{PAGES}/requests/{request.pk}/erase/", {"sure": "on"})
    assert not Person.objects.exists()
    assert "Oda" not in client.get("/fjordby/history/").content.decode()
    assert client.get(f"{PAGES}/people/{oda.pk}/").status_code == 404
