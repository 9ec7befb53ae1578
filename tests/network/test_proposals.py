"""The product proposes a level from what was done together, up and down; a person decides."""

from datetime import date

import pytest

from brobygger.network.proposals import Done, judge

TODAY = date(2026, 11, 22)


def done(title: str, start: date, end: date | None = None, frame: str = "") -> Done:
    return Done(1, title, start, end, frame)


@pytest.mark.parametrize(
    ("level", "decided", "activities", "proposed"),
    [
        ("network", None, [done("Byvandring", date(2026, 9, 1))], "cooperation"),
        ("", None, [done("Byvandring", date(2026, 9, 1))], "cooperation"),
        ("cooperation", None, [done("Byvandring", date(2026, 9, 1))], None),
        # Repeated inside one frame, however it is written.
        ("cooperation", None,
         [done("Åben scene", date(2026, 9, 1), frame="Scene i Fjordby"),
          done("Åben scene", date(2025, 9, 1), frame="scene i fjordby")], "partnership"),
        ("cooperation", None, [done("A", date(2026, 9, 1)), done("B", date(2026, 8, 1))], None),
        ("partnership", None, [done("A", date(2026, 9, 1), frame="x")], None),
        # Ended more than a year ago and nothing since: back to network, and not from there.
        ("cooperation", None, [done("A", date(2024, 1, 1), date(2025, 6, 1))], "network"),
        ("partnership", None, [done("A", date(2024, 1, 1), date(2025, 6, 1))], "network"),
        ("network", None, [done("A", date(2024, 1, 1), date(2025, 6, 1))], None),
        ("cooperation", None, [done("A", date(2024, 1, 1), date(2025, 12, 1))], None),
        ("cooperation", None, [], None),
        # Somebody decided on these facts already.
        ("network", date(2026, 10, 1), [done("A", date(2026, 9, 1))], None),
        ("cooperation", date(2026, 10, 1), [done("A", date(2024, 1, 1), date(2025, 6, 1))], None),
        # What is still to come proves nothing.
        ("network", None, [done("A", date(2027, 1, 1))], None),
    ],
)  # fmt: skip
def test_what_is_proposed(
    level: str, decided: date | None, activities: list[Done], proposed: str | None
) -> None:
    found = judge(level, decided, activities, spoke_on=None, today=TODAY)
    assert (found.level if found else None) == proposed
    if found:
        assert found.reasons
        assert all(reason.endswith(".") for reason in found.reasons)


def test_talking_makes_a_wish_network() -> None:
    found = judge("wished", date(2026, 1, 1), [], spoke_on=date(2026, 5, 1), today=TODAY)
    assert found is not None
    assert (found.level, found.up) == ("network", True)
    assert judge("wished", date(2026, 6, 1), [], spoke_on=date(2026, 5, 1), today=TODAY) is None
