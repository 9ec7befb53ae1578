"""Those without a place on a lens: a list, a value for many at once, or for one alone; nothing is lost on the way."""

from collections.abc import Callable
from typing import Any

import pytest

from brobygger.accounts.models import Team
from brobygger.core.models import Batch
from brobygger.core.undo import undo_batch
from brobygger.map import lenses
from brobygger.map.operations.placing import place, place_one
from brobygger.network.models import AgeGroup, Organisation, OrganisationAgeGroup, OrganisationTheme, Theme
from brobygger.strategy.models import FocusArea, OrganisationTeam, Placing, ReachOf, Serves
from brobygger.strategy.operations import focus_areas, placing, serving
from tests.map.circles import organisation

LIST = "/fjordby/map/not-placed/"


@pytest.fixture
def three(leader: Any) -> list[Organisation]:
    return [organisation(name, "network", leader) for name in ("Byens Kor", "Datastuen", "Huset Vest")]


def test_the_list_names_everybody_without_a_place(
    three: list[Organisation], client_of: Callable[..., Any], reader: Any, leader: Any
) -> None:
    organisation("Sprogskolen", "network", leader, rooms=("learning",))
    organisation("Ønsket Orkester", "wished", leader)
    organisation("Uden niveau", "", leader)
    page = client_of(reader).get(LIST).content.decode()
    assert "3 organisationer" in page
    assert all(o.name in page for o in three)
    assert not any(name in page for name in ("Sprogskolen", "Ønsket Orkester", "Uden niveau"))
    # A reader reads.
    assert 'name="ids"' not in page


def test_many_are_placed_at_once_and_undone_together(
    three: list[Organisation], client_of: Callable[..., Any], staff: Any, leader: Any
) -> None:
    chosen = {"ids": [o.pk for o in three[:2]], "value": "meeting"}
    answer = client_of(staff).post(LIST + "bulk/?lens=rooms", chosen, follow=True)
    page = answer.content.decode()
    assert "2 organisationer er placeret: Møderum." in page
    assert ">1 organisation</b> i cirklen" in page.replace("<b>1", ">1")
    assert Placing.objects.filter(room="meeting").count() == 2
    # Once more changes nothing, and what they had stays.
    placing.place(rooms=["meeting", "learning"], organisation=three[0], by=leader)
    client_of(staff).post(LIST + "bulk/?lens=rooms", {**chosen, "ids": [o.pk for o in three]})
    assert Placing.objects.filter(organisation=three[0]).count() == 2
    assert Placing.objects.filter(room="meeting").count() == 3
    undo_batch(batch=Batch.objects.latest("id"), by=leader)
    assert Placing.objects.filter(room="meeting").count() == 2


def test_what_is_missing_is_said_and_the_choice_stays(
    three: list[Organisation], client_of: Callable[..., Any], staff: Any
) -> None:
    for wrong in ({"ids": [three[0].pk]}, {"value": "meeting"}, {"ids": [three[0].pk], "value": "cellar"}):
        answer = client_of(staff).post(LIST + "bulk/?lens=rooms", wrong)
        assert answer.status_code == 422
        if "ids" in wrong:
            assert "data-choose checked" in answer.content.decode()
    assert not Placing.objects.exists()


def test_another_workspace_is_not_placed(
    three: list[Organisation], client_of: Callable[..., Any], staff: Any, outsider: Any
) -> None:
    theirs = organisation("Nabokoret", "network", outsider)
    client_of(staff).post(LIST + "bulk/?lens=rooms", {"ids": [theirs.pk], "value": "meeting"})
    assert not Placing.objects.exists()
    assert client_of(staff).get(f"/fjordby/map/places/{theirs.pk}/").status_code == 404


