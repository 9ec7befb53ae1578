"""What is held on a person, what is let go and when, and who took what out."""

import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.core.files.base import ContentFile
from django.utils import timezone, translation

from brobygger.accounts.models import Colleague, System
from brobygger.core import history, subjects
from brobygger.core.models import HistoryEntry
from brobygger.network.models import Affiliation, Contact, ContactPerson, Organisation, Person, Tie
from brobygger.records.models import (
    ImportRun,
    JournalNote,
    Notice,
    ReadOut,
    RetentionPlan,
    StoredFile,
    WorkspaceExport,
)
from brobygger.records.personal import held, leftovers, letting_go, operations
from brobygger.records.personal.tied import find

PAGE = "/fjordby/settings/personal/"


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "uploads"


@pytest.fixture
def ali(workspace: Any, staff: Any) -> Any:
    person = history.create(
        Person(workspace=workspace, name="Ali Hansen", email="ali.h@eksempel.dk", phone="12 34 56 78"),
        by=staff,
    )
    school = history.create(Organisation(workspace=workspace, name="Fjordby Skole"), by=staff)
    history.create(
        Affiliation(workspace=workspace, person=person, organisation=school, role="Lærer"), by=staff
    )
    history.create(Tie(workspace=workspace, colleague=staff, person=person, about="Lektiecafé"), by=staff)
    met = history.create(Contact(workspace=workspace, organisation=school, about="Forårets café"), by=staff)
    history.create(ContactPerson(workspace=workspace, contact=met, person=person), by=staff)
    note = JournalNote(
        workspace=workspace, model="network.organisation", object_id=school.pk, text="Spørg Ali Hansen"
    )
    history.create(note, by=staff)
    return person


def report_on(person: Any, kind: str = "people") -> held.Held:
    return held.held(find(person.workspace, subjects.kind(kind), person.pk))


def test_the_report_holds_everything_with_why_and_how_long(ali: Any) -> None:
    report = report_on(ali)
    keys = {section.key for section in report.sections}
    assert {
        "network.person",
        "network.affiliation",
        "network.tie",
        "network.contact",
        "core.historyentry",
    } <= keys
    own = next(s for s in report.sections if s.key == "network.person").rows[0]
    mail = next(f for f in own.facts if f.name == "email")
    assert mail.value == "ali.h@eksempel.dk"
    assert "samarbejde" in mail.purpose
    assert mail.retention == "To år efter den sidste kontakt"
    assert [row.title for row in report.mentions.rows] == ["Note: Spørg Ali Hansen"]


def test_the_report_speaks_danish_and_tells_what_a_person_is_found_by(
    ali: Any, staff: Any, leader: Any, client_of: Any
) -> None:
    history.change(ali, by=leader, phone="87 65 43 21")
    for kind, pk in (("people", ali.pk), ("colleagues", staff.pk)):
        page = client_of(leader).get(f"{PAGE}{kind}/{pk}/").content.decode()
        for english in ("<dt>User", "<dt>Is active", "<dt>Date joined", "<dt>name (", "<dt>phone ("):
            assert english not in page, english
    page = client_of(leader).get(f"{PAGE}people/{ali.pk}/").content.decode()
    assert "Telefon (efter)" in page
    assert "ali hansen" in page  # As search knows the name.


def test_the_report_on_a_colleague_tells_of_log_in_and_deeds(ali: Any, staff: Any) -> None:
    keys = {section.key for section in report_on(staff, "colleagues").sections}
    assert {"accounts.colleague", "accounts.user", "network.tie", "did"} <= keys


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_pdf_is_tagged_titled_and_in_a_language(
    ali: Any, coordinator: Any, client_of: Any, language: str
) -> None:
    coordinator.user.language = language
    coordinator.user.save()
    response = client_of(coordinator).get(f"{PAGE}people/{ali.pk}/report.pdf")
    pdf = pypdf.PdfReader(io.BytesIO(response.content))
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"] == language
    assert "/StructTreeRoot" in root
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    text = " ".join("".join(page.extract_text() for page in pdf.pages).split())
    assert pdf.metadata is not None
    assert pdf.metadata.title == (
        "Hvad vi har om Ali Hansen" if language == "da" else "What is held on Ali Hansen"
    )
    assert "ali.h@eksempel.dk" in text
    assert "12 34 56 78" in text


