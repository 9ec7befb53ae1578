"""Condensing: what was said beside what is written, sentence by sentence, and what became of every statement."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import once
from brobygger.network.views.pages import delete_page, find, form_page, posted
from brobygger.strategy.forms.condensing import ConcludeForm, CondenseForm, ThemeForm
from brobygger.strategy.models import Process, Sentence, StrategyTheme
from brobygger.strategy.operations import process_conclusions
from brobygger.strategy.operations import process_condensing as operations
from brobygger.strategy.queries import process_tracing as tracing
from brobygger.strategy.queries import process_versions as versions
from brobygger.strategy.views.pages import address as to
from brobygger.strategy.views.process import leads

STATES = ("open", "used", "aside", "all")


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def condense(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The text and what was said, side by side; one form writes, changes, sets aside and takes up."""
    process = find(request, Process, pk)
    asked = request.POST.get("sentence") or request.GET.get("sentence", "")
    chosen = None
    if asked:
        rows = (
            Sentence.objects.of(request.workspace)
            .filter(theme__process=process)
            .select_related("theme__process")
        )
        chosen = get_object_or_404(rows, pk=asked if asked.isdigit() and len(asked) < 19 else 0)
    initial: dict[str, Any] = {"text": chosen.text, "theme": chosen.theme_id} if chosen else {}
    if request.GET.get("theme", "").isdigit() and not chosen:
        initial["theme"] = request.GET["theme"]
    form = CondenseForm(posted(request), process=process, initial=initial)
    if form.is_bound and form.is_valid():
        whole = request.POST.get("action", "") in ("aside", "take_up") or form.needs_sentence()
        if whole and (chosen is None or form.merges(chosen)):
            try:
                return once.answer(request, lambda: _do(request, process, chosen, form))
            except ValidationError as wrong:
                form.take_errors(wrong)
    return _page(request, process, chosen, form)


def _do(request: WorkspaceRequest, process: Process, chosen: Sentence | None, form: CondenseForm) -> str:
    """Call the operation that the pressed button names."""
    me, ticked, given = request.colleague, form.ticked(), form.cleaned_data
    here = _here(request, process)
    action = request.POST.get("action", "")
    if action == "aside":
        n = operations.set_aside(process=process, sources=ticked, reason=given["reason"], by=me)
        said = ngettext("%(n)d statement is set aside.", "%(n)d statements are set aside.", n)
        messages.success(request, said % {"n": n})
        return here
    if action == "take_up":
        n = operations.take_up(process=process, sources=ticked, by=me)
        said = ngettext("%(n)d statement is open again.", "%(n)d statements are open again.", n)
        messages.success(request, said % {"n": n})
        return here
    if chosen is None:
        made = operations.write(theme=given["theme"], text=given["text"], sources=ticked, by=me)
        return f"{here}theme={made.theme_id}#sentence-{made.pk}"
    # What was not ticked when the form was drawn (not to be seen, or added by another since) is not theirs to take out.
    shown, now = form.shown(), {row.source for row in chosen.sources.all()}
    sources = (now - (shown - set(ticked))) | (set(ticked) - shown)
    operations.change(sentence=chosen, sources=sources, by=me, **form.changed_words())
    return f"{here}#sentence-{chosen.pk}"


def _here(request: WorkspaceRequest, process: Process) -> str:
    """The page as it is shown now: the same statements."""
    return f"{to(request, 'condense', process.pk)}?show={_show(request)}&"


def _show(request: WorkspaceRequest) -> str:
    asked = request.GET.get("show", "")
    return asked if asked in STATES else "open"


def _page(
    request: WorkspaceRequest, process: Process, chosen: Sentence | None, form: CondenseForm
) -> HttpResponse:
    everything = tracing.said(process, request.user)
    counted = tracing.tally(everything)
    ticked = {row.source for row in chosen.sources.all()} if chosen else set()
    shown = form.shown() if form.is_bound else ticked
    ticked = set(form.ticked()) if form.is_bound else ticked
    themes = versions.written(process)
    _number(themes)
    show = _show(request)
    number = next((s.number for t in themes for s in t.drawn if chosen and s.pk == chosen.pk), 0)  # type: ignore[attr-defined]
    if chosen:
        chosen.number = number  # type: ignore[attr-defined]
    context = {
        "process": process, "form": form, "chosen": chosen, "themes": themes, "tally": counted,
        "sentences": any(t.drawn for t in themes),  # type: ignore[attr-defined]
        "groups": _filtered(everything, show, ticked), "ticked": {f"{kind}-{pk}" for kind, pk in ticked},
        "here": to(request, "condense", process.pk), "tabs": tabs(request, counted, show),
        "shown": _drawn(everything, shown), "once": once.hidden(request.POST.get(once.FIELD, "")),
    }  # fmt: skip
    return render(request, "strategy/process/condense.html", context, status=422 if form.is_bound else 200)


def _drawn(groups: list[tracing.Group], keys: set[tracing.Key]) -> list[str]:
    """Those of the keys that this leader can see, as they stand in the form."""
    return [s.value for group in groups for s in group.statements if s.key in keys]


