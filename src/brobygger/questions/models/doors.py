"""The one door through which answers come out. Reads where each round stands, and leaves the decision to `reveal`."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from brobygger.accounts.models import ApiToken, Colleague, Role, TeamMember, User, WorkspaceQuerySet
from brobygger.questions.models.rounds import Invitee, Round
from brobygger.questions.reveal import Standing, Viewer, hidden_because, only_released

SUBMITTED = "submitted"


def standings(rounds: Iterable[Round], now: datetime | None = None) -> dict[int, Standing]:
    """Where each of these rounds stands, in two queries."""
    found = list(rounds)
    now = now or timezone.now()
    ids = [r.pk for r in found]
    submitted = models.Q(sheets__state=SUBMITTED)
    counted = Round.objects.filter(pk__in=ids).annotate(
        n=models.Count("sheets", submitted),
        out=models.Count("sheets", submitted & models.Q(sheets__released=True)),
    )
    sheets = {pk: (n, out) for pk, n, out in counted.values_list("pk", "n", "out")}
    asked = {
        pk: (n, answered)
        for pk, n, answered in Invitee.objects.filter(round__in=ids)
        .order_by()
        .values("round")
        .annotate(n=models.Count("pk"), done=models.Count("pk", models.Q(answered=True)))
        .values_list("round", "n", "done")
    }
    return {
        r.pk: Standing(
            reveal=r.reveal, names=r.names, audience=r.audience, state=str(r.state_at(now)),
            opened=r.revealed_at is not None, minimum=r.minimum,
            asked=asked.get(r.pk, (0, 0))[0], answered=asked.get(r.pk, (0, 0))[1],
            submitted=sheets.get(r.pk, (0, 0))[0], released=sheets.get(r.pk, (0, 0))[1],
        )
        for r in found
    }  # fmt: skip


def standing(round: Round) -> Standing:
    """Where this round stands now."""
    return standings([round])[round.pk]


def viewers(colleague: Colleague, rounds: Iterable[Round]) -> dict[int, Viewer]:
    """What a colleague is to each of these rounds of their workspace; a team's answer is its members'."""
    teams = TeamMember.objects.filter(colleague=colleague).values("team")
    mine = models.Q(colleague=colleague) | models.Q(colleague=None, name="", team__in=teams)
    rows = Invitee.objects.filter(mine, round__in=[r.pk for r in rounds]).values_list("round", "answered")
    answered: dict[int, bool] = {}
    for pk, done in rows:
        answered[pk] = answered.get(pk, False) or done
    coordinates = colleague.has_role(Role.COORDINATOR)
    return {
        r.pk: Viewer(
            inside=True,
            coordinates=coordinates,
            asked=r.pk in answered,
            answered=answered.get(r.pk, False),
        )
        for r in rounds
    }


def viewer_of(round: Round, colleague: Colleague) -> Viewer:
    """What a colleague of the round's workspace is to it."""
    return viewers(colleague, [round])[round.pk]


def _shown(rounds: list[Round], who: dict[int, Viewer], prefix: str) -> models.Q:
    """Others' sheets that the rule lets out, as a condition on sheets reached by `prefix`."""
    whole: list[int] = []
    released: list[int] = []
    for pk, where in standings(rounds).items():
        if hidden_because(where, who[pk]) is None:
            (released if only_released(where) else whole).append(pk)
    submitted = models.Q(**{f"{prefix}state": SUBMITTED})
    out = models.Q(**{f"{prefix}round__in": released, f"{prefix}released": True})
    return submitted & (models.Q(**{f"{prefix}round__in": whole}) | out)


class DoorQuerySet[M: models.Model](WorkspaceQuerySet[M]):
    """Sheets or answers. `prefix` leads from a row to its sheet."""

    prefix = ""

    def shown(self, round: Round, viewer: Viewer) -> "DoorQuerySet[M]":
        """The submitted sheets (or their answers) of this round that `viewer` may see now; one's own is another door."""
        return self.filter(_shown([round], {round.pk: viewer}, self.prefix))

    def shown_in(self, rounds: Iterable[Round], who: dict[int, Viewer]) -> "DoorQuerySet[M]":
        """The same for several rounds at once; `who` is what the viewer is to each."""
        return self.filter(_shown(list(rounds), who, self.prefix))

    def visible_to(self, user: "User | ApiToken") -> "DoorQuerySet[M]":
        """Of all rounds of this user's workspaces, what the rule lets out to them, and their own by name."""
        condition = models.Q(pk__in=[])
        for colleague in user.colleagues():
            if not isinstance(colleague, Colleague):
                continue
            rounds = list(Round.objects.filter(workspace=colleague.workspace_id))
            condition |= _shown(rounds, viewers(colleague, rounds), self.prefix)
            condition |= models.Q(**{f"{self.prefix}invitee__colleague": colleague})
        return self.filter(condition)

    def own(self, invitee: Invitee) -> "DoorQuerySet[M]":
        """What this invitee wrote, in a round by name."""
        return self.filter(**{f"{self.prefix}invitee": invitee})


class SheetQuerySet(DoorQuerySet[Any]):
    """Sheets."""


class AnswerQuerySet(DoorQuerySet[Any]):
    """Answers, by their sheets."""

    prefix = "sheet__"
