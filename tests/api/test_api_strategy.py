"""The strategy and the map for other systems: as the pages do it, with the same roles and the same refusals."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brobygger.accounts.models import System as Ours
from brobygger.accounts.operations import teams
from brobygger.map import lenses
from brobygger.network.models import AgeGroup
from brobygger.network.operations import organisations, words
from brobygger.strategy.models import FocusArea, Goal, Placing
from tests.api.asking import System
from tests.map.circles import town

TODAY = timezone.localdate()


def made(api: System, path: str, body: dict[str, Any]) -> dict[str, Any]:
    response = api.post(path, body)
    assert response.status_code == 201, response.said
    assert response.headers["Location"] == f"/api/v1{path}/{response.said['id']}"
    said: dict[str, Any] = response.said
    return said


@pytest.fixture
def area(api: System) -> dict[str, Any]:
    return made(api, "/focus-areas", {"name": "Unge som medskabere", "rooms": ["meeting"]})


@pytest.fixture
def goal(api: System, area: dict[str, Any]) -> dict[str, Any]:
    return made(api, "/goals", {"name": "Flere unge om aftenen", "focus_area_id": area["id"]})


@pytest.fixture
def kor(staff: Any) -> Any:
    return organisations.create(name="Byens Kor", by=staff)


def test_a_focus_area_from_beginning_to_end(api: System, staff: Any, leader: Any) -> None:
    team = teams.create_team(name="Børn og unge", kind="department", by=leader)
    body = {
        "name": "Lokal læselyst",
        "lead_id": staff.pk,
        "team_id": team.pk,
        "rooms": ["meeting", "learning"],
    }
    area = made(api, "/focus-areas", body | {"why": "Besluttet på seminaret"})
    at = f"/focus-areas/{area['id']}"
    assert area["lead"] == {"id": staff.pk, "name": "Ali Nazari"}
    assert (area["team"]["name"], area["position"], area["rooms"]) == (
        "Børn og unge",
        1,
        ["learning", "meeting"],
    )
    read = api.get(at)
    assert (read.said, read.headers["ETag"]) == (area, '"1"')
    changed = api.patch(at, {"about": "Højt og sammen", "rooms": ["meeting"]}, If_Match='"1"')
    assert changed.status_code == 200, changed.said
    assert (changed.said["about"], changed.said["rooms"], changed.said["version"]) == (
        "Højt og sammen",
        ["meeting"],
        2,
    )
    assert changed.said["lead"] == area["lead"]
    late = api.patch(at, {"about": "Noget andet", "version": 1})
    assert (late.status_code, late.said["code"], late.said["version"]) == (409, "changed", 2)
    assert api.patch(at, {"about": "Noget andet"}, If_Match='"1"').status_code == 412
    history = api.get(f"{at}/history").said["items"]
    assert [(e["verb"], e["by"], e["operation"]) for e in history] == [
        ("changed", "API: Intranet coordinator", "strategy.focus_area.change"),
        ("created", "API: Intranet coordinator", "strategy.focus_area.create"),
    ]
    assert history[-1]["why"] == "Besluttet på seminaret"
    assert api.post(f"{at}/end", {"on": "2026-06-30"}).said["ended_on"] == "2026-06-30"
    assert [a["id"] for a in api.get("/focus-areas?ended=true&room=meeting").said["items"]] == [area["id"]]
    assert api.get("/focus-areas?ended=false").said["items"] == []
    assert api.post(f"{at}/reopen").said["ended_on"] is None
    gone = api.delete(at)
    assert gone.status_code == 200, gone.said
    assert api.get(at).status_code == 404
    assert api.post(f"/batches/{gone.said['batch']}/undo").status_code == 200
    assert api.get(at).said["rooms"] == ["meeting"]


def test_a_goal_and_where_it_stands(api: System, area: dict[str, Any], staff: Any) -> None:
    young = words.add(model=AgeGroup, name="13–17 år", from_age=13, to_age=17, by=staff)
    body = {
        "name": "Dobbelt så mange unge om aftenen", "focus_area_id": area["id"], "owner_id": staff.pk, "unit": "besøg",
        "measure": "Tælling", "baseline": 100, "target": 200.5, "due_on": "2028-06-30", "age_group_ids": [young.pk],
    }  # fmt: skip
    goal = made(api, "/goals", body)
    at = f"/goals/{goal['id']}"
    assert (goal["baseline"], goal["target"], goal["latest"], goal["percent"]) == (100.0, 200.5, None, None)
    assert (goal["focus_area"]["name"], goal["owner"]["name"]) == ("Unge som medskabere", "Ali Nazari")
    assert goal["age_groups"] == [{"id": young.pk, "name": "13–17 år"}]
    # Without rooms of its own it lies where its focus area does.
    assert (goal["rooms"], goal["lies_in"]) == ([], ["meeting"])
    first = api.post(f"{at}/measurements", {"value": 120, "on": "2026-01-31"})
    assert first.status_code == 201, first.said
    wrong = api.post(f"{at}/measurements", {"value": 900, "note": "Talt to gange"}).said
    assert api.get(at).said["latest"] == {"on": TODAY.isoformat(), "value": 900.0}
    assert api.delete(f"/measurements/{wrong['id']}").status_code == 200
    assert api.get(f"{at}/measurements").said["items"] == [first.said]
    read = api.get(at).said
    assert (read["latest"], read["percent"]) == ({"on": "2026-01-31", "value": 120.0}, 20)
    ahead = (TODAY + timedelta(days=2)).isoformat()
    assert api.post(f"{at}/measurements", {"value": 1, "on": ahead}).status_code == 422
    for value in ("120", True, None, 10**14, 1.234):
        assert api.post(f"{at}/measurements", {"value": value}).status_code == 422, value
    changed = api.patch(at, {"rooms": ["learning"], "target": None, "version": 1}).said
    assert (changed["lies_in"], changed["target"], changed["baseline"]) == (["learning"], None, 100.0)
    for asked in (f"focus_area={area['id']}", f"owner={staff.pk}", "room=learning", "ended=false"):
        assert [g["id"] for g in api.get(f"/goals?{asked}").said["items"]] == [goal["id"]], asked
    assert api.get("/goals?room=meeting").said["items"] == []
    ended = api.post(f"{at}/end", {"outcome": "Halvanden gang så mange"}).said
    assert (ended["ended_on"], ended["outcome"]) == (TODAY.isoformat(), "Halvanden gang så mange")
    assert api.post(f"{at}/reopen").said["ended_on"] is None
    assert api.delete(at).status_code == 200


def test_what_serves_what(api: System, area: dict[str, Any], goal: dict[str, Any], kor: Any) -> None:
    offer = made(api, "/offers", {"name": "Lektiecafé", "strength": "strong", "rooms": ["learning"]})
    sings = {"organisation_id": kor.pk, "goal_id": goal["id"], "how": "Synger", "since": "2025-03-01"}
    one = made(api, "/serving", sings)
    assert made(api, "/serving", sings) == one
    two = made(api, "/serving", {"offer_id": offer["id"], "focus_area_id": area["id"]})
    assert (one["organisation"]["name"], one["goal"]["name"], one["how"]) == (
        "Byens Kor", "Flere unge om aftenen", "Synger",
    )  # fmt: skip
    for asked, found in (
        (f"organisation={kor.pk}", one), (f"goal={goal['id']}", one), (f"offer={offer['id']}", two),
        (f"focus_area={area['id']}", two),
    ):  # fmt: skip
        assert api.get(f"/serving?{asked}").said["items"] == [found], asked
    ended = api.post(f"/serving/{one['id']}/end", {"on": "2026-05-01", "why": "De flytter"}).said
    assert (ended["ended_on"], api.get(f"/serving/{one['id']}").said) == ("2026-05-01", ended)
    assert [s["id"] for s in api.get("/serving?ended=true").said["items"]] == [one["id"]]
    assert api.get(f"/serving/{one['id']}/history").said["items"][0]["why"] == "De flytter"
    for body, at in (
        ({"goal_id": goal["id"]}, "/body/offer_id"),
        ({"organisation_id": kor.pk, "offer_id": offer["id"], "goal_id": goal["id"]}, "/body/offer_id"),
        ({"organisation_id": kor.pk}, "/body/focus_area_id"),
    ):
        refused = api.post("/serving", body)
        assert (refused.status_code, refused.said["errors"][0]["pointer"]) == (422, at)


def test_what_is_served_is_not_deleted(
    api: System, area: dict[str, Any], goal: dict[str, Any], kor: Any
) -> None:
    """Said with who serves it, as on the page; ended, it goes."""
    for key, path in (("goal_id", f"/goals/{goal['id']}"), ("focus_area_id", f"/focus-areas/{area['id']}")):
        serves = made(api, "/serving", {"organisation_id": kor.pk, key: int(path.rsplit("/", 1)[1])})
        refused = api.ask("DELETE", path, Accept_Language="da")
        assert (refused.status_code, refused.said["errors"][0]["code"]) == (422, "served")
        assert "Byens Kor" in refused.said["errors"][0]["message"]
        assert api.get(path).status_code == 200
        api.post(f"/serving/{serves['id']}/end", {})
        assert api.delete(path).status_code == 200


def test_an_offer_changes_and_ends(api: System, system: Any, workspace: Any, leader: Any) -> None:
    offer = made(api, "/offers", {"name": "Lektiecafé"})
    at = f"/offers/{offer['id']}"
    team = teams.create_team(name="Læring", kind="department", by=leader)
    changed = api.patch(at, {"strength": "weak", "team_id": team.pk, "rooms": ["learning"]}).said
    assert (changed["strength"], changed["team"]["name"], changed["rooms"]) == (
        "weak",
        "Læring",
        ["learning"],
    )
    for asked in ("strength=weak", f"team={team.pk}", "room=learning"):
        assert [o["id"] for o in api.get(f"/offers?{asked}").said["items"]] == [offer["id"]], asked
    assert api.get("/offers?strength=strong").said["items"] == []
    assert api.post(f"{at}/end", {}).said["ended_on"] == TODAY.isoformat()
    assert api.post(f"{at}/reopen").said["ended_on"] is None
    helper: System = system(workspace, "staff")
    assert helper.patch(at, {"about": "Hver tirsdag"}).status_code == 200
    # As on the page: who notes offers does not delete them.
    assert helper.delete(at).status_code == 403
    assert api.delete(at).status_code == 200


def test_a_wish_is_noted_met_and_given_up(api: System, area: dict[str, Any], kor: Any, staff: Any) -> None:
    young = words.add(model=AgeGroup, name="13–17 år", from_age=13, to_age=17, by=staff)
    body = {
        "text": "Nogen, der når unge fædre", "why": "Vi kender ingen", "rooms": ["meeting"], "sectors": ["civil"],
        "age_group_ids": [young.pk], "focus_area_ids": [area["id"]], "reaches": ["branch"],
    }  # fmt: skip
    wish = made(api, "/wishes", body)
    at = f"/wishes/{wish['id']}"
    assert (wish["why"], wish["wished_by"], wish["rooms"], wish["sectors"], wish["reaches"]) == (
        "Vi kender ingen", None, ["meeting"], ["civil"], ["branch"],
    )  # fmt: skip
    assert (wish["age_groups"], wish["focus_areas"]) == (
        [{"id": young.pk, "name": "13–17 år"}],
        [{"id": area["id"], "name": "Unge som medskabere"}],
    )
    # What is not sent stays, on each lens.
    changed = api.patch(at, {"rooms": ["learning", "meeting"], "age_group_ids": []}).said
    assert (sorted(changed["rooms"]), changed["age_groups"], changed["sectors"]) == (
        ["learning", "meeting"], [], ["civil"],
    )  # fmt: skip
    assert api.patch(at, {"text": "Unge fædre"}).said["rooms"] == changed["rooms"]
    assert [w["id"] for w in api.get("/wishes?state=open&room=learning").said["items"]] == [wish["id"]]
    met = api.post(f"{at}/meet", {"organisation_id": kor.pk, "why": "De ringede"}).said
    assert (met["met_on"], met["organisation"]["name"]) == (TODAY.isoformat(), "Byens Kor")
    assert api.get("/wishes?state=open").said["items"] == []
    for asked in ("state=met", f"organisation={kor.pk}"):
        assert [w["id"] for w in api.get(f"/wishes?{asked}").said["items"]] == [wish["id"]], asked
    assert api.post(f"{at}/give-up", {"why": "Kun i år"}).said["ended_on"] == TODAY.isoformat()
    assert [w["id"] for w in api.get("/wishes?state=given_up").said["items"]] == [wish["id"]]
    again = api.post(f"{at}/take-up").said
    assert (again["met_on"], again["ended_on"]) == (None, None)
    assert {e["why"] for e in api.get(f"{at}/history").said["items"]} >= {"De ringede", "Kun i år"}


def test_an_organisation_lies_in_exactly_these_rooms(api: System, kor: Any) -> None:
    placed = api.post("/placings", {"organisation_id": kor.pk, "rooms": ["performative", "meeting"]})
    assert (placed.status_code, placed.said["rooms"]) == (200, ["meeting", "performative"])
    assert api.post("/placings", {"organisation_id": kor.pk, "rooms": ["meeting"]}).said["rooms"] == [
        "meeting"
    ]
    listed = api.get(f"/placings?organisation={kor.pk}").said["items"]
    assert [(p["organisation"]["name"], p["room"]) for p in listed] == [("Byens Kor", "meeting")]
    assert api.get("/placings?room=learning").said["items"] == []
    assert api.post("/placings", {"organisation_id": kor.pk, "rooms": ["cellar"]}).status_code == 422
    assert api.post("/placings", {"organisation_id": kor.pk, "rooms": []}).said["rooms"] == []
    assert not Placing.objects.filter(organisation=kor).exists()


def test_records_of_another_workspace_are_no_such_records(
    api: System, system: Any, other_workspace: Any, goal: dict[str, Any]
) -> None:
    theirs = made(system(other_workspace), "/focus-areas", {"name": "Nabosag"})
    strange = organisations.create(name="Nabokoret", by=Ours(other_workspace))
    asked = [
        api.post("/goals", {"name": "Låner et fokusområde", "focus_area_id": theirs["id"]}),
        api.patch(f"/goals/{goal['id']}", {"focus_area_id": theirs["id"]}),
        api.post("/serving", {"organisation_id": strange.pk, "goal_id": goal["id"]}),
        api.post("/wishes", {"text": "Naboen", "focus_area_ids": [theirs["id"]]}),
        api.post("/placings", {"organisation_id": strange.pk, "rooms": ["meeting"]}),
    ]
    assert [(a.status_code, a.said["errors"][0]["code"]) for a in asked] == [(422, "unknown")] * 5
    assert api.patch(f"/focus-areas/{theirs['id']}", {"about": "Vores nu"}).status_code == 404
    assert api.get("/map/lenses").said["items"][6]["sectors"] == [
        {"key": str(goal["focus_area"]["id"]), "label": "Unge som medskabere"}
    ]
    assert Goal.objects.of(other_workspace).count() == 0


def test_who_may_what(system: Any, workspace: Any, goal: dict[str, Any], kor: Any) -> None:
    """A reader reads; staff note what is there; what the library pushes is a coordinator's to say."""
    reader, helper = system(workspace, "reader"), system(workspace, "staff")
    at = f"/goals/{goal['id']}"
    serves = {"organisation_id": kor.pk, "goal_id": goal["id"]}
    for path in ("/focus-areas", "/goals", at, "/offers", "/serving", "/wishes", "/placings", "/map"):
        assert reader.get(path).status_code == 200, path
    noted = [
        ("/offers", {"name": "Lektiecafé"}), ("/wishes", {"text": "Et kor"}), ("/serving", serves),
        (f"{at}/measurements", {"value": 1}), ("/placings", {"organisation_id": kor.pk, "rooms": []}),
    ]  # fmt: skip
    steered = [("/focus-areas", {"name": "Nyt"}), ("/goals", {"name": "Nyt"}), (f"{at}/end", {})]
    for path, body in noted + steered:
        assert reader.post(path, body).status_code == 403, path
    for path, body in noted:
        assert helper.post(path, body).status_code in (200, 201), path
    for path, body in steered:
        assert helper.post(path, body).status_code == 403, path
    assert helper.patch(at, {"about": "Nej"}).status_code == helper.delete(at).status_code == 403
    assert FocusArea.objects.of(workspace).count() == 1


