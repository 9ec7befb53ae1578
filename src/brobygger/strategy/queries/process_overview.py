"""The list of processes, and one process on a page: where it stands, what comes next, what there is."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.accounts.models import Colleague, Role, Workspace
from brobygger.strategy.models import Day, Process, ProcessStage, StrategyVersion
from brobygger.strategy.queries import process_tracing as tracing
from brobygger.strategy.queries.process import days_of, with_stage

Stage = ProcessStage.Stage
PAGES = {
    Stage.POINTS: "points",
    Stage.WEEK: "week",
    Stage.FEEDBACK: "said",
    Stage.CONDENSING: "condense",
    Stage.PUBLISHED: "versions",
}


@dataclass(frozen=True)
class Row:
    """One process in the list."""

    process: Process
    stage_label: str
    version: StrategyVersion | None


def listed(workspace: Workspace) -> list[Row]:
    """The newest first, each with its newest version."""
    processes = with_stage(Process.objects.filter(workspace=workspace)).order_by("-id")
    newest: dict[int, StrategyVersion] = {}
    for version in StrategyVersion.objects.filter(workspace=workspace).order_by("number"):
        newest[version.process_id] = version
    return [Row(p, label(p.stage), newest.get(p.pk)) for p in processes]  # type: ignore[attr-defined]


def label(stage: str) -> str:
    """The stage in words."""
    return str(Stage(stage).label) if stage else ""


@dataclass(frozen=True)
class NextStep:
    """One sentence on what comes next, and the page where it is done."""

    title: str
    text: str
    url: str
    action: str


@dataclass
class Overview:
    """All that the page of one process shows."""

    stage: ProcessStage | None
    steps: list[dict[str, Any]]
    next: NextStep
    points: list[Any]
    days: list[Day]
    tally: tracing.Tally
    versions: list[StrategyVersion]


def of(process: Process, colleague: Colleague) -> Overview:
    """A fixed number of queries."""
    slug = colleague.workspace.slug
    stage = process.stages.select_related("moved_by").order_by("-id").first()
    days = days_of(process)
    versions = list(process.versions.select_related("published_by").order_by("-number"))
    counted = tracing.tally(tracing.said(process, colleague.user, signed=False) if colleague.user else [])
    now = stage.stage if stage else Stage.POINTS
    points = list(process.points.order_by("position", "pk"))
    return Overview(
        stage=stage,
        steps=_steps(now, slug, process, colleague),
        next=_next(now, slug, process, colleague, points, days, counted),
        points=points,
        days=days,
        tally=counted,
        versions=versions,
    )


def _steps(now: str, slug: str, process: Process, colleague: Colleague) -> list[dict[str, Any]]:
    order = list(PAGES)
    at = order.index(Stage(now)) if now in order else len(order)
    found = []
    for number, stage in enumerate(order):
        page = PAGES[stage]
        if stage == Stage.CONDENSING and not colleague.has_role(Role.LEADER):
            page = ""
        state = "done" if number < at else "current" if number == at else "todo"
        url = reverse(f"strategy:{page}", args=[slug, process.pk]) if page else ""
        found.append({"label": stage.label, "state": state, "url": url})
    return found


def _next(
    now: str,
    slug: str,
    process: Process,
    colleague: Colleague,
    points: list[Any],
    days: list[Day],
    counted: tracing.Tally,
) -> NextStep:
    """What a leader does next; everybody else is led to what they can do or read."""

    def page(name: str, pk: int = process.pk) -> str:
        return reverse(f"strategy:{name}", args=[slug, pk])

    today = next((day for day in days if day.round.is_open), None)
    if today is not None:
        return NextStep(
            str(today.round),
            _("The question of the day is open."),
            page("day", today.pk),
            _("Go to the question"),
        )
    if now == Stage.ENDED:
        return NextStep(_("The process has ended"), _("All of it can still be read."), page("said"), _("See what was said"))  # fmt: skip
    if not colleague.has_role(Role.LEADER):
        text = _("Each statement shows what became of it.")
        return NextStep(_("What became of what was said?"), text, page("said"), _("See what became of it"))
    if not points:
        text = _("Three to six are plenty. The questions of the week start from them.")
        return NextStep(_("Write the main points"), text, page("points"), _("Write a main point"))
    if not days:
        text = _("One open question a day, asked of everybody.")
        return NextStep(_("Plan the strategy week"), text, page("week"), _("Plan the week"))
    if not all(day.round.is_closed for day in days):
        text = _("The next day opens by itself.")
        return NextStep(_("The week is planned"), text, page("week"), _("See the week"))
    if now in (Stage.POINTS, Stage.WEEK, Stage.FEEDBACK, Stage.CONDENSING):
        text = _("%(n)d statements have not been decided about.") % {"n": counted.open}
        return NextStep(_("Write the strategy from what was said"), text, page("condense"), _("Condense"))
    text = _("Partners can be asked to comment, and a new version can be published.")
    return NextStep(_("The strategy is published"), text, page("versions"), _("See the versions"))
