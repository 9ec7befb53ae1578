"""The merge tray: many rows at once, or one row with everything about it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.text import fold
from brobygger.map.forms.tray import ActionForm, AsideForm, WishForm
from brobygger.map.models import Answer, Campaign, Proposal, Question
from brobygger.map.operations import campaigns, tray, tray_rows
from brobygger.map.operations.tray import NEW, Choice, Done
from brobygger.map.queries import campaigns as queries
from brobygger.map.tray import suggestion
from brobygger.map.views.campaigns import address
from brobygger.network import picking
from brobygger.network.models import Organisation, Person
from brobygger.network.views.pages import find, posted
from brobygger.records.queries import batch_url

Decision, Kind = Proposal.Decision, Proposal.Kind
PAGE = 50


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """What colleagues wrote, gathered: choose what becomes of each row, and carry out what is chosen."""
    campaign = find(request, Campaign, pk, "workspace")
    decided = request.GET.get("show") == "decided"
    rows = queries.tray_rows(campaign, decided=decided)
    number = _number(request.GET.get("page", "1"))
    shown = list(rows[(number - 1) * PAGE : number * PAGE])
    if request.method == "POST" and not decided:
        _carry_out(request, campaign, list(rows.filter(pk__in=_sent(request))))
        return redirect(address(request, "campaign_tray", pk))
    answers = queries.answers_of(shown)
    waiting = campaign.proposals.filter(decision="").count()
    suggested = "suggested" in request.GET
    context = {
        "campaign": campaign,
        "rows": [_row(row, answers[row.pk], suggested) for row in shown],
        "shows_decided": decided,
        "waiting": waiting,
        "decided": campaign.proposals.exclude(decision="").count(),
        "late": campaign.answers.filter(late=True).count(),
        "suggested": suggested,
        "number": number,
        "more": len(shown) == PAGE and rows[number * PAGE : number * PAGE + 1].exists(),
    }
    return render(request, "map/campaigns/tray.html", context)


def _number(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def _sent(request: WorkspaceRequest) -> dict[int, str]:
    """What was chosen for which row; "later" is nothing."""
    found = {}
    for name, value in request.POST.items():
        key = name.removeprefix("row-")
        if key != name and key.isascii() and key.isdecimal() and len(key) < 19 and value in Decision:
            found[int(key)] = str(value)
    return found


def _row(row: Any, answers: list[Answer], suggested: bool) -> dict[str, Any]:
    """One row with its choices; a row that needs more than a choice has none."""
    wished_only = row.wished > 0 and not row.knows
    likely_one = row.organisation or row.person
    options = [("", _("Later"))]
    if row.kind != Kind.LACK:
        if likely_one:
            options.append((Decision.SAME, _("The same")))
        options.append((Decision.NEW, _("New")))
        if wished_only:
            options.append((Decision.WISH, _("Only a wish")))
    chosen = suggestion(row, wished_only) if suggested else ""
    return {
        "row": row, "answers": answers, "likely": likely_one, "options": options if len(options) > 1 else [],
        "chosen": chosen, "name": f"row-{row.pk}",
    }  # fmt: skip


def _carry_out(request: WorkspaceRequest, campaign: Campaign, rows: list[Any]) -> None:
    """Do what was chosen, as one batch, and say what was done and what waits."""
    sent = _sent(request)
    choices = [
        (
            row,
            Choice(
                sent[row.pk],
                organisation=row.organisation if sent[row.pk] == Decision.SAME else None,
                person=row.person if sent[row.pk] == Decision.SAME else None,
            ),
        )
        for row in rows
    ]
    gone = len(sent) - len(rows)
    done = tray.decide_many(campaign=campaign, choices=choices, by=request.colleague) if choices else Done()
    if done.rows and done.batch:
        n = len(done.rows)
        _say_done(
            request,
            ngettext("%(n)s row is carried out.", "%(n)s rows are carried out.", n) % {"n": n},
            done.batch,
        )
    for row, why in done.waiting[:5]:
        messages.warning(request, f"{row.title}: {why}")
    if len(done.waiting) > 5:
        n = len(done.waiting) - 5
        messages.warning(request, ngettext("%(n)s more row waits.", "%(n)s more rows wait.", n) % {"n": n})
    if gone:
        said = ngettext(
            "%(n)s row was decided by somebody else.", "%(n)s rows were decided by somebody else.", gone
        )
        messages.info(request, said % {"n": gone})
    if not sent:
        messages.info(request, _("Nothing was chosen, and nothing is written."))


def _say_done(request: WorkspaceRequest, said: str, batch: Batch) -> None:
    link = format_html(
        '{} <a href="{}">{}</a>', said, batch_url(request.workspace, batch), _("See it, or undo it")
    )
    messages.success(request, link)


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def row(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One row: who wrote what, whom it may mean, and everything it can become."""
    found = find(
        request, Proposal, pk, "campaign__workspace", "organisation", "person", "wish", "follow_up__owner", "decided_by",
    )  # fmt: skip
    forms = _forms(request, found)
    wrong = ""
    if request.method == "POST" and not found.decision:
        choice = _choice(request, found, forms)
        if choice is not None:
            try:
                batch = tray.decide(proposal=found, choice=choice, by=request.colleague)
            except ValidationError as refused:
                wrong = " ".join(refused.messages)
            else:
                _say_done(request, _("%(name)s is decided.") % {"name": found.title}, batch)
                return redirect(address(request, "campaign_tray", found.campaign_id))
    context = _about(request, found) | {"forms": forms, "wrong": wrong}
    status = 422 if request.method == "POST" else 200
    return render(request, "map/campaigns/row.html", context, status=status)


