"""The copy of the file that a run keeps: UTF-8, semicolon, and without any CPR number that the file held."""

import csv
import hashlib
import io
import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from django.core.files import File

from brobygger.accounts.models import Colleague
from brobygger.network.importing.reading import Source
from brobygger.records.models import StoredFile

SAMPLES = 3


def keep(
    source: Source, *, workspace_id: int, uploaded_by: Colleague | None
) -> tuple[StoredFile, int, list[list[str]]]:
    """Store the rows of `source`; returns the file, the number of rows with content, and the first few of them."""
    samples: list[list[str]] = []
    count = 0
    with tempfile.TemporaryFile() as scratch:
        text = io.TextIOWrapper(scratch, encoding="utf-8", newline="", write_through=True)
        writer = csv.writer(text, delimiter=";", lineterminator="\n")
        writer.writerow(source.headers)
        for _number, cells in source.rows():
            # A row of one empty cell must not read as a blank line, nor the other way round.
            writer.writerow(cells)
            count += bool(cells)
            if cells and len(samples) < SAMPLES:
                samples.append([cell[:80] for cell in cells[: len(source.headers)]])
        text.flush()
        size = scratch.tell()
        scratch.seek(0)
        digest = hashlib.file_digest(scratch, "sha256").hexdigest()
        scratch.seek(0)
        stored = StoredFile(
            workspace_id=workspace_id, name=source.name, size=size, sha256=digest, uploaded_by=uploaded_by
        )
        stored.content.save("rows.csv", File(scratch), save=True)
        text.detach()
    return stored, count, samples


def rows(stored: StoredFile, first: int = 2) -> Iterator[tuple[int, list[str]]]:
    """(row number, cells) as they were read from the file; the header is left out, and the next row has number `first`."""
    with stored.content.open("rb") as content:
        text = io.TextIOWrapper(cast(BinaryIO, content), encoding="utf-8", newline="")
        reader = csv.reader(text, delimiter=";")
        next(reader)
        yield from enumerate(reader, first)
        text.detach()


def some_rows(stored: StoredFile, numbers: set[int], first: int = 2) -> dict[int, list[str]]:
    """The cells of these rows."""
    found: dict[int, list[str]] = {}
    last = max(numbers, default=0)
    for number, cells in rows(stored, first):
        if number in numbers:
            found[number] = cells
        if number >= last:
            break
    return found
