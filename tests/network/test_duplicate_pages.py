"""The pages of duplicates: the list, the scan, two side by side, not the same."""

from typing import Any

import pytest

from brobygger.accounts.models import Colleague
from brobygger.core import timed
from brobygger.network.models import DuplicatePair, DuplicateScan, NotTheSame, Organisation, Person
from brobygger.network.operations import organisations, people
from brobygger.network.queries.duplicates import open_pairs
from brobygger.records.models import Notice

LIST = "/fjordby/duplicates/"


@pytest.fixture
def pair(leader: Colleague) -> tuple[Any, Any]:
    a = organisations.create(
        name="Søvang Skole", town="Fjordby", phone="00112233", about="Fra den ene", by=leader
    )
    b = organisations.create(
        name="Soevang skole A/S",
        town="Fjordby",
        web="https://skole.example",
        about="Fra den anden",
        by=leader,
    )
    return a, b


def looked(client: Any, run_jobs: Any) -> None:
    answer = client.post(LIST + "look/")
    scan = DuplicateScan.objects.latest("pk")
    assert answer["Location"] == f"{LIST}scans/{scan.pk}/"
    assert client.get(answer["Location"]).status_code == 200
    run_jobs()
    assert client.get(answer["Location"])["Location"] == LIST


def form_of(client: Any, a: Any, b: Any) -> dict[str, str]:
    """What the page would send as it stands."""
    compared = client.get(f"{LIST}organisation/{a.pk}/{b.pk}/").context["compared"]
    sent = {"survivor": str(compared.survivor), "shown": compared.shown}
    sent |= {f"version-{r.pk}": str(r.version) for r in compared.records}
    for d in compared.differences:
        sent[f"field-{d.name}"] = next(v.value for v in [*d.values, d.both] if v and v.chosen)
    return sent


def test_a_scan_from_the_button(
    pair: tuple[Any, Any], staff: Colleague, client_of: Any, run_jobs: Any
) -> None:
    a, b = pair
    client = client_of(staff)
    looked(client, run_jobs)
    found = DuplicatePair.objects.get()
    assert (found.one_id, found.other_id, found.reasons) == (a.pk, b.pk, ["name", "place"])
    page = client.get(LIST).content.decode()
    for words in ("Søvang Skole", "Soevang skole A/S", "Fjordby", "Samme navn, samme sted", "Sammenlign"):
        assert words in page
    assert Notice.objects.get().kind == "duplicates.done"
    assert open_pairs(staff.workspace).count() == 1
    assert client.get(LIST + "?kind=person").content.decode().count("Søvang Skole") == 0
    assert "Soevang" in client.get(LIST + "?q=soevang").content.decode()
    assert client.get(LIST + "?format=csv").status_code == 200


def test_the_scan_of_every_night(pair: tuple[Any, Any], run_jobs: Any) -> None:
    assert [o.done for o in timed.tick(only=["network.duplicates"], force=True)] == [True]
    run_jobs()
    assert DuplicatePair.objects.count() == 1
    assert not Notice.objects.exists()


def test_merge_as_shown(pair: tuple[Any, Any], staff: Colleague, client_of: Any) -> None:
    a, b = pair
    client = client_of(staff)
    sent = form_of(client, a, b)
    assert sent["field-about"] == "both"
    answer = client.post(
        f"{LIST}organisation/{a.pk}/{b.pk}/",
        sent | {"survivor": str(b.pk), "field-name": str(a.pk)},
        follow=True,
    )
    assert answer.redirect_chain[0][0] == f"/fjordby/organisations/{b.pk}/"
    b.refresh_from_db()
    assert (b.name, b.phone, b.web) == ("Søvang Skole", "00112233", "https://skole.example")
    assert "Fra den ene" in b.about
    assert "Fra den anden" in b.about
    assert "Fortryd" in answer.content.decode() or "fortryd" in answer.content.decode()


