"""Rows of questions for the contracts: sets, rounds that are open, who is asked, sheets with answers."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from brobygger.accounts.models import Colleague, Workspace
from brobygger.questions import models

CHOICES = [
    {"value": "a", "da": "Det ene", "en": "The one"},
    {"value": "b", "da": "Det andet", "en": "The other"},
]


def fill(add: Any, workspace: Workspace, who: list[Colleague], team: Any, number: int, rows: int) -> None:
    """A set with two questions, a version without answers, and a round that asks everybody and an outsider."""
    here: dict[str, Any] = {"workspace": workspace}
    asked = add(models.QuestionSet(**here, name=f"Strategiuge {number}"))
    version = add(models.SetVersion(**here, question_set=asked, number=1))
    items = []
    for place in range(1, rows + 1):
        for kind, options in (("text", []), ("one", CHOICES)):
            identity = add(models.ItemIdentity(**here, question_set=asked))
            item = {
                "kind": kind,
                "options": options,
                "position": place,
                "text_en": f"What do we miss? {place}",
            }
            items.append(
                add(
                    models.Item(
                        **here, set_version=version, identity=identity, text_da=f"Hvad? {place}", **item
                    )
                )
            )
    now = timezone.now()
    when = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=5)}
    asking = add(models.Round(**here, set_version=version, name=f"Mandag {number}", **when))
    outsider = {"name": f"Bo Æbelø {number}", "email": f"bo.aebeloe{number}@eksempel.dk"}
    asked_rows = [add(models.Invitee(**here, round=asking, **outsider, party="Søvang"))]
    asked_rows += [add(models.Invitee(**here, round=asking, colleague=c, team=team)) for c in who]
    for invitee in asked_rows[:rows]:
        add(models.SheetLink(**here, invitee=invitee, expires_at=now + timedelta(days=300)))
    for invitee in asked_rows[: rows + 1]:
        sheet = add(models.Sheet(**here, round=asking, invitee=invitee, team=team, state="submitted"))
        for item in items:
            said = {"text": "Flere unge"} if item.kind == "text" else {"chosen": ["a"]}
            add(models.Answer(**here, sheet=sheet, item=item, **said))
