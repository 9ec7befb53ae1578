"""A theme ends as an outcome, a goal, an owner and a date, and those whose words it came from are told."""

from datetime import date

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague, Workspace
from brobygger.core import history
from brobygger.core.operations import Actor, operation
from brobygger.network.operations.scope import within
from brobygger.records.operations import notify
from brobygger.strategy.models import Goal, StrategyTheme
from brobygger.strategy.operations import goals
from brobygger.strategy.queries.process_tracing import authors


@operation("strategy.theme.conclude")
def conclude(
    *,
    theme: StrategyTheme,
    outcome: str,
    goal: str,
    owner: Colleague,
    due_on: date,
    by: Actor,
    why: str = "",
) -> Goal:
    """Outcome, goal, owner and date. The goal is made, or changed where the theme has one; authors are told each time."""
    within(by, theme, owner)
    if not theme.sentences.exists():
        raise ValidationError(
            _("Write a sentence in the theme first: a goal without one comes from nothing.")
        )
    if theme.goal is None:
        made = goals.create(name=goal, owner=owner, due_on=due_on, about=outcome, by=by, why=why)
    else:
        made = theme.goal
        goals.change(goal=made, name=goal, owner=owner, due_on=due_on, by=by, why=why)
    history.change(
        theme,
        by=by,
        why=why,
        outcome=outcome.strip(),
        goal=made,
        concluded_at=timezone.now(),
        concluded_by=by if isinstance(by, Colleague) else None,
    )
    _tell(theme, made, by)
    return made


def _tell(theme: StrategyTheme, goal: Goal, by: Actor) -> None:
    """Named authors for themselves; a team for what it said as a team; everybody for what was said without a name."""
    slug = Workspace.objects.get(pk=by.workspace_id).slug
    path = reverse("strategy:said", args=[slug, theme.process_id])
    for colleague in authors(theme):
        if colleague.pk != by.actor_id:
            notify(
                colleague=colleague, kind="strategy.concluded", path=path, theme=theme.title, goal=goal.name
            )
