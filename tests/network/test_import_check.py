"""What a check decides: who is whom, what is a question, what the policies do; and what applying and undoing leave."""

import io
from typing import Any

import pytest

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core import history
from brobygger.core.models import HistoryEntry, SearchEntry
from brobygger.network.importing import mapping, reading
from brobygger.network.importing.check import Options, check
from brobygger.network.importing.operations import (
    Changed,
    NotOpen,
    Unsettled,
    answer,
    apply_run,
    check_run,
    choose,
    mend,
    set_mapping,
    settle_tray,
    start_run,
    undo_run,
)
from brobygger.network.importing.staging import Plan
from brobygger.network.models import Contact, Formality, Organisation, Person, Tie
from brobygger.records.models import ImportRun, SavedMapping

HEADER = "Organisation;CVR;Postnr;By;Kontaktperson;E-mail;Telefon;Hvem kender dem;Om hvad;Sidst talt;Formalitet;Bemærkning"
A, B = "98889957", "98622519"


def plan_for(workspace: Workspace, *lines: str, header: str = HEADER, **options: Any) -> Plan:
    source = reading.read(io.BytesIO("\n".join([header, *lines]).encode()), "fil.csv")
    return check(
        source.rows(), mapping.guess(source.headers), workspace_id=workspace.pk, options=Options(**options)
    )


def run_for(by: Colleague, *lines: str, header: str = HEADER, **more: Any) -> ImportRun:
    return start_run(content=io.BytesIO("\n".join([header, *lines]).encode()), name="fil.csv", by=by, **more)


def kinds(plan: Plan) -> dict[str, list[int]]:
    return {p.kind: p.rows for p in plan.problems}


def outcomes(plan: Plan) -> list[str]:
    return [o.kind for o in plan.outcomes]


def organisation(by: Colleague, name: str, **more: Any) -> Organisation:
    return history.create(Organisation(workspace_id=by.workspace_id, name=name, **more), by=by)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Aftenskole Vest", False),  # the same
        ("AFTENSKOLE  VEST", False),
        ("Afteenskole Vest", True),
        ("Vest Aftenskole", True),  # order of words
        ("Aftenskole Vest A/S", True),  # legal form
        ("Aftenskole Øst", None),
        ("Museum Vest", None),
    ],
)
def test_likeness_in_one_town(
    coordinator: Colleague, workspace: Workspace, name: str, asked: bool | None
) -> None:
    organisation(coordinator, "Aftenskole Vest", postcode="8230", town="Åbyhøj")
    plan = plan_for(workspace, f"{name};;8230;Aabyhøj;;;;;;;;")
    assert bool(plan.questions) == (asked is True)
    assert plan.new["organisation"] == (1 if asked is None else 0)


def test_another_town_is_another_organisation(coordinator: Colleague, workspace: Workspace) -> None:
    organisation(coordinator, "Aftenskole Vest", postcode="8230", town="Åbyhøj", cvr=A)
    assert plan_for(workspace, "Aftenskole Vest;;4000;Roskilde;;;;;;;;").new["organisation"] == 1
    assert plan_for(workspace, f"Aftenskole Vest;{B};8230;Åbyhøj;;;;;;;;").new["organisation"] == 1
    assert outcomes(plan_for(workspace, f"Noget helt andet;{A};;;;;;;;;;")) == ["unchanged"]


def test_a_question_finds_its_candidate_among_many(coordinator: Colleague, workspace: Workspace) -> None:
    many = [
        Organisation(workspace=workspace, name=f"Forening {i} Havn", postcode="8230", town="Åbyhøj")
        for i in range(600)
    ]
    history.bulk_create(many, by=coordinator)
    wanted = organisation(coordinator, "Kulturskolen Bakken", postcode="8230", town="Åbyhøj")
    plan = plan_for(workspace, "Kulturskollen Bakken;;8230;Åbyhøj;;;;;;;;")
    assert plan.as_json()["questions"][0]["candidates"][0]["id"] == wanted.pk