def test_what_somebody_typed_is_not_markup_in_the_pdf(
    ali: Any, staff: Any, coordinator: Any, client_of: Any
) -> None:
    history.change(ali, by=staff, note='#panic("x") $a$ *fed* <b> \\ "')
    response = client_of(coordinator).get(f"{PAGE}people/{ali.pk}/report.pdf")
    text = pypdf.PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
    assert '#panic("x") $a$ *fed* <b>' in " ".join(text.split())


def test_the_data_file_and_the_pdf_are_logged_and_the_page_is_not(
    ali: Any, coordinator: Any, leader: Any, client_of: Any
) -> None:
    client = client_of(coordinator)
    page = client.get(f"{PAGE}people/{ali.pk}/").content.decode()
    assert "ali.h@eksempel.dk" in page
    assert not ReadOut.objects.exists()
    data = json.loads(client.get(f"{PAGE}people/{ali.pk}/report.json").content)
    assert data["about"] == "Ali Hansen"
    client.get(f"{PAGE}people/{ali.pk}/report.pdf")
    assert [(r.form, r.what, r.reader) for r in ReadOut.objects.order_by("pk")] == [
        ("json", "Ali Hansen", coordinator), ("pdf", "Ali Hansen", coordinator),
    ]  # fmt: skip
    assert "Ali Hansen" in client_of(leader).get("/fjordby/settings/reads/").content.decode()


def test_files_are_named_as_danes_write_without_danish_letters(
    ali: Any, coordinator: Any, client_of: Any
) -> None:
    type(ali).objects.filter(pk=ali.pk).update(name="Åge Bødker")
    answer = client_of(coordinator).get(f"{PAGE}people/{ali.pk}/report.json")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="aage-boedker.json"'


def test_somebody_is_found_by_name_number_or_in_the_bin(
    ali: Any, staff: Any, coordinator: Any, client_of: Any
) -> None:
    client = client_of(coordinator)
    for query in ("hansen", "ali.h@eksempel.dk", "12 34 56 78"):
        assert f"{PAGE}people/{ali.pk}/" in client.get(PAGE, {"q": query}).content.decode(), query
    assert f"{PAGE}colleagues/{staff.pk}/" in client.get(PAGE, {"q": "nazari"}).content.decode()
    assert (
        "ali.h@eksempel.dk" in client.get(PAGE, {"q": "hansen"}).content.decode()
    )  # Namesakes are told apart.
    pk = ali.pk
    history.delete(ali, by=staff)
    page = client.get(PAGE, {"q": "hansen"}).content.decode()
    assert "i papirkurven" in page
    assert client.get(f"{PAGE}people/{pk}/").status_code == 200
    assert client.get(f"{PAGE}people/{pk + 999}/").status_code == 404


def test_lists_taken_out_are_logged(ali: Any, staff: Any, client_of: Any) -> None:
    for form in ("csv", "xlsx", "print"):
        response = client_of(staff).get("/fjordby/people/", {"format": form})
        assert b"".join(response.streaming_content) if response.streaming else response.content
    assert [(r.kind, r.form, r.number) for r in ReadOut.objects.order_by("pk")] == [
        ("list", "csv", 1), ("list", "xlsx", 1), ("list", "print", 1),
    ]  # fmt: skip


