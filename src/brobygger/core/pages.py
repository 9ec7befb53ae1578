"""Which page shows a record of a model: lets history, bin, search and notices link to records they know by label alone."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

_PAGES: dict[str, str] = {}
_NOUNS: dict[str, Any] = {}
# (workspace, label, id) -> the id of the record that this one was merged into, or None.
Survivor = Callable[[int, str, int], int | None]
_SURVIVORS: dict[str, Survivor] = {}
_PARTS: dict[str, dict[str, Any]] = {}


class Moved(Exception):
    """The record that was asked for lives on elsewhere; `accounts.access.member` leads to `address`."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def register(model: type[Model], url_name: str, noun: Any = "") -> None:
    """Say where a record of `model` is read (`url_name` takes workspace and pk) and what it is called in a text."""
    label = model._meta.label_lower
    _PAGES[label] = url_name
    if noun:
        _NOUNS[label] = noun


def name(model: type[Model], noun: Any) -> None:
    """What a record without a page of its own is called."""
    _NOUNS[model._meta.label_lower] = noun


def noun(label: str) -> str:
    """What records of the model `label` are called, e.g. "Organisation" for "network.organisation"."""
    if label in _NOUNS:
        return str(_NOUNS[label])
    try:
        return str(capfirst(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):
        return label


def nouns() -> list[tuple[str, str]]:
    """Every model that has a page, by what it is called; for a choice."""
    return sorted(((label, noun(label)) for label in _PAGES), key=lambda pair: pair[1])


def address(slug: str, label: str, pk: int) -> str:
    """Where the record is read in the workspace `slug`; "" for a model without a page."""
    url_name = _PAGES.get(label)
    if url_name is None:
        return ""
    try:
        return reverse(url_name, kwargs={"workspace": slug, "pk": pk})
    except NoReverseMatch:
        return ""


def register_survivor(model: type[Model], find: Survivor) -> None:
    """Say how to find where a record of `model` lives on after a merge."""
    _SURVIVORS[model._meta.label_lower] = find


def survivor(workspace_id: int, label: str, pk: int) -> int | None:
    """The id of the record of the same kind that `pk` was merged into; None where it was not."""
    find = _SURVIVORS.get(label)
    return find(workspace_id, label, pk) if find else None


def register_part(label: str, url_name: str, title: Any) -> None:
    """Let the page of a record of the model `label` show a part of another package's.

    `url_name` takes workspace and pk; asked by htmx it answers with a fragment, otherwise with a page, to which the
    link `title` leads where there are no scripts.
    """
    _PARTS.setdefault(label, {})[url_name] = title


def parts(slug: str, label: str, pk: int) -> list[tuple[str, str]]:
    """Address and title of every such part of a record's page."""
    return [
        (reverse(url_name, kwargs={"workspace": slug, "pk": pk}), str(title))
        for url_name, title in _PARTS.get(label, {}).items()
    ]
