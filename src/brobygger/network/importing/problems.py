"""What can be wrong with a file or a row, and how it is said: kinds, rows and messages, never a CPR number."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brobygger.network.importing.fields import label
from brobygger.network.models import Level, Sector, Tie

ERROR, WARNING = "error", "warning"
EXAMPLES = 3
NAMED = 50

# Kind: what is said. "{field}" is the field's name, "{value}" the first text of this kind.
MESSAGES: dict[str, str | Promise] = {
    "bad_email": gettext_lazy("The e-mail is not an address"),
    "bad_cvr": gettext_lazy("The CVR number is not valid"),
    "cpr_number": gettext_lazy("Holds a CPR number: remove it. The number is neither shown nor kept"),
    "bad_date": gettext_lazy("The date does not exist or cannot be read"),
    "bad_web": gettext_lazy("The web address cannot be used"),
    "no_name": gettext_lazy("The name is missing: both organisation and person are empty"),
    "no_organisation_name": gettext_lazy("The organisation's name is missing"),
    "unknown_formality": gettext_lazy("Unknown value in Formality: “{value}”"),
    "unknown_sector": gettext_lazy("Unknown value in Sector: “{value}”"),
    "unknown_strength": gettext_lazy("Unknown value in How well: “{value}”"),
    "too_many_columns": gettext_lazy("The row has more columns than the header"),
    "card_no_end": gettext_lazy("The card breaks off: END:VCARD is missing"),
    "card_no_begin": gettext_lazy("Lines stand outside any card: BEGIN:VCARD is missing"),
    "card_bad_line": gettext_lazy("A line of the card cannot be read"),
    "card_bad_text": gettext_lazy("The letters of the card cannot be read"),
    "card_bad_version": gettext_lazy("The card is of a version that is not known. 2.1, 3.0 and 4.0 can be read"),
    "too_long": gettext_lazy("The text in {field} is too long"),
    "doubtful_phone": gettext_lazy("The telephone number looks wrong. It is kept as it stands"),
    "unknown_colleague": gettext_lazy("No colleague here has the address {value}. They are noted as somebody to invite"),
    "future_date": gettext_lazy("The date has not come yet"),
    "formality_moved": gettext_lazy(
        "Several levels in the file. The latest is the current one, the others become earlier rows"
    ),
    "formality_alone": gettext_lazy("Formality belongs to an organisation. Without one it is left out"),
    "email_alone": gettext_lazy("The e-mail has no person. The organisation has another, so it is left out"),
    "other_name": gettext_lazy("The CVR number belongs to {value}. The row is added to it"),
    "differs": gettext_lazy("{field} differs from what is known. What is known stays"),
    "new_word": gettext_lazy("“{value}” is new in {field} and is added to the list"),
    "overwrites_many": gettext_lazy("{field} is overwritten in {value} of the rows"),
    "doubtful_column": gettext_lazy("Column “{value}” was read as {field}"),
    "unknown_column": gettext_lazy("Column “{value}” was not understood and is not read"),
    "column_left_out": gettext_lazy("A column that is left out holds CPR numbers. They are not kept"),
    "other_sheets": gettext_lazy("Only the first sheet was read. The file has {value} more"),
}  # fmt: skip


class FileRefused(Exception):
    """The whole file cannot be read; says why in the user's language."""

    def __init__(self, kind: str, message: str | Promise, **values: Any) -> None:
        super().__init__(kind)
        self.kind, self._message, self.values = kind, message, values

    @property
    def message(self) -> str:
        return str(self._message).format(**self.values)

    def __str__(self) -> str:
        return self.message


@dataclass
class Problem:
    """One kind of problem in one field, with every row it was found in."""

    kind: str
    severity: str
    field: str
    rows: list[int] = dataclasses.field(default_factory=list)
    values: list[str] = dataclasses.field(default_factory=list)
    suggestion: str = ""

    @property
    def lists_all(self) -> bool:
        """True where the message names every case, not an example."""
        return self.kind == "formality_moved"

    @property
    def title(self) -> str:
        """What is wrong, in one sentence."""
        return str(MESSAGES[self.kind]).format(
            field=label(self.field), value=self.values[0] if self.values else ""
        )

    @property
    def message(self) -> str:
        """The sentence, with what was probably meant, or with the cases it lists."""
        said = self.title
        if self.suggestion:
            words: dict[str, Any] = {
                **dict(Level.choices),
                **dict(Sector.choices),
                **dict(Tie.Strength.choices),
            }
            meant = words.get(self.suggestion) or label(self.suggestion)
            said += ". " + _("Did you mean %(value)s?") % {"value": str(meant)}
        if self.lists_all:
            said += ": " + "; ".join(self.values) + ("; …" if len(self.values) == NAMED else "")
        return said

    @property
    def also(self) -> str:
        """Texts that stood in the cells: “31-02-2026” and 2 more."""
        if not self.values or self.lists_all or "{value}" in str(MESSAGES[self.kind]):
            return ""
        more = len(self.rows) - 1
        if more == 0 or len(set(self.values)) == 1:
            return self.values[0]
        return ngettext("%(value)s and %(n)d more", "%(value)s and %(n)d more", more) % {
            "value": self.values[0],
            "n": more,
        }

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "severity": self.severity,
            "rows": self.rows,
            "field": self.field,
            "message": self.message,
        }


class Problems:
    """Collects problems while rows are read, grouped by kind and field (and by value where the value is the point)."""

    by_value = frozenset(
        {"unknown_colleague", "unknown_column", "doubtful_column", "new_word", "formality_moved"}
    )

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], Problem] = {}
        self.rows_in_error: set[int] = set()

    def add(
        self, kind: str, severity: str, row: int, field: str, value: str = "", suggestion: str = ""
    ) -> None:
        """Note a problem of `row`; `value` is shown to the user and must never hold a CPR number."""
        key = (kind, field, value if kind in self.by_value else "")
        problem = self._found.get(key)
        if problem is None:
            problem = self._found[key] = Problem(kind, severity, field, suggestion=suggestion)
        if not problem.rows or problem.rows[-1] != row:
            problem.rows.append(row)
        if value and len(problem.values) < EXAMPLES and value[:60] not in problem.values:
            problem.values.append(value[:60])
        if severity == ERROR:
            self.rows_in_error.add(row)

    def name(self, kind: str, field: str, value: str) -> None:
        """Name one more case of a problem whose message lists them all."""
        problem = self._found[kind, field, ""]
        if len(problem.values) < NAMED:
            problem.values.append(value)

    def all(self) -> list[Problem]:
        """Errors first, the most frequent first."""
        for problem in self._found.values():
            problem.rows = sorted(set(problem.rows))
        return sorted(self._found.values(), key=lambda p: (p.severity != ERROR, -len(p.rows), p.rows[:1]))
