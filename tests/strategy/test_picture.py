"""The four rooms: what lies where, how strong each is, the gaps, the records behind each figure, the one page."""

import io
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from brobygger.core.boxes import Box
from brobygger.network.models import AgeGroup, Organisation, OrganisationAgeGroup
from brobygger.strategy.models import (
    PURPOSES_OF,
    FocusArea,
    Goal,
    GoalAgeGroup,
    Measurement,
    Offer,
    Placing,
    Purpose,
    Room,
    Serves,
)
from brobygger.strategy.picture import circles, drawing, paper, reading, words
from brobygger.strategy.picture.layout import Title, lay_out
from brobygger.strategy.picture.reading import ORDER, Thing

NAMES = [
    "Musikskolen",
    "Foreningen til bevarelse af egnens gamle håndværkstraditioner",
    "3F",
    "Ældrerådet i Fjordby",
]
LONG = "Et meget langt navn på noget som biblioteket har valgt at satse på i de kommende år " * 2


@pytest.fixture
def rooms(workspace: Any, leader: Any) -> dict[str, Any]:
    """Something in every room but the meeting room, an overlap, derived places and what is not placed."""
    here: dict[str, Any] = {"workspace": workspace}
    made: dict[str, Any] = {}
    ages = [AgeGroup.objects.create(**here, name=f"{a}+", from_age=a) for a in (90, 91)]
    area = FocusArea.objects.create(**here, name="Det digitale bibliotek", lead=leader)
    goal = Goal.objects.create(
        **here, name="Flere på nettet", focus_area=area, measure="Tælling", unit="borgere", baseline=Decimal(10),
        target=Decimal(90), due_on=date(2027, 6, 30), owner=leader,
    )  # fmt: skip
    alone = Goal.objects.create(**here, name="Ingen er med her")
    GoalAgeGroup.objects.create(**here, goal=goal, age_group=ages[0])
    Measurement.objects.create(**here, goal=goal, on=date(2026, 1, 1), value=Decimal(20))
    Measurement.objects.create(**here, goal=goal, on=date(2026, 3, 1), value=Decimal(35))
    offer = Offer.objects.create(**here, name="Lektiecafé", strength="strong")
    weak = Offer.objects.create(**here, name="Spilleaften", strength="weak")
    Placing.objects.create(**here, focus_area=area, room="learning")
    for room in ("learning", "meeting"):
        Placing.objects.create(**here, offer=offer, room=room)
    Placing.objects.create(**here, offer=weak, room="meeting")
    for name, level, *given in (
        ("Åfestivalen", "partnership", "inspiration", "performative"),
        ("3F Fjordby", "partnership"),
        ("Uden plads", "partnership"),
        ("Naboerne", "cooperation", "meeting"),
    ):
        one = Organisation(**here, name=name, level=level)
        one.save()
        made[name] = one
        for room in given:
            Placing.objects.create(**here, organisation=one, room=room)
    Serves.objects.create(**here, organisation=made["3F Fjordby"], goal=goal)
    OrganisationAgeGroup.objects.create(**here, organisation=made["Åfestivalen"], age_group=ages[1])
    return made | {"area": area, "goal": goal, "alone": alone, "offer": offer, "ages": ages}


def test_what_lies_where_and_what_is_missing(rooms: Any, workspace: Any, reader: Any) -> None:
    picture = reading.read(workspace, reader.user)
    assert picture.room_gaps == [Room.MEETING]
    learning, meeting = picture.rooms["learning"], picture.rooms["meeting"]
    assert learning.counts == {"focus_area": 1, "goal": 1, "offer": 1, "partnership": 1}
    assert (learning.derived, learning.offers["strong"]) == (1, 1)
    assert (meeting.counts["offer"], meeting.offers["weak"]) == (2, 1)
    assert picture.partnerships == 3
    assert picture.totals["partnership", ("inspiration", "performative")] == 1
    assert picture.not_placed == {"focus_area": 0, "goal": 1, "offer": 0, "partnership": 1}
    assert [name for _pk, name in picture.unplaced_partners] == ["Uden plads"]
    assert [goal.name for goal in picture.goal_gaps] == ["Ingen er med her"]
    assert picture.no_goal == 2
    assert {name: n for _pk, name, n in picture.ages if name.startswith("9")} == {"90+": 1, "91+": 1}
    goal = next(g for g in picture.goals if g.pk == rooms["goal"].pk)
    assert (goal.value, goal.partners) == (Decimal(35), 1)


