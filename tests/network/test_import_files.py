"""Reading files: what can be read, what is refused, and that the refusal says why."""

import io
import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from brobygger.network.importing import mapping, reading
from brobygger.network.importing.problems import FileRefused
from brobygger.network.importing.values import PARSERS, suggest

HEADER = "Organisation;Kontaktperson;E-mail\n"


def read(data: bytes, name: str = "fil.csv") -> tuple[reading.Source, list[tuple[int, list[str]]]]:
    source = reading.read(io.BytesIO(data), name)
    return source, list(source.rows())


@pytest.mark.parametrize(
    ("data", "encoding", "delimiter"),
    [
        ("Organisation;Navn\nKøge Bibliotek;Åge\n".encode(), "UTF-8", ";"),
        ("Organisation;Navn\nKøge Bibliotek;Åge\n".encode("utf-8-sig"), "UTF-8", ";"),
        ("Organisation,Navn\nKøge Bibliotek,Åge\n".encode("cp1252"), "Windows-1252", ","),
        ("Organisation\tNavn\nKøge Bibliotek\tÅge\n".encode("utf-16"), "UTF-16", "\t"),
        (b"sep=,\r\nOrganisation,Navn\r\nK\xf8ge Bibliotek,\xc5ge\r\n", "Windows-1252", ","),
    ],
)
def test_encodings_and_delimiters(data: bytes, encoding: str, delimiter: str) -> None:
    source, rows = read(data)
    assert (source.encoding, source.delimiter, source.headers) == (
        encoding,
        delimiter,
        ["Organisation", "Navn"],
    )
    assert rows == [(2, ["Køge Bibliotek", "Åge"])]


def test_rows_are_counted_with_the_header_as_row_one() -> None:
    _source, rows = read((HEADER + "A;;\n;;\n\nB;;\n").encode())
    assert [(number, bool(cells)) for number, cells in rows] == [(2, True), (3, False), (4, False), (5, True)]


def book(cells: list[tuple[int, int, object]], sheets: int = 1) -> bytes:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    pages = [workbook.add_worksheet() for _ in range(sheets)]
    for row, column, value in cells:
        pages[0].write(row, column, value)
    workbook.close()
    return target.getvalue()


def test_numbers_of_a_workbook_are_text_again() -> None:
    data = book(
        [
            (0, 0, "Organisation"),
            (0, 1, "CVR"),
            (0, 2, "Note"),
            (1, 0, "A"),
            (1, 1, 98889957),
            (1, 2, 101901234),
        ],
        sheets=3,
    )
    source, rows = read(data, "fil.xlsx")
    assert rows[0][1][:2] == ["A", "98889957"]
    assert (
        rows[0][1][2] == reading.MASK
    )  # The nought of 010190-1234 was lost in the cell; the guard sees it still.
    assert source.other_sheets == 2


def refused(data: bytes, name: str = "fil.csv") -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read(data, name)
    assert caught.value.message
    assert "{" not in caught.value.message
    return caught.value


def test_refusals_say_why() -> None:
    random_bytes = random.Random(1).randbytes(5000)
    assert refused(b"").kind == "empty"
    assert refused(b"\n\n ; ;\n").kind == "empty"
    assert refused(random_bytes).kind in {"not_text", "encoding"}
    assert refused(b"\x89PNG\r\n\x1a\n" + random_bytes).kind == "not_text"
    assert refused(book([(0, 0, "Organisation")]), "net.csv").kind == "not_text"
    assert refused(b"PK\x03\x04" + random_bytes, "net.xlsx").kind == "broken_workbook"
    assert refused(b"98889957;a@eksempel.dk\n98889957;b@eksempel.dk\n").kind == "no_header"
    assert refused((HEADER + 'A;"Bo;\n' + "C;D;\n" * 200_000).encode()).kind == "broken_csv"
    assert refused((HEADER + "K›ge;Br‘ndby;S›r›d\n" * 3).encode("cp1252")).kind == "encoding"
    assert refused((HEADER + "KÃ¸ge;Ã¦ble;grÃ¸d\n").encode()).kind == "encoding"


def test_a_large_file_is_refused_unread() -> None:
    class Large(io.RawIOBase):
        """200 MB that must not be read."""

        at = 0

        def seek(self, offset: int, whence: int = 0) -> int:
            self.at = 200 * 1024**2 if whence == io.SEEK_END else offset
            return self.at

        def tell(self) -> int:
            return self.at

        def read(self, size: int = -1) -> bytes:
            raise AssertionError

    with pytest.raises(FileRefused) as caught:
        reading.read(Large(), "stor.csv")  # type: ignore[arg-type]
    assert caught.value.kind == "too_large"
    assert "200" in caught.value.message