def _number(themes: list[StrategyTheme]) -> None:
    """Give themes their sentences to draw, numbered through, each with how many sources it has."""
    number = 0
    for theme in themes:
        drawn: Any = list(theme.sentences.all())
        for sentence in drawn:
            number += 1
            sentence.number, sentence.count = number, len(sentence.sources.all())
        theme.drawn = drawn  # type: ignore[attr-defined]


def _filtered(groups: list[tracing.Group], show: str, ticked: set[tracing.Key]) -> list[tracing.Group]:
    """Those in the state asked for; what is ticked stays in sight."""
    found = [
        tracing.Group(g.title, [s for s in g.statements if show in ("all", s.state) or s.key in ticked])
        for g in groups
    ]
    return [group for group in found if group.statements]


def tabs(request: WorkspaceRequest, counted: tracing.Tally, show: str) -> list[dict[str, Any]]:
    """Open, used, not used, all; each with its number."""
    labels = {
        "open": pgettext("statements", "Open"),
        "used": pgettext("statements", "Used"),
        "aside": pgettext("statements", "Not used"),
        "all": _("All"),
    }
    counts = {"open": counted.open, "used": counted.used, "aside": counted.aside, "all": counted.total}
    asked = request.GET.copy()
    found = []
    for state in STATES:
        asked["show"] = state
        row = {"label": labels[state], "count": counts[state], "current": state == show}
        found.append(row | {"url": f"?{asked.urlencode()}"})
    return found


@member(Role.READER)
@require_GET
def said(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """For everybody: what became of each statement."""
    process = find(request, Process, pk)
    everything = tracing.said(process, request.user)
    counted = tracing.tally(everything)
    show = _show(request) if "show" in request.GET else "all"
    context = {
        "process": process, "groups": _filtered(everything, show, set()), "tally": counted,
        "tabs": tabs(request, counted, show), "leads": leads(request), "sentences": tracing.numbered(process),
    }  # fmt: skip
    return render(request, "strategy/process/said.html", context)


@require_POST
@member(Role.LEADER)
def theme_add(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One more theme."""
    process = find(request, Process, pk)
    form = ThemeForm(request.POST)
    if form.is_valid():
        made = operations.add_theme(process=process, by=request.colleague, **form.cleaned_data)
        return redirect(f"{to(request, 'condense', pk)}?theme={made.pk}")
    messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
    return redirect(to(request, "condense", pk))


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def theme(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Rename a theme."""
    found = find(request, StrategyTheme, pk, "process")
    back = to(request, "condense", found.process_id)
    form = ThemeForm(posted(request), initial={"title": found.title})

    def make() -> str:
        operations.change_theme(theme=found, by=request.colleague, **form.cleaned_data)
        return back

    return form_page(
        request, form, make, title=_("Rename the theme"), action=_("Save the name"), cancel_url=back,
        back_label=_("Condense"),
    )  # fmt: skip


@require_POST
@member(Role.LEADER)
def theme_shift(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One place up or down."""
    found = find(request, StrategyTheme, pk)
    operations.shift_theme(theme=found, up=request.POST.get("way") == "up", by=request.colleague)
    return redirect(f"{to(request, 'condense', found.process_id)}#theme-{pk}")


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def theme_delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """To the bin with its sentences."""
    found = find(request, StrategyTheme, pk)
    back = to(request, "condense", found.process_id)
    return delete_page(
        request, lambda: operations.delete_theme(theme=found, by=request.colleague),
        title=_("Delete %(name)s?") % {"name": found.title}, action=_("Delete the theme"),
        text=_("Its sentences go with it, and what they came from is open again. Published versions stay."),
        done=_("%(name)s is in the bin.") % {"name": found.title}, cancel_url=back, then=back,
    )  # fmt: skip


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def theme_conclude(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """End a theme with outcome, goal, owner and date; its authors are told."""
    found = find(request, StrategyTheme, pk, "goal", "process")
    back = to(request, "condense", found.process_id)
    goal = found.goal
    initial: dict[str, Any] = {"outcome": found.outcome}
    if goal:
        initial |= {"goal": goal.name, "owner": goal.owner_id, "due_on": goal.due_on}
    form = ConcludeForm(posted(request), workspace=request.workspace, initial=initial)

    def make() -> str:
        process_conclusions.conclude(theme=found, by=request.colleague, **form.cleaned_data)
        messages.success(request, _("The goal is set, and those whose words it came from are told."))
        return f"{back}#theme-{pk}"

    return form_page(
        request, form, make, title=found.title, action=_("Set the goal"), cancel_url=back,
        back_label=_("Condense"),
    )  # fmt: skip


@require_POST
@member(Role.LEADER)
def sentence_shift(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One place up or down within its theme."""
    found = find(request, Sentence, pk, "theme")
    operations.shift_sentence(sentence=found, up=request.POST.get("way") == "up", by=request.colleague)
    return redirect(f"{to(request, 'condense', found.theme.process_id)}#sentence-{pk}")


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def sentence_delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """To the bin; what it came from is open again."""
    found = find(request, Sentence, pk, "theme")
    back = to(request, "condense", found.theme.process_id)
    return delete_page(
        request, lambda: operations.delete(sentence=found, by=request.colleague), title=_("Delete the sentence?"),
        text=found.text, action=_("Delete the sentence"), done=_("The sentence is in the bin."),
        cancel_url=back, then=back,
    )  # fmt: skip
