"""The import pages: who may, what is refused, what is said, and that nothing is written twice."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from brobygger.core import jobs
from brobygger.network.importing import operations
from brobygger.network.models import Organisation
from brobygger.records.models import ImportRun, Notice, StoredFile

EXAMPLES = Path(__file__).parents[2] / "examples"
HEADER = "Organisation;CVR;Postnr;By;Kontaktperson;E-mail\n"


def upload(client: Any, text: str, name: str = "fil.csv") -> Any:
    return client.post("/fjordby/imports/", {"file": SimpleUploadedFile(name, text.encode())})


def start(client: Any, text: str) -> ImportRun:
    assert upload(client, text).status_code == 302
    return ImportRun.objects.latest("pk")


def test_only_coordinators_and_leaders_import(colleagues: Any, client_of: Any) -> None:
    for role, status in (("reader", 403), ("staff", 403), ("coordinator", 200), ("leader", 200)):
        assert client_of(colleagues[role]).get("/fjordby/imports/").status_code == status


def test_another_workspace_sees_nothing(coordinator: Any, outsider: Any, client_of: Any) -> None:
    run = start(client_of(coordinator), HEADER + "Museum;;;;;\n")
    for page in ("", "columns/", "check/", "receipt/", "rows/", "failed/", "progress/"):
        assert client_of(outsider).get(f"/nabo/imports/{run.pk}/{page}").status_code == 404


def test_a_file_that_cannot_be_read_is_not_kept(coordinator: Any, client_of: Any) -> None:
    client = client_of(coordinator)
    assert "Vælg en fil først" in client.post("/fjordby/imports/").content.decode()
    answer = client.post(
        "/fjordby/imports/", {"file": SimpleUploadedFile("a.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 99)}
    )
    assert answer.status_code == 422
    assert "ikke en tekstfil" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_a_file_that_is_too_large_is_dropped_on_the_way(
    coordinator: Any, client_of: Any, settings: Any
) -> None:
    settings.IMPORT_MAX_BYTES = 1000
    answer = upload(client_of(coordinator), HEADER + "Museum;;;;;\n" * 200_000)
    assert answer.status_code == 422
    assert "Grænsen er" in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_from_file_to_receipt_and_not_twice(coordinator: Any, client_of: Any) -> None:
    client = client_of(coordinator)
    run = start(client, HEADER + "Museum;;;;Bo Ny;bo@eksempel.dk\nGalleri;;;;Ib Ny;ikke en adresse\n")
    here = f"/fjordby/imports/{run.pk}"
    assert client.get(f"{here}/").url == f"{here}/columns/"
    assert client.post(f"{here}/columns/", columns(run)).url == f"{here}/check/"
    page = client.get(f"{here}/check/").content.decode()
    assert "1 række er klar" in page
    blocked = client.post(f"{here}/apply/")
    assert blocked.status_code == 422
    assert "Ret den, eller udelad den" in blocked.content.decode()
    lines = b"".join(client.get(f"{here}/failed/").streaming_content).decode()
    assert "E-mail er ikke en adresse" in lines
    client.post(f"{here}/check/choose/", {"leave_out": "yes"})
    client.get(f"{here}/check/")
    assert client.post(f"{here}/apply/").url == f"{here}/receipt/"
    assert client.post(f"{here}/apply/").url == f"{here}/"
    assert Organisation.objects.count() == 1
    assert "1 række er importeret" in client.get(f"{here}/receipt/").content.decode()
    assert "oprettet" in client.get(f"{here}/rows/").content.decode()
    assert client.get(f"{here}/check/").url == f"{here}/receipt/"
    client.post(f"{here}/receipt/undo/")
    assert not Organisation.objects.exists()
    assert "Importen er fortrudt" in client.get(f"{here}/receipt/").content.decode()


def columns(run: ImportRun, **changes: str) -> dict[str, str]:
    return {f"column-{i}": code for i, code in enumerate(run.mapping["fields"])} | changes


def test_a_file_of_something_else_is_asked_about(coordinator: Any, client_of: Any) -> None:
    client = client_of(coordinator)
    run = start(client, "goddag\n")
    page = client.get(f"/fjordby/imports/{run.pk}/columns/").content.decode()
    assert "Ingen kolonne er forstået. Er det den rigtige fil?" in page
    assert "De fleste kolonner er forstået" not in page


def test_columns_are_chosen_once_each(coordinator: Any, client_of: Any) -> None:
    client = client_of(coordinator)
    run = start(client, HEADER + "Museum;;;;;\n")
    here = f"/fjordby/imports/{run.pk}/columns/"
    wrong = client.post(here, columns(run, **{"column-1": "organisation"}))
    assert wrong.status_code == 422
    assert "ikke to kolonner det samme" in wrong.content.decode()


def test_warnings_take_a_tick(coordinator: Any, client_of: Any) -> None:
    client = client_of(coordinator)
    run = start(client, HEADER.replace("E-mail", "Telefonn.") + "Museum;;;;Bo Ny;12 34\n")
    here = f"/fjordby/imports/{run.pk}"
    page = client.get(f"{here}/check/").content.decode()
    assert "Telefonn." in page
    assert client.post(f"{here}/apply/", {"tick": ["1"]}).status_code == 422
    assert client.post(f"{here}/apply/", {"tick": ["1", "2"]}).status_code == 302


def test_a_cpr_number_is_neither_shown_nor_kept(coordinator: Any, client_of: Any) -> None:
    client = client_of(coordinator)
    run = start(client, HEADER + "Museum;;;;Bo 010190-1234;\n")
    here = f"/fjordby/imports/{run.pk}"
    for page in ("columns/", "check/", "check/?mend=cpr_number.person", "rows/"):
        shown = client.get(f"{here}/{page}").content.decode()
        assert "010190" not in shown, page
    with StoredFile.objects.get().content.open("rb") as kept:
        assert b"010190" not in kept.read()
    client.post(f"{here}/check/mend/", {"cell-2-person": "Bo"})
    assert "1 række er klar" in client.get(f"{here}/check/").content.decode()


def test_mending_what_has_no_name(coordinator: Any, client_of: Any) -> None:
    client = client_of(coordinator)
    run = start(client, HEADER + ";;4000;Roskilde;;\nMuseum;;;;;;;for meget\n")
    here = f"/fjordby/imports/{run.pk}"
    client.get(f"{here}/check/")
    assert (
        'name="cell-2-organisation"'
        in client.get(f"{here}/check/?mend=no_name.organisation").content.decode()
    )
    assert 'name="cut"' in client.get(f"{here}/check/?mend=too_many_columns.").content.decode()
    client.post(f"{here}/check/mend/", {"cell-2-organisation": "Galleri", "cut": "3"})
    assert "2 rækker er klar" in client.get(f"{here}/check/").content.decode()


def test_a_long_file_is_checked_and_written_by_jobs(
    coordinator: Any, client_of: Any, run_jobs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "IN_A_JOB", 2)
    client = client_of(coordinator)
    run = start(client, HEADER + "".join(f"Museum nr {i};;;;;\n" for i in range(5)))
    here = f"/fjordby/imports/{run.pk}"
    assert client.get(f"{here}/check/").url == f"{here}/progress/"
    assert "bliver tjekket" in client.get(f"{here}/progress/").content.decode()
    assert run_jobs() == 1
    assert client.get(f"{here}/progress/").url == f"{here}/"
    assert "5 rækker er klar" in client.get(f"{here}/check/").content.decode()
    assert client.post(f"{here}/apply/").url == f"{here}/progress/"
    client.post(f"{here}/apply/")
    assert client_of(coordinator, htmx=True).get(f"{here}/progress/").status_code == 200
    assert run_jobs() == 1
    assert client_of(coordinator, htmx=True).get(f"{here}/progress/").headers["HX-Redirect"] == f"{here}/"
    assert Organisation.objects.count() == 5
    assert Notice.objects.get().kind == "import.done"
    assert jobs.progress(operations.progress_key(run)) is None


def test_a_job_that_meets_another_world_writes_nothing(
    coordinator: Any, client_of: Any, run_jobs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "IN_A_JOB", 1)
    client = client_of(coordinator)
    run = start(client, HEADER + "Museum;;4000;Roskilde;;\nGalleri;;4000;Roskilde;;\n")
    here = f"/fjordby/imports/{run.pk}"
    client.get(f"{here}/check/")
    run_jobs()
    client.post(f"{here}/apply/")
    Organisation.objects.create(
        workspace=coordinator.workspace, name="Museum", postcode="4000", town="Roskilde"
    )
    run_jobs()
    run.refresh_from_db()
    assert run.state == ImportRun.State.FAILED
    assert Organisation.objects.count() == 1
    assert Notice.objects.get().kind == "import.failed"


def test_dropping_an_import_forgets_the_file(
    coordinator: Any, client_of: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_of(coordinator)
    run = start(client, HEADER + "Museum;;;;;\n")
    path = Path(run.file.content.path)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/fjordby/imports/{run.pk}/discard/")
    assert not path.exists()
    assert client.get(f"/fjordby/imports/{run.pk}/").url == f"/fjordby/imports/{run.pk}/receipt/"
    assert client.get(f"/fjordby/imports/{run.pk}/receipt/").status_code == 200
