"""Answering the question of the day, and what colleagues say to each other's answers."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague
from brobygger.core import history
from brobygger.core.operations import operation
from brobygger.network.operations.scope import within
from brobygger.questions.marks import still_promised
from brobygger.questions.models import Answer, Invitee, Round, Sheet, random_id
from brobygger.questions.operations import sheets
from brobygger.questions.operations.giving import Given
from brobygger.questions.operations.invitees import team_of
from brobygger.questions.operations.scope import RoundClosed
from brobygger.strategy.models import Day, Response, SentenceSource, VersionSource
from brobygger.strategy.operations.process_week import bring_in

Kind = Response.Kind


def answer(*, day: Day, text: str, by: Colleague, key: str = "", promised: str | None = None) -> sheets.Sent:
    """Send one's own answer in, or change it: by name as often as one likes, without a name by the `key` got at first.

    PromiseChanged where the form `promised` something else than the round does by now.
    """
    with transaction.atomic():
        locked = Round.objects.select_for_update(of=("self",)).get(pk=day.round_id)
        still_promised(locked, promised)
        return _answer(day=day, text=text, by=by, key=key)


def _answer(*, day: Day, text: str, by: Colleague, key: str) -> sheets.Sent:
    item = day.round.item
    values = {item.pk: Given(text=text)} if item else {}
    if key and not day.round.is_named:
        try:
            return sheets.Sent(sheets.change_unnamed(round=day.round, key=key, values=values), key)
        except Sheet.DoesNotExist:
            key = ""
    bring_in(day=day, colleague=by, by=by)
    invitee = Invitee.objects.select_related("round", "team").filter(round=day.round, colleague=by).first()
    if invitee is None:
        if day.round.is_closed:
            raise RoundClosed(_("The day has closed. It takes no more answers."), code="closed")
        raise PermissionDenied
    return sheets.submit(invitee=invitee, values=values, by=by)


def comment(*, answer: Answer, text: str, by: Colleague) -> Response:
    """Say something to an answer that one may see, as the round promises: by name, or with at most the team."""
    if not text.strip():
        raise ValidationError({"text": _("Write what you want to say.")})
    if answer.sheet.round.is_named:
        return comment_named(answer=answer, text=text, by=by)
    return comment_unnamed(answer=answer, text=text, colleague=by)


@operation("strategy.response.comment")
def comment_named(*, answer: Answer, text: str, by: Colleague) -> Response:
    """A comment by name. The history says that it was made, not what it says: others see that by the round's rule."""
    _may_see(answer, by)
    row = Response(
        workspace_id=by.workspace_id, answer=answer, kind=Kind.COMMENT, text=text.strip(), author=by
    )
    row.clean_fields(exclude={"workspace", "answer", "author", "team"})
    row.save(force_insert=True)
    history.entry(row, history.CREATED, by=by, after={"answer_id": answer.pk, "kind": row.kind}).save()
    return row


@operation("strategy.response.comment_unnamed")
def comment_unnamed(*, answer: Answer, text: str, colleague: Colleague) -> Response:
    """A comment that leads to nobody: no history, no time, a random id, and the team only where the round tells teams."""
    _may_see(answer, colleague)
    round = answer.sheet.round
    team = team_of([colleague]).get(colleague.pk) if round.names == Round.Names.TEAM else None
    if team and Invitee.objects.filter(round=round, team=team).count() < round.minimum:
        team = None
    row = Response(
        pk=random_id(), workspace_id=round.workspace_id, created_at=round.opens_at, answer=answer,
        kind=Kind.COMMENT, text=text.strip(), team=team,
    )  # fmt: skip
    row.clean_fields(exclude={"id", "workspace", "answer", "author", "team"})
    row.save(force_insert=True)
    return row


@operation("strategy.response.count")
def count(*, answer: Answer, kind: str, by: Colleague) -> bool:
    """Agree with an answer or thank for it, by name; a second time takes it back. True where it stands now."""
    _may_see(answer, by)
    if kind not in (Kind.AGREE, Kind.THANKS) or not answer.sheet.round.is_named:
        raise ValidationError(_("Agreement and thanks are counted in rounds by name alone."))
    Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)  # two at once come one after the other
    there = Response.objects.select_for_update().filter(answer=answer, kind=kind, author=by).first()
    if there is not None:
        history.entry(there, history.DELETED, by=by, before={"answer_id": answer.pk, "kind": kind}).save()
        there.delete()
        return False
    row = Response(workspace_id=by.workspace_id, answer=answer, kind=kind, author=by)
    row.save(force_insert=True)
    history.entry(row, history.CREATED, by=by, after={"answer_id": answer.pk, "kind": kind}).save()
    return True


@operation("strategy.response.take_back")
def take_back(*, response: Response, by: Colleague) -> None:
    """One's own comment by name goes."""
    within(by, response)
    if response.author_id != by.pk:
        raise PermissionDenied
    Response.objects.select_for_update().get(pk=response.pk)
    used = SentenceSource.objects.filter(response=response).exists()
    if used or VersionSource.objects.filter(response=response).exists():
        raise ValidationError(_("A sentence of the strategy comes from this comment, so it stays."))
    history.entry(response, history.DELETED, by=by, before={"answer_id": response.answer_id}).save()
    response.delete()


def _may_see(answer: Answer, by: Colleague) -> None:
    within(by, answer)
    if by.user is None or not Answer.objects.visible_to(by.user).filter(pk=answer.pk).exists():
        raise PermissionDenied
