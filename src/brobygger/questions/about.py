"""What a round is about, in the words of the package that hung it there: where its page is, what it is called."""

from collections.abc import Callable
from dataclasses import dataclass

from brobygger.questions.models import Round

# From a round to the address of what it is about, and to what that is called; "" for nowhere.
Words = Callable[[Round], str]


@dataclass(frozen=True)
class About:
    """The way back from a round to what it is about."""

    url: str
    words: str


_KNOWN: dict[str, tuple[Words, Words]] = {}


def register(label: str, url: Words, words: Words) -> None:
    """Say at start-up how rounds about records of the model `label` are led back; the same label twice replaces."""
    _KNOWN[label] = (url, words)


def of(round: Round) -> About | None:
    """Where the round belongs, or None for one that stands by itself."""
    known = _KNOWN.get(round.about_model)
    if known is None or round.about_id is None:
        return None
    url, words = known
    return About(url(round), words(round))