def test_people_by_address_telephone_and_name(coordinator: Colleague, workspace: Workspace) -> None:
    home = organisation(coordinator, "Aftenskole Vest", postcode="8230", town="Åbyhøj")
    run = run_for(
        coordinator,
        "Aftenskole Vest;;8230;Åbyhøj;Oda Prøvegaard;oda@eksempel.dk;30 27 20 75;;;;;",
        "Aftenskole Vest;;8230;Åbyhøj;Bo Testrup;;;;;;;",
    )
    apply_run(run=run, by=coordinator)
    plan = plan_for(
        workspace,
        "Nyt Sted;;4000;Roskilde;Oda Prøvegård;oda@eksempel.dk;;;;;;",  # the same address, alike name
        "Andet Sted;;4000;Roskilde;Ib Fiktivsen;oda@eksempel.dk;;;;;;",  # the same address, another name
        "Tredje Sted;;4000;Roskilde;Oda Prøvegaard;;30272075;;;;;",  # the same telephone and name
        "Aftenskole Vest;;8230;Åbyhøj;Bo Testrup;;;;;;;",
        "Fjerde Sted;;8230;Åbyhøj;Bo Testrup;;;;;;;",  # the same name in the same town
        "Femte Sted;;4000;Roskilde;Bo Testrup;;;;;;;",  # elsewhere: somebody else
    )
    assert [(q.row, q.record) for q in plan.questions] == [(3, "person"), (6, "person")]
    assert plan.new["person"] == 1
    assert plan.new["organisation"] == 3
    assert outcomes(plan)[3] == "unchanged"
    assert home.pk


def test_rows_with_errors_say_so_and_leave_the_rest_alone(workspace: Workspace) -> None:
    plan = plan_for(
        workspace,
        "Et;12345678;;;;;;;;;;",
        "To;;;;Bo;ikke en adresse;;;;;;",
        "Tre;;;;;;;;;31-02-2026;;",
        "Fire;;;;;;;;;;Venskab;",
        ";;4000;Roskilde;;;;;;;;",
        "Seks;;;;;;;;;;;ring 010190-1234",
        "Syv;;;;;;;;;;;;for meget;her",
        "Otte;;;;;;12 34;;;;;",
    )
    assert kinds(plan) == {
        "bad_cvr": [2], "bad_email": [3], "bad_date": [4], "unknown_formality": [5], "no_name": [6], "cpr_number": [7],
        "too_many_columns": [8], "doubtful_phone": [9],
    }  # fmt: skip
    assert plan.new["organisation"] == 1
    assert "010190" not in str(plan.as_json())


def test_policies(coordinator: Colleague, workspace: Workspace) -> None:
    organisation(coordinator, "Aftenskole Vest", cvr=A, town="Åbyhøj", web="https://gammel.dk")
    line = f"Aftenskole Vest;{A};8230;Aarhus;Oda Prøvegaard;;;;;;;"
    fill = plan_for(workspace, line)
    assert fill.updated["organisation"] == 1
    assert fill.outcomes[0].fields == ("postcode",)
    assert kinds(fill)["differs"] == [2]
    over = plan_for(workspace, line, policy="overwrite")
    assert set(over.outcomes[0].fields) == {"postcode", "town"}
    assert "overwrites_many" in kinds(over)
    assert outcomes(plan_for(workspace, line, policy="skip")) == ["skipped"]
    assert plan_for(workspace, line, policy="create").new["organisation"] == 1


def test_levels_are_dated_statements(coordinator: Colleague, workspace: Workspace) -> None:
    run = run_for(
        coordinator,
        f"A;{A};;;;;;;;01-03-2026;Partnerskab;",
        f"A;{A};;;;;;;;01-01-2026;Netværk;",
        f"A;{A};;;;;;;;01-02-2026;Netværk;",
    )
    plan = check_run(run)
    assert kinds(plan)["formality_moved"] == [2, 3, 4]
    assert "A (" in next(p.message for p in plan.problems if p.kind == "formality_moved")
    apply_run(run=run, by=coordinator)
    found = Formality.objects.order_by("since").values_list("level", "since__month")
    assert list(found) == [("network", 1), ("partnership", 3)]
    assert Organisation.objects.get().level == "partnership"
    assert str(Organisation.objects.get().last_contact_on) == "2026-03-01"