def test_the_whole_workspace_is_exported_by_a_job_and_fetched(
    ali: Any, workspace: Any, leader: Any, coordinator: Any, client_of: Any, run_jobs: Any
) -> None:
    client = client_of(leader)
    assert client_of(coordinator).post("/fjordby/settings/export/").status_code == 403
    client.post("/fjordby/settings/export/")
    assert run_jobs() == 1
    made = WorkspaceExport.objects.get()
    assert made.state == "ready"
    assert Notice.objects.get(colleague=leader).kind == "export.ready"
    response = client.get(f"/fjordby/settings/export/{made.pk}/file/")
    assert b"".join(response.streaming_content)[:2] == b"PK"
    assert ReadOut.objects.get(kind="archive").reader == leader
    assert HistoryEntry.objects.filter(verb="exported").exists()
    request = operations.request_erasure(
        subject=find(workspace, subjects.kind("people"), ali.pk), by=leader,
        asked_on=timezone.localdate(), asked_by="Ali", identity="Kendt",
    )  # fmt: skip
    operations.carry_out_erasure(request=request, by=leader)
    made.refresh_from_db()
    assert made.state == "gone"


# Letting go


def back(months: int) -> Any:
    return timezone.now() - timedelta(days=31 * months)


@pytest.fixture
def old(workspace: Any, staff: Any, leader: Any, make_colleague: Any) -> dict[str, Any]:
    """One of each kind past its time, and one that is not."""
    gone = Person.objects.create(workspace=workspace, name="Glemt Person", email="glemt@eksempel.dk")
    fresh = Person.objects.create(workspace=workspace, name="Ny Person")
    kept = Person.objects.create(workspace=workspace, name="Vigtig Person")
    for person in (gone, kept):
        Person.objects.filter(pk=person.pk).update(created_at=back(30), updated_at=back(30))
    left = make_colleague(workspace, "staff", name="Rejst Kollega")
    Colleague.objects.filter(pk=left.pk).update(state="left", left_on=back(14).date())
    notice = Notice.objects.create(workspace=workspace, colleague=leader, kind="x", values={})
    Notice.objects.filter(pk=notice.pk).update(created_at=back(14))
    file = StoredFile(workspace=workspace, name="gammel.csv")
    file.content.save("x", ContentFile(b"Navn\nGlemt Person\n"))
    run = ImportRun.objects.create(
        workspace=workspace, kind="network", file=file, state="applied", tray=[{"a": "b"}]
    )
    ImportRun.objects.filter(pk=run.pk).update(created_at=back(14))
    return {
        "gone": gone,
        "fresh": fresh,
        "kept": kept,
        "left": left,
        "notice": notice,
        "run": run,
        "file": file,
    }


def test_what_is_past_its_time_is_announced_waited_for_and_let_go(
    workspace: Any, leader: Any, old: dict[str, Any]
) -> None:
    operations.keep(model="network.person", object_id=old["kept"].pk, because="Sag om tilskud", by=leader)
    today = timezone.localdate()
    assert letting_go.run(timezone.now()).endswith("1 announced")
    plan = RetentionPlan.objects.get()
    assert plan.items == {
        "people": [old["gone"].pk], "colleagues": [old["left"].pk], "imports": [old["run"].pk], "notices": [old["notice"].pk],
    }  # fmt: skip
    assert plan.runs_on == today + timedelta(days=14)
    assert Notice.objects.filter(colleague=leader, kind="retention.announced").exists()
    late = Person.objects.create(workspace=workspace, name="Kom Senere")
    Person.objects.filter(pk=late.pk).update(created_at=back(30), updated_at=back(30))
    letting_go.run(timezone.now() + timedelta(days=1))
    assert Person.objects.count() == 4, "not before the day"
    letting_go.run(timezone.now() + timedelta(days=15))
    assert set(Person.objects.values_list("name", flat=True)) == {"Ny Person", "Vigtig Person", "Kom Senere"}
    old["left"].refresh_from_db()
    assert old["left"].name == f"Slettet kollega {old['left'].pk}"
    plan.refresh_from_db()
    assert plan.result == {"people": 1, "colleagues": 1, "imports": 1, "notices": 1}
    run = ImportRun.objects.get(pk=old["run"].pk)
    assert (run.file, run.tray) == (None, [])
    assert not StoredFile.objects.exists()
    entries = HistoryEntry.objects.filter(operation="records.retention.carry_out")
    assert entries.filter(model="network.person", object_id=old["gone"].pk).exists()
    assert "Glemt" not in json.dumps(list(HistoryEntry.objects.values("before", "after", "object_label")))


