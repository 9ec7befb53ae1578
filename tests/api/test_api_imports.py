"""Files from another system: what is read, what is refused, and that nothing is left of what was refused."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as product
from django.core.files.uploadedfile import SimpleUploadedFile

from brobygger.core.models import HistoryEntry
from brobygger.network.models import Organisation, Person
from brobygger.records.models import ImportRun, StoredFile
from tests.api.asking import System

EXAMPLES = Path(__file__).parents[2] / "examples"
ROWS = "Organisation;By;Kontaktperson\nSøvang Skole;Fjordby;Bo Ærø\n"
LIKE = "Organisation;By\nSøvang Foreningen;Fjordby\n"


def file(text: str = ROWS, name: str = "fil.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def stored() -> set[Path]:
    return {p for p in Path(product.MEDIA_ROOT).rglob("*") if p.is_file()}


@pytest.fixture
def _nothing_left(db: None) -> Any:
    """Of what was refused neither records nor files stay."""
    files, written = stored(), HistoryEntry.objects.filter(model__startswith="network.").count()
    yield
    assert stored() == files
    assert HistoryEntry.objects.filter(model__startswith="network.").count() == written
    assert not ImportRun.objects.exists()
    assert not StoredFile.objects.exists()


def test_applied_once_under_one_key(api: System) -> None:
    fields = {"mode": "apply"}
    first = api.send("/imports", {**fields, "file": file()}, Idempotency_Key="i-1")
    again = api.send("/imports", {**fields, "file": file()}, Idempotency_Key="i-1")
    assert (first.status_code, again.status_code) == (200, 200), first.said
    assert first.said == again.said
    assert first.said["new"]["person"] == 1
    assert Person.objects.count() == 1
    undone = api.post(f"/imports/{first.said['batch']}/undo")
    assert undone.said["removed"] > 0
    assert not Person.objects.exists()


def test_answers_row_by_row(api: System) -> None:
    api.post("/organisations", {"name": "Søvang Forening", "town": "Fjordby"})
    asked = api.send("/imports", {"file": file(LIKE)}).said["questions"]
    assert [q["row"] for q in asked] == [2]
    same = f"same:id:{asked[0]['candidates'][0]['id']}"
    done = api.send("/imports", {"file": file(LIKE), "mode": "apply", "answers": f'{{"2": "{same}"}}'})
    assert done.status_code == 200, done.said
    assert Organisation.objects.count() == 1


def test_business_cards(api: System, staff: Any) -> None:
    cards = (EXAMPLES / "cards.vcf").read_bytes()
    sent = {"kind": "vcard", "file": SimpleUploadedFile("kort.vcf", cards), "colleague": str(staff.pk)}
    said = api.send("/imports", sent)
    assert said.status_code == 200, said.said
    assert said.said["new"]["person"] > 1
    assert said.said["new"]["tie"] > 1


@pytest.mark.usefixtures("_nothing_left")
@pytest.mark.parametrize(
    ("fields", "status", "pointer"),
    [
        ({"mode": "aply"}, 422, "/form/mode"),
        ({"kind": "excel"}, 422, "/form/kind"),
        ({"policy": "all"}, 422, "/form/policy"),
        ({"answers": "yes"}, 422, "/body/answers"),
        ({"answers": '{"2": 3}'}, 422, "/body/answers"),
        ({"leave_out": "true"}, 422, "/body/leave_out"),
        ({"leave_out_problems": "maybe"}, 422, "/form/leave_out_problems"),
        ({"colleague": "99"}, 422, "/body/colleague"),
        ({"file": ""}, 422, "/file/file"),
        ({"file": SimpleUploadedFile("tom.csv", b"")}, 422, ""),
        ({"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7 nothing")}, 422, ""),
        ({"kind": "vcard"}, 422, ""),
    ],
)
def test_what_is_refused(api: System, fields: dict[str, Any], status: int, pointer: str) -> None:
    response = api.send("/imports", {"mode": "apply", "file": file(), **fields})
    assert response.status_code == status, response.said
    assert response.headers["Content-Type"] == "application/problem+json"
    if pointer:
        assert [e["pointer"] for e in response.said["errors"]] == [pointer]


@pytest.mark.usefixtures("_nothing_left")
def test_a_file_that_is_too_large(api: System, settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 1000
    response = api.send("/imports", {"file": file(ROWS + "x;y;z\n" * 400_000)})
    assert (response.status_code, response.said["code"]) == (413, "too_large")


@pytest.mark.usefixtures("_nothing_left")
def test_questions_and_errors_write_nothing(api: System) -> None:
    text = "Organisation;By;Kontaktperson;E-mail\nSøvang Skole;Fjordby;Bo Ærø;ikke en adresse\n"
    for headers in ({}, {"Idempotency_Key": "i-2"}):
        response = api.send("/imports", {"file": file(text), "mode": "apply"}, **headers)
        assert (response.status_code, response.said["code"]) == (422, "unsettled")
        assert response.said["problems"][0]["rows"] == [2]
        assert response.said["batch"] is None


def test_another_workspaces_import(api: System, system: Any, other_workspace: Any) -> None:
    batch = api.send("/imports", {"file": file(), "mode": "apply"}).said["batch"]
    theirs = system(other_workspace, "leader")
    assert theirs.post(f"/imports/{batch}/undo").status_code == 404
    assert Person.objects.count() == 1