def zipped(sheet: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return target.getvalue()


def test_bombs_are_refused() -> None:
    assert refused(zipped(b" " * 60_000_000), "bombe.xlsx").kind == "too_large"
    far = b'<sheetData><row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row></sheetData>'
    assert refused(zipped(far), "bombe.xlsx").kind == "too_large"


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_ROWS", 10)
    assert refused((HEADER + "A;;\n" * 11).encode()).kind == "too_many_rows"
    assert len(read((HEADER + "A;;\n" * 10).encode())[1]) == 10


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Organisatoin", "organisation"), ("Telefonn.", "phone"), ("Kontaktpersn", "person"), ("Emial", "email"),
        ("Bemærkn.", "note"), ("Postnumer", "postcode"), ("CVR nummer", "cvr"), ("Who knows them", "colleague"),
        ("Last spoken", "last_spoken"), ("Contact persn", "person"), ("Hjemeside", "web"), ("Farve", ""), ("Fødselsdag", ""),
    ],
)  # fmt: skip
def test_headers_are_guessed(header: str, field: str) -> None:
    assert mapping.guess([header])[0].field == field


def test_one_column_for_each_field() -> None:
    columns = mapping.guess(["E-mail", "Email", "Navn", "CVR"])
    assert [c.field for c in columns] == ["email", "", "organisation", "cvr"]
    assert [c.doubtful for c in columns] == [False, False, True, False]


def test_signature_forgives_case_and_signs() -> None:
    assert mapping.signature(["CVR-nr.", "By"]) == mapping.signature(["cvr nr", "BY"])
    assert mapping.signature(["By", "CVR-nr."]) != mapping.signature(["CVR-nr.", "By"])


@pytest.mark.parametrize(
    ("kind", "text", "value", "problem"),
    [
        ("cvr", "DK 98 88 99 57", "98889957", ""), ("cvr", "98889957.0", "98889957", ""), ("cvr", "98889958", None, "bad_cvr"),
        ("email", "Ole@Eksempel.DK ", "ole@eksempel.dk", ""), ("email", "ikke en adresse", None, "bad_email"),
        ("email", "a@b.dk; c@d.dk", None, "bad_email"), ("email", "mailto:a@køge.dk", "a@køge.dk", ""),
        ("phone", "30272075", "30 27 20 75", ""), ("phone", "0045 30272075", "30 27 20 75", ""),
        ("phone", "+46 8 123 456 78", "+46 8 123 456 78", ""), ("phone", "12 34", "12 34", "doubtful_phone"),
        ("postcode", "DK-4000", "4000", ""), ("postcode", "999", "0999", ""), ("town", "4000 Roskilde", ("4000", "Roskilde"), ""),
        ("web", "eksempel.dk", "https://eksempel.dk", ""), ("web", "javascript:alert(1).x", None, "bad_web"),
        ("line", "  Luft \u00a0 Eksempelsen ", "Luft Eksempelsen", ""), ("line", "=1+1", "=1+1", ""),
        ("colleague", "Mette@eksempel.dk og ali@eksempel.dk", ("mette@eksempel.dk", "ali@eksempel.dk"), ""),
        ("formality", "PARTNERSKAB", "partnership", ""), ("formality", "Bekendtskab", None, "unknown_formality"),
        ("sector", "Civilsamfund", "civil", ""), ("strength", "godt", "well", ""),
    ],
)  # fmt: skip
def test_values(kind: str, text: str, value: object, problem: str) -> None:
    assert PARSERS[kind](text) == (value, problem)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("19-03-2026", "2026-03-19"), ("19/3/26", "2026-03-19"), ("19.3.2026", "2026-03-19"), ("2026-03-19", "2026-03-19"),
        ("2026-03-19T10:00:00", "2026-03-19"), ("12. marts 2026", "2026-03-12"), ("March 12, 2026", "2026-03-12"),
        ("1/2/99", "1999-02-01"), ("31-02-2026", ""), ("i går", ""), ("00-00-0000", ""), ("1-1-1500", ""),
    ],
)  # fmt: skip
def test_dates(text: str, iso: str) -> None:
    value, problem = PARSERS["date"](text)
    assert (value.isoformat() if value else "") == iso
    assert problem == ("" if iso else "bad_date")


def test_unknown_words_get_a_suggestion() -> None:
    assert suggest("formality", "Bekendtskab") == "network"
    assert suggest("formality", "Samarbjde") == "cooperation"
    assert suggest("formality", "xyz") == ""


def test_the_examples_are_there() -> None:
    examples = Path(__file__).parents[2] / "examples"
    assert {p.name for p in examples.iterdir()} >= {"network_messy.csv", "network_messy.xlsx"}
