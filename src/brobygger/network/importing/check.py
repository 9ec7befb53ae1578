"""Checks a whole file and says what would happen. Writes nothing.

The file goes through in pieces: each piece is read, what the workspace knows of it is fetched with a few queries,
and its rows are settled one by one in the order of the file.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from brobygger.network.importing.known import Known
from brobygger.network.importing.mapping import Column
from brobygger.network.importing.problems import ERROR, WARNING, Problems
from brobygger.network.importing.relations import Relations
from brobygger.network.importing.resolving import Answers, Resolver, Settled
from brobygger.network.importing.rows import Row, RowReader
from brobygger.network.importing.staging import (
    CREATE,
    FILL,
    ORGANISATION_FIELDS,
    OVERWRITE,
    PERSON_FIELDS,
    POLICIES,
    SKIP,
    Outcome,
    Plan,
    StagedOrganisation,
    StagedPerson,
)
from brobygger.network.importing.values import suggest

PIECE = 2000
# From this share of a column's rows on, overwriting is worth a warning.
MANY = 0.3
_SUGGESTED = {"unknown_formality": "formality", "unknown_sector": "sector", "unknown_strength": "strength"}


@dataclass(frozen=True)
class Options:
    """How a file is to be taken in: what a person has chosen."""

    policy: str = FILL
    mends: Mapping[str, Mapping[str, str]] | None = None
    answers: Mapping[str, str] | None = None
    default_answer: str = ""
    evidence: str = ""

    def __post_init__(self) -> None:
        if self.policy not in POLICIES:
            raise ValueError(self.policy)


Progress = Callable[[int], None]


def check(
    rows: Iterable[tuple[int, list[str]]],
    columns: Sequence[Column],
    *,
    workspace_id: int,
    options: Options | None = None,
    other_sheets: int = 0,
    progress: Progress | None = None,
) -> Plan:
    """The plan for importing `rows` (row number, cells) into a workspace. Nothing is written."""
    return _Check(list(columns), workspace_id, options or Options()).run(rows, other_sheets, progress)


class _Check:
    def __init__(self, columns: list[Column], workspace_id: int, options: Options) -> None:
        self.options = options
        self.plan = Plan(columns, options.policy)
        self.reader = RowReader(columns, options.mends)
        self.problems = Problems()
        self.known = Known(workspace_id, match=options.policy != CREATE)
        self.resolver = Resolver(self.known, Answers(options.answers, options.default_answer))
        self.relations = Relations(self.known, self.plan, self.problems, timezone.localdate())
        self.doubtful = [c.field for c in columns if c.doubtful]
        self.plan.filled = dict.fromkeys(self.doubtful, 0)
        self.with_value: Counter[str] = Counter()
        self.overwritten: Counter[str] = Counter()

    def run(
        self, rows: Iterable[tuple[int, list[str]]], other_sheets: int, progress: Progress | None
    ) -> Plan:
        self._judge_columns(other_sheets)
        for piece in _pieces(rows):
            self._piece(piece)
            if progress:
                progress(self.plan.rows)
        self.relations.settle()
        self._judge_overwriting()
        plan = self.plan
        plan.changed_organisations = [o for o in self.known.organisations.values() if o.changes]
        plan.changed_people = [p for p in self.known.people.values() if p.changes]
        plan.problems = self.problems.all()
        plan.rows_in_error = self.problems.rows_in_error
        plan.unchanged = sum(o.kind == "unchanged" for o in plan.outcomes)
        plan.skipped = sum(o.kind == "skipped" for o in plan.outcomes)
        plan.joined = sum(bool(o.joins) for o in plan.outcomes)
        plan.overwritten = sum(self.overwritten.values())
        return plan

    def _judge_columns(self, other_sheets: int) -> None:
        for column in self.plan.columns:
            if column.doubtful:
                self.problems.add("doubtful_column", WARNING, 1, column.field, column.header)
            elif not column.field and column.header:
                suggestion = column.suggestions[0] if column.suggestions else ""
                self.problems.add("unknown_column", WARNING, 1, column.header, column.header, suggestion)
        if other_sheets:
            self.problems.add("other_sheets", WARNING, 1, "", str(other_sheets))

    def _piece(self, piece: Sequence[tuple[int, list[str]]]) -> None:
        good: list[Row] = []
        for number, cells in piece:
            if not cells:
                self.plan.blank += 1
                continue
            self.plan.rows += 1
            row = self.reader.read(number, cells)
            for code in self.doubtful:
                self.plan.filled[code] += code in row.values
            for kind, severity, code, text in row.findings:
                self.problems.add(kind, severity, number, code, text, _suggestion(kind, text))
            if row.in_error:
                self.plan.outcomes.append(Outcome(number, "error", _name(row)))
            else:
                good.append(row)
        self._settle(good)

    def _settle(self, rows: Sequence[Row]) -> None:
        self.known.fetch_organisations(rows)
        settled = [(row, self.resolver.organisation(row)) for row in rows]
        known = [s.record for _row, s in settled if s.record is not None]
        self.known.fetch_full(known)
        self.known.fetch_people(rows, known)
        accepted: list[tuple[Row, StagedOrganisation | None, StagedPerson | None, Outcome]] = []
        for row, home in settled:
            taken = self._accept(row, home)
            self.plan.outcomes.append(taken[3])
            if taken[3].kind == "":
                accepted.append(taken)
        self.known.fetch_relations(
            (o for _row, o, _person, _outcome in accepted if o is not None),
            (p for _row, _home, p, _outcome in accepted if p is not None),
            {row.values["last_spoken"] for row, *_rest in accepted if "last_spoken" in row.values},
        )
        for row, organisation, person, outcome in accepted:
            added = self.relations.add(row, organisation, person, outcome)
            self._name_outcome(outcome, added, organisation, person)

    def _accept(
        self, row: Row, home: Settled[StagedOrganisation]
    ) -> tuple[Row, StagedOrganisation | None, StagedPerson | None, Outcome]:
        """Settle the row's person, and take over its values unless the row has to wait."""
        organisation = home.record
        outcome = Outcome(row.number, "", _name(row))
        if home.question or home.later:
            return row, None, None, self._hold(row, home, outcome)
        if organisation is None and "cvr" in row.values and "person" not in row.values:
            self.problems.add("no_organisation_name", ERROR, row.number, "organisation")
            outcome.kind = "error"
            return row, None, None, outcome
        if self.options.policy == SKIP and organisation is not None and not organisation.is_new:
            outcome.kind = "skipped"
            return row, None, None, outcome
        who = self.resolver.person(row, organisation)
        if who.question or who.later:
            return row, None, None, self._hold(row, who, outcome)
        if self.options.policy == SKIP and organisation is None and who.record and not who.record.is_new:
            outcome.kind = "skipped"
            return row, None, None, outcome
        self._merge(row, organisation, home, who.record, outcome)
        return row, organisation, who.record, outcome

    def _hold(self, row: Row, settled: Settled[Any], outcome: Outcome) -> Outcome:
        asked = [settled.question] if settled.question else []
        if settled.later:
            self.plan.later.append(row.number)
            self.plan.waiting += asked
        else:
            self.plan.questions += asked
        outcome.kind = "later" if settled.later else "question"
        return outcome

    def _merge(
        self,
        row: Row,
        organisation: StagedOrganisation | None,
        home: Settled[StagedOrganisation],
        person: StagedPerson | None,
        outcome: Outcome,
    ) -> None:
        changed: list[str] = []
        if organisation is not None:
            if home.other_name:
                self.problems.add(
                    "other_name", WARNING, row.number, "organisation", organisation.values["name"]
                )
            if organisation.is_new and not organisation.used:
                organisation.row = row.number
                self.plan.organisations.append(organisation)
            elif organisation.is_new:
                outcome.joins = organisation.row
            changed += self._take(row, organisation, ORGANISATION_FIELDS)
        if person is not None:
            if person.is_new and not person.used:
                self.plan.people.append(person)
            changed += self._take(row, person, PERSON_FIELDS)
            self.known.recognise_person(person)
        outcome.fields = tuple(changed)

    def _take(
        self, row: Row, record: StagedOrganisation | StagedPerson, fields: Mapping[str, str]
    ) -> list[str]:
        """Take over the row's values; report what differs and stays. Returns the fields changed on a known record."""
        values, overwriting = row.values, self.options.policy == OVERWRITE and not record.is_new
        if not record.used and record.is_new:
            record.used = True
            record.values = {field: values[code] for code, field in fields.items() if code in values}
            return []
        record.used = True
        filled = (
            {code for code, field in fields.items() if record.values.get(field)} if overwriting else set()
        )
        changed, kept = record.merge(values, fields, self.options.policy)
        for code in kept:
            if code != "organisation":
                self.problems.add("differs", WARNING, row.number, code, str(values[code]))
        if overwriting:
            self.with_value.update(code for code in fields if code in values)
            self.overwritten.update(filled.intersection(changed))
        return changed if not record.is_new else []

    def _name_outcome(
        self,
        outcome: Outcome,
        added: bool,
        organisation: StagedOrganisation | None,
        person: StagedPerson | None,
    ) -> None:
        """Say in one word what the row does."""
        is_new = any(r is not None and r.is_new and r.row == outcome.row for r in (organisation, person))
        if is_new and not (organisation is not None and not organisation.is_new):
            outcome.kind = "joins" if outcome.joins else "new"
        elif outcome.fields:
            outcome.kind = "updates"
        elif outcome.joins:
            outcome.kind = "joins"
        else:
            outcome.kind = "adds" if added or is_new else "unchanged"

    def _judge_overwriting(self) -> None:
        for code, count in self.overwritten.items():
            share = count / max(self.with_value[code], 1)
            if share >= MANY:
                self.problems.add("overwrites_many", WARNING, 1, code, f"{share:.0%}")


def _name(row: Row) -> str:
    return row.values.get("organisation") or row.values.get("person") or ""


def _suggestion(kind: str, text: str) -> str:
    """What an unknown word most likely means, as the file would say it."""
    return suggest(_SUGGESTED[kind], text) if kind in _SUGGESTED else ""


def _pieces(rows: Iterable[tuple[int, list[str]]]) -> Iterator[list[tuple[int, list[str]]]]:
    piece: list[tuple[int, list[str]]] = []
    for row in rows:
        piece.append(row)
        if len(piece) == PIECE:
            yield piece
            piece = []
    if piece:
        yield piece
