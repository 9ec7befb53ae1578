"""The merge tray's verbs. Each approval is one batch, so that it can be undone whole; nothing is decided by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague
from brobygger.core import announce, history
from brobygger.core.models import Batch
from brobygger.core.operations import operation
from brobygger.core.text import fold
from brobygger.map.models import Answer, Campaign, Proposal, Question
from brobygger.map.operations.tray_rows import Unsettled, locked
from brobygger.network.models import Organisation, Person
from brobygger.network.operations import follow_ups, organisations, people, ties
from brobygger.network.operations.scope import within
from brobygger.network.picking import Meant, meant
from brobygger.records.operations import notify
from brobygger.strategy.operations import wishes

Decision, Kind = Proposal.Decision, Proposal.Kind
NEW = "new"


@dataclass(frozen=True)
class Choice:
    """What somebody decides about one row. `people` says for each folded name: "new", "none" or a person's id."""

    decision: str
    organisation: Organisation | None = None
    person: Person | None = None
    name: str = ""
    people: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    owner: Colleague | None = None
    due_on: date | None = None
    reason: str = ""


@operation("map.tray.decide")
def decide(*, proposal: Proposal, choice: Choice, by: Colleague) -> Batch:
    """Carry one row out. Decided: somebody was first. Unsettled: a choice is missing; nothing is written then."""
    within(by, proposal, choice.organisation, choice.person, choice.owner)
    with history.batch(by=by, kind="campaign", label=f"{proposal.campaign.name}: {proposal.title}") as batch:
        _carry_out(proposal, choice, by)
    return batch


@dataclass
class Done:
    """What came of many rows at once."""

    batch: Batch | None = None
    rows: list[Proposal] = field(default_factory=list)
    waiting: list[tuple[Proposal, str]] = field(default_factory=list)


@operation("map.tray.decide_many")
def decide_many(*, campaign: Campaign, choices: Sequence[tuple[Proposal, Choice]], by: Colleague) -> Done:
    """Carry out many rows as one batch; a row that needs a choice, or was decided meanwhile, waits and is told."""
    within(by, campaign, *(row for row, _choice in choices))
    done = Done()
    if not choices:
        return done
    with history.batch(by=by, kind="campaign", label=campaign.name) as batch:
        for row, choice in sorted(choices, key=lambda one: one[0].pk):
            # An earlier row may have made what this one must ask about: each is looked at in its turn, and kept or not,
            # with what other systems would be told of it.
            try:
                with transaction.atomic(), announce.operation_under_way():
                    _check(locked(row), choice)
                    people_of(row, choice.organisation, choice.people)
                    _carry_out(row, choice, by)
            except ValidationError as waits:
                done.waiting.append((row, " ".join(waits.messages)))
            else:
                done.rows.append(row)
    if done.rows:
        done.batch = batch
    else:
        batch.delete()
    return done


def _check(row: Proposal, choice: Choice) -> None:
    """Whether the choice fits the row; Unsettled with what is missing."""
    knows = row.answers.filter(question=Question.KNOW).exists()
    wanted = {
        Decision.SAME: choice.organisation or choice.person,
        Decision.ACTION: choice.owner and choice.due_on,
        Decision.ASIDE: choice.reason,
    }
    missing = {
        Decision.SAME: _("Say which one it is."),
        Decision.ACTION: _("Say who does it, and by when."),
        Decision.ASIDE: _("Say why it is set aside: whoever wrote it is told."),
    }
    if choice.decision not in Decision or (
        row.kind == Kind.LACK and choice.decision in (Decision.NEW, Decision.SAME)
    ):
        raise Unsettled(_("Choose what becomes of it."))
    if choice.decision in wanted and not wanted[Decision(choice.decision)]:
        raise Unsettled(missing[Decision(choice.decision)])
    if choice.decision == Decision.WISH and knows:
        raise Unsettled(_("Somebody here knows them: they come into the network, not on the list of wishes."))
    if choice.decision == Decision.NEW and row.kind == Kind.ORGANISATION and row.certain:
        _nobody_came(row, choice)


def _nobody_came(row: Proposal, choice: Choice) -> None:
    """A row that looked like nobody may have got a namesake since; whoever saw a likeness has decided already."""
    key = fold(choice.name or row.title)[:200]
    same = Organisation.objects.filter(workspace_id=row.workspace_id, match_key=key)
    if row.organisation_id is None and same.exists():
        raise Unsettled(
            _("An organisation of this name has come into the network in the meantime. Look at the row.")
        )


