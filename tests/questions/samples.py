"""Rounds to ask, in a few words."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from brobygger.accounts.models import Team, TeamMember
from brobygger.questions.models import Invitee, Item, Round, SetVersion
from brobygger.questions.operations import invitees, rounds, sets, sheets, versions
from brobygger.questions.operations.giving import Given

CHOICES = [
    {"value": "a", "da": "Det ene", "en": "The one"},
    {"value": "b", "da": "Det andet", "en": "The other"},
]


def version(by: Any, *kinds: str, name: str = "Strategiuge") -> SetVersion:
    """A set with an item of each kind; one open question where none is named."""
    made = sets.create(name=name, by=by).newest
    for kind in kinds or ("text",):
        options = CHOICES if kind in ("one", "many", "scale") else []
        versions.add_item(
            version=made, kind=kind, text_da=f"Hvad mangler vi? ({kind})", text_en=f"What do we miss? ({kind})",
            options=options, by=by,
        )  # fmt: skip
    return made


def opened(by: Any, *kinds: str, **fields: Any) -> Round:
    """A round that is open since an hour ago."""
    fields = {"name": "Mandag", "opens_at": timezone.now() - timedelta(hours=1)} | fields
    return rounds.create(version=version(by, *kinds), by=by, **fields)


def team(make_colleague: Any, workspace: Any, name: str, size: int) -> list[Any]:
    """A department with so many colleagues."""
    made = Team.objects.create(workspace=workspace, name=name)
    found = []
    for i in range(size):
        colleague = make_colleague(
            workspace, "staff", name=f"{name} {i}", email=f"{name.lower()}{i}@eksempel.dk"
        )
        TeamMember.objects.create(workspace=workspace, team=made, colleague=colleague)
        found.append(colleague)
    return found


def said(of: Round, text: str = "Flere unge", **by_kind: Any) -> dict[int, Given]:
    """An answer to every item of the round."""
    numbers = {"number": by_kind.get("number")}
    chosen = by_kind.get("chosen", ("a",))

    def one(item: Item) -> Given:
        if item.kind == Item.Kind.TEXT:
            return Given(text=text)
        if item.kind == Item.Kind.NUMBER:
            return Given(**numbers)
        return Given(chosen=("yes",) if item.kind == Item.Kind.DEGREE else tuple(chosen))

    return {item.pk: one(item) for item in of.items()}


def answer(invitee: Invitee, text: str = "Flere unge", **kinds: Any) -> sheets.Sent:
    """They answer."""
    invitee.refresh_from_db()
    by = invitee.colleague or _outside(invitee)
    return sheets.submit(invitee=invitee, values=said(invitee.round, text, **kinds), by=by)


def _outside(invitee: Invitee) -> Any:
    from brobygger.accounts.models import System

    return System(invitee.workspace, "Link")


def ask(of: Round, *colleagues: Any, by: Any) -> list[Invitee]:
    """Ask these colleagues."""
    return invitees.ask_colleagues(round=of, colleagues=colleagues, by=by)
