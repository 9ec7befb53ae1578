"""Tables as files: CSV as Danish Excel opens it by a double click, and XLSX. Rows come and go one by one."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils import timezone

Row = Sequence[Any]
# A cell that begins so is run as a formula by a spreadsheet: what somebody typed in a name must stay text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
XLSX_ROWS = 1_048_575


def csv_lines(header: Row, rows: Iterable[Row]) -> Iterator[str]:
    """Semicolon, CRLF, byte order mark, decimal comma, dd-mm-yyyy."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")

    def line(row: Row) -> str:
        writer.writerow([csv_cell(value) for value in row])
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text

    yield "\ufeff" + line(header)
    for row in rows:
        yield line(row)


def csv_cell(value: Any) -> str:
    """One value as Danish Excel reads it; a text that looks like a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (
            timezone.localtime(value).strftime("%d-%m-%Y %H:%M")
            if value.tzinfo
            else value.strftime("%d-%m-%Y %H:%M")
        )
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    if isinstance(value, (float, Decimal)):
        return str(value).replace(".", ",")
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("\0", "")
    return "'" + text if text.startswith(_FORMULA) else text


def write_xlsx(target: IO[bytes], title: str, header: Row, rows: Iterable[Row]) -> None:
    """One sheet with a bold, frozen header and real dates and numbers. Texts are written as texts, never formulas."""
    with tempfile.TemporaryDirectory() as folder:
        book = xlsxwriter.Workbook(
            target,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "tmpdir": folder,
            },
        )
        sheet = book.add_worksheet(_sheet_name(title))
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd-mm-yyyy"})
        moment = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(header) - 1, 0), 22)
        for column, name in enumerate(header):
            sheet.write_string(0, column, str(name), bold)
        for number, row in enumerate(rows, start=1):
            if number > XLSX_ROWS:
                break
            for column, value in enumerate(row):
                _write(sheet, number, column, value, day, moment)
        book.close()


def _write(sheet: Any, row: int, column: int, value: Any, day: Any, moment: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        local = timezone.localtime(value) if value.tzinfo else value
        sheet.write_datetime(row, column, local.replace(tzinfo=None), moment)
    elif isinstance(value, date):
        # Excel counts days from 1900; what is older is written as the text it is.
        if value.year >= 1900:
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
        else:
            sheet.write_string(row, column, csv_cell(value))
    elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value)[:32_767])


def _sheet_name(title: str) -> str:
    return "".join(c for c in title if c not in "[]:*?/\\'")[:31] or "1"
