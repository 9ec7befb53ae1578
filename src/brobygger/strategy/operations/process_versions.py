"""Publishing: a numbered copy of what is written, with its sources, that never changes; and who may see it."""

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.operations import Actor, operation
from brobygger.network.operations.scope import within
from brobygger.strategy.models import (
    Process,
    ProcessStage,
    StrategyTheme,
    StrategyVersion,
    VersionSentence,
    VersionSource,
    VersionTheme,
)
from brobygger.strategy.operations import process as processes
from brobygger.strategy.queries import process_versions as queries


@operation("strategy.version.publish")
def publish(*, process: Process, by: Actor, why: str = "") -> StrategyVersion:
    """A new version of what is written now. ValidationError where nothing is, or nothing has changed since the last."""
    within(by, process)
    Process.objects.select_for_update().get(pk=process.pk)
    themes = [theme for theme in queries.written(process) if theme.sentences.all()]
    if not themes:
        raise ValidationError(_("There is no sentence to publish yet."))
    latest = queries.latest(process)
    if latest and queries.same(themes, latest):
        raise ValidationError(_("Nothing has changed since version %(n)d.") % {"n": latest.number})
    number = (process.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = StrategyVersion(
        workspace_id=by.workspace_id,
        process=process,
        number=number,
        why=why.strip(),
        published_by=by if isinstance(by, Colleague) else None,
    )
    history.create(version, by=by, why=why)
    _copy(version, themes, by=by)
    processes.move(process=process, stage=ProcessStage.Stage.PUBLISHED, why=why, by=by)
    return version


def _copy(version: StrategyVersion, themes: list[StrategyTheme], *, by: Actor) -> None:
    here = {"workspace_id": by.workspace_id}
    number = 0
    for place, theme in enumerate(themes, 1):
        goal = theme.goal
        made = VersionTheme(
            **here,
            strategy_version=version,
            position=place,
            title=theme.title,
            outcome=theme.outcome,
            goal_name=goal.name if goal else "",
            owner=goal.owner if goal else None,
            due_on=goal.due_on if goal else None,
        )
        history.create(made, by=by)
        for position, sentence in enumerate(theme.sentences.all(), 1):
            number += 1
            copied = VersionSentence(
                **here, theme=made, position=position, number=number, text=sentence.text, sentence=sentence
            )
            history.create(copied, by=by)
            sources = [
                VersionSource(
                    **here,
                    sentence=copied,
                    answer_id=row.answer_id,
                    point_id=row.point_id,
                    response_id=row.response_id,
                )
                for row in sentence.sources.all()
            ]
            history.bulk_create(sources, by=by)


@operation("strategy.version.show")
def show(*, version: StrategyVersion, by: Actor, names_owners: bool = False, why: str = "") -> None:
    """This version may be seen by everybody, with or without the owners' names. An earlier one steps back for it."""
    within(by, version)
    others = StrategyVersion.objects.filter(workspace_id=by.workspace_id).exclude(public_at=None)
    for other in others.exclude(pk=version.pk):
        history.change(other, by=by, why=why, public_at=None, public_by=None)
    history.change(
        version,
        by=by,
        why=why,
        public_at=version.public_at or timezone.now(),
        public_by=by if isinstance(by, Colleague) else None,
        names_owners=names_owners,
    )


@operation("strategy.version.hide")
def hide(*, version: StrategyVersion, by: Actor, why: str = "") -> None:
    """Nobody outside sees it any more."""
    within(by, version)
    history.change(version, by=by, why=why, public_at=None, public_by=None)