def test_what_has_ended_is_not_in_the_picture(rooms: Any, workspace: Any, reader: Any) -> None:
    Goal.objects.update(ended_on=date(2026, 1, 1))
    Offer.objects.update(ended_on=date(2026, 1, 1))
    picture = reading.read(workspace, reader.user)
    assert picture.rooms["learning"].counts == {"focus_area": 1, "goal": 0, "offer": 0, "partnership": 0}
    assert picture.goals == []


def test_as_many_questions_however_much_lies_there(
    rooms: Any, workspace: Any, reader: Any, client_of: Any, django_assert_num_queries: Any
) -> None:
    client = client_of(reader)
    url = reverse("strategy:picture", args=[workspace.slug])
    client.get(url)
    with django_assert_num_queries(15):
        client.get(url)
    for i in range(20):
        one = Organisation(workspace=workspace, name=f"O{i}", level="partnership")
        one.save()
        Placing.objects.create(workspace=workspace, organisation=one, room=ORDER[i % 4])
        Offer.objects.create(workspace=workspace, name=f"T{i}")
        Goal.objects.create(workspace=workspace, name=f"M{i}")
    with django_assert_num_queries(15):
        client.get(url)


# The picture


def test_each_corner_lies_between_the_two_rooms_that_serve_its_purpose() -> None:
    for purpose, (x, y, _anchor) in drawing.CORNERS.items():
        nearest = sorted(
            ORDER, key=lambda room: abs(circles.CENTRES[room][0] - x) + abs(circles.CENTRES[room][1] - y)
        )
        assert set(nearest[:2]) == {room.value for room in Room if purpose in PURPOSES_OF[room]}, purpose
    assert set(drawing.CORNERS) == set(Purpose)


def things(count: int) -> list[Thing]:
    """Things in one, two, three and four rooms, the same every time."""
    kinds, made = ("focus_area", "partnership", "goal", "offer"), []
    for i in range(count):
        rooms = tuple(room for j, room in enumerate(ORDER) if (i * 7 + 5) % 15 + 1 & 1 << j)
        made.append(
            Thing(
                kinds[i % 4], i, f"{NAMES[i % 4]} {i}", rooms, strength=("", "strong", "fair", "weak")[i % 3]
            )
        )
    return made


@pytest.mark.parametrize("count", [0, 3, 12, 40, 400])
def test_names_never_meet_and_lie_in_exactly_their_rooms(count: int) -> None:
    shown = things(count)
    totals: dict[Any, int] = {}
    for thing in shown:
        totals[thing.kind, thing.rooms] = totals.get((thing.kind, thing.rooms), 0) + 1
    titles = [
        Title(room, "Performativt rum", "10 partnerskaber, 22 tilbud", ("Ingen partner.", "Hvem kunne?"))
        for room in ORDER
    ]
    made = lay_out(shown, totals, titles, words.letters(), "og {n} til")
    boxes: list[Box] = []
    drawn = hidden = 0
    for title, box, asked in made.titles:
        boxes += [box, *([asked] if asked else [])]
        assert (title.room,) == _place(box)
    for placed in made.places:
        drawn += len(placed.labels)
        hidden += placed.more
        here = [box for _label, box in placed.labels] + ([placed.more_box] if placed.more_box else [])
        assert not placed.more or placed.more_box, "what is not drawn is counted in words"
        for box in here:
            assert _place(box) == placed.rooms
        boxes += here
    assert drawn + hidden == count
    for i, one in enumerate(boxes):
        assert not any(one.meets(other) for other in boxes[i + 1 :])
    again = lay_out(shown, totals, titles, words.letters(), "og {n} til")
    assert again == made


def _place(box: Box) -> Any:
    """The place in which all four corners of a box lie."""
    found = set()
    for x in (box.x, box.x + box.width):
        for y in (box.y, box.y + box.height):
            inside = tuple(
                room
                for room in ORDER
                if (x - circles.CENTRES[room][0]) ** 2 + (y - circles.CENTRES[room][1]) ** 2
                < circles.RADIUS**2
            )
            found.add(inside if len(inside) < 3 else circles.IN_THE_MIDDLE)
    assert len(found) == 1, found
    return found.pop()


def test_the_picture_is_small_and_everything_in_it_is_escaped(workspace: Any, reader: Any) -> None:
    for i in range(300):
        offer = Offer.objects.create(workspace=workspace, name=f"<script>{i}</script> & co")
        Placing.objects.create(workspace=workspace, offer=offer, room=ORDER[i % 4])
    drawn = words.draw(reading.read(workspace, reader.user))
    assert len(drawn.encode()) < 60_000
    assert "<script" not in drawn
    assert "style=" not in drawn
    alone = words.draw(reading.read(workspace, reader.user), alone=True)
    assert "<a " not in alone
    assert 'xmlns="http://www.w3.org/2000/svg"' in alone


