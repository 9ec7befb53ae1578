"""A colleague with eight edges leaves: what nobody else knows comes first, and nothing disappears from history."""

from typing import Any

import pytest
from django.utils import timezone

from brobygger.core import history
from brobygger.core.models import HistoryEntry
from brobygger.network.models import Affiliation, Handover, Organisation, Person, Tie
from brobygger.network.operations import ties

NAMES = (
    "Aftenskolen", "Boghandleren", "Fagforeningen", "Galleriet", "Museet", "Skolen", "Spejderne", "Teatret",
)  # fmt: skip
ALONE = ("Galleriet", "Skolen")


@pytest.fixture
def eight(workspace: Any, staff: Any, coordinator: Any) -> list[Tie]:
    """Ali has eight edges; Mette knows six of the organisations too, one of them through a person there."""
    made = []
    for name in NAMES:
        place = history.create(Organisation(workspace=workspace, name=name), by=staff)
        made.append(ties.add(colleague=staff, organisation=place, about="lektiehjælp", by=staff))
        if name == "Teatret":
            person = history.create(Person(workspace=workspace, name="Oda Testrup"), by=staff)
            at = Affiliation(workspace=workspace, person=person, organisation=place)
            history.create(at, by=staff)
            ties.add(colleague=coordinator, person=person, by=staff)
        elif name not in ALONE:
            ties.add(colleague=coordinator, organisation=place, by=staff)
    return made


@pytest.mark.case("a_colleague_with_eight_edges_leaves")
def test_two_come_first_and_nothing_disappears(
    eight: list[Tie], staff: Any, coordinator: Any, leader: Any, client_of: Any
) -> None:
    before = set(HistoryEntry.objects.values_list("pk", flat=True))
    birgit, mette = client_of(leader), client_of(coordinator)

    # Ali leaves, and the handover is proposed at once.
    on = timezone.localdate().strftime("%d-%m-%Y")
    answer = birgit.post(f"/fjordby/members/{staff.pk}/left/", {"on": on, "why": ""}, follow=True)
    begin = f"/fjordby/handovers/new/?colleague={staff.pk}"
    assert begin in answer.text
    birgit.post(begin, {"colleague": staff.pk, "reason": "leaves", "on": on, "note": ""})
    handover = Handover.objects.get()
    page = f"/fjordby/handovers/{handover.pk}/"

    # Eight lines; the two that nobody else knows come first.
    text = birgit.get(page).text
    places = sorted(NAMES, key=lambda name: text.index(f">{name}"))
    assert tuple(places[:2]) == ALONE
    assert text.count("Ingen andre kender organisationen") == 2
    assert "0 af 8 på plads" in text

    # The two go to Mette, five are kept by nobody any more, one is kept.
    lines = {line.organisation.name: line.pk for line in handover.lines.select_related("organisation")}
    two = [lines[name] for name in ALONE]
    birgit.post(f"{page}bulk/", {"action": "give", "ids": two, "confirmed": "1", "receiver": coordinator.pk})
    birgit.post(f"/fjordby/handovers/lines/{lines['Museet']}/", {"decision": "keep", "receiver": ""})
    rest = [pk for name, pk in lines.items() if name not in (*ALONE, "Museet")]
    birgit.post(f"{page}bulk/", {"action": "end", "ids": rest, "confirmed": "1"})
    assert "6 af 8 på plads" in birgit.get(page).text

    # She is told, and takes one; the other she declines with the reason, and it goes to Birgit.
    assert "2 relationer fra Ali Nazari" in mette.get("/fjordby/notices/").text
    assert all(name in mette.get("/fjordby/handovers/waiting/").text for name in ALONE)
    waiting = "/fjordby/handovers/waiting/bulk/"
    mette.post(waiting, {"action": "take", "ids": [lines["Skolen"]]})
    mette.post(
        waiting,
        {"action": "decline", "ids": [lines["Galleriet"]], "confirmed": "1", "reason": "Jeg er på orlov"},
    )
    assert "Jeg er på orlov" in birgit.get(page).text
    birgit.post(
        f"/fjordby/handovers/lines/{lines['Galleriet']}/", {"decision": "give", "receiver": leader.pk}
    )
    birgit.post(waiting, {"action": "take", "all": "1"})
    handover.refresh_from_db()
    assert handover.closed_at
    assert "8 af 8 på plads" in birgit.get(page).text

    # The ties are theirs now; Ali's eight are all there, seven with a last day.
    assert Tie.objects.get(organisation__name="Skolen", ended_on=None).colleague == coordinator
    assert Tie.objects.get(organisation__name="Galleriet", ended_on=None).colleague == leader
    his = Tie.objects.filter(colleague=staff)
    assert (his.count(), his.filter(ended_on=None).count()) == (8, 1)
    assert set(his.values_list("pk", flat=True)) == {tie.pk for tie in eight}

    # Nothing disappears from history: every line written before is there, and what was done stands after it.
    now = set(HistoryEntry.objects.values_list("pk", flat=True))
    assert before <= now
    told = HistoryEntry.objects.filter(pk__in=now - before)
    assert {"network.handover.start", "network.handover.decide", "network.handover.take_over"} <= set(
        told.values_list("operation", flat=True)
    )
    assert not told.filter(model="network.tie", verb="deleted").exists()
    shown = birgit.get(f"/fjordby/colleagues/{staff.pk}/").text
    assert all(name in shown for name in NAMES)
