"""Turns the cells of a row into values, and says of each cell what is wrong with it."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from brobygger.core.text import MASK
from brobygger.network.importing.fields import BY_CODE, FAULT, IGNORE
from brobygger.network.importing.mapping import Column
from brobygger.network.importing.problems import ERROR, WARNING
from brobygger.network.importing.values import PARSERS, Parser, clean_line

# (kind, severity, field, text shown to the user)
Finding = tuple[str, str, str, str]
# The mend of a row that is too long: what stands beyond the header is dropped.
EXTRA = "extra"
REMEMBERED = 20_000


@dataclass(slots=True)
class Row:
    """One row of the file, read: its values by field, and what was found wrong."""

    number: int
    values: dict[str, Any]
    findings: list[Finding] = dataclasses.field(default_factory=list)

    @property
    def in_error(self) -> bool:
        return any(severity == ERROR for _kind, severity, _field, _text in self.findings)


@dataclass(slots=True)
class _Reader:
    """One mapped column: its parser, and what it has parsed before."""

    index: int
    code: str
    parse: Parser
    limit: int
    is_date: bool
    known: dict[str, tuple[Any, str]]


class RowReader:
    """Reads rows by a mapping; `mends` are cells that were put right by hand: {row: {field: text}}."""

    def __init__(
        self, columns: Sequence[Column], mends: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        self.width = len(columns)
        self.headers = [c.header for c in columns]
        self.mends = {int(row): dict(cells) for row, cells in (mends or {}).items()}
        self.place = {c.field: c.index for c in columns if c.field and c.field not in (IGNORE, FAULT)}
        self._fault = next((c.index for c in columns if c.field == FAULT), None)
        self._left_out = {c.index for c in columns if c.field == IGNORE}
        self._readers = [self._reader(c.index, c.field) for c in columns if c.field in BY_CODE]
        self._today = timezone.localdate()

    @staticmethod
    def _reader(index: int, code: str) -> _Reader:
        field = BY_CODE[code]
        return _Reader(index, code, PARSERS[field.kind], field.max_length, field.kind == "date", {})

    def read(self, number: int, cells: list[str]) -> Row:
        """The row's values; a cell that is wrong has none."""
        row = Row(number, {})
        readers: Sequence[_Reader] = self._readers
        if number in self.mends:
            cells = self._without_surplus(number, cells)
        if len(cells) > self.width and any(c.strip() for c in cells[self.width :]):
            row.findings.append(("too_many_columns", ERROR, "", ""))
        if number in self.mends:
            cells, readers = self._mended(number, cells)
        if self._fault is not None and number not in self.mends and (fault := cells[self._fault]):
            row.findings.append((fault, ERROR, "", ""))
        masked = MASK in "\x01".join(cells)
        if masked:
            self._find_masked(row, cells)
        count = len(cells)
        for reader in readers:
            if reader.index >= count or not (text := cells[reader.index]):
                continue
            found = reader.known.get(text)
            if found is None:
                found = self._parse(reader, text)
            value, problem = found
            if problem and not (masked and MASK in text):
                severity = WARNING if value is not None else ERROR
                row.findings.append(
                    (problem, severity, reader.code, "" if problem == "too_long" else text.strip())
                )
            if value is not None and value != "":
                row.values[reader.code] = value
                if reader.is_date and value > self._today:
                    row.findings.append(("future_date", WARNING, reader.code, text.strip()))
        _name_people(row)
        if "organisation" not in row.values and "person" not in row.values and not row.in_error:
            row.findings.append(("no_name", ERROR, "organisation", ""))
        return row

    def _parse(self, reader: _Reader, text: str) -> tuple[Any, str]:
        stripped = text.strip()
        found: tuple[Any, str] = reader.parse(stripped) if stripped else (None, "")
        value = found[0]
        parts = value if isinstance(value, tuple) else (value,)
        if any(isinstance(part, str) and len(part) > reader.limit for part in parts):
            found = (None, "too_long")
        if len(reader.known) < REMEMBERED and len(text) < 200:
            reader.known[text] = found
        return found

    def _find_masked(self, row: Row, cells: Sequence[str]) -> None:
        by_index = {index: code for code, index in self.place.items()}
        for index, cell in enumerate(cells):
            if MASK not in cell:
                continue
            if index in self._left_out:
                row.findings.append(("column_left_out", WARNING, self.headers[index], ""))
            else:
                header = self.headers[index] if index < self.width else ""
                row.findings.append(("cpr_number", ERROR, by_index.get(index, header), ""))

    def _without_surplus(self, number: int, cells: list[str]) -> list[str]:
        return cells[: self.width] if EXTRA in self.mends[number] else cells

    def _mended(self, number: int, cells: list[str]) -> tuple[list[str], Sequence[_Reader]]:
        mend = self.mends[number]
        cells = list(cells) + [""] * (self.width - len(cells))
        added: list[_Reader] = []
        for code, text in mend.items():
            if code in self.place:
                cells[self.place[code]] = text
            elif code in self.headers:
                cells[self.headers.index(code)] = text
            elif code in BY_CODE:
                added.append(self._reader(len(cells), code))
                cells.append(text)
        return cells, [*self._readers, *added]

    def text(self, cells: Sequence[str], code: str) -> str:
        """What stands in the row's cell for `code`, for showing; a CPR number stands there as X's."""
        index = self.place.get(code)
        if index is None and code in self.headers:
            index = self.headers.index(code)
        return clean_line(cells[index]) if index is not None and index < len(cells) else ""


def _name_people(row: Row) -> None:
    values = row.values
    first, last = values.pop("first_name", ""), values.pop("last_name", "")
    if (first or last) and "person" not in values:
        values["person"] = f"{first} {last}".strip()
    town = values.get("town")
    if isinstance(town, tuple):
        values["town"] = town[1]
        values.setdefault("postcode", town[0])
    if "person" not in values:
        _give_to_organisation(row)


def _give_to_organisation(row: Row) -> None:
    """E-mail, telephone and note of a row without a person are the organisation's."""
    values = row.values
    for code, target in (("email", "organisation_email"), ("phone", "organisation_phone")):
        if code in values:
            value = values.pop(code)
            if values.setdefault(target, value) != value and code == "email":
                row.findings.append(("email_alone", WARNING, code, value))
    if "note" in values:
        values.setdefault("organisation_about", values.pop("note"))
