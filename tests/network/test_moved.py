"""Addresses of a merged record lead to where it lives on, and what somebody was writing about it is not lost."""

from typing import Any

import pytest

from brobygger.accounts.models import Colleague
from brobygger.network.models import Organisation
from brobygger.network.operations import duplicates, organisations, people
from brobygger.records.models import JournalNote


@pytest.fixture
def pair(leader: Colleague) -> tuple[Any, Any]:
    a = organisations.create(name="Søvang Skole", by=leader)
    return a, organisations.create(name="Soevang skole", by=leader)


def test_old_addresses_lead_on(pair: tuple[Any, Any], leader: Colleague, client_of: Any) -> None:
    a, b = pair
    duplicates.merge(survivor=a, other=b, by=leader)
    client = client_of(leader)
    for tab in ("", "contacts/", "edit/"):
        answer = client.get(f"/fjordby/organisations/{b.pk}/{tab}?x=1")
        assert answer.status_code == 302
        assert answer["Location"] == f"/fjordby/organisations/{a.pk}/{tab}?x=1"
    oda, other = people.create(name="Oda T", by=leader), people.create(name="Oda T.", by=leader)
    duplicates.merge(survivor=oda, other=other, by=leader)
    assert client.get(f"/fjordby/people/{other.pk}/")["Location"] == f"/fjordby/people/{oda.pk}/"


def test_what_was_being_written_is_kept(
    pair: tuple[Any, Any], leader: Colleague, staff: Colleague, client_of: Any
) -> None:
    """Somebody has the loser's form open while another merges it away: what they changed lands on the survivor."""
    a, b = pair
    client = client_of(staff)
    form = client.get(f"/fjordby/organisations/{b.pk}/edit/").context["form"]
    typed = {"name": b.name, "town": "Havneby", "original": form.initial["original"]}
    duplicates.merge(survivor=a, other=b, by=leader)
    answer = client.post(f"/fjordby/organisations/{b.pk}/edit/", typed, follow=True)
    assert answer.status_code == 200
    a.refresh_from_db()
    assert (a.name, a.town) == ("Søvang Skole", "Havneby")
    client.post(f"/fjordby/journal/network.organisation/{b.pk}/add/", {"text": "Husk dem"})
    assert JournalNote.objects.get().object_id == a.pk


def test_what_was_to_be_deleted_is_not(
    pair: tuple[Any, Any], leader: Colleague, staff: Colleague, client_of: Any
) -> None:
    a, b = pair
    duplicates.merge(survivor=a, other=b, by=leader)
    answer = client_of(staff).post(f"/fjordby/organisations/{b.pk}/delete/", follow=True)
    assert Organisation.objects.get() == a
    assert answer.redirect_chain[-1][0] == f"/fjordby/organisations/{a.pk}/"


def test_another_workspace_learns_nothing(
    pair: tuple[Any, Any], leader: Colleague, outsider: Colleague, client_of: Any
) -> None:
    a, b = pair
    duplicates.merge(survivor=a, other=b, by=leader)
    assert client_of(outsider).get(f"/nabo/organisations/{b.pk}/").status_code == 404
