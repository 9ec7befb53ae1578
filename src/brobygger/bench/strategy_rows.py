"""What the circle map's lenses read, the same every time: words, rooms, focus areas, goals, and who serves them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import models

from brobygger.accounts.models import Workspace
from brobygger.network.models import AgeGroup, OrganisationAgeGroup, OrganisationTheme, Theme
from brobygger.strategy.models import FocusArea, Goal, Placing, Room, Serves

THEMES = (
    "Demokrati", "Digital hjælp", "Film", "Fortælling", "Fællesskab", "Integration", "Klima", "Kor", "Lektiehjælp", "Litteratur",
    "Lokalhistorie", "Musik", "Sprog", "Sundhed", "Teater", "Udstilling",
)  # fmt: skip
AGES = ((0, 6), (7, 12), (13, 17), (18, 29), (30, 64), (65, None))
AREAS = (
    ("Det musiske", "inspiration"),
    ("Det digitale", "learning"),
    ("Mødestedet", "meeting"),
    ("Det dynamiske", "performative"),
)
COLUMNS: dict[type[models.Model], tuple[str, ...]] = {
    OrganisationTheme: ("organisation_id", "theme_id"),
    OrganisationAgeGroup: ("organisation_id", "age_group_id"),
    Placing: ("organisation_id", "room"),
    Serves: ("organisation_id", "goal_id", "focus_area_id"),
}
Insert = Callable[[type[models.Model], Iterator[Sequence[Any]]], None]


def write(workspace: Workspace, organisations: Sequence[int], insert: Insert) -> None:
    """Nine of ten organisations lie in a room, every fifth in two; every tenth serves something; all have words."""
    themes = [Theme.objects.create(workspace=workspace, name=name).pk for name in THEMES]
    ages = [
        AgeGroup.objects.create(workspace=workspace, name=f"{a}–{b or ''}", from_age=a, to_age=b).pk
        for a, b in AGES
    ]
    areas, goals = [], []
    for name, room in AREAS:
        area = FocusArea.objects.create(workspace=workspace, name=name)
        Placing.objects.create(workspace=workspace, focus_area=area, room=room)
        areas.append(area.pk)
        goals += [
            Goal.objects.create(workspace=workspace, name=f"{name}, mål {i}", focus_area=area).pk
            for i in (1, 2, 3)
        ]
    insert(OrganisationTheme, ((pk, themes[i * 7 % len(themes)]) for i, pk in enumerate(organisations)))
    insert(OrganisationAgeGroup, ((pk, ages[i * 5 % len(ages)]) for i, pk in enumerate(organisations)))
    insert(Placing, _rooms(organisations))
    insert(Serves, _serves(organisations, areas, goals))


def _rooms(organisations: Sequence[int]) -> Iterator[Sequence[Any]]:
    rooms = list(Room.values)
    for i, pk in enumerate(organisations):
        if i % 10:
            yield pk, rooms[i // 4 % 4]
        if i % 5 == 1:
            yield pk, rooms[(i // 4 + 1) % 4]


def _serves(organisations: Sequence[int], areas: list[int], goals: list[int]) -> Iterator[Sequence[Any]]:
    for i, pk in enumerate(organisations):
        if i % 10 == 0:
            yield (
                (pk, goals[i // 10 % len(goals)], None) if i % 20 else (pk, None, areas[i // 20 % len(areas)])
            )
