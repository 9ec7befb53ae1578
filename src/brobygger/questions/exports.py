"""Results as a table, long and flat: one line for each count, one for each open answer. What pages hide is hidden here."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from brobygger.questions.queries.results import ItemResult, Results


def header() -> list[str]:
    """The columns."""
    return [
        _("Question no."), _("Question"), _("Group"), _("Answer"), _("Count"), _("Base"), _("Text"), _("Who"),
    ]  # fmt: skip


def rows(results: Results) -> Iterator[list[Any]]:
    """The lines, item by item; every count carries its base."""
    for number, result in enumerate(results.items, start=1):
        for line in _lines(result):
            yield [number, result.item.text, *line]


def _lines(result: ItemResult) -> Iterator[list[Any]]:
    everybody = _("All")
    if result.withheld and not result.base:
        yield [everybody, _("Too few answers to be shown"), None, None, "", ""]
        return
    for count in result.counts:
        yield [everybody, count.label, count.n, count.base, "", ""]
    if result.middle is not None:
        yield [everybody, _("Median"), result.middle, result.base, "", ""]
    for group in result.groups:
        for count in group.counts:
            yield [group.name or _("The others together"), count.label, count.n, count.base, "", ""]
    for said in result.said:
        yield [everybody, said.choice, None, None, said.text, said.who]
