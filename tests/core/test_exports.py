"""Files that a Danish Excel opens by a double click, and that run nothing."""

import io
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from brobygger.core.exports import csv_cell, csv_lines, write_xlsx


def test_csv_as_danish_excel_reads_it() -> None:
    text = "".join(csv_lines(["Navn", "Tal"], [["Ærø; Åby", Decimal("1.5")], ['Sagt "højt"', 3]]))
    assert text == '\ufeffNavn;Tal\r\n"Ærø; Åby";1,5\r\n"Sagt ""højt""";3\r\n'


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (date(2026, 3, 4), "04-03-2026"),
        (datetime(2026, 3, 4, 9, 5, tzinfo=ZoneInfo("Europe/Copenhagen")), "04-03-2026 09:05"),
        (-3, "-3"),
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+45 70 10 20 30", "'+45 70 10 20 30"),
        ("-", "'-"),
        ("\tx", "'\tx"),
        ("A\0B", "AB"),
    ],
)
def test_csv_cells(value: object, said: str) -> None:
    assert csv_cell(value) == said


def test_xlsx_has_real_dates_and_no_formulas() -> None:
    target = io.BytesIO()
    write_xlsx(target, "Org: a/b", ["Navn", "Dato"], [["=1+1", date(2026, 3, 4)], ["Å", date(1700, 1, 1)]])
    target.seek(0)
    sheet = CalamineWorkbook.from_filelike(target).get_sheet_by_index(0)
    assert sheet.to_python() == [["Navn", "Dato"], ["=1+1", date(2026, 3, 4)], ["Å", "01-01-1700"]]
