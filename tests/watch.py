"""Watches what operations write: a record changed without a line of history is a fault."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from django.db import connection

from brobygger.core import bulk
from brobygger.core.operations import REGISTRY, current_operation

WRITE = re.compile(r'^\s*(?:INSERT INTO|INSERT OR \w+ INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.I)
HISTORY = "core_historyentry"
OURS = ("accounts_", "records_", "network_", "places_", "questions_", "strategy_")
# Rows that are no record of the workspace's work, and why.
WITHOUT_HISTORY = {
    "records_notice": "a line to one colleague, gone when read",
    "records_importrun": "the work sheet of an import; what it writes is in the history",
    "records_savedmapping": "a memory of columns",
    "records_webhookdelivery": "a message to another system about what is in the history",
    "records_readout": "itself a log of who took out what",
    "records_workspaceexport": "a file to fetch; that it was made is in the history (records.archive.write)",
    "records_storedfile": "the file of an import",
    "network_duplicatepair": "what a scan found, written anew by the next",
    "network_duplicatescan": "that a scan ran",
    "accounts_link": "a link's own row says who made and used it",
    "questions_answer": "what a sheet says: others see it by the rule of the round alone, never in the history",
    "accounts_user": "the log-in belongs to the person, not to a workspace",
}
# Operations that write only such rows, or nothing: named so that a new one is thought about.
NO_HISTORY: dict[str, str] = {
    "questions.sheet.submit_unnamed": "would say when somebody answered, and so whose answer it is (ADR 0016)",
    "questions.sheet.change_unnamed": "the same",
    "questions.sheet.paper_unnamed": "the same",
    "strategy.response.comment_unnamed": "the same of a comment (ADR 0017)",
    "records.archive.read": "says so last, when all is written; refused before that, nothing is left (tests/records)",
}


@dataclass
class Seen:
    """Per operation: the tables it wrote, and whether it wrote history."""

    tables: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def silent(self) -> dict[str, set[str]]:
        """Operations that wrote records and no history."""
        return {
            name: tables - {HISTORY}
            for name, tables in self.tables.items()
            if HISTORY not in tables and name not in NO_HISTORY
        }

    def recorded(self) -> set[str]:
        return {name for name, tables in self.tables.items() if HISTORY in tables}


@contextmanager
def operations() -> Iterator[Seen]:
    """Note every write to our tables inside an operation."""
    seen = Seen()

    def saw(table: str) -> None:
        name = current_operation()
        if name and (table == HISTORY or (table.startswith(OURS) and table not in WITHOUT_HISTORY)):
            seen.tables[name].add(table)

    def insert_rows(model: Any, *args: Any, **kwargs: Any) -> None:
        # COPY goes round the wrapper of statements.
        saw(model._meta.db_table)
        write(model, *args, **kwargs)

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if found := WRITE.match(sql):
            saw(found[1])
        return result

    write = bulk.insert_rows
    with connection.execute_wrapper(note), mock.patch.object(bulk, "insert_rows", insert_rows):
        yield seen


def registered() -> set[str]:
    """Every operation of the product, by name."""
    return set(REGISTRY)
