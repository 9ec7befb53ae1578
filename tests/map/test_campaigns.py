"""Mapping campaigns: who is asked, what an answer does, what is mailed, what a page shows."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.accounts.models import Colleague, Team, TeamMember
from brobygger.map import tasks
from brobygger.map.models import Answer, Asked, Campaign, Proposal
from brobygger.map.operations import campaigns
from brobygger.map.operations.campaigns import Line
from brobygger.map.queries import campaigns as queries
from brobygger.network.operations import organisations
from brobygger.records.models import Notice

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=7)


@pytest.fixture
def campaign(coordinator: Any, staff: Any, reader: Any, leader: Any) -> Campaign:
    return campaigns.open_campaign(name="Hvem kender vi?", closes_on=SOON, by=coordinator)


def asked(campaign: Campaign, colleague: Colleague) -> Asked:
    return Asked.objects.get(campaign=campaign, colleague=colleague)


def write(campaign: Campaign, colleague: Colleague, *lines: Line) -> campaigns.Taken:
    return campaigns.answer(asked=asked(campaign, colleague), lines=lines, by=colleague)


def close(campaign: Campaign) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(closes_on=TODAY - timedelta(days=1))
    campaign.refresh_from_db()


def test_everybody_who_is_here_is_asked(campaign: Campaign, workspace: Any, coordinator: Any) -> None:
    names = set(campaign.asked.values_list("colleague__name", flat=True))
    assert names == {"Mette Holm", "Ali Nazari", "Rita Læser", "Birgit Lund"}
    assert Notice.objects.filter(kind="map.asked").count() == 3


def test_chosen_teams_only_and_later_ones_too(
    workspace: Any, coordinator: Any, staff: Any, reader: Any
) -> None:
    children = Team.objects.create(workspace=workspace, name="Børn")
    TeamMember.objects.create(workspace=workspace, team=children, colleague=staff)
    made = campaigns.open_campaign(name="Børn", closes_on=SOON, teams=[children], by=coordinator)
    assert [a.colleague for a in made.asked.all()] == [staff]
    TeamMember.objects.create(workspace=workspace, team=children, colleague=reader)
    campaigns.change(campaign=made, name="Børn og unge", by=coordinator)
    assert {a.colleague for a in made.asked.all()} == {staff, reader}
    campaigns.change(campaign=made, teams=[], by=coordinator)
    assert made.everybody
    assert made.asked.count() == 3


def test_the_last_day_is_not_before_today(coordinator: Any) -> None:
    with pytest.raises(ValidationError):
        campaigns.open_campaign(name="X", closes_on=TODAY - timedelta(days=1), by=coordinator)


def test_an_answer_in_two_forms_is_neither_doubled_nor_lost(campaign: Campaign, staff: Any) -> None:
    first = write(campaign, staff, Line("know", "Museet Kajen", about="udstillinger"))
    assert (first.new, first.again) == (1, False)
    # The other form was opened before the first one was sent.
    second = write(campaign, staff, Line("know", "museet kajen", about="lektiehjælp"), Line("wish", "Et kor"))
    assert (second.new, second.there, second.again) == (1, 1, True)
    assert [(a.name, a.about) for a in Answer.objects.order_by("id")] == [
        ("Museet Kajen", "udstillinger; lektiehjælp"),
        ("Et kor", ""),
    ]
    assert Proposal.objects.count() == 2


def test_a_line_is_changed_and_removed_and_what_is_not_in_the_form_stays(
    campaign: Campaign, staff: Any
) -> None:
    write(campaign, staff, Line("know", "Museet Kajen"), Line("know", "Fjordby Gymnasium"))
    museum, school = Answer.objects.order_by("id")
    taken = write(campaign, staff, Line("know", "Kunsthallen", pk=museum.pk))
    assert taken.changed == 1
    assert set(Proposal.objects.values_list("title", flat=True)) == {"Kunsthallen", "Fjordby Gymnasium"}
    taken = write(campaign, staff, Line("know", pk=school.pk))
    assert taken.removed == 1
    assert [a.name for a in Answer.objects.all()] == ["Kunsthallen"]
    assert [p.title for p in Proposal.objects.all()] == ["Kunsthallen"]


def test_an_empty_answer_is_an_answer(campaign: Campaign, staff: Any) -> None:
    write(campaign, staff, Line("know"))
    assert asked(campaign, staff).answered_at
    assert not Answer.objects.exists()


def test_what_comes_after_the_last_day_is_kept_apart(
    campaign: Campaign, staff: Any, coordinator: Any
) -> None:
    close(campaign)
    taken = write(campaign, staff, Line("know", "Museet Kajen"))
    assert taken.late
    assert Answer.objects.get().late
    assert not Proposal.objects.exists()
    assert campaigns.take_late(campaign=campaign, by=coordinator) == 1
    assert Proposal.objects.get().title == "Museet Kajen"
    assert campaigns.take_late(campaign=campaign, by=coordinator) == 0


def test_progress_by_team_counts_each_once_in_the_total(
    campaign: Campaign, workspace: Any, staff: Any, leader: Any
) -> None:
    one, two = (Team.objects.create(workspace=workspace, name=name) for name in ("Børn", "Kultur"))
    for team in (one, two):
        TeamMember.objects.create(workspace=workspace, team=team, colleague=staff)
    TeamMember.objects.create(workspace=workspace, team=two, colleague=leader)
    write(campaign, staff, Line("wish", "Et kor"))
    found = queries.progress(campaign)
    assert (found.asked, found.answered) == (4, 1)
    assert [(t.name, t.asked, t.answered) for t in found.teams] == [("Børn", 1, 1), ("Kultur", 2, 1)]
    assert [c.name for c in found.teams[1].missing] == ["Birgit Lund"]
    assert (found.alone.asked, found.alone.answered) == (2, 0)


def test_mails_go_once_and_reminders_only_to_those_missing(
    campaign: Campaign, staff: Any, coordinator: Any, django_capture_on_commit_callbacks: Any
) -> None:
    def send(reminder: bool) -> list[str]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            tasks.send_campaign.func(campaign.pk, reminder, coordinator.pk)
        return sorted(m.to[0] for m in mail.outbox)

    everybody = ["ali@eksempel.dk", "birgit@eksempel.dk", "mette@eksempel.dk", "rita@eksempel.dk"]
    assert send(False) == everybody
    assert "/campaign/" in mail.outbox[0].body
    assert send(False) == []
    write(campaign, staff, Line("wish", "Et kor"))
    assert send(True) == ["birgit@eksempel.dk", "mette@eksempel.dk", "rita@eksempel.dk"]
    close(campaign)
    assert send(True) == []


def test_the_timer_reminds_once_before_the_last_day(
    campaign: Campaign, staff: Any, run_jobs: Any, django_capture_on_commit_callbacks: Any
) -> None:
    Campaign.objects.update(opened_on=TODAY - timedelta(days=9), closes_on=TODAY + timedelta(days=1))
    write(campaign, staff, Line("wish", "Et kor"))
    for sent in (3, 0):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            tasks.remind(timezone.now())
            run_jobs()
        assert len(mail.outbox) == sent


def test_who_answered_is_told_once_what_became_of_it(
    campaign: Campaign, staff: Any, coordinator: Any
) -> None:
    from brobygger.map.operations import tray

    write(campaign, staff, Line("excluded", "Døve", about="ingen tolk"))
    assert campaigns.tell(campaign=campaign, by=coordinator) == 0
    row = Proposal.objects.get()
    tray.decide(proposal=row, choice=tray.Choice("aside", reason="Vi har fået tolk i maj"), by=coordinator)
    assert campaigns.tell(campaign=campaign, by=coordinator) == 1
    assert campaigns.tell(campaign=campaign, by=coordinator) == 0
    assert Notice.objects.get(kind="map.became").colleague == staff


def test_pages(campaign: Campaign, staff: Any, reader: Any, coordinator: Any, client_of: Any) -> None:
    organisations.create(name="Museet Kajen", by=coordinator)
    here = f"/fjordby/map/campaigns/{campaign.pk}/"
    client = client_of(reader)
    assert "Dit svar mangler" in client.get(here).content.decode()
    assert "Rita Læser" not in client.get(here).content.decode().split("<main", 1)[1]
    assert client.get(f"{here}tray/").status_code == 403
    found = client.get("/fjordby/map/campaigns/pick/?field=know-0-name&know-0-name=Museet").content.decode()
    assert "Museet Kajen" in found
    page = client_of(coordinator).get(here).content.decode()
    assert "Rita Læser" in page
    for path in ("", "tray/", "result/", "edit/", "close/", "delete/", "answer/"):
        assert client_of(coordinator).get(here + path).status_code == 200, path


def test_one_more_line_keeps_what_is_typed_and_saves_nothing(
    campaign: Campaign, staff: Any, client_of: Any
) -> None:
    client = client_of(staff)
    sent = {"count-know": "2", "know-0-name": "Museet Kajen", "know-0-about": "kunst", "more": "know"}
    found = client.post(f"/fjordby/map/campaigns/{campaign.pk}/answer/", sent).content.decode()
    assert 'value="Museet Kajen"' in found
    assert 'name="count-know" value="3"' in found
    assert not Answer.objects.exists()


def test_a_cpr_number_is_refused_and_not_shown_again(campaign: Campaign, staff: Any, client_of: Any) -> None:
    sent = {"count-know": "1", "know-0-name": "Ali 010190-1234", "know-0-about": "kunst"}
    answer = client_of(staff).post(f"/fjordby/map/campaigns/{campaign.pk}/answer/", sent)
    assert answer.status_code == 422
    assert b"010190-1234" not in answer.content
    assert not Answer.objects.exists()


def test_a_form_opened_before_the_last_day_and_sent_after_changes_nothing_in_place(
    campaign: Campaign, staff: Any
) -> None:
    write(campaign, staff, Line("know", "Museet Kajen", about="sang"), Line("know", "Koret"))
    one, two = Answer.objects.order_by("id")
    close(campaign)
    lines = [Line("know", "Museet Kajen", about="udstillinger", pk=one.pk), Line("know", pk=two.pk)]
    taken = write(campaign, staff, *lines)
    assert (taken.late, taken.new, taken.changed, taken.removed, taken.stays) == (True, 1, 0, 0, 1)
    one.refresh_from_db()
    assert (one.about, one.late) == ("sang", False)
    late = Answer.objects.get(late=True)
    assert (late.name, late.about, late.proposal) == ("Museet Kajen", "udstillinger", None)
    assert write(campaign, staff, *lines).new == 0
    assert Answer.objects.count() == 3


def test_a_second_click_reminds_nobody_twice(
    campaign: Campaign,
    coordinator: Any,
    client_of: Any,
    run_jobs: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client = client_of(coordinator)
    for sent in (4, 0):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"/fjordby/map/campaigns/{campaign.pk}/remind/", {"once": f"form-{sent}"})
            run_jobs()
        assert len(mail.outbox) == sent


def test_names_are_not_offered_by_the_link_after_the_last_day(
    campaign: Campaign, staff: Any, coordinator: Any, client: Any
) -> None:
    campaigns.write(asked=asked(campaign, staff), by=coordinator)
    link = campaigns.AskedLink.objects.get().link
    address = f"{campaigns.address(link)}pick/?field=x&x=Museet"
    assert client.get(address).status_code == 200
    close(campaign)
    assert client.get(address).status_code == 404
