"""Sets of questions: make, rename, stop using, delete."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.questions.models import QuestionSet, Round, SetVersion
from brobygger.questions.operations.scope import within


@operation("questions.set.create")
def create(*, name: str, kind: str = "", by: Actor) -> QuestionSet:
    """A new set with an empty first version."""
    made = history.create(QuestionSet(workspace_id=by.workspace_id, name=name, kind=kind), by=by)
    version = SetVersion(workspace_id=by.workspace_id, question_set=made, number=1)
    history.create(version, by=by)
    return made


@operation("questions.set.rename")
def rename(*, question_set: QuestionSet, name: str, by: Actor) -> None:
    """Call it something else."""
    within(by, question_set)
    history.change(question_set, by=by, name=name)


@operation("questions.set.end")
def end(*, question_set: QuestionSet, by: Actor, on: date | None = None) -> None:
    """No new rounds ask it; what was answered stays."""
    within(by, question_set)
    history.change(question_set, by=by, ended_on=on or timezone.localdate())


@operation("questions.set.take_up")
def take_up(*, question_set: QuestionSet, by: Actor) -> None:
    """Use it again."""
    within(by, question_set)
    history.change(question_set, by=by, ended_on=None)


@operation("questions.set.delete")
def delete(*, question_set: QuestionSet, by: Actor) -> Batch:
    """Move a set that no round has asked to the bin. ValidationError for any other."""
    within(by, question_set)
    if Round.objects.filter(set_version__question_set=question_set).exists():
        raise ValidationError(_("Rounds ask these questions. Stop using the set instead; then they stay."))
    return history.delete(question_set, by=by)
