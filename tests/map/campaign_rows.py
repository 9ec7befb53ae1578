"""Rows of mapping campaigns for the walk through all pages, and a sample of each of their operations."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from brobygger.map.models import Answer, Asked, AskedTeam, Campaign, Proposal
from brobygger.map.operations import campaigns, tray, tray_rows
from brobygger.map.operations.campaigns import Line
from brobygger.map.operations.tray import Choice

SOON = timezone.localdate() + timedelta(days=9)


def build(add: Any, made: Any, workspace: Any, who: list[Any], rows: int) -> None:
    """Open campaigns that ask everybody, a decided row and one that waits, several colleagues in each."""
    here: dict[str, Any] = {"workspace": workspace}
    for number in range(1, rows + 1):
        before = {"organisations": number, "ties": 0, "wishes": 0}
        campaign = add(
            Campaign(
                **here, name=f"Hvem kender vi {number}?", closes_on=SOON, opened_by=who[0], before=before
            )
        )
        add(AskedTeam(**here, campaign=campaign, team=made.rows["accounts.team"][number - 1]))
        asked = [add(Asked(**here, campaign=campaign, colleague=c, answered_at=timezone.now())) for c in who]
        organisation = made.rows["network.organisation"][number - 1]
        for i in range(1, rows + 1):
            row = {"campaign": campaign, "kind": "organisation", "organisation": organisation}
            waits = add(Proposal(**here, **row, title=f"Kor {number}.{i}"))
            decided = Proposal(
                **here, **row, title=f"Museum {number}.{i}", decision="same",
                decided_by=who[0], decided_at=timezone.now(),
                wish=made.rows["strategy.wish"][number - 1], follow_up=made.rows["network.followup"][0],
            )  # fmt: skip
            decided.save()
            for one in asked:
                said = {"campaign": campaign, "asked": one, "name": f"Kor {number}.{i}", "about": "sang"}
                add(Answer(**here, **said, question="wish", proposal=waits))
                Answer(**here, **said, question="wish", proposal=decided).save()


def _campaign(h: Any) -> Campaign:
    return Campaign.objects.filter(workspace=h.workspace).order_by("id")[0]


def _row(h: Any) -> Proposal:
    return Proposal.objects.filter(workspace=h.workspace, decision="").order_by("id")[0]


def _answer(h: Any) -> Answer:
    return Answer.objects.filter(proposal=_row(h)).order_by("id")[0]


def _asked(h: Any) -> Asked:
    return Asked.objects.get(campaign=_campaign(h), colleague=h.leader)


def _write(h: Any) -> Answer:
    taken = campaigns.answer(asked=_asked(h), lines=[Line("know", "Helt Andet Orkester")], by=h.leader)
    assert taken.new == 1
    return Answer.objects.latest("pk")


def _late(h: Any) -> None:
    answer = _write(h)
    Answer.objects.filter(pk=answer.pk).update(late=True, proposal=None)
    campaigns.take_late(campaign=_campaign(h), by=h.leader)


def _put(h: Any) -> None:
    answer = _write(h)
    Answer.objects.filter(pk=answer.pk).update(proposal=None)
    tray_rows.put(answer=Answer.objects.get(pk=answer.pk), by=h.leader)


def _tell(h: Any) -> None:
    campaigns.tell(campaign=_campaign(h), by=h.leader)


def _mail(h: Any) -> None:
    asked = _asked(h)
    Asked.objects.filter(pk=asked.pk).update(answered_at=None)
    campaigns.write(asked=asked, by=h.leader)


def _join(h: Any) -> None:
    one, other = _write(h), campaigns.Line("know", "Noget Ganske Tredje")
    campaigns.answer(asked=_asked(h), lines=[other], by=h.leader)
    tray_rows.join(proposal=one.proposal, other=Answer.objects.latest("pk").proposal, by=h.leader)


SAMPLES: dict[str, Callable[[Any], Any]] = {
    "map.campaign.answer": _write,
    "map.campaign.change": lambda h: campaigns.change(campaign=_campaign(h), name="Andet", **h.by),
    "map.campaign.close": lambda h: campaigns.close(campaign=_campaign(h), **h.by),
    "map.campaign.delete": lambda h: campaigns.delete(campaign=_campaign(h), **h.by),
    "map.campaign.open": lambda h: campaigns.open_campaign(name="Ny", closes_on=SOON, by=h.leader),
    "map.campaign.take_late": _late,
    "map.campaign.tell": _tell,
    "map.campaign.write": _mail,
    "map.tray.decide": lambda h: tray.decide(
        proposal=_row(h), choice=Choice("aside", reason="Nej"), by=h.leader
    ),
    "map.tray.decide_many": lambda h: tray.decide_many(
        campaign=_campaign(h), choices=[(_row(h), Choice("new"))], by=h.leader
    ),
    "map.tray.join": _join,
    "map.tray.put": _put,
    "map.tray.separate": lambda h: tray_rows.separate(answer=_answer(h), **h.by),
    "map.tray.take_out": lambda h: tray_rows.take_out(answer=_write(h), **h.by),
}
