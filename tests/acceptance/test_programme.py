"""An events file with forty events and twelve partner names, of which seven are known under another spelling."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from brobygger.cli.main import main
from brobygger.core.models import Batch
from brobygger.core.undo import undo_batch
from brobygger.network.models import Activity, ActivityOrganisation, EventPartner, Organisation, PartnerName
from brobygger.network.queries import programme as queries

EVENTS = Path(__file__).parents[2] / "examples" / "events.json"
KNOWN = {
    "Museet f. Nutidens Billeder": "Museet for Nutidens Billeder",
    "Ældre Sagen Fjordby": "Ældresagen, Fjordby",
    "RockRevy Fjordby": "Rock Revy Fjordby",
    "Fjordby Boghandel ApS": "Fjordby Boghandel",
    "Bådklubben Nyåen": "Bådeklubben Nyåen",
    "Nye Naboer": "Foreningen Nye Naboer",
    "Teaterforeningen i Fjordby": "Fjordby Teaterforening",
}
OTHERS = (
    "Fjordby Skole",
    "Fjordby Håndbold",
    "Søvang Museum",
    "Museet for Gamle Ting",
    "Ungdommens Hus",
    "Nabohjælp",
)


@pytest.fixture
def network(workspace: Any) -> dict[str, Organisation]:
    """The seven under their own names, among others."""
    return {
        name: Organisation.objects.create(workspace=workspace, name=name, town="Fjordby")
        for name in (*KNOWN.values(), *OTHERS)
    }


@pytest.fixture
def command(workspace: Any, capsys: Any) -> Callable[..., tuple[int, Any]]:
    def run(file: Path = EVENTS) -> tuple[int, Any]:
        code = main(["import", "events", str(file), "--workspace", "fjordby", "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else said.err

    return run


@pytest.mark.case("events_forty_and_twelve_partners")
def test_seven_of_twelve_are_recognised_and_nothing_happens_by_itself(
    command: Any, network: dict[str, Organisation], workspace: Any
) -> None:
    code, said = command()
    assert code == 0
    assert (said["events"], said["partners"], said["new_partners"], said["unread"]) == (40, 12, 12, 0)
    assert (said["known_under_another_spelling"], said["waiting"]) == (7, 12)
    assert Organisation.objects.count() == len(network)
    assert Activity.objects.count() == 0
    entries = {e.partner.name: e for e in queries.entries(workspace, "")}
    best = {name: e.candidates[0].name if e.candidates else None for name, e in entries.items()}
    assert best == KNOWN | dict.fromkeys(
        ("Radioamatørerne i Ådal", "Forlaget Tøvejr", "Ida Opdigt", "Kulturnatten", "Sankt Hans-laget Søvang")
    )
    again = command()[1]
    assert (again["new_events"], again["changed_events"], again["new_partners"], again["proposals"]) == (
        0,
        0,
        0,
        0,
    )
    assert (PartnerName.objects.count(), again["waiting"]) == (12, 12)


@pytest.mark.case("events_tray_emptied_by_a_person")
def test_a_person_empties_the_tray(
    command: Any, network: dict[str, Organisation], workspace: Any, staff: Any, client_of: Callable[..., Any]
) -> None:
    command()
    client = client_of(staff)
    for entry in queries.entries(workspace, ""):
        taken = [link.event_id for link in entry.links if not link.event.cancelled]
        answer = f"same:{entry.candidates[0].pk}" if entry.candidates else "new"
        answer = "not_partner" if entry.partner.name == "Kulturnatten" else answer
        asked = [link.event_id for link in entry.links]
        client.post(
            f"/fjordby/programme/{entry.partner.pk}/", {"answer": answer, "event": asked, "take": taken}
        )
    assert queries.counts(workspace) == {"": 0, "later": 0, "none": 1}
    assert Organisation.objects.count() == len(network) + 4
    museum = network["Museet for Nutidens Billeder"]
    done = Activity.objects.filter(organisation_links__organisation=museum)
    assert done.count() == 4
    assert Activity.objects.filter(title="Lektiecafé", frame="Lektiecafé").count() == 6, (
        "a series is a larger frame"
    )
    cafe = Activity.objects.get(title="Pladebørs")
    assert ActivityOrganisation.objects.filter(activity=cafe).count() == 2, "one activity, both partners"
    assert not Activity.objects.filter(title="Bag scenen").exists(), (
        "cancelled ones are not taken by themselves"
    )

    batch = Batch.objects.get(kind="programme", label__startswith="Museet f.")
    undo_batch(batch=batch, by=staff)
    assert queries.counts(workspace)[""] == 1
    partner = PartnerName.objects.get(name="Museet f. Nutidens Billeder")
    assert (partner.decision, partner.organisation) == ("", None)
    assert EventPartner.objects.filter(partner=partner, state="waiting").count() == 4


@pytest.mark.case("events_next_reading_knows_the_spelling")
def test_the_next_reading_knows_the_spelling(
    command: Any, network: dict[str, Organisation], workspace: Any, staff: Any, client_of: Any, tmp_path: Path
) -> None:
    command()
    entry = next(e for e in queries.entries(workspace, "") if e.partner.name.startswith("RockRevy"))
    client = client_of(staff)
    ids = [link.event_id for link in entry.links]
    client.post(
        f"/fjordby/programme/{entry.partner.pk}/",
        {"answer": f"same:{entry.candidates[0].pk}", "event": ids, "take": ids},
    )
    rows = json.loads(EVENTS.read_text())
    band = next(row for row in rows if row["title"] == "Aften med byens bands")
    band["date_time"]["start"], band["date_time"]["end"] = (
        "2026-09-26T19:00:00+02:00",
        "2026-09-26T21:00:00+02:00",
    )
    fair = next(row for row in rows if row["title"] == "Pladebørs")
    fair["state"] = "Cancelled"
    rows.append(band | {"uuid": "ny", "title": "Forårets bands", "partners": ["ROCKREVY  Fjordby"]})
    later = tmp_path / "later.json"
    later.write_text(json.dumps(rows))
    said = command(later)[1]
    assert (said["new_events"], said["changed_events"], said["cancelled_events"], said["new_partners"]) == (
        1,
        2,
        1,
        0,
    )
    activity = Activity.objects.get(title="Aften med byens bands")
    assert str(activity.from_date) == "2026-09-25", "nothing changes by itself"
    known = next(e for e in queries.entries(workspace, "") if e.partner.name.startswith("RockRevy"))
    assert (known.known, [c.name for c in known.candidates]) == (True, ["Rock Revy Fjordby"])
    assert [link.event.title for link in known.links] == ["Forårets bands"]
    changed, cancelled = queries.news(workspace)
    client.post(f"/fjordby/programme/news/{changed.pk}/", {"answer": "take"})
    activity.refresh_from_db()
    assert str(activity.from_date) == "2026-09-26"
    client.post(f"/fjordby/programme/news/{cancelled.pk}/", {"answer": "leave"})
    assert Activity.objects.filter(title="Pladebørs").exists()
    assert queries.news(workspace) == []
    command(later)
    assert queries.news(workspace) == [], "what was left stays left"


@pytest.mark.case("events_bad_files")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<!doctype html><title>Log ind</title>", "web page"),
        (b"{not json", "JSON"),
        (b'{"message": "hello"}', "list of events"),
        (b'[{"uuid": "1"}, {"title": "Uden dato"}]', "list of events"),
        (b"[" * 200_000, "JSON"),
        (b" " * 5_000_001, "5 MB"),
    ],
)
def test_what_is_no_programme_is_refused_and_the_tray_stays(
    command: Any, network: Any, tmp_path: Path, content: bytes, said: str
) -> None:
    command()
    file = tmp_path / "events.json"
    file.write_bytes(content)
    code, words = command(file)
    assert (code, said in words) == (2, True)
    assert EventPartner.objects.filter(state="waiting").count() == 38


def test_the_example_names_as_many() -> None:
    rows = json.loads(EVENTS.read_text())
    assert sum(len(row.get("partners", ())) for row in rows) == 38
