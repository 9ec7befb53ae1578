"""Samples of the operations on personal data, for the contract that every operation records history."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from brobygger.core import subjects
from brobygger.network.models import Person
from brobygger.records.models import RetentionPlan
from brobygger.records.personal import letting_go, operations
from brobygger.records.personal.tied import find


def _asked(here: Any) -> Any:
    person = Person.objects.create(workspace=here.workspace, name="Ib Opdigt")
    subject = find(here.workspace, subjects.kind("people"), person.pk)
    return operations.request_erasure(
        subject=subject, asked_on=timezone.localdate(), asked_by="Ib", identity="Kendt", **here.by
    )


def _announce(here: Any) -> None:
    RetentionPlan.objects.all().delete()
    Person.objects.update(
        created_at="2001-01-01T00:00Z", updated_at="2001-01-01T00:00Z", last_contact_on=None
    )
    Person.objects.create(workspace=here.workspace, name="Glemt")
    Person.objects.filter(name="Glemt").update(created_at="2001-01-01T00:00Z", updated_at="2001-01-01T00:00Z")
    letting_go.announce(workspace=here.workspace, **here.by)


SAMPLES: dict[str, Callable[[Any], Any]] = {
    "records.erasure.carry_out": lambda h: operations.carry_out_erasure(request=_asked(h), **h.by),
    "records.erasure.refuse": lambda h: operations.refuse_erasure(request=_asked(h), reason="Krav", **h.by),
    "records.erasure.request": _asked,
    "records.erasure.retention": lambda h: operations.erase_outdated(
        label="network.person", pk=h.person.pk, workspace=h.workspace, **h.by
    ),
    "records.retention.announce": _announce,
    "records.retention.carry_out": lambda h: letting_go.carry_out(plan=h.retentionplan, **h.by),
    "records.retention.keep": lambda h: operations.keep(
        model="network.person", object_id=h.person.pk, because="Sag", **h.by
    ),
    "records.retention.let_go": lambda h: operations.let_go(exception=h.retentionexception, **h.by),
    "records.retention.set_period": lambda h: operations.set_period(kind="people", months=36, **h.by),
    "records.retention.stop": lambda h: letting_go.stop(plan=h.retentionplan, **h.by),
}