def test_the_map_says_what_the_page_shows(
    system: Any, workspace: Any, leader: Any, client_of: Any, reader: Any
) -> None:
    town(leader)
    asking: System = system(workspace, "reader")
    wish = made(system(workspace), "/wishes", {"text": "Et spejderkorps", "rooms": ["meeting"]})
    for lens in ("rooms", "society"):
        page = client_of(reader).get(f"/fjordby/map/?lens={lens}").context
        scene, said = page["scene"], asking.get(f"/map?lens={lens}").said
        assert (said["total"], said["not_placed"]) == (scene.total, page["not_placed"])
        counts = {
            (c["sector"], c["level"]): (c["count"], [n["id"] for n in c["names"]]) for c in said["cells"]
        }
        assert counts == {key: (cell.count, [n.pk for n in cell.nodes]) for key, cell in scene.cells.items()}
        assert [(g["sector"], g["level"]) for g in said["gaps"]] == [(s.key, lv) for s, lv in scene.gaps()]
    rooms = asking.get("/map", Accept_Language="da").said
    assert (rooms["lens"], rooms["on"], rooms["total"], rooms["not_placed"]) == ("rooms", None, 7, 1)
    assert [s["key"] for s in rooms["sectors"]] == ["inspiration", "learning", "meeting", "performative"]
    cell = next(c for c in rooms["cells"] if (c["sector"], c["level"]) == ("performative", "cooperation"))
    assert {(n["name"], n["several"], n["derived"]) for n in cell["names"]} == {
        ("Kunsthal Værftet", True, False), ("Teater Tågehorn", False, False),
    }  # fmt: skip
    assert [(w["sector"], w["text"], w["wish_id"]) for w in rooms["wishes"]] == [
        ("meeting", "Et spejderkorps", wish["id"]), ("performative", "Et dansekompagni", None),
    ]  # fmt: skip


def test_the_map_on_a_day_and_through_what_lenses(api: System, leader: Any) -> None:
    town(leader)
    before = api.get("/map?on=2020-01-01").said
    assert (before["on"], before["total"]) == ("2020-01-01", 0)
    unknown = api.get("/map?lens=moon")
    assert (unknown.status_code, unknown.said["errors"][0]["pointer"]) == (422, "/query/lens")
    listed = api.get("/map/lenses").said["items"]
    # A lens that is registered is told of here too: the description names them all.
    assert [lens["key"] for lens in listed] == [lens.key for lens in lenses.all_lenses()]
    for lens in listed:
        assert api.get(f"/map?lens={lens['key']}").status_code == 200, lens
