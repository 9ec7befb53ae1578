"""Reads a file into rows of text, with guards: size, kind, encoding, shape. Never holds more than a piece of it.

Rows are numbered as a reader of the file counts them: the header is row 1. A blank row is an empty list.
"""

import codecs
import contextlib
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from brobygger.core.text import MASK, find_cpr, mask_cpr, may_hold_cpr
from brobygger.network.exchange import vcard_reading
from brobygger.network.importing import spreadsheets
from brobygger.network.importing.fields import FAULT, label
from brobygger.network.importing.problems import FileRefused

MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 250_000
MAX_COLUMNS = 200
PIECE = 1 << 20
csv.field_size_limit(200_000)
# More line ends than this in one cell: a quotation mark was opened and never closed.
MAX_LINES = 200

# Letters as they look when the file's encoding was guessed wrong, by whoever saved it or by us.
_GARBLED = re.compile(
    r"[A-Za-z][\u0091\u0092\u009b\u008f\u201a\u2018\u2019\u203a\u2020\u02c6]{1}[a-z]|Ã[¦¸¥†˜…]"
)


@dataclass
class Source:
    """A file that can be read: its header, how it was read, and its rows."""

    name: str
    headers: list[str]
    encoding: str
    delimiter: str = ""
    other_sheets: int = 0
    # What the columns mean, where the format says it; and the number of the first row.
    fields: list[str] = field(default_factory=list)
    first: int = 2
    _rows: Iterator[list[str]] = field(default_factory=lambda: iter(()))

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(row number, cells) after the header; once only. FileRefused where the file breaks off."""
        number = self.first - 1
        try:
            for number, cells in enumerate(self._rows, self.first):
                if number > MAX_ROWS + 1:
                    raise FileRefused(
                        "too_many_rows", _("The file has more than {limit} rows. Split it."), limit=MAX_ROWS
                    )
                yield number, cells
        except csv.Error as wrong:
            raise FileRefused(
                "broken_csv",
                _("Row {row} cannot be read. A quotation mark may be missing."),
                row=number + 1,
            ) from wrong


def read(content: BinaryIO, name: str, *, colleague: str = "") -> Source:
    """Find out what the file is and read its header. FileRefused says what is wrong with it.

    `colleague`: the e-mail of the one who knows everybody in a file of business cards.
    """
    content.seek(0, io.SEEK_END)
    size = content.tell()
    content.seek(0)
    if size > MAX_BYTES:
        raise FileRefused(
            "too_large",
            _(
                "The file is {size} MB. The limit is {limit} MB: split it or remove what is not to be imported."
            ),
            size=size // 1024**2,
            limit=MAX_BYTES // 1024**2,
        )
    if size == 0:
        raise FileRefused("empty", _("The file is empty."))
    shown = mask_cpr(PurePath(name).name)[:200]
    start = content.read(64)
    content.seek(0)
    suffix = PurePath(name).suffix.lower()
    if suffix in vcard_reading.SUFFIXES or vcard_reading.looks_like_cards(start):
        return _cards(content, shown, colleague)
    if start.startswith(b"PK\x03\x04") and suffix not in {".csv", ".txt", ".tsv"}:
        sheet = spreadsheets.open_sheet(content, max_columns=MAX_COLUMNS, max_rows=MAX_ROWS)
        return _headed(Source(shown, [], "XLSX", other_sheets=sheet.others), sheet.rows())
    if start.startswith(
        (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")
    ):
        raise _not_text(suffix)
    encoding = _encoding(content, suffix)
    text = _Text(content, encoding=encoding, newline="")
    first = text.readline(PIECE)
    delimiter = _delimiter(first)
    text.seek(0)
    if first.lower().startswith("sep="):
        text.readline()
    named = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252"}.get(encoding, encoding.upper())
    return _headed(Source(shown, [], named, delimiter), csv.reader(text, delimiter=delimiter))


def _cards(content: BinaryIO, shown: str, colleague: str) -> Source:
    """Business cards: the columns are known, and a row is numbered as its card is."""
    rows = vcard_reading.rows(content, colleague=colleague)
    headers = [label(code) if code != FAULT else "" for code in vcard_reading.COLUMNS]
    source = Source(shown, headers, "vCard", fields=list(vcard_reading.COLUMNS), first=1)
    source._rows = (_tidy(cells) for cells in rows)
    return source


class _Text(io.TextIOWrapper):
    """Text over a file that belongs to the caller: it is not closed with us."""

    def close(self) -> None:
        with contextlib.suppress(ValueError):
            self.detach()


def _headed(source: Source, rows: Iterator[list[str]]) -> Source:
    """Take the header off the rows: the first row that is not blank."""
    try:
        header = next((cells for cells in rows if any(c.strip() for c in cells)), None)
    except csv.Error as wrong:
        raise FileRefused(
            "broken_csv", _("The header cannot be read. A quotation mark may be missing.")
        ) from wrong
    if header is None:
        raise FileRefused("empty", _("The file has no rows."))
    while header and not header[-1].strip():
        header.pop()
    if len(header) > MAX_COLUMNS:
        raise FileRefused("too_many_columns", _("The file has more than {limit} columns."), limit=MAX_COLUMNS)
    source.headers = [mask_cpr(" ".join(h.split()))[:100] for h in header]
    if _looks_like_data(source.headers):
        raise FileRefused(
            "no_header",
            _(
                "The first row holds data, not the names of the columns. Add a row on top with a name for each column."
            ),
        )
    source._rows = (_tidy(cells) for cells in rows)
    return source


def _tidy(cells: list[str]) -> list[str]:
    """A row without CPR numbers; empty where all its cells are blank."""
    if cells and len(cells[-1]) > 2000 and cells[-1].count("\n") > MAX_LINES:
        raise csv.Error
    whole = "\x01".join(cells)
    if not whole.strip("\x01 \t\u00a0"):
        return []
    if may_hold_cpr(whole):
        return [mask_cpr(cell) if find_cpr(cell) else cell for cell in cells]
    return cells


def _looks_like_data(headers: list[str]) -> bool:
    """True where cells of the "header" are addresses, numbers or CVR numbers: a header has none of them."""
    return any(
        "@" in h or MASK in h or (len(h) >= 6 and h.replace(" ", "").replace("-", "").isdigit())
        for h in headers
    )


def _encoding(content: BinaryIO, suffix: str) -> str:
    """utf-8, utf-8-sig, utf-16 or cp1252, by reading the file through once."""
    start = content.read(4)
    content.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _refuse_broken(content, "utf-16")
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = True
    while piece := content.read(PIECE):
        if b"\x00" in piece:
            raise _not_text(suffix)
        if is_utf8:
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                is_utf8 = False
    if is_utf8:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            is_utf8 = False
    content.seek(0)
    encoding = ("utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "utf-8") if is_utf8 else "cp1252"
    _refuse_garbled(content, encoding)
    return encoding


def _refuse_broken(content: BinaryIO, encoding: str) -> None:
    """Stop where the file is not what its first signs say."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := content.read(PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise _encoding_refused() from None
    content.seek(0)


