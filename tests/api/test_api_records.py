"""Every noun: made, read, listed, changed, ended, deleted and given back, as the pages do it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brobygger.core.models import HistoryEntry
from brobygger.network.models import Organisation, Person
from brobygger.network.operations import duplicates
from tests.api.asking import System

TODAY = timezone.localdate()


@pytest.fixture
def skole(api: System) -> dict[str, Any]:
    made = api.post("/organisations", {"name": "Søvang Skole", "town": "Fjordby", "sector": "public"})
    assert made.status_code == 201, made.said
    said: dict[str, Any] = made.said
    return said


def test_an_organisation_from_beginning_to_end(api: System) -> None:
    theme = api.post("/themes", {"name": "Lektiehjælp"}).said
    body = {
        "name": "Søvang Foreningen", "town": "Fjordby", "theme_ids": [theme["id"]], "former_names": ["Foreningen af 1911"],
        "why": "Fra hjemmesiden",
    }  # fmt: skip
    made = api.post("/organisations", body)
    assert made.status_code == 201, made.said
    at = f"/organisations/{made.said['id']}"
    assert made.headers["Location"] == f"/api/v1{at}"
    assert made.said["themes"] == [theme]
    assert made.said["former_names"] == [{"name": "Foreningen af 1911", "until": None}]
    read = api.get(at)
    assert read.said == made.said
    assert read.headers["ETag"] == '"1"'
    changed = api.patch(at, {"name": "Søvang Fællesskab", "keep_old_name": True, "version": 1})
    assert changed.status_code == 200, changed.said
    assert changed.said["town"] == "Fjordby"
    assert changed.said["version"] == 2
    assert {f["name"] for f in changed.said["former_names"]} == {"Foreningen af 1911", "Søvang Foreningen"}
    history = api.get(f"{at}/history").said["items"]
    assert [(e["verb"], e["by"]) for e in history] == [
        ("changed", "API: Intranet coordinator"),
        ("created", "API: Intranet coordinator"),
    ]
    assert history[-1]["why"] == "Fra hjemmesiden"
    gone = api.delete(at)
    assert gone.status_code == 200
    assert api.get(at).status_code == 404
    back = api.post(f"/batches/{gone.said['batch']}/undo")
    assert back.status_code == 200, back.said
    assert api.get(at).status_code == 200
    assert api.post(f"/batches/{gone.said['batch']}/undo").status_code == 409


def test_two_change_the_same_organisation(api: System, skole: dict[str, Any]) -> None:
    at = f"/organisations/{skole['id']}"
    assert api.patch(at, {"town": "Nyby"}, If_Match='"1"').status_code == 200
    late = api.patch(at, {"town": "Gammelby"}, If_Match='W/"1"')
    assert (late.status_code, late.said["version"]) == (412, 2)
    late = api.patch(at, {"town": "Gammelby", "version": 1})
    assert (late.status_code, late.said["code"], late.said["version"]) == (409, "changed", 2)
    assert api.get(at).said["town"] == "Nyby"
    assert api.patch(at, {"town": "Gammelby"}, If_Match="*").status_code == 200


def test_people_belong_and_leave(api: System, skole: dict[str, Any]) -> None:
    made = api.post("/people", {"name": "Oda Testrup", "organisation_id": skole["id"], "role": "lærer"}).said
    belongs = made["affiliations"][0]
    assert (belongs["organisation"]["name"], belongs["role"]) == ("Søvang Skole", "lærer")
    at = f"/affiliations/{belongs['id']}"
    assert api.patch(at, {"role": "leder", "from_date": "2024-08-01"}).said["role"] == "leder"
    before = api.post(f"{at}/end", {"on": "2020-01-01"})
    assert (before.status_code, before.said["errors"][0]["pointer"]) == (422, "/body/to_date")
    ended = api.post(f"{at}/end", {"on": "2026-06-30", "why": "Ny stilling"}).said
    assert (ended["to_date"], ended["role"]) == ("2026-06-30", "leder")
    assert [a["id"] for a in api.get("/affiliations?ended=true").said["items"]] == [belongs["id"]]
    assert api.get("/affiliations?ended=false").said["items"] == []
    changed = api.patch(f"/people/{made['id']}", {"email": "oda@eksempel.dk"}).said
    assert (changed["email"], changed["name"], changed["version"]) == ("oda@eksempel.dk", "Oda Testrup", 2)
    assert [p["id"] for p in api.get("/people?q=testrup").said["items"]] == [made["id"]]


def test_who_knows_whom(api: System, skole: dict[str, Any], staff: Any) -> None:
    body = {
        "colleague_id": staff.pk,
        "organisation_id": skole["id"],
        "strength": "well",
        "about": "lektiecafé",
    }
    made = api.post("/ties", body).said
    assert made["colleague"] == {"id": staff.pk, "name": "Ali Nazari"}
    assert [o["name"] for o in api.get(f"/organisations?known_by={staff.pk}").said["items"]] == [
        "Søvang Skole"
    ]
    assert api.patch(f"/ties/{made['id']}", {"strength": "met"}).said["about"] == "lektiecafé"
    assert api.post(f"/ties/{made['id']}/end", {"on": "2026-01-01"}).said["ended_on"] == "2026-01-01"
    both = api.post("/ties", {"colleague_id": staff.pk})
    assert both.status_code == 422
    assert api.delete(f"/ties/{made['id']}").status_code == 200


def test_organisations_belong_together(api: System, skole: dict[str, Any]) -> None:
    other = api.post("/organisations", {"name": "Fjordby Kommune"}).said
    made = api.post(
        "/organisation-ties", {"from_id": skole["id"], "kind": "part_of", "to_id": other["id"]}
    ).said
    assert api.get(f"/organisation-ties?organisation={other['id']}").said["items"] == [made]
    itself = api.post("/organisation-ties", {"from_id": other["id"], "kind": "part_of", "to_id": other["id"]})
    assert itself.status_code == 422
    assert api.post(f"/organisation-ties/{made['id']}/end", {}).said["ended_on"] == TODAY.isoformat()


def test_a_contact_with_what_follows(api: System, skole: dict[str, Any], staff: Any) -> None:
    oda = api.post("/people", {"name": "Oda Testrup"}).said
    body = {
        "on": TODAY.isoformat(), "organisation_id": skole["id"], "person_ids": [oda["id"]], "colleague_ids": [staff.pk],
        "about": "Lektiecafé",
        "follow_up": {"text": "Send program", "owner_id": staff.pk, "due_on": (TODAY + timedelta(days=9)).isoformat()},
    }  # fmt: skip
    made = api.post("/contacts", body).said
    assert [p["name"] for p in made["people"]] == ["Oda Testrup"]
    assert api.get(f"/organisations/{skole['id']}").said["last_contact_on"] == TODAY.isoformat()
    step = api.get("/follow-ups?state=open").said["items"][0]
    assert (step["text"], step["contact_id"], step["person"]["name"]) == (
        "Send program",
        made["id"],
        "Oda Testrup",
    )
    done = api.post(
        f"/follow-ups/{step['id']}/done",
        {"outcome": "Sendt", "next": {"text": "Ring", "due_on": "2027-01-04"}},
    ).said
    assert (done["done"]["done_on"], done["next"]["text"]) == (TODAY.isoformat(), "Ring")
    assert api.post(f"/follow-ups/{step['id']}/reopen").said["done_on"] is None
    assert api.patch(f"/follow-ups/{step['id']}", {"due_on": "2027-02-01"}).said["text"] == "Send program"
    assert api.delete(f"/follow-ups/{step['id']}").status_code == 200
    changed = api.patch(f"/contacts/{made['id']}", {"person_ids": [], "kind": "phone"}).said
    assert (changed["people"], changed["kind"], changed["about"]) == ([], "phone", "Lektiecafé")
    assert api.get(f"/contacts?colleague={staff.pk}&sort=-on").said["items"][0]["id"] == made["id"]
    ahead = api.post("/contacts", {"on": (TODAY + timedelta(days=2)).isoformat(), "about": "x"})
    assert (ahead.status_code, ahead.said["errors"][0]["pointer"]) == (422, "/body/on")
    assert api.post("/contacts", {"on": TODAY.isoformat()}).status_code == 422
    assert api.delete(f"/contacts/{made['id']}").status_code == 200


def test_together_and_how_formal(api: System, skole: dict[str, Any], staff: Any) -> None:
    made = api.post(
        "/activities",
        {
            "title": "Lektiecafé",
            "from_date": "2026-09-01",
            "organisation_ids": [skole["id"]],
            "frame": "Efterår",
        },
    ).said
    decided = api.post(
        "/formality",
        {
            "organisation_id": skole["id"],
            "level": "cooperation",
            "activity_id": made["id"],
            "decided_by_id": staff.pk,
        },
    )
    assert decided.status_code == 201, decided.said
    assert api.get("/organisations?level=cooperation").said["items"][0]["level"] == "cooperation"
    assert api.patch(f"/activities/{made['id']}", {"colleague_ids": [staff.pk]}).said["frame"] == "Efterår"
    wrong = api.patch(f"/activities/{made['id']}", {"to_date": "2026-08-01"})
    assert (wrong.status_code, wrong.said["errors"][0]["pointer"]) == (422, "/body/to_date")
    assert api.delete(f"/formality/{decided.said['id']}").status_code == 200
    assert api.get(f"/organisations/{skole['id']}").said["level"] == ""
    assert api.delete(f"/activities/{made['id']}").status_code == 200


def test_words(api: System) -> None:
    one = api.post("/types", {"name": "Skole"}).said
    assert api.post("/types", {"name": "skole"}).said == one
    other = api.post("/types", {"name": "Museum"}).said
    taken = api.patch(f"/types/{other['id']}", {"name": "Skole"})
    assert (taken.status_code, taken.said["code"]) == (409, "taken")
    ages = api.post("/age-groups", {"name": "7-12", "from_age": 7, "to_age": 12}).said
    assert api.patch(f"/age-groups/{ages['id']}", {"to_age": None}).said["to_age"] is None
    assert api.patch(f"/age-groups/{ages['id']}", {"from_age": 20, "to_age": 3}).status_code == 422
    assert api.delete(f"/age-groups/{ages['id']}").status_code == 200


def test_journal(api: System, skole: dict[str, Any], staff: Any, system: Any, workspace: Any) -> None:
    at = f"/organisations/{skole['id']}/journal"
    note = api.post(at, {"text": "Vil helst ringes op", "pinned": True}).said
    assert note["author"] is None
    assert api.get(at).said["items"] == [note]
    assert api.patch(f"/notes/{note['id']}", {"pinned": False}).said["text"] == "Vil helst ringes op"
    assert system(workspace, "staff").patch(f"/notes/{note['id']}", {"text": "Nej"}).status_code == 403
    assert api.delete(f"/notes/{note['id']}").status_code == 200


def test_search(api: System, skole: dict[str, Any]) -> None:
    hit = api.get("/search?q=soevang").said["items"][0]
    assert hit == {"kind": "organisation", "id": skole["id"], "name": "Søvang Skole", "detail": "Fjordby"}
    assert api.get("/search?q=soevang&kind=person").said["items"] == []


def test_a_list_is_walked_by_key(api: System, workspace: Any) -> None:
    for name in ("Ålborg", "Aalborg 2", "Zoo", "Æble", "Østers"):
        api.post("/organisations", {"name": name})
    first = api.get("/organisations?limit=2&sort=name").said
    assert [o["name"] for o in first["items"]] == ["Zoo", "Æble"]
    walked, following = [o["name"] for o in first["items"]], first["next"]
    while following:
        one = api.get(following.removeprefix("/api/v1")).said
        walked += [o["name"] for o in one["items"]]
        following = one["next"]
    assert walked == ["Zoo", "Æble", "Østers", "Ålborg", "Aalborg 2"]
    moment = timezone.now().isoformat().replace("+00:00", "Z")
    changed = Organisation.objects.get(name="Zoo")
    api.patch(f"/organisations/{changed.pk}", {"town": "By"})
    since = api.get(f"/organisations?updated_since={moment}").said["items"]
    assert [o["name"] for o in since] == ["Zoo"]


def test_a_repeated_request_is_done_once(api: System) -> None:
    body = {"name": "Oda Testrup"}
    first = api.post("/people", body, Idempotency_Key="abc-1")
    again = api.post("/people", body, Idempotency_Key="abc-1")
    assert (again.status_code, again.said) == (201, first.said)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]
    assert Person.objects.count() == 1
    other = api.post("/people", {"name": "Ib Opdigt"}, Idempotency_Key="abc-1")
    assert (other.status_code, other.said["code"]) == (422, "key_used")
    refused = api.post("/people", {"name": ""}, Idempotency_Key="abc-2")
    assert refused.status_code == 422
    assert api.post("/people", body, Idempotency_Key="abc-2").status_code == 201
    assert HistoryEntry.objects.filter(model="network.person", verb="created").count() == 2


def test_an_old_key_is_forgotten(api: System) -> None:
    from brobygger.core.api.repeats import forget_old
    from brobygger.core.models import KeptAnswer

    api.post("/people", {"name": "Oda"}, Idempotency_Key="k")
    KeptAnswer.objects.update(at=timezone.now() - timedelta(hours=25))
    assert api.post("/people", {"name": "Oda"}, Idempotency_Key="k").status_code == 201
    assert Person.objects.count() == 2
    assert forget_old(timezone.now()) == "0 kept answers removed"
    assert forget_old(timezone.now() + timedelta(hours=25)) == "1 kept answers removed"


def test_an_address_of_a_merged_record_leads_to_its_survivor(
    api: System, skole: dict[str, Any], coordinator: Any
) -> None:
    other = api.post("/organisations", {"name": "Soevang Skole"}).said
    rows = Organisation.objects.in_bulk([skole["id"], other["id"]])
    duplicates.merge(survivor=rows[skole["id"]], other=rows[other["id"]], by=coordinator)
    for rest in ("", "/history", "/journal?limit=5"):
        moved = api.get(f"/organisations/{other['id']}{rest}")
        assert moved.status_code == 308
        assert moved.headers["Location"] == f"/api/v1/organisations/{skole['id']}{rest}"
    assert api.patch(f"/organisations/{other['id']}", {"town": "Nyby"}).status_code == 308
    assert api.get("/organisations/999").status_code == 404
