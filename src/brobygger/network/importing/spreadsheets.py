"""Reads the first sheet of an XLSX file, after looking at how large it would become."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

import python_calamine as calamine
from django.utils.translation import gettext_lazy as _

from brobygger.core.text import find_cpr
from brobygger.network.importing.problems import FileRefused

MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 200
MAX_MEMBERS = 2000
MAX_CELLS = 8_000_000
PIECE = 1 << 20
_PLACE = re.compile(rb'<(?:\w+:)?(c|row)\s[^>]{0,200}?\br="([A-Z]*)(\d+)"')
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")


@dataclass
class Sheet:
    """The sheet that is read, and how many others the file has."""

    sheet: Any
    others: int

    def rows(self) -> Iterator[list[str]]:
        """Rows as text: numbers without ".0", dates as ISO."""
        start = self.sheet.start or (0, 0)
        offset = [""] * start[1]
        for cells in self.sheet.iter_rows():
            yield offset + [_text(cell) for cell in cells]


def open_sheet(content: BinaryIO, *, max_rows: int, max_columns: int) -> Sheet:
    """The first sheet with anything in it. FileRefused for bombs, for what is no workbook and for one with a password."""
    _measure(content, max_rows, max_columns)
    content.seek(0)
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(content)
        sheets = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names[:1]]
        others = len(workbook.sheet_names) - 1
        for name in workbook.sheet_names[1:20]:
            if sheets[0].total_height:
                break
            sheets = [workbook.get_sheet_by_name(name)]
    except calamine.PasswordError as wrong:
        raise FileRefused(
            "password", _("The workbook has a password. Save it without one and try again.")
        ) from wrong
    except (calamine.CalamineError, ValueError, OSError) as wrong:
        raise _broken() from wrong
    if not sheets:
        raise FileRefused("empty", _("The workbook has no sheets."))
    return Sheet(sheets[0], others)


def _measure(content: BinaryIO, max_rows: int, max_columns: int) -> None:
    """Read the archive through, keeping nothing: its sizes can lie, its cells can be set miles apart."""
    try:
        with zipfile.ZipFile(content) as archive:
            members = archive.infolist()
            if not any(m.filename == "xl/workbook.xml" for m in members):
                raise FileRefused("not_a_workbook", _("This is an archive, but not an Excel workbook."))
            unpacked = sum(m.file_size for m in members)
            packed = sum(m.compress_size for m in members) or 1
            if (
                len(members) > MAX_MEMBERS
                or unpacked > MAX_UNPACKED
                or (unpacked > 20 * 1024**2 and unpacked / packed > MAX_RATIO)
            ):
                raise _bomb()
            for member in members:
                if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                    _measure_sheet(archive, member, max_rows, max_columns)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,  # A part that claims to begin before the file does.
        zlib.error,
    ) as wrong:
        raise _broken() from wrong


def _measure_sheet(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, max_rows: int, max_columns: int
) -> None:
    cells, tail = 0, b""
    with archive.open(member) as stream:
        while piece := stream.read(PIECE):
            text = tail + piece
            cut = text.rfind(b"<") if len(piece) == PIECE else len(text)
            text, tail = text[:cut], text[cut:]
            if len(tail) > PIECE:
                raise _broken()
            cells += len(_CELL.findall(text))
            _places(text, max_rows, max_columns)
            if cells > MAX_CELLS:
                raise _bomb()


def _places(text: bytes, max_rows: int, max_columns: int) -> None:
    """The last cell of a piece lies deepest; every cell's column is looked at."""
    last = 0
    widest = b""
    for _kind, letters, digits in _PLACE.findall(text):
        last = max(last, int(digits[:9]))
        if len(letters) > len(widest) or (len(letters) == len(widest) and letters > widest):
            widest = letters
    column = 0
    for letter in widest[:4]:
        column = column * 26 + letter - 64
    # A few cells far out are usual (a stray space); a whole grid of them is not affordable.
    if last > max_rows * 4 + 1000 or column > max_columns * 5 or last * max(column, 1) > MAX_CELLS * 4:
        raise _bomb()


def _bomb() -> FileRefused:
    return FileRefused(
        "too_large",
        _("The workbook is far larger inside than it looks. Save only the rows to import and try again."),
    )


def _broken() -> FileRefused:
    return FileRefused(
        "broken_workbook", _("The workbook cannot be read. Open it in Excel, save it and try again.")
    )


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, (date, time, timedelta)):
        return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)
    return _number(float(cell)) if isinstance(cell, int) else ""


def _number(cell: float) -> str:
    if cell == int(cell) if abs(cell) < 1e15 else False:
        digits = str(int(cell))
        # A CPR number that begins with a nought has lost it: give it back, so that the guard sees the number.
        return "0" + digits if len(digits) == 9 and find_cpr("0" + digits) else digits
    return repr(cell)