def test_who_was_met_since_it_was_announced_stays(workspace: Any, staff: Any, old: dict[str, Any]) -> None:
    letting_go.run(timezone.now())
    met = history.create(Contact(workspace=workspace, about="Mødt igen"), by=staff)
    history.create(ContactPerson(workspace=workspace, contact=met, person=old["gone"]), by=staff)
    letting_go.run(timezone.now() + timedelta(days=15))
    assert Person.objects.filter(pk=old["gone"].pk).exists()


def test_the_page_shows_numbers_that_open_and_a_leader_may_stop_it(
    workspace: Any, leader: Any, coordinator: Any, client_of: Any, old: dict[str, Any]
) -> None:
    client = client_of(leader)
    assert client_of(coordinator).get("/fjordby/settings/retention/").status_code == 403
    page = client.get("/fjordby/settings/retention/").content.decode()
    assert "/fjordby/settings/retention/due/people/" in page
    assert "Glemt Person" in client.get("/fjordby/settings/retention/due/people/").content.decode()
    keep = f"/fjordby/settings/retention/due/people/{old['gone'].pk}/keep/"
    assert client.post(keep, {"because": ""}).status_code == 422
    client.post(keep, {"because": "Krav i en sag", "until": ""})
    assert "Krav i en sag" in client.get("/fjordby/settings/retention/").content.decode()
    client.post("/fjordby/settings/retention/announce/")
    plan = RetentionPlan.objects.get()
    assert plan.items["people"] == [old["kept"].pk]
    client.post(f"/fjordby/settings/retention/plans/{plan.pk}/stop/")
    letting_go.run(timezone.now() + timedelta(days=15))
    assert Person.objects.filter(pk=old["kept"].pk).exists()


def test_a_workspace_sets_its_own_periods(
    workspace: Any, leader: Any, client_of: Any, old: dict[str, Any]
) -> None:
    months = {
        "people": 60,
        "colleagues": 12,
        "imports": 12,
        "notices": 12,
        "reads": 24,
        "requests": 36,
        "rounds": 24,
    }
    assert client_of(leader).post("/fjordby/settings/retention/", months).status_code == 302
    assert "people" not in letting_go.preview(workspace)
    assert client_of(leader).post("/fjordby/settings/retention/", months | {"people": 0}).status_code == 422


def test_exports_that_lay_long_enough_are_taken_away(workspace: Any, leader: Any) -> None:
    from brobygger.records.personal import exporting

    export = exporting.start(by=leader)
    exporting.make(export, by=leader)
    export.refresh_from_db()
    assert leftovers.export_path(export).exists()
    assert exporting.tidy() == 0
    assert exporting.tidy(timezone.now() + timedelta(days=8)) == 1


def test_a_restored_backup_does_not_bring_back_who_was_erased(workspace: Any, ali: Any, leader: Any) -> None:
    from brobygger.records.personal import remembered

    before = timezone.now() - timedelta(hours=1)
    with leftovers.remembered_in().open("w") as file:
        line = {
            "workspace": workspace.pk,
            "model": "network.person",
            "id": ali.pk,
            "at": timezone.now().isoformat(),
        }
        file.write(json.dumps(line) + "\n")
    assert remembered.erase_again(timezone.now()) == 0
    assert remembered.erase_again(before) == 1
    assert not Person.objects.exists()


def test_texts_of_the_answer_are_in_the_reader_s_language(workspace: Any, ali: Any, leader: Any) -> None:
    from brobygger.records.personal import paper

    request = operations.request_erasure(
        subject=find(workspace, subjects.kind("people"), ali.pk), by=leader, asked_on=date(2026, 11, 1), asked_by="Ali",
        identity="Kendt",
    )  # fmt: skip
    assert paper.answer(request)[0].startswith("Den 1. november 2026 bad du")
    with translation.override("en"):
        assert paper.answer(request)[0].startswith("On 1. November 2026 you asked")
    assert System(workspace).actor_id is None
