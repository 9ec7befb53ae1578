"""Who sees others' answers: every rule against every state and every viewer, and the door against the rule."""

import re
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

import brobygger
from brobygger.questions.models import Answer, Round, Sheet
from brobygger.questions.models.doors import standing, viewer_of
from brobygger.questions.operations import rounds
from brobygger.questions.reveal import Hidden, Standing, Viewer, hidden_because, may_split, only_released
from tests.questions.samples import answer, ask, opened, team

STATES = ("planned", "open", "closed")
REVEALS = ("own", "closed", "all", "opened")
NAMES = ("name", "team", "anonymous")
COLLEAGUE = Viewer(inside=True)


def where(**values: Any) -> Standing:
    return Standing(
        **{
            "reveal": "own", "names": "name", "audience": "house", "state": "open", "opened": False, "asked": 10,
            "answered": 6, "submitted": 6, "released": 5, "minimum": 5,
        }
        | values
    )  # fmt: skip


# (rule, state, opened by the coordinator, all have answered, own answer is in) -> others' answers by name are seen.
SEEN = {
    ("own", "open", False, False, True),
    ("own", "open", False, True, True),
    ("own", "open", True, False, True),
    ("own", "open", True, True, True),
    *(("own", "closed", o, a, m) for o, a, m in product((True, False), repeat=3)),
    *(("closed", "closed", o, a, m) for o, a, m in product((True, False), repeat=3)),
    *(("all", "closed", o, a, m) for o, a, m in product((True, False), repeat=3)),
    *(("all", "open", o, a, m) for o, a, m in product((True, False), repeat=3) if o or a),
    *(("opened", s, True, a, m) for s, a, m in product(("open", "closed"), (True, False), (True, False))),
}


@pytest.mark.parametrize(("reveal", "state"), list(product(REVEALS, STATES)))
def test_every_rule_in_every_state(reveal: str, state: str) -> None:
    for was_opened, everybody, mine, coordinates in product((True, False), repeat=4):
        place = where(reveal=reveal, state=state, opened=was_opened, answered=10 if everybody else 6)
        viewer = Viewer(inside=True, asked=True, answered=mine, coordinates=coordinates)
        seen = hidden_because(place, viewer) is None
        assert seen == ((reveal, state, was_opened, everybody, mine) in SEEN), (place, viewer)


def test_a_coordinator_sees_nothing_earlier() -> None:
    for reveal, state, names in product(REVEALS, STATES, NAMES):
        place = where(reveal=reveal, state=state, names=names)
        plain, coordinating = Viewer(inside=True), Viewer(inside=True, coordinates=True)
        assert hidden_because(place, plain) == hidden_because(place, coordinating)


@pytest.mark.parametrize(
    ("viewer", "audience", "seen"),
    [
        (Viewer(), "house", False),
        (Viewer(asked=True), "house", True),
        (Viewer(asked=True), "asked", True),
        (COLLEAGUE, "house", True),
        (COLLEAGUE, "asked", False),
        (Viewer(inside=True, coordinates=True), "asked", True),
    ],
)
def test_for_whom(viewer: Viewer, audience: str, seen: bool) -> None:
    found = hidden_because(where(state="closed", audience=audience), viewer)
    assert found == (None if seen else Hidden.NOT_FOR_YOU)


@pytest.mark.parametrize("names", ["team", "anonymous"])
def test_without_names_never_fewer_than_the_minimum(names: str) -> None:
    """Of four answers nothing is shown to anybody; while it is open, what waits to come out with enough others is not."""
    asked = Viewer(inside=True, asked=True, answered=True)
    for reveal, few in product(REVEALS, range(5)):
        place = where(names=names, state="closed", opened=True, submitted=few, released=0, reveal=reveal)
        assert hidden_because(place, asked) == Hidden.TOO_FEW
        place = where(names=names, submitted=20, released=few, opened=True, reveal=reveal)
        assert hidden_because(place, asked) is not None
    assert hidden_because(where(names=names, submitted=5, released=5), asked) is None
    assert only_released(where(names=names))
    assert not only_released(where(names=names, state="closed"))


