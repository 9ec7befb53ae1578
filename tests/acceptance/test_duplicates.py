"""Duplicates as they are met: a shared colleague, the same file twice, two who work on one record."""

import csv
import io
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from brobygger.accounts.models import Colleague, Workspace
from brobygger.bench.duplicates import VARIANTS, Row
from brobygger.core.models import HistoryEntry
from brobygger.core.undo import undo_batch
from brobygger.network.duplicates import scan
from brobygger.network.duplicates.moved import survivor_id
from brobygger.network.importing.operations import apply_run, check_run, start_run, undo_run
from brobygger.network.models import DuplicatePair, Organisation, Tie
from brobygger.network.operations import contacts, duplicates, organisations, ties

EXAMPLE = Path(__file__).parents[2] / "examples" / "network_messy.csv"


@pytest.mark.case("duplicates_share_a_colleague")
def test_a_colleague_who_knows_both(
    workspace: Workspace, staff: Colleague, leader: Colleague, client_of: Any
) -> None:
    """The merged edge has both notes, the oldest since, the latest contact; undo gives back the two."""
    a = organisations.create(name="Fjordby Musikskole", town="Fjordby", by=leader)
    b = organisations.create(name="Musikskolen i Fjordby", town="Fjordby", by=leader)
    ties.add(
        colleague=staff, organisation=a, about="børnekor", strength="some", since=date(2023, 5, 1), by=leader
    )
    ties.add(
        colleague=staff,
        organisation=b,
        about="sommerkoncert",
        strength="well",
        since=date(2019, 2, 1),
        by=leader,
    )
    contacts.add(organisation=a, on=date(2026, 2, 1), colleagues=[staff], by=leader)
    contacts.add(organisation=b, on=date(2026, 9, 1), colleagues=[staff], by=leader)
    client = client_of(staff)
    page = client.get(f"/fjordby/duplicates/organisation/{a.pk}/{b.pk}/")
    compared = page.context["compared"]
    assert [d.name for d in compared.differences] == ["name"]
    assert dict(compared.follows)["Kolleger, der kender dem"] == [1, 1]
    sent = {"survivor": str(a.pk), f"version-{a.pk}": "1", f"version-{b.pk}": "1", "field-name": str(a.pk)}
    client.post(f"/fjordby/duplicates/organisation/{a.pk}/{b.pk}/", sent)
    tie = Tie.objects.get()
    assert (tie.organisation_id, tie.about, tie.since) == (a.pk, "børnekor; sommerkoncert", date(2019, 2, 1))
    a.refresh_from_db()
    assert a.last_contact_on == date(2026, 9, 1)
    assert client.get(f"/fjordby/organisations/{b.pk}/")["Location"] == f"/fjordby/organisations/{a.pk}/"
    batch = HistoryEntry.objects.filter(operation="network.duplicates.merge").latest("pk").batch_id
    client.post(f"/fjordby/history/batches/{batch}/undo/")
    assert [(t.organisation_id, t.about, t.since) for t in Tie.objects.order_by("pk")] == [
        (a.pk, "børnekor", date(2023, 5, 1)),
        (b.pk, "sommerkoncert", date(2019, 2, 1)),
    ]
    assert client.get(f"/fjordby/organisations/{b.pk}/").status_code == 200
    assert [o.last_contact_on for o in Organisation.objects.order_by("pk")] == [
        date(2026, 2, 1),
        date(2026, 9, 1),
    ]


def started(by: Colleague, text: str, name: str) -> Any:
    return start_run(content=io.BytesIO(text.encode()), name=name, by=by)


def spelt_otherwise(text: str) -> tuple[str, dict[int, str]]:
    """The example file with the names of its organisations written otherwise; {row number: the name it had}."""
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    name, town, cvr = (rows[0].index(h) for h in ("Organisation", "By", "CVR-nr."))
    chance = random.Random(4)  # the same spellings every time
    kinds = [k for k in VARIANTS if k not in ("town missing", "town in the name")]
    was: dict[int, str] = {}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) <= max(name, town, cvr) or len(row[name]) < 9:
            continue
        again = Row(row[name], row[town], "", row[cvr], "", "")
        VARIANTS[kinds[number % len(kinds)]](again, chance)
        was[number] = row[name]
        row[name] = again.name
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue(), was


@pytest.mark.case("same_organisations_imported_twice")
def test_the_same_120_organisations_spelt_otherwise(workspace: Workspace, coordinator: Colleague) -> None:
    """Each is matched exactly, or asked about: none comes in a second time unasked, none is written over unasked."""
    text = EXAMPLE.read_text(encoding="cp1252")
    first = started(coordinator, text, "foerste.csv")
    apply_run(run=first, by=coordinator, leave_out_problems=True, default_answer="later")
    assert Organisation.objects.count() == 120
    before = {o.pk: (o.name, o.town, o.cvr, o.email, o.version) for o in Organisation.objects.all()}
    other, was = spelt_otherwise(text)
    assert len(was) > 120
    run = started(coordinator, other, "anden.csv")
    plan = check_run(run, default_answer="later")
    asked = {q.row for q in plan.questions}
    silent = [o.values["name"] for o in plan.organisations]
    assert silent == [], f"{len(silent)} came in a second time: {silent}"
    matched = [o for o in plan.outcomes if o.row in was and o.row not in asked]
    assert len(matched) + len(asked) > 120
    apply_run(run=run, by=coordinator, leave_out_problems=True, default_answer="later")
    assert Organisation.objects.count() == 120
    after = {o.pk: (o.name, o.town, o.cvr, o.email, o.version) for o in Organisation.objects.all()}
    assert {pk for pk in after if after[pk][0] != before[pk][0]} == set()
    assert after == before


