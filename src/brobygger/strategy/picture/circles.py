"""The four circles, and the places between them: where a rectangle lies wholly in exactly these rooms.

They lie as the library model draws them: inspiration above, learning to the left, meeting below, performative to the
right (Guide, p. 22).
"""

from collections.abc import Iterable
from itertools import combinations
from math import sqrt

from brobygger.core.boxes import Interval
from brobygger.strategy.models import Room
from brobygger.strategy.picture.reading import ORDER, Rooms

WIDTH, HEIGHT = 924.0, 864.0
RADIUS = 258.0
MIDDLE = (WIDTH / 2, HEIGHT / 2)
CENTRES = {
    Room.INSPIRATION.value: (WIDTH / 2, HEIGHT / 2 - 170),
    Room.LEARNING.value: (WIDTH / 2 - 200, HEIGHT / 2),
    Room.MEETING.value: (WIDTH / 2, HEIGHT / 2 + 170),
    Room.PERFORMATIVE.value: (WIDTH / 2 + 200, HEIGHT / 2),
}
PAD = 9.0
# No name is lower than this.
LOW = 20.0
IN_THE_MIDDLE: Rooms = ("middle",)


class Area:
    """The part of the plane inside some of the circles and outside the others."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self._known: dict[tuple[float, float], list[Interval]] = {}
        tops = [top for top in range(0, int(HEIGHT), 4) if self.intervals(top, LOW)]
        self.top, self.bottom = float(tops[0]), tops[-1] + LOW

    def intervals(self, top: float, height: float) -> list[Interval]:
        """The spans of x in which a rectangle from `top` down by `height` lies wholly inside."""
        if (top, height) not in self._known:
            self._known[top, height] = self._intervals(top, height)
        return self._known[top, height]

    def _intervals(self, top: float, height: float) -> list[Interval]:
        spans: list[Interval] = []
        insides = combinations(ORDER, 3) if self.rooms == IN_THE_MIDDLE else [self.rooms]
        for inside in insides:
            chords = [_common(room, top, height) for room in inside]
            if all(chords):
                left = max(chord[0] for chord in chords if chord)
                right = min(chord[1] for chord in chords if chord)
                spans.append((left + PAD, right - PAD))
        if self.rooms != IN_THE_MIDDLE:
            for room in ORDER:
                if room not in self.rooms and (chord := _touched(room, top, height)):
                    spans = without(spans, (chord[0] - PAD, chord[1] + PAD))
        return _merged(spans)


def _common(room: str, top: float, height: float) -> Interval | None:
    """Where the whole rectangle is inside a circle."""
    x, y = CENTRES[room]
    far = max(abs(top - PAD / 2 - y), abs(top + height + PAD / 2 - y))
    half = sqrt(RADIUS**2 - far**2) if far < RADIUS else 0.0
    return (x - half, x + half) if half else None


def _touched(room: str, top: float, height: float) -> Interval | None:
    """Where any of the rectangle would be inside a circle."""
    x, y = CENTRES[room]
    upper, lower = top - PAD / 2 - y, top + height + PAD / 2 - y
    near = 0.0 if upper <= 0 <= lower else min(abs(upper), abs(lower))
    half = sqrt(RADIUS**2 - near**2) if near < RADIUS else 0.0
    return (x - half, x + half) if half else None


def without(spans: Iterable[Interval], hole: Interval) -> list[Interval]:
    return [
        part for a, b in spans for part in ((a, min(b, hole[0])), (max(a, hole[1]), b)) if part[1] > part[0]
    ]


def _merged(spans: Iterable[Interval]) -> list[Interval]:
    found: list[Interval] = []
    for a, b in sorted(span for span in spans if span[1] > span[0]):
        if found and a <= found[-1][1]:
            found[-1] = (found[-1][0], max(b, found[-1][1]))
        else:
            found.append((a, b))
    return found


def place_of(rooms: Rooms) -> Rooms:
    """Where in the picture something in these rooms stands."""
    if len(rooms) == 1:
        return rooms
    if len(rooms) == 2 and (ORDER.index(rooms[1]) - ORDER.index(rooms[0])) in (1, 3):
        return rooms
    return IN_THE_MIDDLE


PLACES: tuple[Rooms, ...] = (
    *((room,) for room in ORDER),
    *(pair for pair in combinations(ORDER, 2) if place_of(pair) != IN_THE_MIDDLE),
    IN_THE_MIDDLE,
)
# Where each place's names gather.
TARGETS = {
    (Room.INSPIRATION.value,): (MIDDLE[0], 168.0),
    (Room.LEARNING.value,): (112.0, MIDDLE[1] + 40),
    (Room.MEETING.value,): (MIDDLE[0], HEIGHT - 168),
    (Room.PERFORMATIVE.value,): (WIDTH - 112, MIDDLE[1] + 40),
    IN_THE_MIDDLE: MIDDLE,
}


def between(rooms: Rooms) -> tuple[float, float]:
    """The middle of two neighbours' overlap."""
    xs, ys = zip(*(CENTRES[room] for room in rooms), strict=True)
    x, y = sum(xs) / 2, sum(ys) / 2
    return MIDDLE[0] + (x - MIDDLE[0]) * 1.62, MIDDLE[1] + (y - MIDDLE[1]) * 1.62
