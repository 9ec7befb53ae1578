"""Mapping campaigns: open, change, close, write to those asked, and take an answer in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts import links
from brobygger.accounts.models import Colleague, Link, Team
from brobygger.core import history, mail
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.core.text import fold
from brobygger.map.models import Answer, Asked, AskedLink, AskedTeam, Campaign
from brobygger.map.operations import tray_rows
from brobygger.map.queries import campaigns as queries
from brobygger.network.models import Organisation
from brobygger.network.operations.scope import follow, within
from brobygger.records.operations import notify

# A link says that the campaign is closed for so long after it.
AFTER = timedelta(days=90)


@operation("map.campaign.open")
def open_campaign(
    *, name: str, closes_on: date, by: Colleague, about: str = "", teams: Iterable[Team] = ()
) -> Campaign:
    """Ask all colleagues, or those of `teams`, until `closes_on`. They see it at once; mails go out beside."""
    _ahead(closes_on)
    teams = list(teams)
    within(by, *teams)
    campaign = Campaign(
        workspace_id=by.workspace_id,
        name=name,
        about=about,
        closes_on=closes_on,
        everybody=not teams,
        opened_by=by,
    )
    campaign.before = queries.counts(by.workspace)
    history.create(campaign, by=by)
    _ask(campaign, teams, by=by)
    return campaign


def _ahead(closes_on: date) -> None:
    if closes_on < timezone.localdate():
        raise ValidationError({"closes_on": _("The last day must be today or later.")})


def _ask(campaign: Campaign, teams: Iterable[Team], *, by: Actor) -> None:
    """Ask whoever should be asked and is not yet; nobody who was asked is taken off."""
    follow(AskedTeam, campaign, owner_field="campaign", field="team", wanted=teams, by=by)
    for colleague in queries.to_ask(campaign):
        asked = Asked(workspace_id=by.workspace_id, campaign=campaign, colleague=colleague)
        history.create(asked, by=by)
        if colleague.pk != by.actor_id:
            path = reverse("map:campaign_answer", args=[campaign.workspace.slug, campaign.pk])
            notify(colleague=colleague, kind="map.asked", path=path, campaign=campaign.name)


@operation("map.campaign.change")
def change(*, campaign: Campaign, by: Actor, teams: Iterable[Team] | None = None, **fields: Any) -> None:
    """Change name, reason, last day or whom: those who come to are asked. A later day opens a closed campaign again.

    `teams` None leaves them.
    """
    within(by, campaign)
    if fields.get("closes_on", campaign.closes_on) != campaign.closes_on:
        _ahead(fields["closes_on"])
    if teams is not None:
        teams = list(teams)
        within(by, *teams)
        fields["everybody"] = not teams
    history.change(campaign, by=by, **fields)
    asked = [row.team for row in campaign.asked_teams.select_related("team")] if teams is None else teams
    if campaign.is_open:
        _ask(campaign, asked, by=by)


@operation("map.campaign.close")
def close(*, campaign: Campaign, by: Actor) -> None:
    """No more answers from now on: yesterday was the last day."""
    within(by, campaign)
    if campaign.is_open:
        history.change(campaign, by=by, closes_on=timezone.localdate() - timedelta(days=1))


@operation("map.campaign.delete")
def delete(*, campaign: Campaign, by: Actor) -> Batch:
    """Move the campaign with its answers and rows to the bin. What was approved stays in the network."""
    within(by, campaign)
    return history.delete(campaign, by=by)


@operation("map.campaign.write")
def write(*, asked: Asked, by: Actor, reminder: bool = False) -> bool:
    """Mail the questions with a link that answers them without a log-in; False where there is nobody to write to.

    An invitation goes once; a reminder only to who has not answered, and not twice within the hour.
    """
    asked = Asked.objects.select_for_update(of=("self",)).select_related(
        "campaign__workspace", "campaign__opened_by", "colleague__user"
    ).get(pk=asked.pk)  # fmt: skip
    colleague, campaign = asked.colleague, asked.campaign
    sent = asked.reminded_at if reminder else asked.mailed_at
    unwanted = asked.answered_at or not campaign.is_open or colleague.state == Colleague.State.LEFT
    if sent and (not reminder or sent > timezone.now() - queries.QUIET):
        return False
    if unwanted or not colleague.email:
        return False
    link = _link(asked, by)
    when: dict[str, Any] = {"reminded_at" if reminder else "mailed_at": timezone.now()}
    history.change(asked, by=by, **when)
    mail.send(
        "map/mail/campaign_reminder" if reminder else "map/mail/campaign",
        to=colleague.email,
        language=colleague.user.language if colleague.user else "da",
        context={"colleague": colleague, "campaign": campaign, "address": address(link)},
    )
    return True


def _link(asked: Asked, by: Actor) -> Link:
    """The link of the earlier mail while it opens, else a new one."""
    held = AskedLink.objects.filter(asked=asked).select_related("link").first()
    if held is not None and held.link.is_open:
        return held.link
    days = max((asked.campaign.closes_on + AFTER - timezone.localdate()).days, 1)
    link = links.make(purpose=Link.Purpose.ANSWER, colleague=asked.colleague, by=by, days=days, alone=False)
    if held is not None:
        history.change(held, by=by, link=link)
    else:
        history.create(AskedLink(workspace_id=asked.workspace_id, asked=asked, link=link), by=by)
    return link


def address(link: Link) -> str:
    """The whole address that answers without a log-in."""
    return mail.absolute(reverse("campaign:answer", args=[links.token(link)]))


@dataclass(frozen=True)
class Line:
    """One line of a sent form; `pk` is the answer that it was before."""

    question: str
    name: str = ""
    person: str = ""
    about: str = ""
    organisation: Organisation | None = None
    is_new: bool = False
    pk: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.name or self.person or self.about)

    @property
    def key(self) -> tuple[str, str, str]:
        return self.question, fold(self.name), fold(self.person)

    def values(self) -> dict[str, Any]:
        """What is written; a line with nothing but a subject is called by it."""
        said: dict[str, Any] = {"name": self.name, "person": self.person, "about": self.about}
        if not self.name and not self.person:
            said |= {"name": self.about[:200], "about": ""}
        return said | {"organisation": self.organisation, "is_new": self.is_new}


@dataclass
class Taken:
    """What became of a sent form."""

    new: int = 0
    changed: int = 0
    removed: int = 0
    there: int = 0  # written before, in another form or by the same finger twice
    decided: int = 0  # settled in the tray meanwhile: left as they were
    again: bool = False
    late: bool = False
    stays: int = 0  # taken out of a form that was sent after the last day: not removed
    lines: list[Answer] = field(default_factory=list)


@operation("map.campaign.answer")
def answer(*, asked: Asked, lines: Sequence[Line], by: Actor) -> Taken:
    """Take a colleague's lines in. What is there already is not doubled, and what is not in the form is left alone.

    After the last day the lines are kept apart as late: they come into the tray when somebody takes them in.
    """
    within(by, asked)
    asked = Asked.objects.select_for_update(of=("self",)).select_related(
        "campaign__workspace"
    ).get(pk=asked.pk)  # fmt: skip
    rows = asked.answers.select_related("proposal", "campaign__workspace", "organisation").order_by("id")
    mine = {row.pk: row for row in rows}
    taken = Taken(again=bool(asked.answered_at), late=not asked.campaign.is_open)
    for line in lines:
        row = mine.get(line.pk or 0)
        if row is None and line.is_empty:
            continue
        if row is None:
            _add(asked, line, mine, taken, by)
        else:
            _edit(row, line, mine, taken, by)
    if not asked.answered_at:
        history.change(asked, by=by, answered_at=timezone.now())
    return taken


def _add(
    asked: Asked, line: Line, mine: dict[int, Answer], taken: Taken, by: Actor, instead: Answer | None = None
) -> None:
    """Write a line that is not there; `instead` is the answer that it changes, which stays as it was."""
    told = line.values()
    key = (line.question, fold(told["name"]), fold(told["person"]))
    alike = [r for r in mine.values() if r != instead and (r.question, fold(r.name), fold(r.person)) == key]
    more = told["about"]
    said = next((r for r in alike if fold(more) in fold(r.about)), None)
    # What was written in time is not written into after the last day.
    same = said or next((r for r in alike if r.late or not taken.late), None)
    if same is not None:
        taken.there += 1
        if said is None and not _settled(same):
            history.change(same, by=by, about="; ".join(filter(None, (same.about, more)))[:300])
        return
    made = Answer(
        workspace_id=asked.workspace_id, campaign=asked.campaign, asked=asked, question=line.question,
        late=taken.late, **told,
    )  # fmt: skip
    mine[history.create(made, by=by).pk] = made
    taken.new += 1
    if not taken.late:
        tray_rows.put(answer=made, by=by)


def _edit(row: Answer, line: Line, mine: dict[int, Answer], taken: Taken, by: Actor) -> None:
    told = line.values()
    same = all(getattr(row, name) == value for name, value in told.items())
    if same:
        return
    if taken.late and not row.late:
        if line.is_empty:
            taken.stays += 1
        else:
            _add(row.asked, line, mine, taken, by, instead=row)
        return
    if _settled(row):
        taken.decided += 1
        return
    if line.is_empty:
        del mine[row.pk]
        taken.removed += 1
        tray_rows.take_out(answer=row, by=by, gone=True)
        return
    moved = (row.name, row.person, row.organisation, row.is_new) != tuple(
        told[name] for name in ("name", "person", "organisation", "is_new")
    )
    history.change(row, by=by, **told)
    taken.changed += 1
    if moved and not row.late:
        tray_rows.take_out(answer=row, by=by)
        tray_rows.put(answer=row, by=by)


def _settled(row: Answer) -> bool:
    return bool(row.proposal and row.proposal.decision)


@operation("map.campaign.take_late")
def take_late(*, campaign: Campaign, by: Actor) -> int:
    """Put the answers that came after the last day into the tray; returns how many."""
    within(by, campaign)
    rows = list(campaign.answers.filter(late=True).select_related("campaign__workspace", "organisation"))
    for row in rows:
        history.change(row, by=by, late=False)
        tray_rows.put(answer=row, by=by)
    return len(rows)


@operation("map.campaign.tell")
def tell(*, campaign: Campaign, by: Actor) -> int:
    """Tell those whose answers are decided what became of them, once each; returns how many were told."""
    within(by, campaign)
    told = list(queries.to_tell(campaign))
    for asked in told:
        path = reverse("map:campaign_answer", args=[campaign.workspace.slug, campaign.pk])
        notify(colleague=asked.colleague, kind="map.became", path=path, campaign=campaign.name)
        history.change(asked, by=by, told_at=timezone.now())
    return len(told)
