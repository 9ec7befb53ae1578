"""Who could fill a gap: ranked from the present network, with reasons; nobody who is there already."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from brobygger.accounts.models import Colleague, Team, TeamMember
from brobygger.network.models import (
    Activity,
    ActivityOrganisation,
    Affiliation,
    AgeGroup,
    Contact,
    ContactColleague,
    Organisation,
    OrganisationAgeGroup,
    OrganisationTheme,
    Person,
    Theme,
    Tie,
)
from brobygger.strategy import candidates
from brobygger.strategy.models import FocusArea, Goal, GoalAgeGroup, Placing, Serves, Wish, WishValue

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def place(workspace: Any) -> Callable[..., Organisation]:
    """`place("Sprogskolen", "partnership", "learning")`: an organisation at a level, in rooms."""

    def make(name: str, level: str = "network", *rooms: str) -> Organisation:
        made = Organisation(workspace=workspace, name=name)
        made.save()
        Organisation.objects.filter(pk=made.pk).update(level=level)
        for room in rooms:
            Placing.objects.create(workspace=workspace, organisation=made, room=room)
        return made

    return make


def find(who: Colleague, **asked: Any) -> dict[str, list[str]]:
    found = candidates.find(workspace=who.workspace, user=who.user, **asked)
    return {one.organisation.name: one.reasons for one in found}


def test_whoever_is_there_is_no_candidate_and_neighbours_come_first(place: Any, reader: Colleague) -> None:
    place("Frivilligcentret", "partnership", "meeting")
    place("Naboerne", "cooperation", "meeting")
    place("Sprogskolen", "partnership", "learning")
    place("Åfestivalen", "partnership", "inspiration")
    place("Ukendt")
    place("En drøm", "wished")
    found = find(reader, room="meeting")
    assert list(found) == ["Naboerne", "Sprogskolen", "Åfestivalen", "Ukendt"]
    assert found["Naboerne"] == ["Has its place here already, as cooperation."]
    assert found["Sprogskolen"] == [
        "Is a partner already; only this place would be new.",
        "Lies in the learning room, which serves empowerment as the meeting room does.",
    ]
    assert found["Ukendt"] == ["Is in your network."]
    assert list(find(reader, room="meeting", level="cooperation")) == ["Sprogskolen", "Åfestivalen", "Ukendt"]


def test_the_warmest_way_in_activities_and_a_wish_speak_for_a_candidate(
    place: Any, staff: Colleague, workspace: Any
) -> None:
    cold, warm = place("Arkivet"), place("Boldklubben")
    wished = place("Cirkus", "wished")
    person = Person.objects.create(workspace=workspace, name="Oda Testrup")
    Affiliation.objects.create(workspace=workspace, person=person, organisation=warm)
    Tie.objects.create(workspace=workspace, person=person, colleague=staff, strength="well")
    Tie.objects.create(
        workspace=workspace, organisation=cold, colleague=staff, strength="met", ended_on=TODAY
    )
    contact = Contact.objects.create(workspace=workspace, organisation=warm, on=TODAY - timedelta(days=9))
    ContactColleague.objects.create(workspace=workspace, contact=contact, colleague=staff)
    activity = Activity.objects.create(workspace=workspace, title="Lektiecafé", from_date=date(2025, 3, 4))
    ActivityOrganisation.objects.create(workspace=workspace, activity=activity, organisation=warm)
    wish = Wish.objects.create(workspace=workspace, text="Et cirkus", organisation=wished, wished_by=staff)
    WishValue.objects.create(workspace=workspace, wish=wish, sector="civil")
    found = find(staff, sector="civil")
    assert list(found) == ["Cirkus", "Boldklubben", "Arkivet"]
    assert found["Cirkus"] == [f"{staff.name} has wished for them here: Et cirkus."]
    assert found["Boldklubben"][-1].startswith(
        f"{staff.name} knows Oda Testrup well; the latest contact was on "
    )
    assert "1 activity together, on 4 March 2025." in found["Boldklubben"]
    assert found["Arkivet"] == ["Is in your network."]


def test_a_goal_asks_for_its_ages_its_room_and_its_focus_area(
    place: Any, reader: Colleague, workspace: Any
) -> None:
    area = FocusArea.objects.create(workspace=workspace, name="Mødestedet")
    goal = Goal.objects.create(workspace=workspace, name="Flere unge", focus_area=area)
    age = AgeGroup.objects.create(workspace=workspace, name="13-17", from_age=13)
    GoalAgeGroup.objects.create(workspace=workspace, goal=goal, age_group=age)
    Placing.objects.create(workspace=workspace, focus_area=area, room="meeting")
    young, there, area_only, _room = (
        place("Ungdomsrådet"),
        place("Skolen", "partnership"),
        place("Klubben"),
        place("X", "network", "meeting"),
    )
    OrganisationAgeGroup.objects.create(workspace=workspace, organisation=young, age_group=age)
    Serves.objects.create(workspace=workspace, organisation=there, goal=goal)
    Serves.objects.create(workspace=workspace, organisation=area_only, focus_area=area)
    found = find(reader, goal=goal)
    assert list(found) == ["Klubben", "X", "Ungdomsrådet"]
    assert found["Klubben"][0] == "Serves the same focus area already."
    assert found["X"][0] == "Lies in the meeting room, as Flere unge does."
    assert found["Ungdomsrådet"][0] == "Reaches 13-17, whom the goal is about."
    # The school serves the goal, and so the area that the goal belongs to.
    assert list(find(reader, focus_area=area.pk)) == ["Klubben", "X", "Ungdomsrådet"]


def test_themes_of_those_already_there_and_the_next_age(
    place: Any, reader: Colleague, workspace: Any
) -> None:
    ages = [AgeGroup.objects.create(workspace=workspace, name=f"{a}+", from_age=a) for a in (40, 50, 60)]
    theme = Theme.objects.create(workspace=workspace, name="Lokalhistorie")
    there, like, near = place("Arkivet", "partnership"), place("Museet"), place("Kirken")
    for organisation, age in ((there, ages[1]), (near, ages[2])):
        OrganisationAgeGroup.objects.create(workspace=workspace, organisation=organisation, age_group=age)
    for organisation in (there, like):
        OrganisationTheme.objects.create(workspace=workspace, organisation=organisation, theme=theme)
    found = find(reader, age_group=str(ages[1].pk))
    assert found["Museet"][0] == "Has to do with lokalhistorie, like others who are here."
    assert found["Kirken"][0] == "Reaches 60+, the age next to 50+."
    assert "Arkivet" not in found
    # Where two values meet, being at one of them is not being there.
    assert "Arkivet" in find(reader, age_group=ages[1], room="meeting")


def test_a_team_reach_and_theme_are_gaps_too(place: Any, staff: Colleague, workspace: Any) -> None:
    team = Team.objects.create(workspace=workspace, name="Børn")
    TeamMember.objects.create(workspace=workspace, team=team, colleague=staff)
    known = place("Skolen")
    Tie.objects.create(workspace=workspace, organisation=known, colleague=staff, strength="some")
    found = find(staff, team=team.pk)
    assert found["Skolen"][0] == "Has its place here already, as network."
    assert list(find(staff, reach="national")) == ["Skolen"]
    theme = Theme.objects.create(workspace=workspace, name="Film")
    assert list(find(staff, theme=theme)) == ["Skolen"]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"room": "cellar"},
        {"age_group": "9" * 30},
        {"goal": 123456},
        {"theme": "x"},
        {"room": "meeting", "level": "best"},
    ],
)
def test_what_the_workspace_does_not_have_finds_nobody(place: Any, reader: Colleague, asked: Any) -> None:
    place("Skolen")
    assert find(reader, **asked) == {}


def test_another_workspace_stays_out(place: Any, reader: Colleague, other_workspace: Any) -> None:
    Organisation(workspace=other_workspace, name="Deres", level="partnership").save()
    goal = Goal.objects.create(workspace=other_workspace, name="Deres")
    place("Vores")
    assert list(find(reader, room="meeting")) == ["Vores"]
    assert find(reader, goal=goal.pk) == {}


def test_as_many_questions_at_three_as_at_thirty(
    place: Any, reader: Colleague, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    for i in range(3):
        place(f"O{i}", "partnership", "learning")
    reader.user.colleagues()
    with django_assert_max_num_queries(15) as few:
        find(reader, room="meeting")
    for i in range(30):
        place(f"P{i}", "cooperation", "meeting")
    with django_assert_num_queries(len(few)):
        assert len(find(reader, room="meeting")) == 10