# The page


def test_every_figure_leads_to_its_records(rooms: Any, workspace: Any, reader: Any, client_of: Any) -> None:
    client = client_of(reader)
    html = client.get(reverse("strategy:picture", args=[workspace.slug])).content.decode()
    links = re.findall(r'href="([^"]*/strategy/records/[^"]*)"[^>]*>(\d+)<', html)
    assert len(links) > 10
    for link, figure in links:
        page = client.get(link.replace("&amp;", "&"))
        assert page.context["count"] == int(figure), link
    for link in set(re.findall(r'href="([^"]*/strategy/records/[^"]*)"', html)):
        assert client.get(link.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["kind=rubbish", "room=cellar&kind=goal", "at=x.y", "at=middle", "at=inspiration.learning", "lack=all&strength=zzz",
     "kind=offer&strength=none", "goal=x&age_group=9999999999999999999999"],
)  # fmt: skip
def test_an_address_that_means_nothing_is_no_error(
    rooms: Any, workspace: Any, reader: Any, client_of: Any, query: str
) -> None:
    for name in ("behind", "candidates", "cross"):
        url = reverse(f"strategy:{name}", args=[workspace.slug])
        assert client_of(reader).get(f"{url}?{query}").status_code == 200


def test_an_empty_workspace_is_told_where_to_begin(workspace: Any, reader: Any, client_of: Any) -> None:
    html = client_of(reader).get(reverse("strategy:picture", args=[workspace.slug])).content.decode()
    assert "Begynd med et indsatsområde" in html
    assert '<svg class="rooms-picture' not in html


def test_candidates_offer_the_next_step(
    rooms: Any, workspace: Any, staff: Any, reader: Any, client_of: Any
) -> None:
    url = reverse("strategy:candidates", args=[workspace.slug]) + "?room=meeting"
    page = client_of(staff).get(url)
    names = [one.organisation.name for one in page.context["candidates"]]
    assert names == ["Naboerne", "3F Fjordby", "Åfestivalen", "Uden plads"]
    html = page.content.decode()
    assert f"follow-ups/new/?organisation={rooms['Naboerne'].pk}&amp;next=" in html
    assert "strategy/wishes/new/?room=meeting" in html
    assert "follow-ups/new/" not in client_of(reader).get(url).content.decode()
    part = client_of(staff, htmx=True).get(url).content.decode()
    assert "<html" not in part
    assert "Naboerne" in part


# On paper


def test_one_page_however_long_the_names(workspace: Any, leader: Any) -> None:
    leader.name = LONG[:150]
    leader.save()
    for i in range(14):
        area = FocusArea.objects.create(workspace=workspace, name=f"{i} {LONG[:110]}", lead=leader)
        for room in ORDER:
            Placing.objects.create(workspace=workspace, focus_area=area, room=room)
        Goal.objects.create(
            workspace=workspace, name=f"{i} {LONG[:150]}", measure=LONG[:150], unit=LONG[:30], focus_area=area,
            baseline=Decimal(10**9), target=Decimal(10**11), owner=leader,
        )  # fmt: skip
        Organisation(workspace=workspace, name=f"{i} {LONG[:120]}", level="partnership").save()
    picture = reading.read(workspace, leader.user)
    for language in ("da", "en"):
        read = PdfReader(io.BytesIO(paper.one_page(picture, language)))
        assert len(read.pages) == 1
        width, height = (float(side) / 72 * 25.4 for side in read.pages[0].mediabox[2:])
        assert (round(width), round(height)) == (210, 297)


def test_the_page_says_what_the_picture_says(
    rooms: Any, workspace: Any, leader: Any, reader: Any, client_of: Any
) -> None:
    answer = client_of(reader).get(reverse("strategy:one_page", args=[workspace.slug]))
    assert answer["Content-Type"] == "application/pdf"
    read = PdfReader(io.BytesIO(answer.content))
    text = re.sub(r"\s+", " ", read.pages[0].extract_text())
    assert len(read.pages) == 1
    assert "Møderum har ingen partnerskaber" in text
    assert f"Det digitale bibliotek {leader.name}" in text
    assert "10 → 90 borgere 35 borgere 1" in text
    catalogue: Any = read.trailer["/Root"]
    assert catalogue["/Lang"] == "da"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "Møderum: partnerskaber 0" in str(_alt(catalogue["/StructTreeRoot"]))


def _alt(node: Any) -> list[str]:
    """All alternative texts in the tree of a tagged document."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [text for child in node for text in _alt(child)]
    if not isinstance(node, dict):
        return []
    return ([str(node["/Alt"])] if "/Alt" in node else []) + (_alt(node["/K"]) if "/K" in node else [])
