"""What the pages of a campaign read: whom it asks, how far it is, what the tray holds, what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from brobygger.accounts.models import Colleague, TeamMember, Workspace
from brobygger.map.models import Answer, Asked, Campaign, Proposal, Question
from brobygger.network.models import Organisation, Tie
from brobygger.strategy.models import Wish

Decision = Proposal.Decision
# Nobody is reminded twice within it.
QUIET = timedelta(hours=1)


def counts(workspace: Workspace) -> dict[str, int]:
    """How much the network holds now."""
    return {
        "organisations": Organisation.objects.of(workspace).count(),
        "ties": Tie.objects.of(workspace).filter(ended_on=None).count(),
        "wishes": Wish.objects.of(workspace).filter(ended_on=None, met_on=None).count(),
    }


def to_ask(campaign: Campaign) -> "QuerySet[Colleague]":
    """Colleagues of the teams, or all, who are here and have not been asked."""
    rows = Colleague.objects.filter(workspace_id=campaign.workspace_id).exclude(state=Colleague.State.LEFT)
    if not campaign.everybody:
        teams = campaign.asked_teams.values("team")
        rows = rows.filter(pk__in=TeamMember.objects.filter(team__in=teams).values("colleague"))
    return rows.exclude(pk__in=campaign.asked.values("colleague")).order_by("sort_key", "id")


def missing(campaign: Campaign) -> "QuerySet[Asked]":
    """Those who are here and have not answered."""
    rows = campaign.asked.filter(answered_at=None).exclude(colleague__state=Colleague.State.LEFT)
    return rows.select_related("colleague").order_by("colleague__sort_key", "id")


def to_remind(campaign: Campaign) -> "QuerySet[Asked]":
    """Those missing who have an address and were not reminded within the hour."""
    rows = missing(campaign).exclude(colleague__email="")
    return rows.exclude(reminded_at__gt=timezone.now() - QUIET)


def to_tell(campaign: Campaign) -> "QuerySet[Asked]":
    """Those with a decided answer who have not been told since it was."""
    decided = (
        Answer.objects.filter(asked=OuterRef("pk")).exclude(proposal__decision="").exclude(proposal=None)
    )
    news = decided.filter(Q(asked__told_at=None) | Q(proposal__decided_at__gt=F("asked__told_at")))
    return campaign.asked.filter(Exists(news)).select_related("colleague", "campaign").order_by("id")


@dataclass
class TeamProgress:
    """One team's share; `pk` is None for colleagues in no team."""

    pk: int | None
    name: str
    asked: int = 0
    answered: int = 0
    missing: list[Colleague] = field(default_factory=list)


@dataclass(frozen=True)
class Progress:
    """How far a campaign is: all, each colleague once; and by team, where one may be in several."""

    asked: int
    answered: int
    teams: list[TeamProgress]
    alone: TeamProgress


def progress(campaign: Campaign) -> Progress:
    """Counts and who is missing, by team."""
    asked = list(
        campaign.asked.exclude(colleague__state=Colleague.State.LEFT, answered_at=None)
        .select_related("colleague")
        .order_by("colleague__sort_key", "id")
    )
    of = TeamMember.objects.filter(colleague__in=[row.colleague_id for row in asked])
    chosen = None if campaign.everybody else set(campaign.asked_teams.values_list("team_id", flat=True))
    teams: dict[int, TeamProgress] = {}
    member: dict[int, list[int]] = {}
    for team, name, colleague in of.order_by("team__sort_key", "team_id").values_list(
        "team_id", "team__name", "colleague_id"
    ):
        if chosen is None or team in chosen:
            teams.setdefault(team, TeamProgress(team, name))
            member.setdefault(colleague, []).append(team)
    alone = TeamProgress(None, "")
    for row in asked:
        for found in [teams[t] for t in member.get(row.colleague_id, [])] or [alone]:
            found.asked += 1
            found.answered += bool(row.answered_at)
            if not row.answered_at:
                found.missing.append(row.colleague)
    return Progress(len(asked), sum(bool(row.answered_at) for row in asked), list(teams.values()), alone)


def overview(workspace: Workspace) -> "QuerySet[Campaign]":
    """All campaigns, newest first, each with how many were asked, answered and wait in the tray."""
    return (
        Campaign.objects.of(workspace)
        .annotate(
            asked_count=Count("asked", distinct=True),
            answered_count=Count("asked", filter=Q(asked__answered_at__isnull=False), distinct=True),
            waiting_count=Count("proposals", filter=Q(proposals__decision=""), distinct=True),
        )
        .order_by("-closes_on", "-id")
    )


def tray_rows(campaign: Campaign, *, decided: bool = False) -> "QuerySet[Any]":
    """Rows of the tray with how many wrote each, those that several colleagues name first."""
    rows: QuerySet[Any] = (
        campaign.proposals.exclude(decision="") if decided else campaign.proposals.filter(decision="")
    )
    rows = rows.select_related(
        "organisation",
        "person",
        "wish",
        "follow_up__owner",
        "decided_by",
    ).annotate(
        writers=Count("answers__asked", distinct=True),
        knows=Count("answers", filter=Q(answers__question=Question.KNOW)),
        wished=Count("answers", filter=Q(answers__question=Question.WISH)),
    )
    return rows.order_by("-decided_at", "-id") if decided else rows.order_by("-writers", "sort_key", "id")


def answers_of(rows: Sequence[Any]) -> dict[int, list[Answer]]:
    """The answers of each row, with who wrote them."""
    found: dict[int, list[Answer]] = {row.pk: [] for row in rows}
    answers = Answer.objects.filter(proposal__in=list(found)).select_related("asked__colleague")
    for answer in answers.order_by("id"):
        found[answer.proposal_id or 0].append(answer)
    return found


@dataclass(frozen=True)
class Came:
    """What a campaign made."""

    organisations: int
    known: int
    wishes: list[Wish]
    actions: list[Any]
    aside: int
    waiting: int


def came_of(campaign: Campaign) -> Came:
    """New organisations, those that were here, wishes, actions; what was set aside and what waits."""
    rows = list(
        campaign.proposals.select_related(
            "wish__organisation", "wish__wished_by", "follow_up__owner"
        ).order_by("id")
    )
    wishes = {row.wish.pk: row.wish for row in rows if row.wish}
    actions = {row.follow_up.pk: row.follow_up for row in rows if row.follow_up}
    return Came(
        organisations=len(
            {r.organisation_id for r in rows if r.decision == Decision.NEW and r.organisation_id}
        ),
        known=len({r.organisation_id for r in rows if r.decision == Decision.SAME and r.organisation_id}),
        wishes=list(wishes.values()),
        actions=sorted(actions.values(), key=lambda step: (step.due_on, step.pk)),
        aside=sum(r.decision == Decision.ASIDE for r in rows),
        waiting=sum(not r.decision for r in rows),
    )


def own_answers(asked: Asked) -> list[Answer]:
    """What one colleague wrote, with what became of it."""
    rows = asked.answers.select_related(
        "proposal__organisation", "proposal__person", "proposal__wish", "proposal__follow_up__owner",
        "proposal__decided_by", "organisation",
    )  # fmt: skip
    return list(rows.order_by("id"))


def sayings(answers: Sequence[Answer]) -> dict[str, list[Answer]]:
    """Answers by question, in the order of the questions."""
    return {q: [a for a in answers if a.question == q] for q in Question.values}