def _refuse_garbled(content: BinaryIO, encoding: str) -> None:
    """Stop where æ, ø and å have become other signs: nothing could put them right afterwards."""
    garbled, example = 0, ""
    while piece := content.read(PIECE):
        try:
            text = piece.decode(encoding, "ignore" if encoding != "cp1252" else "strict")
        except UnicodeDecodeError:
            raise _encoding_refused() from None
        for match in _GARBLED.finditer(text):
            around = text[max(0, match.start() - 8) : match.end() + 8]
            words = [w for w in re.split(r"[\s;,\t]", around) if _GARBLED.search(w)]
            garbled, example = garbled + 1, example or (words[0] if words else match[0])
        if garbled >= 3:
            raise _encoding_refused(example)
    content.seek(0)


def _encoding_refused(example: str = "") -> FileRefused:
    if example:
        return FileRefused(
            "encoding",
            _(
                "The file's letters are wrong, for instance “{example}”. Save it as “CSV UTF-8” and try again."
            ),
            example=mask_cpr(example),
        )
    return FileRefused(
        "encoding", _("The file's letters cannot be read. Save it as “CSV UTF-8” and try again.")
    )


def _not_text(suffix: str) -> FileRefused:
    return FileRefused(
        "not_text",
        _(
            "This is not a text file, although its name ends in “{suffix}”. Save it as CSV or XLSX and try again."
        ),
        suffix=suffix or "?",
    )


def _delimiter(first: str) -> str:
    """The sign that parts the header into most columns, outside quotation marks."""
    if first.lower().startswith("sep=") and first.strip()[4:5]:
        return first[4]
    bare = re.sub(r'"[^"]*"', "", first)
    best = max(";,\t", key=bare.count)
    return best if bare.count(best) else ";"
