"""What a list shows, all pages of it, as a file or on paper."""

import tempfile
from collections.abc import Iterator
from typing import Any

from django.db.models import FETCH_RAISE, QuerySet
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from brobygger.core import exports, reads
from brobygger.core.lists.columns import Column, load
from brobygger.core.lists.declaration import Download, List
from brobygger.core.lists.paging import read_all
from brobygger.core.lists.state import State

FORMATS = ("csv", "xlsx", "print")
PRINTED = 1_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def knows(declared: List, wanted: str) -> bool:
    """True where `wanted` is a format of this list."""
    return wanted in FORMATS or declared.download(wanted) is not None


def respond(request: HttpRequest, declared: List, state: State, rows: "QuerySet[Any]") -> HttpResponseBase:
    """The file (`format` csv, xlsx or one of the list's own) or the page to print."""
    wanted = str(state.data["format"])
    reads.note_list(request, declared.name, wanted, rows.count())
    if wanted == "print":
        return _print(request, declared, state, rows)
    if download := declared.download(wanted):
        return _own(request, declared, state, rows, download)
    header = [str(c.label) for c in state.columns]
    cells = _cells(request, state, rows)
    name = _name(declared, wanted)
    if wanted == "xlsx":
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
        exports.write_xlsx(file, header[0], header, cells)
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    response = StreamingHttpResponse(
        _in_language(translation.get_language() or "da", exports.csv_lines(header, cells)),
        content_type="text/csv; charset=utf-8",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _name(declared: List, wanted: str) -> str:
    return f"{declared.name.rsplit('.', 1)[-1]}-{timezone.localdate():%Y-%m-%d}.{wanted}"


def _own(
    request: HttpRequest, declared: List, state: State, rows: "QuerySet[Any]", download: Download
) -> HttpResponseBase:
    pieces = (
        text
        for chunk, _loaded in _chunks(request, [], state, rows)
        for text in download.write(chunk, request)
    )
    lines = _in_language(translation.get_language() or "da", pieces)
    response = StreamingHttpResponse(lines, content_type=download.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{_name(declared, download.key)}"'
    return response


def _cells(request: HttpRequest, state: State, rows: "QuerySet[Any]") -> Iterator[list[Any]]:
    for chunk, loaded in _chunks(request, state.columns, state, rows):
        for row in chunk:
            yield [_plain(c.value(row, loaded[c.key].get(row.pk))) for c in state.columns]


def _chunks(
    request: HttpRequest, columns: list[Column], state: State, rows: "QuerySet[Any]", size: int = 500
) -> Iterator[tuple[list[Any], Any]]:
    joins = [name for column in columns for name in column.select]
    rows = (rows.select_related(*joins) if joins else rows).fetch_mode(FETCH_RAISE)
    for chunk in read_all(rows, state.order(state.descending), size=size):
        yield chunk, load(columns, chunk, request)


def _plain(value: Any) -> Any:
    """Lazy texts become texts while the language is still the reader's."""
    return (
        str(value)
        if value is not None and not isinstance(value, (int, float)) and not hasattr(value, "year")
        else value
    )


def _in_language(language: str, lines: Iterator[str]) -> Iterator[str]:
    """The rows are written after the request's own language has ended."""
    with translation.override(language):
        yield from lines


def _print(request: HttpRequest, declared: List, state: State, rows: "QuerySet[Any]") -> HttpResponseBase:
    body: list[list[SafeString]] = []
    more = False
    for chunk, loaded in _chunks(request, state.columns, state, rows):
        body += [[SafeString(c.cell(row, loaded[c.key].get(row.pk))) for c in state.columns] for row in chunk]
        if len(body) >= PRINTED:
            more = len(body) > PRINTED or len(chunk) == 500
            break
    context = {
        "list": declared,
        "columns": state.columns,
        "rows": body[:PRINTED],
        "more": more,
        "limit": PRINTED,
    }
    return render(request, "core/list_print.html", context)
