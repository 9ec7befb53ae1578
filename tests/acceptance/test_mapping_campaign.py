"""The whole house maps its network: answered twice, answered too late, one organisation from three colleagues, undone."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from brobygger.core.models import Batch
from brobygger.map.models import Answer, Campaign, Proposal
from brobygger.network.models import FollowUp, Organisation, Tie
from brobygger.strategy.models import Wish

LAST = timezone.localdate() + timedelta(days=7)
ADDRESS = re.compile(r"https?://[^/]+(/campaign/\S+)")


@pytest.fixture
def opened(
    coordinator: Any,
    staff: Any,
    reader: Any,
    leader: Any,
    client_of: Callable[..., Any],
    run_jobs: Any,
    django_capture_on_commit_callbacks: Any,
) -> dict[str, str]:
    """The coordinator opens a campaign; the addresses in the mails, by whom they went to."""
    with django_capture_on_commit_callbacks(execute=True):
        client_of(coordinator).post(
            "/fjordby/map/campaigns/new/", {"name": "Hvem kender vi?", "closes_on": f"{LAST:%d-%m-%Y}"}
        )
        run_jobs()
    found = {}
    for message in mail.outbox:
        address = ADDRESS.search(str(message.body))
        assert address
        found[message.to[0]] = address[1]
    assert len(found) == 4
    return found


def answer(client: Any, address: str, **lines: str) -> Any:
    """Send the form with lines such as know_0_name."""
    sent = {"count-know": "3", "count-wish": "1", "count-overlook": "1", "count-excluded": "1"}
    return client.post(address, sent | {k.replace("_", "-"): v for k, v in lines.items()}, follow=True)


@pytest.mark.case("A campaign answered twice: told clearly, nothing doubled, nothing lost")
def test_answered_twice(opened: dict[str, str], client_of: Callable[..., Any]) -> None:
    phone, address = client_of(None), opened["ali@eksempel.dk"]
    first = answer(phone, address, know_0_name="Museet Kajen", know_0_about="udstillinger")
    assert "Tak. 1 linje er gemt." in first.content.decode()
    # Opened again: what was written stands there to be changed.
    again = phone.get(address).content.decode()
    assert "Du svarede" in again
    assert 'value="Museet Kajen"' in again
    # A second form, filled in before the first was sent.
    second = answer(
        phone, address, know_0_name="Museet Kajen", know_0_about="udstillinger", wish_0_name="Et kor"
    )
    said = second.content.decode()
    assert "1 linje er gemt." in said
    assert "1 af dem havde du skrevet før: den står kun én gang." in said
    assert sorted(Answer.objects.values_list("name", flat=True)) == ["Et kor", "Museet Kajen"]


@pytest.mark.case("A campaign's link used after it closed: told clearly, what was typed is kept")
def test_answered_too_late(opened: dict[str, str], coordinator: Any, client_of: Callable[..., Any]) -> None:
    Campaign.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    phone, address = client_of(None), opened["ali@eksempel.dk"]
    shown = phone.get(address).content.decode()
    assert "Kortlægningen lukkede" in shown
    assert "<form" not in shown.split('<div class="stack">')[1]
    said = answer(phone, address, know_0_name="Museet Kajen").content.decode()
    assert "koordinatoren kan tage det med" in said
    assert "Museet Kajen" in said
    campaign = Campaign.objects.get()
    tray = f"/fjordby/map/campaigns/{campaign.pk}/tray/"
    assert "1 svar kom efter den sidste dag" in client_of(coordinator).get(tray).content.decode()
    client_of(coordinator).post(f"/fjordby/map/campaigns/{campaign.pk}/late/")
    assert Proposal.objects.get().title == "Museet Kajen"


@pytest.mark.case(
    "One organisation that three colleagues name becomes one, with three ties, and can be undone"
)
def test_three_name_the_same(
    opened: dict[str, str],
    coordinator: Any,
    staff: Any,
    reader: Any,
    leader: Any,
    client_of: Callable[..., Any],
) -> None:
    for email, spelt in (
        ("ali@eksempel.dk", "Fjordby Skaterklub"),
        ("rita@eksempel.dk", "fjordby skaterklub"),
        ("birgit@eksempel.dk", "Fjordby Skatterklub"),
    ):
        answer(client_of(None), opened[email], know_0_name=spelt, know_0_about="unge")
    assert Organisation.objects.count() == 0
    row, campaign = Proposal.objects.get(), Campaign.objects.get()
    client = client_of(coordinator)
    tray = f"/fjordby/map/campaigns/{campaign.pk}/tray/"
    shown = client.get(tray).content.decode()
    assert "3 kolleger" in shown
    client.post(tray, {f"row-{row.pk}": "new"})
    club = Organisation.objects.get()
    assert {t.colleague for t in Tie.objects.filter(organisation=club)} == {staff, reader, leader}
    result = client.get(f"/fjordby/map/campaigns/{campaign.pk}/result/").content.decode()
    assert "1 organisation er kommet i netværket." in result
    assert f"then={campaign.opened_on.isoformat()}" in result
    # Undone as one, and the row waits again.
    batch = Batch.objects.get(kind="campaign")
    client.post(f"/fjordby/history/batches/{batch.pk}/undo/")
    assert not Organisation.objects.exists()
    assert not Tie.objects.exists()
    row.refresh_from_db()
    assert row.decision == ""
    assert row.answers.count() == 3


@pytest.mark.case(
    "Who cannot take part becomes a wish on the map, an action, or is set aside with its reason"
)
def test_the_list_of_actions(
    opened: dict[str, str], coordinator: Any, staff: Any, client_of: Callable[..., Any]
) -> None:
    answer(
        client_of(None), opened["ali@eksempel.dk"], excluded_0_name="Døve", excluded_0_about="ingen tolk",
        overlook_0_name="Skaterne ved havnen",
    )  # fmt: skip
    client, campaign = client_of(coordinator), Campaign.objects.get()
    rows = {row.title: f"/fjordby/map/campaigns/tray/{row.pk}/" for row in Proposal.objects.all()}
    action = {"decision": "action", "text": "Find en tolk", "owner": staff.pk, "due_on": f"{LAST:%d-%m-%Y}"}
    assert client.post(rows["Døve"], action).status_code == 302
    assert FollowUp.objects.get().owner == staff
    wish = {"decision": "wish", "text": "En skaterklub", "room": "performative"}
    assert client.post(rows["Skaterne ved havnen"], wish).status_code == 302
    assert Wish.objects.get().values.get().room == "performative"
    result = client.get(f"/fjordby/map/campaigns/{campaign.pk}/result/").content.decode()
    assert "Find en tolk" in result
    assert "En skaterklub" in result
    client.post(f"/fjordby/map/campaigns/{campaign.pk}/tell/")
    own = client_of(staff).get(f"/fjordby/map/campaigns/{campaign.pk}/answer/").content.decode()
    assert "En handling: Ali Nazari" in own
