"""Who sees others' answers when, and whether they may be split. Pure: the doors in `models` and every page ask here."""

from dataclasses import dataclass
from enum import StrEnum

OWN, CLOSED, ALL, OPENED = "own", "closed", "all", "opened"
NAMED = "name"
HOUSE = "house"


@dataclass(frozen=True)
class Standing:
    """Where a round stands: its promises, its state, and how many have answered.

    `submitted` are all sheets that are in, `released` those of them that came out together with enough others.
    """

    reveal: str
    names: str
    audience: str
    state: str  # "planned", "open", "closed"
    opened: bool
    asked: int
    answered: int
    submitted: int
    released: int
    minimum: int


@dataclass(frozen=True)
class Viewer:
    """Who looks: a colleague of the workspace or not, asked in this round or not, answered or not."""

    inside: bool = False
    coordinates: bool = False
    asked: bool = False
    answered: bool = False


class Hidden(StrEnum):
    """Why others' answers are not shown (yet)."""

    NOT_FOR_YOU = "not_for_you"
    NOT_BEGUN = "not_begun"
    OWN_FIRST = "own_first"
    UNTIL_CLOSED = "until_closed"
    UNTIL_ALL = "until_all"
    UNTIL_OPENED = "until_opened"
    TOO_FEW = "too_few"


def hidden_because(standing: Standing, viewer: Viewer) -> Hidden | None:
    """None where this viewer sees others' answers; otherwise the first reason why not. Coordinators are no exception."""
    closed = standing.state == "closed"
    if not (viewer.asked or viewer.coordinates or (viewer.inside and standing.audience == HOUSE)):
        return Hidden.NOT_FOR_YOU
    if standing.state == "planned":
        return Hidden.NOT_BEGUN
    if standing.reveal == OPENED and not standing.opened:
        return Hidden.UNTIL_OPENED
    if standing.reveal == CLOSED and not closed:
        return Hidden.UNTIL_CLOSED
    everybody = standing.asked > 0 and standing.answered >= standing.asked
    if standing.reveal == ALL and not (closed or standing.opened or everybody):
        return Hidden.UNTIL_ALL
    if standing.reveal == OWN and not closed and not viewer.answered:
        return Hidden.OWN_FIRST
    if standing.names != NAMED and shown_count(standing) < standing.minimum:
        return Hidden.TOO_FEW
    return None


def only_released(standing: Standing) -> bool:
    """True where, without names and before the end, only sheets that came out together with enough others are shown."""
    return standing.names != NAMED and standing.state != "closed"


def shown_count(standing: Standing) -> int:
    """How many sheets are shown to whoever sees them."""
    return standing.released if only_released(standing) else standing.submitted


def may_split(standing: Standing) -> bool:
    """Whether results may be split by team. Without names not before the end: two looks would tell who came between."""
    return standing.names == NAMED or standing.state == "closed"


def may_name(standing: Standing) -> bool:
    """Whether it may be told who has answered and who is missing: without names, that would tell whose answer came."""
    return standing.names == NAMED


def comes_out(waiting: int, minimum: int) -> bool:
    """Whether some of the sheets without names that wait come out: `minimum` of them, and as many stay for the end."""
    return waiting >= 2 * minimum
