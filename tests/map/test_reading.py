"""What a lens reads is what counting by hand gives, whatever lies where and however few names are asked for."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from brobygger.map import lenses
from brobygger.map.reading import CIRCLE, Read, read
from brobygger.map.scene import OTHER
from brobygger.network.models import Organisation, OrganisationTheme, Theme
from brobygger.strategy.models import FocusArea, Placing, Serves

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