@pytest.mark.case("import_and_merge_get_along")
def test_an_import_of_what_was_merged(workspace: Workspace, coordinator: Colleague, tmp_path: Path) -> None:
    """A record that an import made and a merge took away: the import can be undone, an answer that named it holds."""
    run = started(coordinator, "Organisation;By\nHavneby Kor;Havneby\nLyngby Skakklub;Havneby\n", "a.csv")
    apply_run(run=run, by=coordinator)
    choir, chess = Organisation.objects.order_by("pk")
    asking = started(coordinator, "Organisation;By\nLyngbys Skakklub;Havneby\n", "b.csv")
    plan = check_run(asking)
    assert [c.reference for q in plan.questions for c in q.candidates] == [f"id:{chess.pk}"]
    kept = organisations.create(name="Skakklubben i Lyngby", town="Havneby", by=coordinator)
    merged = duplicates.merge(survivor=kept, other=chess, by=coordinator)
    asking.answers = {"2": f"same:id:{chess.pk}"}
    plan = check_run(asking)
    assert not plan.questions
    assert not plan.organisations
    run.refresh_from_db()
    undo_run(run=run, by=coordinator)
    assert [o.pk for o in Organisation.objects.all()] == [kept.pk]
    assert survivor_id(workspace.pk, Organisation, chess.pk) == kept.pk
    undo_batch(batch=merged, by=coordinator)
    assert set(Organisation.objects.values_list("pk", flat=True)) == {kept.pk, chess.pk}
    assert choir.pk not in Organisation.objects.values_list("pk", flat=True)


@pytest.mark.case("two_work_on_what_is_merged")
def test_a_merge_of_records_that_somebody_is_editing(
    workspace: Workspace, staff: Colleague, leader: Colleague, client_of: Any
) -> None:
    """Ali has one of the two open in a form, Birgit merges: neither loses anything."""
    a = organisations.create(name="Ådalens Lokalarkiv", town="Fjordby", phone="00112233", by=leader)
    b = organisations.create(name="Lokalarkivet Ådalen", town="Fjordby", by=leader)
    ali, birgit = client_of(staff), client_of(leader)
    here = f"/fjordby/duplicates/organisation/{a.pk}/{b.pk}/"
    shown = birgit.get(here).context["compared"]
    form = ali.get(f"/fjordby/organisations/{b.pk}/edit/").context["form"]
    typed = {
        "name": b.name,
        "town": "Fjordby",
        "about": "Åbent om torsdagen",
        "original": form.initial["original"],
    }
    organisations.edit(organisation=Organisation.objects.get(pk=a.pk), phone="00998877", by=staff)
    sent = {"survivor": str(a.pk), "shown": shown.shown, f"version-{a.pk}": "1", f"version-{b.pk}": "1"}
    sent |= {"field-name": str(b.pk), "field-phone": str(a.pk)}
    told = birgit.post(here, sent)
    assert told.status_code == 422
    assert "Nogen har ændret en af de to" in told.content.decode()
    assert Organisation.objects.count() == 2
    again = told.context["compared"]
    assert [d.name for d in again.differences if d.changed] == ["phone"]
    assert next(v.value for d in again.differences if d.name == "name" for v in d.values if v.chosen) == str(
        b.pk
    )
    sent |= {"shown": again.shown, f"version-{a.pk}": "2"}
    assert birgit.post(here, sent).status_code == 302
    assert ali.post(f"/fjordby/organisations/{b.pk}/edit/", typed, follow=True).status_code == 200
    left = Organisation.objects.get()
    assert (left.name, left.phone, left.about) == ("Lokalarkivet Ådalen", "00998877", "Åbent om torsdagen")


@pytest.mark.case("duplicates_not_proposed_again")
def test_not_the_same_holds_in_the_next_import(workspace: Workspace, coordinator: Colleague) -> None:
    """What somebody said is two is not proposed by the scan of the night."""
    one = organisations.create(name="Lyngby Kor", town="Fjordby", by=coordinator)
    other = organisations.create(name="Lyngbys Kor", town="Fjordby", by=coordinator)
    scan.run(scan.start(workspace, None)[0])
    assert DuplicatePair.objects.count() == 1
    duplicates.keep_apart(one=one, other=other, by=coordinator)
    scan.run(scan.start(workspace, None)[0])
    assert DuplicatePair.objects.count() == 0
