"""Whatever the scene: no two texts meet, nothing crosses an edge, all are shown or counted, and it is the same again."""

import itertools
import re
from math import atan2, hypot, pi

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brobygger.core import fonts
from brobygger.core.boxes import Box, Space
from brobygger.map.drawing import Spoken, draw
from brobygger.map.geometry import Region
from brobygger.map.layout import Layout, Words, arrange, circle, quarter
from brobygger.map.scene import NAMES_A_CELL, RINGS, Cell, Node, Scene, Sector, Wished

NAMES = [
    "Åfestivalen", "3F Fjordby", "Foreningen til bevarelse af gamle bøger", "AOF", "Ældrerådet", "Kunsthal Værftet",
    "Spillestedet Kajen", "Frivilligcentret", "Menighedsrådet ved Fjordby Kirke", "Byens Kor", "Lektiecaféen", "IF",
    "Donaudampfschifffahrtsgesellschaftskapitän", "Teater Tågehorn",
]  # fmt: skip
SPOKEN = Spoken("Circle map", "Four rooms", "stands in several", {"in": "nearer"})


def scene(counts: list[int], *, wishes: int = 0, several: bool = False) -> Scene:
    """A scene of a third as many sectors as there are counts."""
    sectors = [
        Sector(f"s{i}", f"Sector {i}", url=f"/s/{i}/", letter="S" if len(counts) == 12 else "")
        for i in range(len(counts) // 3)
    ]
    cells = {}
    number = itertools.count(1)
    for count, (sector, level) in zip(counts, itertools.product(sectors, RINGS), strict=True):
        nodes = [
            Node(pk, NAMES[pk % len(NAMES)], f"/o/{pk}/", several=several)
            for pk in itertools.islice(number, min(count, NAMES_A_CELL))
        ]
        cells[sector.key, level.value] = Cell(count, nodes, "/table/", "/who/")
    asked = {s.key: [Wished(f"A wish {i}", f"/w/{i}/") for i in range(wishes)] for s in sectors}
    return Scene("test", "Test", "Fjordby", sectors, cells, sum(counts), asked)


def words(made: Scene) -> Words:
    return Words(
        {level.value: level.value.title() for level in RINGS}, "Nobody yet", "Who could?", "Gap?", "and {n} more",
        f"{made.total} shown", {s.key: "3 partnerships, 31 in all" for s in made.sectors},
    )  # fmt: skip


def placed(layout: Layout) -> list[tuple[Box, Region | None]]:
    """Every box that holds text, with the cell it must stay in."""
    boxes: list[tuple[Box, Region | None]] = [(plate.box, None) for plate in layout.plates]
    for cell in layout.cells:
        boxes += [(label.box, cell.region) for label in cell.labels]
        boxes += [(box, cell.region) for box in (cell.more_box, cell.gap_box) if box]
    for title in layout.titles:
        boxes += [(box, None) for _wish, box, _text in title.wishes]
    return boxes


def is_inside(box: Box, region: Region) -> bool:
    corners = [(x, y) for x in (box.x, box.x + box.width) for y in (box.y, box.y + box.height)]
    for x, y in corners:
        if hypot(x - region.cx, y - region.cy) > region.outer:
            return False
        if not region.is_whole:
            turned = (atan2(y - region.cy, x - region.cx) - region.start) % (2 * pi)
            if turned > region.sweep + 1e-6:
                return False
    near_x = min(max(region.cx, box.x), box.x + box.width)
    near_y = min(max(region.cy, box.y), box.y + box.height)
    return hypot(near_x - region.cx, near_y - region.cy) >= region.inner


def check(layout: Layout) -> None:
    boxes = placed(layout)
    for (one, _), (other, _) in itertools.combinations(boxes, 2):
        assert not one.meets(other), (one, other)
    for box, region in boxes:
        assert region is None or is_inside(box, region), (box, region)
    for cell in layout.cells:
        assert len(cell.labels) + cell.more == cell.cell.count
        strongest = {n.pk for n in cell.cell.nodes}
        assert {label.node.pk for label in cell.labels} <= strongest
        for label in cell.labels:
            style = cell.style
            room = label.box.width - 2 * style.side
            assert all(
                fonts.width(line, size=style.size, weight=style.weight) <= room + 0.1 for line in label.lines
            )


@settings(max_examples=40, deadline=None)
@given(
    counts=st.integers(1, 12).flatmap(
        lambda n: st.lists(st.sampled_from([0, 0, 1, 2, 3, 7, 20, 300]), min_size=3 * n, max_size=3 * n)
    ),
    several=st.booleans(),
)
def test_nothing_overlaps_and_all_are_counted(counts: list[int], several: bool) -> None:
    made = scene(counts, wishes=sum(counts) % 4, several=several)
    layout = arrange(made, circle(len(made.sectors)), words(made))
    check(layout)
    assert layout == arrange(made, circle(len(made.sectors)), words(made))


@settings(max_examples=20, deadline=None)
@given(
    counts=st.lists(st.sampled_from([0, 1, 4, 30, 3000]), min_size=3, max_size=3), width=st.integers(300, 900)
)
def test_one_sector_alone(counts: list[int], width: int) -> None:
    made = scene(counts)
    check(arrange(made, quarter(width), words(made)))
    check(arrange(made, quarter(width, rings=("network",)), words(made)))


@pytest.mark.parametrize("total", [30, 300, 3000, 30_000])
@pytest.mark.parametrize("sectors", [4, 8, 12])
def test_a_crowd_stays_readable(total: int, sectors: int) -> None:
    each = total // sectors
    made = scene([max(each // 10, 1), max(each // 5, 1), max(each * 7 // 10, 1)] * sectors)
    layout = arrange(made, circle(sectors), words(made))
    svg = draw(layout, SPOKEN)
    assert len(svg.encode()) < 200_000
    # Every cell says something: names, a count, or both.
    assert all(cell.labels or cell.more_box for cell in layout.cells)
    shown = sum(len(cell.labels) for cell in layout.cells)
    assert shown >= min(total, 30) // 2


def test_a_gap_asks_its_question_and_leads_on() -> None:
    made = scene([0, 2, 5] + [1, 1, 1] * 3)
    layout = arrange(made, circle(4), words(made))
    assert made.gaps() == [(made.sectors[0], "partnership")]
    svg = draw(layout, SPOKEN)
    assert re.search(
        r'<a href="/who/"[^>]*class="map-gap"[^>]*aria-label="Sector 0, Partnership: Nobody yet', svg
    )
    assert svg.count("map-gap") == 1


def test_the_drawing_keeps_the_policy_and_escapes() -> None:
    made = scene([1] * 12)
    cell = made.cells["s0", "partnership"]
    odd = Cell(
        1, (Node(7, '<script>"x"', "/o/7/?a=1&b=2", several=True, derived=True, moved="in"),), "/t/", "/w/"
    )
    scary = Scene(
        made.lens, made.lens_label, "A&B", made.sectors, {**made.cells, ("s0", "partnership"): odd}, 12
    )
    svg = draw(arrange(scary, circle(4), words(scary)), SPOKEN, alone=True)
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg
    assert "a=1&amp;b=2" in svg
    assert not re.search(r"\sstyle=|\son[a-z]+=", svg)
    assert "stands in several, nearer" in svg
    assert cell.count == 1


def test_space_finds_the_nearest_free_place() -> None:
    region = Region(100, 100, 20, 90, -pi / 2, pi / 2, pad=4)
    space = Space(region)
    first = space.place((30, 12), (140, 60))
    assert first is not None
    assert first.meets(Box(130, 52, 20, 16))
    space.taken.append(first)
    second = space.place((30, 12), (140, 60))
    assert second is not None
    assert not second.meets(first)
    assert space.place((200, 12), (140, 60)) is None


def test_widths_come_from_the_font() -> None:
    narrow, wide = fonts.width("iii", size=14), fonts.width("WWW", size=14)
    assert 0 < narrow < wide / 2
    assert fonts.width("Åfestivalen", size=28) == pytest.approx(2 * fonts.width("Åfestivalen", size=14))
    assert fonts.width("Åfestivalen", size=14, weight=600) > fonts.width("Åfestivalen", size=14)
    assert fonts.shortened("Menighedsrådet", 60, size=14).endswith("…")
    assert fonts.halves("Foreningen til bevarelse", size=14) == ["Foreningen", "til bevarelse"]
