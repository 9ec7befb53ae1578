"""Lines through the rounds break where a wording cannot be compared."""

from brobygger.questions.comparability import Break, Point, segments


def lines(numbers: list[int], *breaks: int) -> list[list[int]]:
    points = [Point(number, f"Runde {i}", None) for i, number in enumerate(numbers)]
    return [[p.number for p in s.points] for s in segments(points, [Break(n, "ny") for n in breaks])]


def test_one_line_where_nothing_breaks() -> None:
    assert lines([1, 1, 2, 3]) == [[1, 1, 2, 3]]
    assert lines([]) == []


def test_a_break_parts_the_version_from_the_one_before() -> None:
    assert lines([1, 2, 3, 3], 3) == [[1, 2], [3, 3]]


def test_a_break_in_a_version_that_no_round_asked_parts_too() -> None:
    assert lines([1, 3], 2) == [[1], [3]]


def test_going_back_to_an_older_version_breaks_again() -> None:
    assert lines([1, 2, 1], 2) == [[1], [2], [1]]


def test_it_is_said_why() -> None:
    points = [Point(1, "a", None), Point(4, "b", None)]
    _first, second = segments(points, [Break(2, "ny skala"), Break(4, "nyt emne")])
    assert second.why == "ny skala; nyt emne"