def test_unknown_colleague_is_noted(coordinator: Colleague, workspace: Workspace) -> None:
    run = run_for(coordinator, "A;;;;Bo Ny;;;ukendt.en@eksempel.dk;emne;;;", "B;;;;Ib Ny;;;Mette;;;;")
    assert kinds(check_run(run))["unknown_colleague"] == [2]
    apply_run(run=run, by=coordinator)
    noted = Colleague.objects.get(email="ukendt.en@eksempel.dk")
    assert noted.state == Colleague.State.NOTED
    assert {t.colleague_id for t in Tie.objects.all()} == {noted.pk, coordinator.pk}


def test_history_and_search_are_those_of_single_writing(coordinator: Colleague, workspace: Workspace) -> None:
    run = run_for(coordinator, f"Æblets Café;{A};4600;Køge;Bo Ny;bo@eksempel.dk;30 27 20 75;;;;;")
    apply_run(run=run, by=coordinator)
    for model, made in ((Organisation, Organisation.objects.get()), (Person, Person.objects.get())):
        entry = HistoryEntry.objects.get(model=model._meta.label_lower, object_id=made.pk)
        assert entry.after == history.snapshot(made)
        assert (entry.operation, entry.actor_id) == ("network.import.apply", coordinator.pk)
        kept = SearchEntry.objects.get(kind=model._meta.model_name, object_id=made.pk)
        before = (kept.title, kept.detail, kept.text)
        history.search.index([made])
        kept.refresh_from_db()
        assert before == (kept.title, kept.detail, kept.text)
        keys = (made.sort_key, made.match_key)
        made.prepare()
        assert keys == (made.sort_key, made.match_key)


def test_undo_restores_and_keeps_what_others_built(coordinator: Colleague, staff: Colleague) -> None:
    old = organisation(coordinator, "Aftenskole Vest", cvr=A)
    other = organisation(coordinator, "Museum Øst", cvr=B)
    run = run_for(
        coordinator,
        f"Aftenskole Vest;{A};8230;Åbyhøj;Bo Ny;;;;;01-02-2026;Netværk;",
        f"Museum Øst;{B};4000;Roskilde;;;;;;;;",
        "Helt Ny;;9000;Aalborg;;;;;;;;",
    )
    apply_run(run=run, by=coordinator)
    old.refresh_from_db()
    assert (old.postcode, old.level) == ("8230", "network")
    other.refresh_from_db()
    history.change(other, by=staff, town="Ringsted")
    new = Organisation.objects.get(name="Helt Ny")
    history.change(new, by=staff, about="Noget")
    undone = undo_run(run=run, by=coordinator)
    old.refresh_from_db()
    other.refresh_from_db()
    assert (old.postcode, old.town, old.level, old.last_contact_on) == ("", "", "", None)
    assert (other.postcode, other.town) == ("", "Ringsted")
    assert Organisation.objects.filter(pk=new.pk).exists()
    assert {k.label for k in undone.kept} == {"Museum Øst", "Helt Ny"}
    assert not Person.objects.exists()
    assert not Contact.objects.exists()
    with pytest.raises(NotOpen):
        undo_run(run=run, by=coordinator)