def people_of(
    row: Proposal, organisation: Organisation | None, chosen: Mapping[str, str]
) -> dict[str, Person | str | None]:
    """Whom the persons named in the row mean: one we have, a new one (the name), or None for left out.

    Unsettled where a name may mean several and nobody has said which.
    """
    found: dict[str, Person | str | None] = {}
    title = row.title if row.kind == Kind.ORGANISATION else ""
    place = Meant(organisation.name, organisation) if organisation else Meant(title)
    for name in row.answers.exclude(person="").order_by("id").values_list("person", flat=True):
        key = fold(name)
        if key in found:
            continue
        said = chosen.get(key, "")
        if said == "none":
            found[key] = None
        elif said == NEW:
            found[key] = name
        elif said.isascii() and said.isdecimal():
            found[key] = (
                Person.objects.filter(workspace_id=row.workspace_id, pk=int(said[:18])).first() or name
            )
        else:
            guess = meant(row.campaign.workspace, "person", name, place=place)
            if guess.doubtful:
                raise Unsettled(_("We know somebody like %(name)s. Say who is meant.") % {"name": name})
            found[key] = guess.value
    return found


def _carry_out(row: Proposal, choice: Choice, by: Colleague) -> None:
    row = locked(row)
    _check(row, choice)
    made: dict[str, Any] = {}
    if choice.decision in (Decision.NEW, Decision.SAME):
        made = _into_network(row, choice, by)
    elif choice.decision == Decision.WISH:
        made = {"wish": _wish(row, row.answers.select_related("asked__colleague"), choice, None, by)}
    elif choice.decision == Decision.ACTION:
        made = {"follow_up": _act(row, choice, by)}
    history.change(
        row,
        by=by,
        decision=choice.decision,
        reason=choice.reason,
        decided_by=by,
        decided_at=timezone.now(),
        **made,
    )


def _into_network(row: Proposal, choice: Choice, by: Colleague) -> dict[str, Any]:
    """The organisation with everybody's ties, and the wish of those who wished for it."""
    home = choice.organisation
    if row.kind == Kind.ORGANISATION and choice.decision == Decision.NEW:
        home = organisations.create(name=choice.name or row.title, by=by, why=row.campaign.name)
    answers = list(row.answers.select_related("asked__colleague", "campaign").order_by("id"))
    said = dict(choice.people)
    if row.kind == Kind.PERSON:
        said |= dict.fromkeys(
            (fold(a.person) for a in answers), str(choice.person.pk) if choice.person else NEW
        )
    whom = people_of(row, home, said)
    known: dict[str, Person] = {}
    for answer in (a for a in answers if a.question == Question.KNOW):
        person = _person(answer, whom, known, home, by)
        knows: Any = {"person": person} if person else {"organisation": home}
        ties.add(
            colleague=answer.asked.colleague, about=answer.about[:200], by=by, why=row.campaign.name, **knows
        )
    made: dict[str, Any] = {"organisation": home, "person": next(iter(known.values()), None)}
    wished = [a for a in answers if a.question == Question.WISH]
    if wished:
        made["wish"] = _wish(row, wished, choice, home, by)
    return made


def _person(
    answer: Answer,
    whom: Mapping[str, Person | str | None],
    known: dict[str, Person],
    home: Organisation | None,
    by: Colleague,
) -> Person | None:
    """The person that the answer names, made once for all who name them; None where it names none."""
    key = fold(answer.person)
    found = known.get(key) or (whom.get(key) if answer.person else None)
    if found is None:
        return None
    if isinstance(found, str):
        found = people.create(name=found, organisation=home, by=by, why=answer.campaign.name)
    elif (
        key not in known and home and not found.affiliations.filter(organisation=home, to_date=None).exists()
    ):
        people.affiliate(person=found, organisation=home, by=by, why=answer.campaign.name)
    known[key] = found
    return found


def _wish(
    row: Proposal, answers: Iterable[Answer], choice: Choice, organisation: Organisation | None, by: Colleague
) -> Any:
    """One wish for all who wrote it; the first of them is asked about it."""
    answers = list(answers)
    why = "; ".join(dict.fromkeys(a.about for a in answers if a.about))
    text = choice.text or (organisation.name if organisation else row.title)
    made = wishes.create(
        text=text[:160], why=why[:300], organisation=organisation, values=choice.values, by=by
    )
    if answers:
        wishes.change(wish=made, wished_by=answers[0].asked.colleague, by=by)
    return made


def _act(row: Proposal, choice: Choice, by: Colleague) -> Any:
    """A follow-up with owner and date; the owner is told."""
    if choice.owner is None or choice.due_on is None:
        raise Unsettled(_("Say who does it, and by when."))
    made = follow_ups.add(
        text=(choice.text or row.title)[:300], owner=choice.owner, due_on=choice.due_on,
        organisation=choice.organisation, by=by, why=row.campaign.name,
    )  # fmt: skip
    if choice.owner.pk != by.pk:
        path = reverse("network:follow_up", args=[by.workspace.slug, made.pk])
        notify(colleague=choice.owner, kind="network.ask", path=path, name=by.name, text=made.text)
    return made
