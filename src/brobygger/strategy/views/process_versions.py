"""Versions: publishing, reading one with what it came from, what differs, the PDF, who may see it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import once
from brobygger.network.views.pages import find, form_page, posted
from brobygger.strategy.forms.condensing import PublishForm, ShowForm
from brobygger.strategy.models import Process, StrategyVersion
from brobygger.strategy.operations import process_versions as operations
from brobygger.strategy.process import paper
from brobygger.strategy.queries import process_hearing
from brobygger.strategy.queries import process_tracing as tracing
from brobygger.strategy.queries import process_versions as queries
from brobygger.strategy.views.pages import address as to
from brobygger.strategy.views.process import leads


@member(Role.READER)
@require_GET
def versions(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """All versions of a process, the newest first."""
    process = find(request, Process, pk)
    rows = process.versions.select_related("published_by").order_by("-number")
    context = {"process": process, "versions": list(rows), "leads": leads(request)}
    return render(request, "strategy/process/versions.html", context)


@member(Role.READER)
@require_GET
def version(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The published text; each sentence opens on what it came from."""
    found = find(request, StrategyVersion, pk, "process", "published_by", "public_by")
    themes = queries.themes_of(found)
    told = {s.key: s for group in tracing.said(found.process, request.user) for s in group.statements}
    for theme in themes:
        drawn: Any = list(theme.sentences.all())
        for sentence in drawn:
            keys = [row.source for row in sentence.sources.all()]
            sentence.came_from = [told[key] for key in keys if key in told]
            sentence.not_shown = len(keys) - len(sentence.came_from)
            sentence.count = len(keys)
        theme.drawn = drawn  # type: ignore[attr-defined]
    context = {
        "version": found, "process": found.process, "themes": themes, "leads": leads(request),
        "newest": queries.latest(found.process), "hearing": process_hearing.hearing_of(found),
    }  # fmt: skip
    return render(request, "strategy/process/version.html", context)


@member(Role.READER)
@require_GET
def differences(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """What differs from the version before."""
    found = find(request, StrategyVersion, pk, "process")
    before = found.process.versions.filter(number__lt=found.number).order_by("-number").first()
    old = queries.themes_of(before) if before else []
    context = {
        "version": found, "process": found.process, "before": before,
        "changed": queries.differences(old, queries.themes_of(found)) if before else [],
    }  # fmt: skip
    return render(request, "strategy/process/differences.html", context)


@member(Role.READER)
@require_GET
def version_pdf(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The version as an accessible PDF."""
    found = find(request, StrategyVersion, pk, "process", "workspace")
    response = HttpResponse(paper.pdf(found), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="strategi-{found.number}.pdf"'
    return response


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def publish(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Look at what would be published and what has changed, and publish it."""
    process = find(request, Process, pk)
    form = PublishForm(posted(request))
    back = to(request, "condense", pk)

    def make() -> str:
        made = operations.publish(process=process, by=request.colleague, **form.cleaned_data)
        messages.success(request, _("Version %(n)d is published.") % {"n": made.number})
        return to(request, "version", made.pk)

    latest = queries.latest(process)
    written = [theme for theme in queries.written(process) if theme.sentences.all()]
    old = queries.themes_of(latest) if latest else []
    return form_page(
        request, form, make, title=_("Publish a version"), cancel_url=back, back_label=_("Condense"),
        action=_("Publish version %(n)d") % {"n": latest.number + 1 if latest else 1},
        template="strategy/process/publish.html", process=process, themes=written, latest=latest,
        changed=queries.differences(old, written) if latest else [],
        tally=tracing.tally(tracing.said(process, request.user, signed=False)),
    )  # fmt: skip


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def version_show(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Show a version publicly, with or without owners' names, or no longer."""
    found = find(request, StrategyVersion, pk, "process")
    back = to(request, "version", pk)
    form = ShowForm(posted(request), initial={"names_owners": found.names_owners})
    if request.method == "POST" and request.POST.get("action") == "hide":
        operations.hide(version=found, by=request.colleague)
        messages.success(request, _("The version is no longer shown publicly."))
        return redirect(back)

    def make() -> str:
        operations.show(version=found, by=request.colleague, **form.cleaned_data)
        messages.success(request, _("Everybody can read the version now."))
        return back

    if form.is_bound and form.is_valid():
        try:
            return once.answer(request, make)
        except ValidationError as wrong:
            form.take_errors(wrong)
    context = {
        "form": form, "version": found, "process": found.process, "cancel_url": back, "once": once.hidden(),
    }  # fmt: skip
    return render(request, "strategy/process/show.html", context, status=422 if form.is_bound else 200)
