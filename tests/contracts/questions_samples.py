"""A sample of each operation on questions."""

from typing import Any

from brobygger.accounts.models import Team, TeamMember
from brobygger.questions.models import Round
from brobygger.questions.operations import invitees, rounds, sending, sets, sheets, versions
from brobygger.questions.operations.giving import Given
from tests.questions import samples


def _new(h: Any, *kinds: str, **fields: Any) -> Round:
    return samples.opened(h.leader, *kinds, **fields)


def _asked(h: Any, **fields: Any) -> Any:
    return samples.ask(_new(h, **fields), h.staff, by=h.leader)[0]


def _outsider(h: Any) -> Any:
    return invitees.ask_outsider(round=_new(h), name="Bo", email="bo@eksempel.dk", **h.by)


def _item(h: Any) -> Any:
    return samples.version(h.leader, "text", "one").items.all()[0]


def _said(invitee: Any, text: str = "Flere unge") -> dict[int, Given]:
    return samples.said(invitee.round, text)


def _submit(h: Any) -> None:
    invitee = _asked(h)
    sheets.submit_named(invitee=invitee, values=_said(invitee), by=h.staff)


def _draft(h: Any) -> None:
    invitee = _asked(h)
    sheets.save_draft(invitee=invitee, values=_said(invitee), by=h.staff)


def _unnamed(h: Any) -> None:
    invitee = _asked(h, names="anonymous")
    sheets.submit_unnamed(invitee=invitee, values=_said(invitee))


def _change_unnamed(h: Any) -> None:
    invitee = _asked(h, names="anonymous")
    sent = sheets.submit_unnamed(invitee=invitee, values=_said(invitee))
    sheets.change_unnamed(round=invitee.round, key=sent.key, values=_said(invitee, "Flere ældre"))


def _paper_unnamed(h: Any) -> None:
    of = _new(h, names="anonymous")
    sheets.paper_unnamed(round=of, values=samples.said(of))


def _team(h: Any) -> Team:
    team = Team.objects.create(workspace=h.workspace, name="Nyt hold")
    TeamMember.objects.create(workspace=h.workspace, team=team, colleague=h.staff)
    return team


SAMPLES: dict[str, Any] = {
    "questions.set.create": lambda h: sets.create(name="Ny", **h.by),
    "questions.set.rename": lambda h: sets.rename(question_set=h.questionset, name="Andet", **h.by),
    "questions.set.end": lambda h: sets.end(question_set=h.questionset, **h.by),
    "questions.set.take_up": lambda h: (
        sets.end(question_set=h.questionset, **h.by),
        sets.take_up(question_set=type(h.questionset).objects.get(pk=h.questionset.pk), **h.by),
    ),
    "questions.set.delete": lambda h: sets.delete(question_set=sets.create(name="Ny", **h.by), **h.by),
    "questions.version.copy": lambda h: versions.copy(version=h.setversion, **h.by),
    "questions.item.add": lambda h: versions.add_item(version=_item(h).set_version, text_da="Hvem?", **h.by),
    "questions.item.change": lambda h: versions.change_item(item=_item(h), text_da="Hvem?", **h.by),
    "questions.item.compare": lambda h: versions.compare(item=h.item, comparable=False, why="Ny", **h.by),
    "questions.item.move": lambda h: versions.move_item(item=_item(h), position=2, **h.by),
    "questions.item.remove": lambda h: versions.remove_item(item=_item(h), **h.by),
    "questions.round.create": _new,
    "questions.round.change": lambda h: rounds.change(round=_new(h), name="Andet", **h.by),
    "questions.round.close": lambda h: rounds.close(round=_new(h), **h.by),
    "questions.round.open_answers": lambda h: rounds.open_answers(round=_new(h, reveal="all"), **h.by),
    "questions.round.delete": lambda h: rounds.delete(round=_new(h), **h.by),
    "questions.round.send": lambda h: sending.send(round=_outsider(h).round, **h.by),
    "questions.round.remind": lambda h: sending.remind(round=_outsider(h).round, **h.by),
    "questions.round.remind_once": lambda h: sending.remind_once(round=_outsider(h).round, **h.by),
    "questions.invitee.ask_colleagues": _asked,
    "questions.invitee.ask_teams": lambda h: invitees.ask_teams(round=_new(h), teams=[_team(h)], **h.by),
    "questions.invitee.ask_outsider": _outsider,
    "questions.invitee.remove": lambda h: invitees.remove(invitee=_asked(h), **h.by),
    "questions.link.make": lambda h: invitees.make_link(invitee=_asked(h), **h.by),
    "questions.sheet.save_draft": _draft,
    "questions.sheet.submit": _submit,
    "questions.sheet.submit_unnamed": _unnamed,
    "questions.sheet.change_unnamed": _change_unnamed,
    "questions.sheet.paper_unnamed": _paper_unnamed,
}
# Without a name nothing is written but the sheet and that somebody has answered.
SILENT = dict.fromkeys(
    ("questions.sheet.submit_unnamed", "questions.sheet.change_unnamed", "questions.sheet.paper_unnamed"),
    "a line of history would say when somebody answered, and so whose answer it is (docs/decisions/0016)",
)
