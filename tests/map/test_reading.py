"""What a lens reads is what counting by hand gives, whatever lies where and however few names are asked for."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from brobygger.accounts.models import Team
from brobygger.map import lenses, outputs
from brobygger.map.composing import compose
from brobygger.map.reading import CIRCLE, Read, read
from brobygger.map.scene import OTHER
from brobygger.map.views import showing
from brobygger.network.models import Formality, Organisation, OrganisationTheme, Theme
from brobygger.places.models import Municipality
from brobygger.strategy.models import FocusArea, Goal, Placing, Serves, Wish, WishValue

DAY = date(2026, 3, 1)


def by_hand(workspace: Any, values: dict[int, dict[str, bool]], names: int) -> Read:
    """The same with plain loops: `values` say of each organisation what it belongs to, and whether that is derived."""
    found = Read()
    rows = Organisation.objects.of(workspace).filter(level__in=CIRCLE)
    ordered = sorted(
        rows,
        key=lambda o: (o.last_contact_on is None, -(o.last_contact_on or DAY).toordinal(), o.sort_key, o.pk),
    )
    for one in ordered:
        found.total += 1
        found.not_placed += not values.get(one.pk)
        for key in values.get(one.pk, {}):
            found.counts[key, one.level] = found.counts.get((key, one.level), 0) + 1
    return found


@pytest.mark.parametrize("names", [1, 3, 40])
def test_cells_are_as_counted_by_hand(workspace: Any, names: int) -> None:
    chance = random.Random(names)
    area = FocusArea.objects.create(workspace=workspace, name="Det musiske")
    Placing.objects.create(workspace=workspace, focus_area=area, room="inspiration")
    values: dict[int, dict[str, bool]] = {}
    for i in range(60):
        spoken = DAY - timedelta(days=chance.randrange(9)) if chance.random() < 0.7 else None
        level = chance.choice([*CIRCLE, "wished", ""])
        one = Organisation.objects.create(
            workspace=workspace, name=f"Kor {i % 7}", level=level, last_contact_on=spoken
        )
        # The meeting room is rare, and only the weakest lie there.
        rooms = (
            {"meeting"}
            if spoken is None and chance.random() < 0.2
            else set(chance.sample(["inspiration", "learning"], chance.randrange(3)))
        )
        values[one.pk] = dict.fromkeys(rooms, False)
        for room in rooms:
            Placing.objects.create(workspace=workspace, organisation=one, room=room)
        if chance.random() < 0.3:
            Serves.objects.create(workspace=workspace, organisation=one, focus_area=area)
            values[one.pk].setdefault("inspiration", True)
    hand = by_hand(workspace, values, names)
    found = read(workspace, lenses.ROOMS, Organisation.objects.of(workspace), names=names)
    assert (found.total, found.not_placed, found.counts) == (hand.total, hand.not_placed, hand.counts)
    strength = {
        o.pk: (o.last_contact_on is None, -(o.last_contact_on or DAY).toordinal(), o.sort_key, o.pk)
        for o in Organisation.objects.of(workspace)
    }
    for (key, level), count in found.counts.items():
        inside = sorted((pk for pk, o in strength.items() if key in values[pk]), key=strength.__getitem__)
        inside = [pk for pk in inside if Organisation.objects.get(pk=pk).level == level]
        named = found.names[key, level]
        assert [n.pk for n in named] == inside[:names]
        assert len(inside) == count
        assert all(n.several == (len(values[n.pk]) > 1) and n.derived == values[n.pk][key] for n in named)


def test_the_smallest_of_many_sectors_are_put_together(workspace: Any) -> None:
    themes = [Theme.objects.create(workspace=workspace, name=f"Emne {i:02}") for i in range(6)]
    for i, theme in enumerate(themes):
        for n in range(i + 1):
            one = Organisation.objects.create(workspace=workspace, name=f"Kor {i}.{n}", level="network")
            OrganisationTheme.objects.create(workspace=workspace, organisation=one, theme=theme)
            if i == 0:
                OrganisationTheme.objects.create(workspace=workspace, organisation=one, theme=themes[1])
    found = read(workspace, lenses.THEMES, Organisation.objects.of(workspace), most=4, names=5)
    assert set(found.merged) == {str(t.pk) for t in themes[:3]}
    others = found.names[OTHER, "network"]
    assert len(others) == len({n.pk for n in others}) == 5
    assert [n.name for n in others] == ["Kor 0.0", "Kor 1.0", "Kor 1.1", "Kor 2.0", "Kor 2.1"]


def test_the_question_does_not_grow(workspace: Any, django_assert_max_num_queries: Any) -> None:
    for i in range(30):
        one = Organisation.objects.create(workspace=workspace, name=f"Kor {i}", level="network")
        Placing.objects.create(workspace=workspace, organisation=one, room="meeting" if i else "learning")
    with django_assert_max_num_queries(3):
        read(workspace, lenses.ROOMS, Organisation.objects.of(workspace), names=2)


def test_a_lens_without_values_reads_nothing(workspace: Any) -> None:
    Organisation.objects.create(workspace=workspace, name="Kor", level="network")
    found = read(workspace, lenses.THEMES, Organisation.objects.of(workspace))
    assert (found.total, found.not_placed, found.counts, found.names) == (1, 1, {}, {})


def _themed(workspace: Any, count: int, used: int) -> list[Theme]:
    themes = [Theme.objects.create(workspace=workspace, name=f"Emne {i:02}") for i in range(count)]
    for theme in themes[count - used :]:
        one = Organisation.objects.create(workspace=workspace, name=f"Kor {theme}", level="network")
        OrganisationTheme.objects.create(workspace=workspace, organisation=one, theme=theme)
    return themes


@pytest.mark.parametrize(("count", "used"), [(30, 0), (14, 3), (15, 13), (12, 12)])
def test_empty_sectors_have_the_room_there_is_and_the_rest_are_told(
    workspace: Any, count: int, used: int
) -> None:
    themes = _themed(workspace, count, used)
    made = compose(workspace, lenses.THEMES, Organisation.objects.of(workspace))
    drawn, left = made.scene.sectors, made.scene.unfilled
    assert len(drawn) == 12
    told = {s.key for s in [*drawn, *left]} - {OTHER} | {*made.merged}
    assert told == {str(t.pk) for t in themes}
    assert not any(s.total for s in left)
    gaps = {gap.sector.key for gap in showing.gaps(made)}
    assert {s.key for s in left} <= gaps
    rows = [row.sector.key for row in showing.table(made)]
    assert rows == [s.key for s in [*drawn, *left]]
    assert all(cell.gap_url for row in showing.table(made) for cell in row.cells)
    printed: Any = outputs.table(outputs.unlinked(made.scene))["rows"]
    assert len({row["sector"] for row in printed}) == len(rows)


def test_who_lies_in_two_merged_values_is_counted_once(workspace: Any) -> None:
    themes = _themed(workspace, 14, 14)
    twice = Organisation.objects.create(workspace=workspace, name="Dobbelt", level="partnership")
    for theme in themes[:14]:
        if theme.pk not in {t.pk for t in themes[:2]}:
            Organisation.objects.create(workspace=workspace, name=f"Ven {theme}", level="network")
            one = Organisation.objects.get(name=f"Ven {theme}")
            OrganisationTheme.objects.create(workspace=workspace, organisation=one, theme=theme)
    for theme in themes[:2]:
        OrganisationTheme.objects.create(workspace=workspace, organisation=twice, theme=theme)
    rows = Organisation.objects.of(workspace)
    merged = [str(t.pk) for t in themes[:3]]
    found = read(workspace, lenses.THEMES, rows, merged=merged)
    assert found.count(OTHER, "partnership") == len(found.names[OTHER, "partnership"]) == 1
    assert found.of(OTHER) == rows.filter(theme_links__theme__in=themes[:3]).distinct().count()


def test_wishes_follow_the_sectors_of_the_map(workspace: Any) -> None:
    themes = _themed(workspace, 14, 14)
    merged = compose(workspace, lenses.THEMES, Organisation.objects.of(workspace)).merged
    wish = Wish.objects.create(workspace=workspace, text="En, der kan synge")
    for key in merged:
        WishValue.objects.create(workspace=workspace, wish=wish, theme_id=int(key))
    for i in range(25):
        one = Organisation.objects.create(workspace=workspace, name=f"Drøm {i}", level="wished")
        OrganisationTheme.objects.create(workspace=workspace, organisation=one, theme=themes[0])
        Formality.objects.create(workspace=workspace, organisation=one, level="wished", since=DAY)
    made = compose(workspace, lenses.THEMES, Organisation.objects.of(workspace))
    key = OTHER if str(themes[0].pk) in made.merged else str(themes[0].pk)
    assert [w.text for w in made.scene.wishes[OTHER]].count("En, der kan synge") == 1
    assert made.scene.wish_counts[key] == 25 + (key == OTHER)
    before = compose(workspace, lenses.THEMES, Organisation.objects.of(workspace), on=DAY - timedelta(days=1))
    assert max(before.scene.wish_counts.values()) == 1


def test_what_follows_ends_with_its_focus_area_and_needs_a_municipality(workspace: Any) -> None:
    team = Team.objects.create(workspace=workspace, name="Musik")
    area = FocusArea.objects.create(workspace=workspace, name="Det musiske", team=team)
    Placing.objects.create(workspace=workspace, focus_area=area, room="inspiration")
    goal = Goal.objects.create(workspace=workspace, name="Flere synger", focus_area=area)
    one = Organisation.objects.create(workspace=workspace, name="Kor", level="network")
    Serves.objects.create(workspace=workspace, organisation=one, goal=goal)
    both = (lenses.ROOMS, lenses.TEAMS)
    rows = Organisation.objects.of(workspace)
    assert [read(workspace, lens, rows).not_placed for lens in both] == [0, 0]
    FocusArea.objects.filter(pk=area.pk).update(ended_on=DAY)
    assert [read(workspace, lens, rows).not_placed for lens in both] == [1, 1]
    other = Municipality.objects.exclude(pk=workspace.municipality_id).first()
    rows.update(municipality=other)
    workspace.municipality = None
    assert read(workspace, lenses.PLACES, rows).not_placed == 1