def test_every_lens_can_be_given(three: list[Organisation], leader: Any, workspace: Any) -> None:
    theme = Theme.objects.create(workspace=workspace, name="Sang")
    team = Team.objects.create(workspace=workspace, name="Musik")
    age, _made = AgeGroup.objects.get_or_create(
        workspace=workspace, name="13–17", defaults={"from_age": 13, "to_age": 17}
    )
    area = focus_areas.create(name="Det musikalske bibliotek", by=leader)
    values = {
        "rooms": "meeting", "ages": str(age.pk), "themes": str(theme.pk), "society": "civil", "teams": str(team.pk),
        "places": "branch", "focus": str(area.pk),
    }  # fmt: skip
    rows = Organisation.objects.filter(pk__in=[o.pk for o in three])
    for key, value in values.items():
        lens = lenses.get(key)
        assert lens
        place(organisations=rows, lens=lens, value=value, by=leader)
    for model in (Placing, OrganisationAgeGroup, OrganisationTheme, OrganisationTeam, ReachOf, Serves):
        assert model.objects.filter(organisation__in=rows).count() == 3, model
    assert set(rows.values_list("sector", flat=True)) == {"civil"}
    for key in values:
        lens = lenses.get(key)
        assert lens
        place_one(organisation=rows.get(pk=three[0].pk), lens=lens, values=[], by=leader)
    first = rows.get(pk=three[0].pk)
    assert first.sector == ""
    for model in (Placing, OrganisationAgeGroup, OrganisationTheme, OrganisationTeam, ReachOf):
        assert model.objects.filter(organisation__in=rows).count() == 2, model
    # Serving is ended, never deleted.
    assert Serves.objects.filter(organisation=first, ended_on=None).count() == 0


def test_one_is_placed_alone_and_what_follows_is_shown(
    three: list[Organisation], client_of: Callable[..., Any], staff: Any, leader: Any
) -> None:
    area = focus_areas.create(name="Byens stue", by=leader)
    placing.place(rooms=["meeting"], focus_area=area, by=leader)
    serving.add(organisation=three[0], focus_area=area, by=leader)
    address = f"/fjordby/map/places/{three[0].pk}/?lens=rooms"
    page = client_of(staff).get(address).content.decode()
    assert "<i>Møderum</i>" in page
    client_of(staff).post(address, {"values": ["inspiration", "learning"]})
    assert set(Placing.objects.filter(organisation=three[0]).values_list("room", flat=True)) == {
        "inspiration", "learning",
    }  # fmt: skip
    assert client_of(staff).post(address, {"values": ["cellar"]}).status_code == 422


def test_what_a_colleague_gave_meanwhile_stays(
    three: list[Organisation], client_of: Callable[..., Any], staff: Any, leader: Any
) -> None:
    placing.place(rooms=["learning"], organisation=three[0], by=leader)
    sent = {"values": ["inspiration"], "before": "learning"}
    placing.place(rooms=["learning", "meeting"], organisation=three[0], by=leader)
    client_of(staff).post(f"/fjordby/map/places/{three[0].pk}/?lens=rooms", sent)
    rooms = set(Placing.objects.filter(organisation=three[0]).values_list("room", flat=True))
    assert rooms == {"inspiration", "meeting"}


def test_a_focus_area_that_is_done_keeps_its_rows(
    three: list[Organisation], leader: Any, workspace: Any
) -> None:
    done, now = (FocusArea.objects.create(workspace=workspace, name=name) for name in ("Før", "Nu"))
    serving.add(organisation=three[0], focus_area=done, by=leader)
    FocusArea.objects.filter(pk=done.pk).update(ended_on="2026-01-01")
    place_one(organisation=three[0], lens=lenses.FOCUS, values=[str(now.pk)], by=leader)
    assert set(Serves.objects.filter(ended_on=None).values_list("focus_area_id", flat=True)) == {
        done.pk,
        now.pk,
    }


def test_the_list_is_of_the_day_of_the_map(
    three: list[Organisation], client_of: Callable[..., Any], reader: Any
) -> None:
    page = client_of(reader).get(LIST + "?lens=rooms&on=2001-01-01").content.decode()
    assert "Byens Kor" not in page


def test_a_value_that_is_gone_lets_nobody_stand_out(
    three: list[Organisation], client_of: Callable[..., Any], reader: Any
) -> None:
    page = client_of(reader).get("/fjordby/map/?lens=rooms&light=theme:987654").content.decode()
    assert "0 er fremhævet." in page
    assert client_of(reader).get("/fjordby/map/?lens=themes&light=theme:%D9%A1").status_code == 200
