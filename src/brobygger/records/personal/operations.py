"""The verbs: a request is noted, refused or carried out; periods are set, exceptions made."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague, Role
from brobygger.core import history, holds, pages, subjects
from brobygger.core.operations import Actor, operation
from brobygger.records.personal import erasing
from brobygger.records.personal.models import ErasureRequest, RetentionException, RetentionPeriod
from brobygger.records.personal.tied import NoSuchPerson, Subject, find

State = ErasureRequest.State


class CannotErase(ValidationError):
    """It must not, or cannot yet, be done; the message says why."""


def answer_before(asked_on: date) -> date:
    """A month later, on the same day or the last of a shorter month."""
    year, month = divmod(asked_on.year * 12 + asked_on.month, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(asked_on.day, last))


@operation("records.erasure.request")
def request_erasure(
    *, subject: Subject, asked_on: date, asked_by: str, identity: str, note: str = "", by: Colleague
) -> ErasureRequest:
    """Note that somebody asked. ValidationError where a request about this person already waits."""
    _coordinates(by)
    made = ErasureRequest(
        workspace_id=by.workspace_id,
        subject_model=subject.label,
        subject_id=subject.pk,
        subject_label=subject.name[:200],
        asked_on=asked_on,
        asked_by=asked_by,
        identity=identity,
        note=note,
        due_on=answer_before(asked_on),
    )
    try:
        with transaction.atomic():
            return history.create(made, by=by)
    except IntegrityError as twice:
        raise ValidationError(_("A request about this person waits already.")) from twice


@operation("records.erasure.refuse")
def refuse_erasure(*, request: ErasureRequest, reason: str, by: Colleague) -> ErasureRequest:
    """Say no, and why. Nothing is erased; the person can be told the reason."""
    _coordinates(by)
    request = _open(request)
    history.change(
        request, by=by, state=State.REFUSED, reason=reason, decided_on=timezone.localdate(), decided_by=by
    )
    return request


@operation("records.erasure.carry_out")
def carry_out_erasure(*, request: ErasureRequest, by: Colleague) -> ErasureRequest:
    """Erase for good. CannotErase where something must be kept, naming what and until when."""
    _coordinates(by)
    request = _open(request)
    subject = subject_of(request)
    refuse_where_held(subject)
    history.change(request, by=by, state=State.DONE, decided_on=timezone.localdate(), decided_by=by)
    report = erasing.erase(subject, by=by, why=_("Erasure request %(number)s") % {"number": request.pk})
    request.refresh_from_db()
    label = str(subject.kind.erased) % {"number": subject.pk}
    ErasureRequest.objects.filter(pk=request.pk).update(
        subject_label=label, result=report.as_json(), asked_by=label, identity="", note=""
    )
    erasing.forget_request(request)
    erasing.forget_words()
    request.refresh_from_db()
    return request


@operation("records.erasure.retention")
def erase_outdated(*, label: str, pk: int, by: Actor, workspace: Any, again: bool = False) -> bool:
    """Erase somebody whose time is up; False where something must be kept or nobody is there any more.

    `erasing.forget_words` is the caller's, after the last. `again`: it was decided before, and a backup brought them back.
    """
    try:
        subject = find(workspace, subjects.kind(label), pk)
        if not again:
            refuse_where_held(subject)
    except (NoSuchPerson, CannotErase):
        return False
    erasing.erase(subject, by=by, why=_("The time they are kept is over"))
    return True


def subject_of(request: ErasureRequest) -> Subject:
    """The person a request is about, or who they became by a merge. NoSuchPerson where nothing of them is left."""
    merged_into = pages.survivor(request.workspace_id, request.subject_model, request.subject_id)
    return find(request.workspace, subjects.kind(request.subject_model), merged_into or request.subject_id)


def obstacles(subject: Subject) -> list[str]:
    """Why the person cannot be erased now, as sentences."""
    found = []
    for hold in (hold for pk in sorted(subject.ids) for hold in holds.on(subject.label, pk)):
        until = _("until %(day)s") % {"day": date_format(hold.until, "j. F Y")} if hold.until else ""
        found.append(f"{hold.reason} ({until})" if until else hold.reason)
    if subject.row is not None and (why := subject.kind.obstacle(subject.row)):
        found.append(why)
    return found


def refuse_where_held(subject: Subject) -> None:
    """CannotErase where something must be kept."""
    if found := obstacles(subject):
        raise CannotErase(found)


def _open(request: ErasureRequest) -> ErasureRequest:
    """The request as it stands, held until the end. ValidationError where it was decided."""
    fresh = (
        ErasureRequest.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=request.pk)
    )
    if not fresh.is_open:
        raise ValidationError(_("This request has been decided already."))
    return fresh


def _coordinates(by: Colleague) -> None:
    if not by.has_role(Role.COORDINATOR):
        raise PermissionDenied


@operation("records.retention.set_period")
def set_period(*, kind: str, months: int, by: Colleague) -> RetentionPeriod:
    """Keep one kind of data for so many months."""
    if not by.has_role(Role.LEADER):
        raise PermissionDenied
    found = RetentionPeriod.objects.filter(workspace_id=by.workspace_id, kind=kind).first()
    if found is None:
        return history.create(RetentionPeriod(workspace_id=by.workspace_id, kind=kind, months=months), by=by)
    history.change(found, by=by, months=months)
    return found


@operation("records.retention.keep")
def keep(
    *, model: str, object_id: int, because: str, until: date | None = None, by: Colleague
) -> RetentionException:
    """Keep one record beyond its time, with the reason; said again, the later reason holds."""
    _coordinates(by)
    here = {"workspace_id": by.workspace_id, "model": model, "object_id": object_id}
    found = RetentionException.objects.filter(**here).first()
    if found is None:
        made = RetentionException(**here, because=because, until=until, said_by=by)
        return history.create(made, by=by)
    history.change(found, by=by, because=because, until=until, said_by=by)
    return found


@operation("records.retention.let_go")
def let_go(*, exception: RetentionException, by: Colleague) -> None:
    """The exception is over: the record goes when its time is up."""
    _coordinates(by)
    history.delete(exception, by=by)
