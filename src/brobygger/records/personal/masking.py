"""A person's name, addresses and numbers in any text, found and put away."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote, quote_plus

from django.db.models import CharField, Field, JSONField, Q, TextField
from django.db.models.functions import Cast

from brobygger.core.text import fold, sort_key

GAP = r"(?:\s|\+|%20)+"
SHORTEST_NUMBER = 6


@dataclass(frozen=True)
class Mask:
    """What to look for, and what stands there instead."""

    names: frozenset[str]
    emails: frozenset[str]
    phones: frozenset[str]
    instead: str

    @cached_property
    def pattern(self) -> "re.Pattern[str] | None":
        parts = [_name_pattern(n) for n in self._spellings]
        parts += [rf"(?<![\w.+-]){re.escape(e)}(?![\w-])" for n in self.emails for e in {n, quote(n)}]
        parts += [_number_pattern(digits) for digits in self._numbers]
        return re.compile("|".join(parts), re.IGNORECASE) if parts else None

    @cached_property
    def _spellings(self) -> list[str]:
        """Each name as it is written, searched, sorted and put in an address; the longest first."""
        found = {s for n in self.names for s in (n, fold(n), sort_key(n), quote_plus(n)) if s.strip()}
        return sorted(found, key=lambda s: (-len(s), s))

    @cached_property
    def _numbers(self) -> list[str]:
        found = {re.sub(r"\D", "", re.sub(r"^\s*(\+|00)45", "", p)) for p in self.phones}
        return sorted(d for d in found if len(d) >= SHORTEST_NUMBER)

    @cached_property
    def fragments(self) -> list[tuple[str, ...]]:
        """Plain texts all of which (of one tuple) stand in whatever the pattern finds; what a database is asked for."""
        found = {(e,) for e in self.emails} | {(quote(e),) for e in self.emails}
        for spelling in self._spellings:
            # Stretches of plain letters: no database folds the case of others, and JSON may write those in six signs.
            plain = tuple(run for run in re.findall(r"[A-Za-z0-9]+", spelling) if len(run) > 1)
            if sum(map(len, plain)) > 3:
                found |= {plain}
            else:
                found |= {
                    (spelling,),
                    (spelling.upper(),),
                    (spelling.lower(),),
                    (json.dumps(spelling)[1:-1],),
                }
        for d in self._numbers:
            found |= {
                (d,),
                (f"{d[:2]} {d[2:4]}",),
                (f"{d[:4]} {d[4:]}",),
                (f"{d[:2]}-{d[2:4]}",),
                (f"{d[:2]}.{d[2:4]}",),
            }
        return sorted(found)

    def text(self, value: str) -> str:
        """`value` without the person."""
        return self.pattern.sub(self.instead, value) if self.pattern and value else value

    def json(self, value: Any) -> Any:
        """A JSON value without the person, keys too."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.json(v) for v in value]
        if isinstance(value, dict):
            return {self.text(k): self.json(v) for k, v in value.items()}
        return value

    def finds(self, value: str) -> bool:
        return bool(self.pattern and self.pattern.search(value))


def _name_pattern(name: str) -> str:
    words = [re.escape(w) for w in re.split(r"[\s+]+", name) if w]
    return rf"(?<!\w){GAP.join(words)}(?!\w)|(?<!\w){GAP.join(words)}(?='?s(?!\w))"


def _number_pattern(digits: str) -> str:
    spaced = r"[\s.\-/]{0,2}".join(digits)
    return rf"(?<!\d)(?:(?:\+|00)45[\s.\-]?)?{spaced}(?!\d)"


def text_fields(model: Any) -> list["Field[Any, Any]"]:
    """The columns of a model in which something about a person may stand."""
    return [
        f
        for f in model._meta.concrete_fields
        if isinstance(f, CharField | TextField | JSONField) and not f.choices and not f.primary_key
    ]


def may_hold(rows: Any, fields: Iterable["Field[Any, Any]"], mask: Mask) -> Any:
    """Those of `rows` that may hold what `mask` finds, as the database sees it; generous."""
    wanted = Q(pk__in=[])
    cast = {}
    for f in fields:
        name = f.attname
        if isinstance(f, JSONField):
            name = f"text_of_{f.attname}"
            cast[name] = Cast(f.attname, TextField())
        for fragments in mask.fragments:
            wanted |= Q(*(Q(**{f"{name}__icontains": fragment}) for fragment in fragments))
    return rows.alias(**cast).filter(wanted) if cast else rows.filter(wanted)
