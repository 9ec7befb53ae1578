"""The merge tray: what stands in one row, what a row becomes, and that all of it can be undone."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.core import announce
from brobygger.core.models import Batch
from brobygger.core.undo import undo_batch
from brobygger.map.models import Answer, Asked, Campaign, Proposal
from brobygger.map.operations import campaigns, tray, tray_rows
from brobygger.map.operations.campaigns import Line
from brobygger.map.operations.tray import Choice
from brobygger.map.operations.tray_rows import Decided, Unsettled
from brobygger.network.models import Affiliation, AgeGroup, FollowUp, Organisation, Person, Tie
from brobygger.network.operations import duplicates, organisations, people, ties
from brobygger.strategy.models import Wish, WishValue

TODAY = timezone.localdate()


@pytest.fixture
def campaign(coordinator: Any, staff: Any, reader: Any, leader: Any) -> Campaign:
    return campaigns.open_campaign(
        name="Hvem kender vi?", closes_on=TODAY + timedelta(days=7), by=coordinator
    )


def write(campaign: Campaign, colleague: Any, *lines: Line) -> None:
    asked = Asked.objects.get(campaign=campaign, colleague=colleague)
    campaigns.answer(asked=asked, lines=lines, by=colleague)


def row(title: str = "") -> Proposal:
    rows = Proposal.objects.select_related("campaign__workspace", "organisation", "person")
    return rows.get(title=title) if title else rows.get()


def test_the_same_organisation_spelt_in_three_ways_is_one_row(
    campaign: Campaign, staff: Any, reader: Any, leader: Any
) -> None:
    for colleague, name in (
        (staff, "Fjordby Musikskole"),
        (reader, "fjordby musikskole"),
        (leader, "Fjordby Musiksskole"),
    ):
        write(campaign, colleague, Line("know", name))
    assert row().answers.count() == 3


def test_organisations_that_are_two_stay_two(campaign: Campaign, staff: Any, reader: Any) -> None:
    write(campaign, staff, Line("know", "Vestre Skole"))
    write(campaign, reader, Line("know", "Østre Skole"))
    assert Proposal.objects.count() == 2


def test_a_name_that_we_have_is_certain_and_one_that_looks_like_it_is_not(
    campaign: Campaign, staff: Any, reader: Any, coordinator: Any
) -> None:
    museum = organisations.create(name="Museet Kajen", by=coordinator)
    write(campaign, staff, Line("know", "Museet Kajen"), Line("know", "Gymnasiet"))
    assert (row("Museet Kajen").organisation, row("Museet Kajen").certain) == (museum, True)
    assert (row("Gymnasiet").organisation, row("Gymnasiet").certain) == (None, True)
    write(campaign, reader, Line("know", "Musset Kajen"))
    assert row("Museet Kajen").answers.count() == 2
    assert not row("Museet Kajen").certain


def test_who_says_it_is_not_the_one_we_have_is_heard(
    campaign: Campaign, staff: Any, coordinator: Any
) -> None:
    organisations.create(name="Museet Kajen", by=coordinator)
    write(campaign, staff, Line("know", "Museet Kajen", is_new=True))
    assert not row().certain


def test_new_gives_each_their_tie_and_one_wish(
    campaign: Campaign, staff: Any, reader: Any, leader: Any, coordinator: Any
) -> None:
    write(campaign, staff, Line("know", "Fjordby Kor", person="Oda Sang", about="julekoncert"))
    write(campaign, reader, Line("know", "Fjordby Kor", person="Oda Sang"))
    write(campaign, leader, Line("wish", "Fjordby Kor", about="morgensang"))
    tray.decide(proposal=row(), choice=Choice("new"), by=coordinator)
    choir, oda = Organisation.objects.get(), Person.objects.get()
    assert Affiliation.objects.get(person=oda, to_date=None).organisation == choir
    assert {(t.colleague, t.person, t.about) for t in Tie.objects.all()} == {
        (staff, oda, "julekoncert"),
        (reader, oda, ""),
    }
    wish = Wish.objects.get()
    assert (wish.organisation, wish.why, wish.wished_by) == (choir, "morgensang", leader)
    done = row()
    assert (done.decision, done.organisation, done.decided_by) == ("new", choir, coordinator)
    with pytest.raises(Decided):
        tray.decide(proposal=row(), choice=Choice("new"), by=coordinator)


def test_undo_takes_all_of_it_back_and_the_row_waits_again(
    campaign: Campaign, staff: Any, coordinator: Any
) -> None:
    write(campaign, staff, Line("know", "Fjordby Kor", person="Oda Sang"), Line("wish", "Fjordby Kor"))
    batch = tray.decide(proposal=row(), choice=Choice("new"), by=coordinator)
    undo_batch(batch=batch, by=coordinator)
    assert not Organisation.objects.exists()
    assert not Person.objects.exists()
    assert not Tie.objects.exists()
    assert not Wish.objects.exists()
    assert (row().decision, row().decided_by) == ("", None)
    assert Answer.objects.filter(proposal=row()).count() == 2


def test_somebody_who_may_be_another_must_be_said(campaign: Campaign, staff: Any, coordinator: Any) -> None:
    school = organisations.create(name="Fjordby Skole", by=coordinator)
    oda = people.create(name="Oda Sang", organisation=school, by=coordinator)
    write(campaign, staff, Line("know", "Fjordby Kor", person="Oda Sang"))
    with pytest.raises(Unsettled):
        tray.decide(proposal=row(), choice=Choice("new"), by=coordinator)
    assert Organisation.objects.count() == 1
    done = tray.decide_many(campaign=campaign, choices=[(row(), Choice("new"))], by=coordinator)
    assert done.batch is None
    assert len(done.waiting) == 1
    tray.decide(proposal=row(), choice=Choice("new", people={"oda sang": str(oda.pk)}), by=coordinator)
    assert Person.objects.count() == 1
    assert Tie.objects.get().person == oda


def test_a_person_without_a_place_is_a_row_of_its_own(
    campaign: Campaign, staff: Any, coordinator: Any
) -> None:
    write(campaign, staff, Line("know", person="Oda Sang", about="korsang"))
    assert row().kind == "person"
    tray.decide(proposal=row(), choice=Choice("new"), by=coordinator)
    assert Tie.objects.get().person.name == "Oda Sang"


def test_a_lack_becomes_a_wish_on_a_lens_an_action_or_is_set_aside(
    campaign: Campaign, workspace: Any, staff: Any, coordinator: Any
) -> None:
    young = AgeGroup.objects.create(workspace=workspace, name="13–17 år", from_age=13, to_age=17)
    write(
        campaign, staff, Line("overlook", "Skaterne ved havnen"), Line("excluded", "Døve", about="ingen tolk"),
        Line("excluded", "Pendlere"),
    )  # fmt: skip
    skaters = row("Skaterne ved havnen")
    with pytest.raises(Unsettled):
        tray.decide(proposal=skaters, choice=Choice("new"), by=coordinator)
    tray.decide(
        proposal=skaters,
        choice=Choice("wish", text="En skaterklub", values={"age_group": young}),
        by=coordinator,
    )
    assert WishValue.objects.get(wish__text="En skaterklub").age_group == young
    with pytest.raises(Unsettled):
        tray.decide(proposal=row("Døve"), choice=Choice("action", text="Find en tolk"), by=coordinator)
    action = Choice("action", text="Find en tolk", owner=staff, due_on=TODAY)
    tray.decide(proposal=row("Døve"), choice=action, by=coordinator)
    assert FollowUp.objects.get().owner == staff
    with pytest.raises(Unsettled):
        tray.decide(proposal=row("Pendlere"), choice=Choice("aside"), by=coordinator)
    tray.decide(proposal=row("Pendlere"), choice=Choice("aside", reason="Vi har nøglekort"), by=coordinator)
    assert not Proposal.objects.filter(decision="").exists()


def test_whom_somebody_knows_cannot_become_a_wish_only(
    campaign: Campaign, staff: Any, coordinator: Any
) -> None:
    write(campaign, staff, Line("know", "Fjordby Kor"))
    with pytest.raises(Unsettled):
        tray.decide(proposal=row(), choice=Choice("wish"), by=coordinator)


def test_a_namesake_that_came_since_stops_a_new_one(campaign: Campaign, staff: Any, coordinator: Any) -> None:
    write(campaign, staff, Line("know", "Fjordby Kor"))
    organisations.create(name="Fjordby Kor", by=coordinator)
    done = tray.decide_many(campaign=campaign, choices=[(row(), Choice("new"))], by=coordinator)
    assert done.rows == []
    assert Organisation.objects.count() == 1


def test_answers_are_taken_apart_and_rows_put_together(
    campaign: Campaign, staff: Any, reader: Any, coordinator: Any
) -> None:
    write(campaign, staff, Line("know", "Fjordby Kor"))
    write(campaign, reader, Line("know", "Fjordby Kor"))
    other = tray_rows.separate(answer=Answer.objects.order_by("id").last(), by=coordinator)
    assert Proposal.objects.count() == 2
    first = Proposal.objects.exclude(pk=other.pk).get()
    tray_rows.join(proposal=first, other=other, by=coordinator)
    assert first.answers.count() == 2
    assert Proposal.objects.count() == 1


def test_many_at_once_are_one_batch(campaign: Campaign, staff: Any, coordinator: Any) -> None:
    write(campaign, staff, Line("know", "Fjordby Kor"), Line("know", "Museet Kajen"))
    choices = [(one, Choice("new")) for one in Proposal.objects.select_related("campaign__workspace")]
    done = tray.decide_many(campaign=campaign, choices=choices, by=coordinator)
    assert Organisation.objects.count() == 2
    undo_batch(batch=done.batch, by=coordinator)
    assert not Organisation.objects.exists()


def test_a_merged_organisation_takes_its_rows_along(campaign: Campaign, staff: Any, coordinator: Any) -> None:
    one = organisations.create(name="Museet Kajen", by=coordinator)
    other = organisations.create(name="Kajens Museum", by=coordinator)
    write(campaign, staff, Line("know", "Kajens Museum"))
    tray.decide(proposal=row(), choice=Choice("same", organisation=other), by=coordinator)
    duplicates.merge(survivor=one, other=other, by=coordinator)
    assert row().organisation == one


def test_the_page_carries_out_what_is_chosen(
    campaign: Campaign, staff: Any, coordinator: Any, client_of: Any
) -> None:
    write(
        campaign, staff, Line("know", "Fjordby Kor"), Line("know", "Museet Kajen"), Line("excluded", "Døve")
    )
    client = client_of(coordinator)
    here = f"/fjordby/map/campaigns/{campaign.pk}/tray/"
    shown = client.get(here + "?suggested=1").content.decode()
    choir = row("Fjordby Kor")
    assert f'name="row-{choir.pk}" value="new" checked' in shown
    said = client.post(here, {f"row-{choir.pk}": "new", f"row-{row('Museet Kajen').pk}": ""}, follow=True)
    assert "1 række er ført ud i livet." in said.content.decode()
    assert [o.name for o in Organisation.objects.all()] == ["Fjordby Kor"]
    # Sent again, from a page that is no longer true.
    client.post(here, {f"row-{choir.pk}": "new"})
    assert Organisation.objects.count() == 1
    lack = f"/fjordby/map/campaigns/tray/{row('Døve').pk}/"
    assert client.post(lack, {"decision": "aside"}).status_code == 422
    client.post(lack, {"decision": "wish", "text": "Døveforeningen", "room": "meeting"})
    assert WishValue.objects.get().room == "meeting"
    assert client.get(lack).status_code == 200
    assert client.get(here + "?show=decided").status_code == 200


def test_a_row_that_an_earlier_one_made_doubtful_waits_alone(
    campaign: Campaign, staff: Any, coordinator: Any
) -> None:
    write(
        campaign,
        staff,
        Line("know", "Museet Kajen", person="Ane Lund"),
        Line("know", "Koret", person="Ane Lund"),
    )
    choices = [(row("Museet Kajen"), Choice("new")), (row("Koret"), Choice("new"))]
    done = tray.decide_many(campaign=campaign, choices=choices, by=coordinator)
    assert [r.title for r in done.rows] == ["Museet Kajen"]
    assert [(r.title, "Ane Lund" in why) for r, why in done.waiting] == [("Koret", True)]
    assert not row("Koret").decision
    assert Person.objects.count() == 1
    assert not Organisation.objects.filter(name="Koret").exists()
    batches = Batch.objects.count()
    again = tray.decide_many(campaign=campaign, choices=[choices[1]], by=coordinator)
    assert (again.rows, again.batch, Batch.objects.count()) == ([], None, batches)


def test_a_row_that_is_taken_back_is_told_to_no_other_system(
    campaign: Campaign, staff: Any, coordinator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(campaign, staff, Line("know", "Koret"), Line("know", "Museet Kajen"))
    told: list[announce.Note] = []
    monkeypatch.setattr(announce, "_listeners", [lambda written: told.extend(written.notes)])
    add = ties.add

    def refuse_one(**given: Any) -> Tie:
        if given["organisation"].name == "Museet Kajen":
            raise ValidationError("Nej")
        return add(**given)

    monkeypatch.setattr(ties, "add", refuse_one)
    choices = [(row("Koret"), Choice("new")), (row("Museet Kajen"), Choice("new"))]
    done = tray.decide_many(campaign=campaign, choices=choices, by=coordinator)
    assert [r.title for r in done.rows] == ["Koret"]
    made = Organisation.objects.get()
    assert {n.object_id for n in told if n.model == "network.organisation"} == {made.pk}


def test_a_number_that_is_none_is_asked_about(campaign: Campaign, staff: Any) -> None:
    write(campaign, staff, Line("know", "Koret", person="Ane Lund"))
    assert tray.people_of(row(), None, {"ane lund": "²"}) == {"ane lund": "Ane Lund"}


def test_rows_that_went_meanwhile_are_told(campaign: Campaign, staff: Any, coordinator: Any) -> None:
    write(campaign, staff, Line("know", "Koret"), Line("know", "Museet Kajen"))
    one, other = row("Koret"), row("Museet Kajen")
    stale = Answer.objects.select_related("proposal").get(name="Museet Kajen")
    tray_rows.join(proposal=one, other=other, by=coordinator)
    with pytest.raises(Unsettled):
        tray_rows.separate(answer=stale, by=coordinator)
    with pytest.raises(Unsettled):
        tray_rows.join(proposal=one, other=row_of(other), by=coordinator)


def row_of(gone: Proposal) -> Proposal:
    """A row as another tab still holds it."""
    return Proposal(
        pk=gone.pk or 987_654, workspace_id=gone.workspace_id, campaign_id=gone.campaign_id, kind=gone.kind
    )


def test_all_people_of_a_row_are_asked_about(
    campaign: Campaign, staff: Any, coordinator: Any, client_of: Any
) -> None:
    lines = [
        Line("know", "Koret", person=f"{name} Lund")
        for name in ["Ane", "Bo", "Cy", "Dan", "Eva", "Finn", "Gry", "Hans", "Ib", "Jan", "Kaj"]
    ]
    write(campaign, staff, *lines)
    page = client_of(coordinator).get(f"/fjordby/map/campaigns/tray/{row().pk}/").content.decode()
    assert 'name="person-kaj-lund"' in page
