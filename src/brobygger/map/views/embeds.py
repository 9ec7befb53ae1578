"""Maps shared by link: the coordinators' list, and the page that outsiders see, alone or in a frame of a listed site."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.csp import CSP
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.map import keeping, lenses
from brobygger.map.asked import Asked
from brobygger.map.forms.embeds import EmbedForm
from brobygger.map.models import MapEmbed
from brobygger.map.models.embeds import find
from brobygger.map.operations import embeds
from brobygger.map.outputs import shared
from brobygger.map.scene import RINGS
from brobygger.map.views import showing


@member(Role.COORDINATOR)
@require_GET
def page(request: WorkspaceRequest) -> HttpResponse:
    """All maps that were shared, the newest first."""
    rows = MapEmbed.objects.visible_to(request.user).of(request.workspace).select_related("made_by")
    return render(request, "map/embed_list.html", {"rows": rows.order_by("-id")[:200]})


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """Share a map as it is looked at: its lens, and the filters that outsiders may see a result of."""
    asked = Asked.of(request)
    filters = {name: values for name, values in asked.filters.items() if name in embeds.FILTERS}
    initial = {
        "lens": asked.lens.key if asked.lens.public else lenses.ROOMS.key,
        "levels": ["partnership", "cooperation"],
        "title": _("Partners of %(name)s") % {"name": request.workspace.name},
        "language": translation.get_language(),
    }
    form = EmbedForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = embeds.create(**form.cleaned_data, filters=filters, by=request.colleague)
        except ValidationError as wrong:
            form.take_errors(wrong)
        else:
            messages.success(request, _("The map is shared. Its link opens for everybody who has it."))
            return redirect("map:embed", request.workspace.slug, made.pk)
    kept = Asked(asked.lens, filters=filters)
    context = {
        "form": form,
        "chips": showing.filter_chips(request, kept),
        "dropped": len(asked.filters) > len(filters) or bool(asked.focus),
    }
    return render(request, "map/embed_form.html", context, status=422 if form.errors else 200)


@member(Role.COORDINATOR)
@require_GET
def one(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One shared map: its link, what to put into a page, what it shows."""
    found = _find(request, pk)
    kept = Asked(lenses.get(found.lens) or lenses.ROOMS, filters=found.filters)
    context = {
        "embed": found,
        "lens": lenses.get(found.lens),
        "levels": [level.label for level in RINGS if level.value in found.levels],
        "chips": showing.filter_chips(request, kept),
        "snippet": snippet(found),
    }
    return render(request, "map/embed.html", context)


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Change what a shared map shows, and which sites may show it."""
    found = _find(request, pk)
    form = EmbedForm(request.POST or None, embed=found)
    if request.method == "POST" and form.is_valid():
        try:
            embeds.change(embed=found, **form.cleaned_data, by=request.colleague)
        except ValidationError as wrong:
            form.take_errors(wrong)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": found.title})
            return redirect("map:embed", request.workspace.slug, found.pk)
    return render(
        request, "map/embed_form.html", {"form": form, "embed": found}, status=422 if form.errors else 200
    )


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def withdraw(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Ask first, then close the link for good."""
    found = _find(request, pk)
    here = reverse("map:embed", args=[request.workspace.slug, found.pk])
    if request.method == "POST":
        embeds.withdraw(embed=found, by=request.colleague)
        messages.success(request, _("The link to %(name)s opens no more.") % {"name": found.title})
        return redirect(here)
    context = {
        "title": _("Withdraw %(name)s?") % {"name": found.title},
        "text": _(
            "The link stops at once, also in pages that show the map. It cannot be opened again; you can share a new one."
        ),
        "action": _("Withdraw the link"),
        "danger": True,
        "cancel_url": here,
    }
    return render(request, "components/confirm.html", context)


@login_not_required
@require_safe
@xframe_options_exempt
def public(request: HttpRequest, library: str, language: str, token: str) -> HttpResponse:
    """A shared map, for everybody who has its link; in frames of the sites that its library lists, and of no others."""
    found = find(library, token)
    with translation.override(language):
        response = _conditional(request, _public(request, found, language))
    response.headers["Content-Language"] = language
    # Asked for each time, so that what is withdrawn is gone; who has it already is told so in a few bytes.
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    framing = list(found.origins) if found and found.origins else [CSP.NONE]
    policy: dict[str, Any] = {**settings.SECURE_CSP, "frame-ancestors": framing, "form-action": [CSP.NONE]}
    answered: HttpResponse = csp_override(policy)(lambda _request: response)(request)
    return answered


def _public(request: HttpRequest, found: MapEmbed | None, language: str) -> HttpResponse:
    if found is None:
        return render(request, "map/embed_closed.html", {"reason": "broken"}, status=404)
    if not found.is_open:
        return _closed(request, found, "withdrawn" if found.withdrawn_at else "expired")
    # The same while neither the workspace nor a column of the shared map itself is changed.
    own = [repr(getattr(found, f.attname)) for f in found._meta.concrete_fields]
    asked = ("shared", found.workspace.name, found.workspace.slug, own, language)
    page = keeping.kept(found.workspace, asked, lambda: _drawn(request, found, language))
    return HttpResponse(page) if page is not None else _closed(request, found, "changed")


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Nothing but "as before" to a browser that has this very page."""
    if response.status_code != 200:
        return response
    etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _closed(request: HttpRequest, found: MapEmbed, reason: str) -> HttpResponse:
    return render(request, "map/embed_closed.html", {"reason": reason, "embed": found}, status=410)


def _drawn(request: HttpRequest, found: MapEmbed, language: str) -> str | None:
    """The whole page; None where the map's lens is no more."""
    seen = shared.shown(found, _("Names of organisations by how closely we work together."))
    if seen is None:
        return None
    other = "en" if language == "da" else "da"
    token = request.path.rstrip("/").rpartition("/")[2]
    context: dict[str, Any] = {
        "embed": found,
        "seen": seen,
        "svg": mark_safe(seen.picture.svg),
        "other": other,
        "other_url": reverse("shared:map", args=[found.workspace.slug, other, token]),
    }
    return render_to_string("map/embed_public.html", context, request)


def snippet(embed: MapEmbed) -> str:
    """What is put into a page of the library's own site; to be read here, so not safe as it stands."""
    address, title = escape(embed.address), escape(embed.title)
    return f'<iframe src="{address}" title="{title}" width="100%" height="900" loading="lazy"></iframe>'


def _find(request: WorkspaceRequest, pk: int) -> MapEmbed:
    rows = MapEmbed.objects.visible_to(request.user).of(request.workspace)
    return get_object_or_404(rows.select_related("workspace", "made_by"), pk=pk)