def test_two_who_merge_and_edit_at_once(
    pair: tuple[Any, Any], staff: Colleague, leader: Colleague, client_of: Any
) -> None:
    """The page is stale: told, nothing written, choices kept, the changed field marked; sent again it merges."""
    a, b = pair
    client = client_of(staff)
    sent = form_of(client, a, b) | {"field-phone": str(b.pk), "survivor": str(b.pk)}
    organisations.edit(organisation=Organisation.objects.get(pk=a.pk), web="https://ny.example", by=leader)
    answer = client.post(f"{LIST}organisation/{a.pk}/{b.pk}/", sent)
    assert answer.status_code == 422
    assert Organisation.objects.count() == 2
    compared = answer.context["compared"]
    assert compared.survivor == b.pk
    assert [v.chosen for d in compared.differences if d.name == "phone" for v in d.values] == [False, True]
    assert [d.name for d in compared.differences if d.changed] == ["web"]
    again = form_of(client, a, b) | {k: v for k, v in sent.items() if k.startswith(("field", "survivor"))}
    assert client.post(f"{LIST}organisation/{a.pk}/{b.pk}/", again).status_code == 302
    assert Organisation.objects.get().pk == b.pk


def test_not_the_same_is_remembered(
    pair: tuple[Any, Any], staff: Colleague, client_of: Any, run_jobs: Any
) -> None:
    a, b = pair
    client = client_of(staff)
    looked(client, run_jobs)
    client.post(f"{LIST}organisation/{b.pk}/{a.pk}/apart/")
    assert open_pairs(staff.workspace).count() == 0
    decision = NotTheSame.objects.get()
    assert decision.decided_by == staff
    looked(client, run_jobs)
    assert open_pairs(staff.workspace).count() == 0
    assert "Søvang Skole" in client.get(LIST + "not-the-same/").content.decode()
    client.post(f"{LIST}not-the-same/{decision.pk}/take-back/")
    looked(client, run_jobs)
    assert open_pairs(staff.workspace).count() == 1


def test_a_pair_of_ones_own_choice(pair: tuple[Any, Any], staff: Colleague, client_of: Any) -> None:
    a, b = pair
    client = client_of(staff)
    answer = client.post(f"{LIST}organisation/{a.pk}/", {"other": b.name})
    assert answer["Location"] == f"{LIST}organisation/{a.pk}/{b.pk}/"
    assert client.post(f"{LIST}organisation/{a.pk}/", {"other": "Findes ikke"}).status_code == 422
    assert client.get(f"{LIST}organisation/{a.pk}/{a.pk}/").status_code == 302
    assert client.get(f"{LIST}nothing/{a.pk}/{b.pk}/").status_code == 404


def test_different_cvr_numbers_are_never_proposed(
    pair: tuple[Any, Any], staff: Colleague, client_of: Any, run_jobs: Any
) -> None:
    a, b = pair
    organisations.edit(organisation=a, cvr="10150817", by=staff)
    organisations.edit(organisation=b, cvr="29190623", by=staff)
    client = client_of(staff)
    looked(client, run_jobs)
    assert not DuplicatePair.objects.exists()
    assert "CVR" in client.get(f"{LIST}organisation/{a.pk}/{b.pk}/").content.decode()


def test_people_are_found_by_address_and_by_house(staff: Colleague, client_of: Any, run_jobs: Any) -> None:
    one = people.create(name="Oda Testrup", organisation="Skolen", by=staff)
    people.create(name="Oda M. Testrup", organisation=Organisation.objects.get(), by=staff)
    people.create(name="Oda Testrup", organisation="Et helt andet sted", email="a@eksempel.dk", by=staff)
    people.create(name="Per Opdigt", email="per@eksempel.dk", by=staff)
    people.create(name="Peer Opdigt", email="per@eksempel.dk", by=staff)
    client = client_of(staff)
    looked(client, run_jobs)
    found = {
        (Person.objects.get(pk=p.one_id).name, Person.objects.get(pk=p.other_id).name)
        for p in DuplicatePair.objects.all()
    }
    assert found == {("Oda Testrup", "Oda M. Testrup"), ("Per Opdigt", "Peer Opdigt")}
    page = client.get(f"{LIST}person/{one.pk}/{one.pk + 1}/")
    assert page.status_code == 200


def test_readers_see_and_do_nothing(
    pair: tuple[Any, Any], reader: Colleague, staff: Colleague, client_of: Any, run_jobs: Any
) -> None:
    a, b = pair
    looked(client_of(staff), run_jobs)
    client = client_of(reader)
    page = client.get(LIST).content.decode()
    assert "Søvang Skole" in page
    assert "formaction" not in page
    assert client.post(LIST + "look/").status_code == 403
    assert client.get(f"{LIST}organisation/{a.pk}/{b.pk}/").status_code == 403