def test_no_split_of_what_has_no_names_before_the_end() -> None:
    assert not may_split(where(names="team"))
    assert not may_split(where(names="anonymous"))
    assert may_split(where(names="name"))
    assert may_split(where(names="anonymous", state="closed"))


def test_all_of_nobody_is_not_all() -> None:
    assert hidden_because(where(reveal="all", asked=0, answered=0), COLLEAGUE) == Hidden.UNTIL_ALL


@pytest.mark.parametrize(("reveal", "names"), list(product(REVEALS, NAMES)))
def test_the_door_says_what_the_rule_says(
    reveal: str, names: str, workspace: Any, leader: Any, reader: Any, staff: Any, make_colleague: Any
) -> None:
    """At each step of a round's life, for one who has answered, one who has not and one who was not asked."""
    asked = team(make_colleague, workspace, "Musik", 6)
    of = opened(leader, "text", "one", reveal=reveal, names=names)
    rows = ask(of, *asked, staff, by=leader)
    steps: list[Any] = [None, *(lambda i=i: answer(rows[i]) for i in range(7))]
    if reveal == "opened":
        steps.insert(4, lambda: rounds.open_answers(round=of, by=leader))
    steps.append(lambda: rounds.close(round=of, by=leader))
    for step in steps:
        if step:
            step()
        of.refresh_from_db()
        place = standing(of)
        for who in (asked[0], staff, reader, leader):
            viewer = viewer_of(of, who)
            expected = 0
            if hidden_because(place, viewer) is None:
                expected = place.released if only_released(place) else place.submitted
            assert Sheet.objects.shown(of, viewer).count() == expected
            assert Answer.objects.shown(of, viewer).count() == 2 * expected
            mine = Sheet.objects.filter(round=of, invitee__colleague=who).count()
            own_apart = mine if expected == 0 else 0
            assert Sheet.objects.filter(round=of).visible_to(who.user).count() == expected + own_apart


def test_another_workspace_sees_nothing(leader: Any, staff: Any, outsider: Any) -> None:
    of = opened(leader)
    [row] = ask(of, staff, by=leader)
    answer(row)
    rounds.close(round=of, by=leader)
    assert Answer.objects.visible_to(outsider.user).count() == 0
    assert Answer.objects.visible_to(staff.user).count() == 1


def test_a_planned_round_shows_nothing(leader: Any) -> None:
    of = opened(leader, opens_at=timezone.now() + timedelta(days=1))
    assert of.state == Round.State.PLANNED
    assert hidden_because(standing(of), viewer_of(of, leader)) == Hidden.NOT_BEGUN


# Reads of answers that do not go through the door, and why each tells nobody what the rule does not show.
PAST_THE_DOOR = {
    "questions/archives.py": "in which teams so few answered that the results do not tell the team",
    "questions/operations/sheets.py": "writes one's own sheet",
    "questions/views/answering.py": "shows one's own sheet, by name or by its key",
    "strategy/operations/process_responses.py": "locks the row; the door was asked just before",
    "strategy/queries/process.py": "whether there are any",
    "strategy/queries/process_answers.py": "one's own",
    "strategy/queries/process_tracing.py": "how many, for the count of what is still open",
    "strategy/views/process_day.py": "finds the workspace's; the door is asked next",
    "demo/process.py": "what the demo itself has just written",
}


def test_answers_come_out_by_the_door_alone() -> None:
    """A new place that reads answers asks `shown` or `visible_to`, or says here why it need not."""
    source = Path(brobygger.__file__).parent
    past = set()
    for path in source.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "questions.models import" not in text:
            continue
        for found in re.finditer(r"\bAnswer\s*\.objects\s*\.(\w+)", text):
            if found[1] not in ("shown", "shown_in", "visible_to", "own"):
                past.add(path.relative_to(source).as_posix())
    assert past <= set(PAST_THE_DOOR), past - set(PAST_THE_DOOR)