def _forms(request: WorkspaceRequest, row: Proposal) -> dict[str, Any]:
    """A form for each thing that it can become; the one that was sent is bound."""
    asked = request.POST.get("decision", "")
    here: dict[str, Any] = {"workspace": request.workspace, "row": row}
    return {
        "wish": WishForm(posted(request) if asked == Decision.WISH else None, **here),
        "action": ActionForm(posted(request) if asked == Decision.ACTION else None, **here),
        "aside": AsideForm(posted(request) if asked == Decision.ASIDE else None),
    }


def _choice(request: WorkspaceRequest, row: Proposal, forms: dict[str, Any]) -> Choice | None:
    """What was sent, or None where a form says what is wrong."""
    asked = request.POST.get("decision", "")
    if form := forms.get(asked):
        if not form.is_valid():
            return None
        told = form.cleaned_data
        if asked == Decision.WISH:
            return Choice(asked, text=told["text"], values=form.values())
        return Choice(asked, **told)
    which = request.POST.get("which", "")
    named = {k.removeprefix("person-"): v for k, v in request.POST.items() if k.startswith("person-")}
    name = " ".join(request.POST.get("name", "").split())[:200]
    people = {fold(k.replace("-", " ")): str(v) for k, v in named.items()}
    if which == NEW:
        return Choice(Decision.NEW, name=name, people=people)
    if which.isascii() and which.isdecimal() and len(which) < 19:
        if row.kind == Kind.PERSON:
            return Choice(Decision.SAME, person=find(request, Person, int(which)))
        return Choice(Decision.SAME, organisation=find(request, Organisation, int(which)), people=people)
    return Choice("")


def _about(request: WorkspaceRequest, row: Proposal) -> dict[str, Any]:
    answers = queries.answers_of([row])[row.pk]
    batch = next(
        (e.batch_id for e in history.of(row)[:20] if e.batch_id and "decision" in (e.after or {})), None
    )
    context: dict[str, Any] = {
        "campaign": row.campaign, "row": row, "answers": answers, "several": len(answers) > 1,
        "batch": batch if row.decision else None, "knows": any(a.question == Question.KNOW for a in answers),
    }  # fmt: skip
    if row.decision:
        return context
    asked = "person" if row.kind == Kind.PERSON else "organisation"
    candidates: list[picking.Candidate] = []
    if row.kind != Kind.LACK:
        candidates = picking.doubles(request.workspace, asked, row.title)
        best = row.organisation or row.person
        if best and best.pk not in {c.pk for c in candidates}:
            candidates.insert(0, picking.Candidate(best.pk, str(best), getattr(best, "town", "")))
    chosen = row.organisation_id or row.person_id if row.certain else None
    others = (
        row.campaign.proposals.filter(decision="", kind=row.kind)
        .exclude(pk=row.pk)
        .order_by("sort_key", "id")
    )
    return context | {
        "candidates": candidates,
        "chosen": str(chosen) if chosen else (NEW if not candidates else ""),
        "people": _people(request, answers) if row.kind == Kind.ORGANISATION else [],
        "others": list(others[:300]),
    }


def _people(request: WorkspaceRequest, answers: list[Answer]) -> list[dict[str, Any]]:
    """Everybody named in the row, with whom they may be."""
    found: dict[str, dict[str, Any]] = {}
    for answer in answers:
        if not answer.person or fold(answer.person) in found:
            continue
        options = picking.doubles(request.workspace, "person", answer.person)
        key = fold(answer.person)
        found[key] = {
            "key": key.replace(" ", "-"), "name": answer.person, "options": options,
            "chosen": "" if options else NEW,
        }  # fmt: skip
    return list(found.values())


@member(Role.COORDINATOR)
@require_POST
def separate(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """This answer means somebody else: a row of its own."""
    found = find(request, Answer, pk, "proposal", "campaign__workspace", "organisation")
    before = found.proposal_id
    try:
        made = tray_rows.separate(answer=found, by=request.colleague)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
        return redirect(address(request, "campaign_row", before) if before else address(request, "campaigns"))
    messages.success(request, _("“%(name)s” has a row of its own now.") % {"name": made.title})
    return redirect(address(request, "campaign_row", made.pk))


@member(Role.COORDINATOR)
@require_POST
def join(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Another row means the same: its answers come here."""
    found = find(request, Proposal, pk, "campaign")
    other = request.POST.get("other", "")
    here = address(request, "campaign_row", pk)
    if not (other.isascii() and other.isdecimal() and len(other) < 19):
        messages.info(request, _("Choose the row that means the same."))
        return redirect(here)
    try:
        tray_rows.join(
            proposal=found, other=find(request, Proposal, int(other), "campaign"), by=request.colleague
        )
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The two rows are one now."))
    return redirect(here)


@member(Role.COORDINATOR)
@require_POST
def take_late(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Answers that came after the last day come into the tray."""
    n = campaigns.take_late(campaign=find(request, Campaign, pk, "workspace"), by=request.colleague)
    said = ngettext("%(n)s late answer is in the tray now.", "%(n)s late answers are in the tray now.", n)
    messages.success(request, said % {"n": n})
    return redirect(address(request, "campaign_tray", pk))
