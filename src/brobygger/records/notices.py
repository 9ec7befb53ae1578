"""What a notice says, in its reader's language: the text is made when it is read."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from brobygger.records.models import Notice

Sentence = Callable[[dict[str, Any]], str]
_SENTENCES: dict[str, Sentence] = {}


def register(kind: str, text: Sentence) -> None:
    """Say what notices of `kind` mean; `text` gets the notice's values."""
    _SENTENCES[kind] = text


def sentence(notice: Notice) -> str:
    """The notice in words."""
    known = _SENTENCES.get(notice.kind)
    if known is None:
        return _("Something is ready for you.")
    try:
        return known(notice.values or {})
    except KeyError:
        return _("Something is ready for you.")
