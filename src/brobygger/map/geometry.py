"""A cell of the circle, and where a rectangle fits in it: exact, by half-planes and chords. Angles go clockwise."""

from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from brobygger.core.boxes import Interval

EDGE = 1e-9


@dataclass(frozen=True)
class Region:
    """A cell: between two radii and two angles (radians, at most half a turn or a whole one) around a centre.

    `pad` is kept free at every edge.
    """

    cx: float
    cy: float
    inner: float
    outer: float
    start: float
    sweep: float
    pad: float = 8

    @property
    def is_whole(self) -> bool:
        return self.sweep > 2 * pi - EDGE

    @property
    def top(self) -> float:
        return self.cy - self.outer

    @property
    def bottom(self) -> float:
        return self.cy + self.outer

    @property
    def area(self) -> float:
        return (self.outer**2 - self.inner**2) * self.sweep / 2

    def point(self, part: float, depth: float = 0.5) -> tuple[float, float]:
        """The point at `part` of the sweep (0 to 1) and `depth` of the ring (0 at its inner edge)."""
        angle = self.start + part * self.sweep
        radius = self.inner + depth * (self.outer - self.inner)
        return self.cx + radius * cos(angle), self.cy + radius * sin(angle)

    def nearest_axis(self) -> float:
        """The part of the sweep that lies nearest the vertical axis, where counts are looked for."""
        if self.is_whole:
            return 0.75
        ends = (0.0, 1.0)
        return min(ends, key=lambda part: abs(cos(self.start + part * self.sweep)))

    def intervals(self, top: float, height: float) -> list[Interval]:
        """The spans of x in which a rectangle from `top` down by `height` lies wholly inside."""
        upper, lower = top - self.cy, top + height - self.cy
        far = max(abs(upper), abs(lower))
        outer = self.outer - self.pad
        if far >= outer:
            return []
        half = sqrt(outer**2 - far**2)
        left, right = -half, half
        if not self.is_whole:
            for y in (upper, lower):
                bounds = self._between(y)
                if bounds is None:
                    return []
                left, right = max(left, bounds[0]), min(right, bounds[1])
        near = 0.0 if upper <= 0 <= lower else min(abs(upper), abs(lower))
        inner = self.inner + self.pad
        if near < inner:
            cut = sqrt(inner**2 - near**2)
            spans = [(left, min(right, -cut)), (max(left, cut), right)]
        else:
            spans = [(left, right)]
        return [(a + self.cx, b + self.cx) for a, b in spans if b > a]

    def _between(self, y: float) -> Interval | None:
        """The span of x between the two edges at height `y` (relative to the centre); None where there is none."""
        low, high = float("-inf"), float("inf")
        first, last = self.start, self.start + self.sweep
        # Inside means: clockwise of the first edge and counter-clockwise of the last, each by the padding.
        for a, b, c in ((-sin(first), cos(first), self.pad), (sin(last), -cos(last), self.pad)):
            # a·x + b·y ≥ c
            if abs(a) < EDGE:
                if b * y < c:
                    return None
            elif a > 0:
                low = max(low, (c - b * y) / a)
            else:
                high = min(high, (c - b * y) / a)
        return (low, high) if low < high else None
