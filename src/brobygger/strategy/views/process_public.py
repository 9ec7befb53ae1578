"""The strategy for everybody: the version that the library shows, without log-in and without cookies."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.http import require_safe

from brobygger.accounts.models import Workspace
from brobygger.strategy.process import paper
from brobygger.strategy.queries.process_versions import public_version, themes_of


@login_not_required
@require_safe
def strategy(request: HttpRequest, workspace: str, language: str) -> HttpResponse:
    """The shown version in one language; 404 where nothing is shown."""
    if language not in ("da", "en"):
        raise Http404
    version = public_version(get_object_or_404(Workspace, slug=workspace))
    if version is None:
        raise Http404
    with translation.override(language):
        context = {
            "version": version,
            "library": version.workspace,
            "themes": themes_of(version),
            "language": language,
        }
        return render(request, "strategy/process/public.html", context)


@login_not_required
@require_safe
def strategy_pdf(request: HttpRequest, workspace: str, language: str) -> HttpResponse:
    """The same as an accessible PDF."""
    if language not in ("da", "en"):
        raise Http404
    version = public_version(get_object_or_404(Workspace, slug=workspace))
    if version is None:
        raise Http404
    with translation.override(language):
        content = paper.pdf(version, owners=version.names_owners)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="strategi.pdf"'
    return response
