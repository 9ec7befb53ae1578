"""Files nobody could import: each is refused in one clear sentence, quickly, and nothing of it is kept."""

import contextlib
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from brobygger.cli.main import main
from brobygger.network.importing import operations
from brobygger.network.models import Organisation
from brobygger.records.models import ImportRun, StoredFile

EXAMPLES = Path(__file__).parents[2] / "examples"
HEADER = "Organisation;CVR;Postnr;By;Kontaktperson;E-mail\n"
ROW = "Søvang Museum;;4999;Fjordby;Bo Ny;bo@eksempel.dk\n"
KEPT = (ImportRun, StoredFile, Organisation)


@pytest.fixture
def upload(client_of: Callable[..., Any], coordinator: Any) -> Callable[[bytes, str], Any]:
    client = client_of(coordinator)
    return lambda content, name: client.post("/fjordby/imports/", {"file": SimpleUploadedFile(name, content)})


@pytest.fixture
def command(workspace: Any) -> Callable[[Path], tuple[int, str]]:
    def run(path: Path) -> tuple[int, str]:
        with contextlib.redirect_stderr(io.StringIO()) as said:
            code = main(["import", "network", str(path), "--workspace", "fjordby", "--check"])
        return code, said.getvalue()

    return run


def workbook(sheet: bytes) -> bytes:
    """The least that is an Excel workbook, around one sheet."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main_ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main_ns}" xmlns:r="{kind}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return made.getvalue()


def inflated() -> bytes:
    """40 MB of one cell in some 40 kB."""
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
    return workbook(start + b"A" * 40_000_000 + b"</t></is></c></row></sheetData></worksheet>")


def far_apart() -> bytes:
    """Two cells whose rectangle would fill the memory."""
    return workbook(
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )


CASES = {
    "empty_file": (lambda: b"", "tom.csv", "Filen er tom"),
    "blank_lines_only": (lambda: b"\n \n\t\n", "tom.csv", "Filen har ingen rækker"),
    "binary_renamed_csv": (lambda: bytes(range(256)) * 400, "billede.csv", "ikke en tekstfil"),
    "workbook_renamed_csv": (
        lambda: (EXAMPLES / "network_messy.xlsx").read_bytes(), "fil.csv", "ikke en tekstfil",
    ),
    "wrong_encoding_saved_twice": (
        lambda: (HEADER + ROW * 5).encode().decode("cp1252").encode(), "fil.csv", "bogstaver er forkerte",
    ),
    "wrong_encoding_odd_bytes": (
        lambda: (HEADER + ROW).encode("latin-1") + b"\x81\x8d\x90;;;;;\n", "fil.csv", "CSV UTF-8",
    ),
    "xlsx_bomb": (inflated, "bombe.xlsx", "langt større"),
    "xlsx_bomb_far_apart": (far_apart, "bombe.xlsx", "langt større"),
    "archive_renamed_xlsx": (lambda: zipped(), "fil.xlsx", "ikke en Excel"),
    "torn_workbook": (
        lambda: (EXAMPLES / "network_messy.xlsx").read_bytes()[:9000], "fil.xlsx", "kan ikke læses",
    ),
    "no_header": (lambda: ROW.encode(), "fil.csv", "første række"),
    "quotation_mark_never_closed": (
        lambda: (HEADER + '"Museum;;;;;\n' + ROW * 400).encode(), "fil.csv", "anførselstegn",
    ),
}  # fmt: skip


def zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("brev.txt", "Kære bibliotek")
    return made.getvalue()


@pytest.mark.case("files_that_are_refused")
@pytest.mark.parametrize("case", CASES)
def test_a_file_is_refused_in_one_sentence(upload: Any, command: Any, tmp_path: Path, case: str) -> None:
    make, name, sentence = CASES[case]
    content = make()
    answer = upload(content, name)
    assert answer.status_code == 422
    assert sentence in answer.context["refused"]
    path = tmp_path / name
    path.write_bytes(content)
    code, said = command(path)
    assert code == 2
    assert len(said.strip().splitlines()) == 1
    assert not any(model.objects.exists() for model in KEPT)


@pytest.mark.case("upload_larger_than_the_limit")
def test_an_upload_that_is_too_large_is_dropped_as_it_comes_in(upload: Any, settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 200_000
    for content in (b"x" * 300_000, b"x" * 2_000_000):
        answer = upload(content, "stor.csv")
        assert answer.status_code == 422
        assert "MB" in answer.context["refused"]
    assert upload((HEADER + ROW).encode(), "lille.csv").status_code == 302


@pytest.mark.case("file_of_200_mb")
def test_200_mb_are_refused_without_being_read(command: Any, tmp_path: Path) -> None:
    path = tmp_path / "stor.csv"
    with path.open("wb") as file:
        file.write(HEADER.encode())
        file.truncate(200 * 1024**2)
    before = time.perf_counter()
    code, said = command(path)
    assert code == 2
    assert "200 MB" in said
    assert "50 MB" in said
    assert time.perf_counter() - before < 2


@pytest.mark.case("three_columns_too_many")
def test_three_columns_too_many(upload: Any, client_of: Any, coordinator: Any) -> None:
    extra = HEADER + ROW + "Søvang Galleri;;4999;Fjordby;Ib Ny;ib@eksempel.dk;et;to;tre\n"
    assert upload(extra.encode(), "fil.csv").status_code == 302
    run = ImportRun.objects.get()
    page = client_of(coordinator).get(f"/fjordby/imports/{run.pk}/check/")
    run.refresh_from_db()
    found = {p["kind"]: p["rows"] for p in run.result["problems"] if p["severity"] == "error"}
    assert found == {"too_many_columns": [3]}
    assert "1 række er klar" in page.text


@pytest.mark.case("more_columns_than_anybody_has")
def test_hundreds_of_columns_are_refused(upload: Any) -> None:
    answer = upload((";".join(f"Kolonne {i}" for i in range(500)) + "\n").encode(), "bred.csv")
    assert answer.status_code == 422
    assert "200 kolonner" in answer.context["refused"]


@pytest.mark.case("header_only")
def test_a_header_and_nothing_else_says_so(upload: Any, client_of: Any, coordinator: Any) -> None:
    assert upload(HEADER.encode(), "fil.csv").status_code == 302
    run = ImportRun.objects.get()
    client = client_of(coordinator)
    assert client.get(f"/fjordby/imports/{run.pk}/columns/").status_code == 200
    page = client.get(f"/fjordby/imports/{run.pk}/check/")
    assert page.status_code == 200
    assert page.context["result"]["rows"] == 0
    client.post(f"/fjordby/imports/{run.pk}/apply/")
    assert not Organisation.objects.exists()


@pytest.mark.case("encodings_that_are_read")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_arrive_whole_from_what_excel_saves(
    upload: Any, client_of: Any, coordinator: Any, encoding: str
) -> None:
    assert upload((HEADER + ROW).encode(encoding), "fil.csv").status_code == 302
    run = ImportRun.objects.get()
    client = client_of(coordinator)
    client.get(f"/fjordby/imports/{run.pk}/check/")
    client.post(f"/fjordby/imports/{run.pk}/apply/")
    assert [o.name for o in Organisation.objects.all()] == ["Søvang Museum"]


@pytest.mark.case("many_rows_show_progress")
def test_many_rows_are_checked_and_written_beside_the_page(
    upload: Any, client_of: Any, coordinator: Any, run_jobs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "IN_A_JOB", 400)
    rows = "".join(f"Forening nr {i};;4999;Fjordby;;\n" for i in range(600))
    assert upload((HEADER + rows).encode(), "lang.csv").status_code == 302
    run = ImportRun.objects.get()
    at, client = f"/fjordby/imports/{run.pk}", client_of(coordinator)
    assert client.get(f"{at}/check/").url == f"{at}/progress/"
    assert (
        'role="progressbar"' in client.get(f"{at}/progress/").text
        or "<progress" in client.get(f"{at}/progress/").text
    )
    # The page can be left: everything else answers.
    assert client.get("/fjordby/organisations/").status_code == 200
    assert run_jobs() == 1
    assert client.get(f"{at}/check/").context["result"]["new"]["organisation"] == 600
    assert not Organisation.objects.exists()
    client.post(f"{at}/apply/", {"tick": ["1"]})
    assert run_jobs() == 1
    assert Organisation.objects.count() == 600
    assert client.get(f"{at}/receipt/").status_code == 200