def test_mend_answer_and_settle_later(coordinator: Colleague, workspace: Workspace) -> None:
    organisation(coordinator, "Aftenskole Vest", postcode="8230", town="Åbyhøj")
    run = run_for(
        coordinator,
        "Museum;;4000;Roskilde;Bo Ny;ikke en adresse;;;;;;",
        "Afteenskole Vest;;8230;Åbyhøj;;;;;;;;",
        "Aftenskolle Vest;;8230;Åbyhøj;;;;;;;;",
    )
    check_run(run)
    with pytest.raises(Unsettled):
        apply_run(run=run, by=coordinator, leave_out_problems=True)
    run = mend(run=run, row=2, cells={"email": "bo@eksempel.dk"}, by=coordinator)
    run = answer(run=run, answers={"3": "later", "4": "same"}, by=coordinator)
    plan = check_run(run)
    assert not plan.rows_in_error
    assert not plan.questions
    apply_run(run=run, by=coordinator, as_shown=True)
    run.refresh_from_db()
    assert [item["row"] for item in run.tray] == [3]
    settle_tray(run=run, row=3, answers={"3": "new"}, by=coordinator)
    run.refresh_from_db()
    assert run.tray == []
    assert set(Organisation.objects.values_list("name", flat=True)) == {
        "Aftenskole Vest",
        "Afteenskole Vest",
        "Museum",
    }
    undo_run(run=run, by=coordinator)
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Aftenskole Vest"]


def test_a_mend_with_a_cpr_number_is_not_kept(coordinator: Colleague) -> None:
    run = run_for(coordinator, "Museum;;;;;;;;;;;010190-1234")
    assert kinds(check_run(run)) == {"cpr_number": [2]}
    run = mend(run=run, row=2, cells={"note": "ring 0101901234"}, by=coordinator)
    assert "0101901234" not in str(run.mends)
    assert kinds(check_run(run)) == {"cpr_number": [2]}
    run = mend(run=run, row=2, cells={"note": "ring"}, by=coordinator)
    assert kinds(check_run(run)) == {}


def test_too_long_a_row_is_mended_by_cutting(coordinator: Colleague) -> None:
    run = run_for(coordinator, "Museum;;;;;;;;;;;;for meget")
    assert kinds(check_run(run)) == {"too_many_columns": [2]}
    run = mend(run=run, row=2, cells={"extra": ""}, by=coordinator)
    assert kinds(check_run(run)) == {}


def test_what_was_shown_must_still_hold(coordinator: Colleague) -> None:
    run = run_for(coordinator, f"Museum;{A};;;;;;;;;;")
    check_run(run)
    organisation(coordinator, "Museum", cvr=A)
    with pytest.raises(Changed):
        apply_run(run=run, by=coordinator, as_shown=True)
    check_run(run)
    run.refresh_from_db()
    assert apply_run(run=run, by=coordinator, as_shown=True).unchanged == 1


def test_mapping_is_remembered(coordinator: Colleague) -> None:
    header = "Sted;Farve;Kontakt"
    run = run_for(coordinator, "Museum;rød;Bo Ny", header=header)
    assert run.mapping["fields"] == ["town", "", "person"]
    with pytest.raises(ValueError):
        set_mapping(run=run, fields=["person", "", "person"], by=coordinator)
    set_mapping(run=run, fields=["organisation", "-", "person"], by=coordinator)
    assert SavedMapping.objects.count() == 1
    again = run_for(coordinator, "Museum;rød;Bo Ny", header=header)
    assert again.mapping["fields"] == ["organisation", "-", "person"]
    assert kinds(check_run(again)) == {}


def test_policy_is_chosen_on_the_run(coordinator: Colleague) -> None:
    run = choose(
        run=run_for(coordinator, "Museum;;;;;;;;;;;"), by=coordinator, policy="overwrite", leave_out=True
    )
    assert run.settings["policy"] == "overwrite"
    assert run.settings["leave_out"] is True


def test_types_and_themes_are_listed_and_linked(coordinator: Colleague) -> None:
    header = "Organisation;Type;Tema"
    run = run_for(coordinator, "Museum;Museum;Lokalhistorie, Kunst", "Galleri;museum;Kunst", header=header)
    assert kinds(check_run(run))["new_word"]
    apply_run(run=run, by=coordinator)
    museum = Organisation.objects.get(name="Museum")
    assert museum.type_links.count() == 1
    assert museum.theme_links.count() == 2
    again = check_run(run_for(coordinator, "Museum;Museum;Kunst", header=header))
    assert again.unchanged == 1
