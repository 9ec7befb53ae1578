"""The house: who answers for partnerships, the teams, the keepers, the time, the self-check, on one page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.forms.people import colleagues_of
from brobygger.network.models import Organisation
from brobygger.network.views.pages import find, form_page, posted
from brobygger.records.queries import batch_url
from brobygger.strategy.forms.house import (
    MEANS,
    HoursForm,
    KeeperForm,
    ReadinessForm,
    ResponsibilityForm,
    TimeForm,
)
from brobygger.strategy.house import AREAS, STATEMENTS
from brobygger.strategy.models.house import HoursUsed, Keeper, ReadinessCheck, TimeSet
from brobygger.strategy.operations import house
from brobygger.strategy.queries import house as queries
from brobygger.strategy.views.pages import address

SHOWN = 100


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest) -> HttpResponse:
    """Five answers about the house, each with its next step."""
    here = request.workspace
    decided = list(queries.responsibility(here)[:1])
    checks = list(queries.checks(here)[:2])
    context: dict[str, Any] = {
        "decided": decided[0] if decided else None,
        "means": MEANS.get(decided[0].where) if decided else "",  # type: ignore[call-overload]
        "teams": queries.area_teams(here),
        "keeper": queries.network_keeper(here),
        "partnerships": queries.partnerships(here).count(),
        "without": queries.without_keeper(here).count(),
        "months": queries.months(here),
        "check": checks[0] if checks else None,
        "areas": queries.areas(checks[0], checks[1] if len(checks) > 1 else None) if checks else [],
        "compared": len(checks) > 1,
        **_may(request),
    }
    return render(request, "strategy/house/house.html", context)


def _may(request: WorkspaceRequest) -> dict[str, bool]:
    return {
        "leads": request.colleague.has_role(Role.LEADER),
        "coordinates": request.colleague.has_role(Role.COORDINATOR),
        "writes": request.colleague.has_role(Role.STAFF),
    }


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def responsibility(request: WorkspaceRequest) -> HttpResponse:
    """Decide between central, local and mixed; what was decided before stands below."""
    form = ResponsibilityForm(posted(request))

    def make() -> str:
        house.decide(by=request.colleague, **form.cleaned_data)
        messages.success(request, _("It is written who answers for partnerships."))
        return address(request, "house")

    return form_page(
        request, form, make, title=_("Who answers for partnerships?"), action=_("Save the decision"),
        cancel_url=address(request, "house"), back_label=_("House"),
        template="strategy/house/responsibility.html", earlier=queries.responsibility(request.workspace)[:20],
    )  # fmt: skip


@member(Role.READER)
@require_GET
def keepers(request: WorkspaceRequest) -> HttpResponse:
    """Partnerships without a keeper first, then who keeps what."""
    without = queries.without_keeper(request.workspace)
    context = {
        "without": without[:SHOWN],
        "without_count": without.count(),
        "kept": queries.kept(request.workspace)[: 5 * SHOWN],
        "keeper": queries.network_keeper(request.workspace),
        "colleagues": colleagues_of(request.workspace),
        **_may(request),
    }
    return render(request, "strategy/house/keepers.html", context)


@member(Role.COORDINATOR)
@require_POST
def give_many(request: WorkspaceRequest) -> HttpResponse:
    """One colleague keeps all that are chosen."""
    chosen = [
        int(pk) for pk in request.POST.getlist("ids") if pk.isascii() and pk.isdecimal() and len(pk) < 19
    ]
    who = request.POST.get("colleague", "")
    rows = list(Organisation.objects.of(request.workspace).filter(pk__in=chosen))
    if not rows or not who.isdecimal():
        messages.info(request, _("Choose partnerships, and who keeps them. Nothing is written."))
        return redirect(address(request, "keepers"))
    colleague = get_object_or_404(colleagues_of(request.workspace), pk=int(who[:18]))
    batch = house.give_keepers(organisations=rows, colleague=colleague, by=request.colleague)
    said = ngettext(
        "%(name)s keeps %(n)s partnership now.", "%(name)s keeps %(n)s partnerships now.", len(rows)
    )
    said = said % {"name": colleague.name, "n": len(rows)}
    undo = (batch_url(request.workspace, batch), _("See it, or undo it"))
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, *undo))
    return redirect(address(request, "keepers"))


@member(Role.READER)
@require_GET
def keeper(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Who keeps an organisation, and who did: a part of its page, and a page of its own without scripts."""
    found = find(request, Organisation, pk)
    rows = Keeper.objects.filter(organisation=found).select_related("colleague").order_by("-from_date", "-id")
    context = {
        "organisation": found,
        "rows": rows,
        "now": next((row for row in rows if row.to_date is None), None),
        "is_partnership": found.level == "partnership",
        "network_keeper": queries.network_keeper(request.workspace),
        **_may(request),
    }
    template = "strategy/house/keeper_card.html" if request.htmx else "strategy/house/keeper.html"
    return render(request, template, context)


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def give(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Choose who keeps one partnership."""
    found = find(request, Organisation, pk)
    here = address(request, "keeper", pk)
    title = _("Who keeps the partnership with %(name)s?") % {"name": found.name}
    return _give(request, found, title, here, str(found))


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def give_network(request: WorkspaceRequest) -> HttpResponse:
    """Choose who keeps the network."""
    return _give(request, None, _("Who keeps the network?"), address(request, "house"), _("House"))


def _give(
    request: WorkspaceRequest, organisation: Organisation | None, title: str, here: str, back: str
) -> HttpResponse:
    form = KeeperForm(posted(request), workspace=request.workspace)

    def make() -> str:
        made = house.give_keeper(organisation=organisation, by=request.colleague, **form.cleaned_data)
        messages.success(request, _("%(name)s is the keeper now.") % {"name": made.colleague.name})
        return here

    return form_page(
        request, form, make, title=title, action=_("Save the keeper"), cancel_url=here, back_label=back
    )


@member(Role.COORDINATOR)
@require_POST
def end_keeper(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """They keep it no longer."""
    row = find(request, Keeper, pk, "colleague", "organisation")
    house.end_keeper(keeper=row, by=request.colleague)
    messages.success(request, _("%(name)s keeps it no longer.") % {"name": row.colleague.name})
    return redirect(
        address(request, "keeper", row.organisation_id) if row.organisation_id else address(request, "house")
    )


@member(Role.READER)
@require_GET
def time(request: WorkspaceRequest) -> HttpResponse:
    """Hours set aside against hours used; one's own entries, and for leaders everybody's."""
    may = _may(request)
    noted = (
        HoursUsed.objects.of(request.workspace)
        .select_related("colleague", "organisation")
        .order_by("-on", "-id")
    )
    context = {
        "months": queries.months(request.workspace),
        "form": HoursForm(workspace=request.workspace),
        "noted": (noted if may["leads"] else noted.filter(colleague=request.colleague))[:SHOWN],
        "aside": TimeSet.objects.of(request.workspace)
        .filter(**{} if may["leads"] else {"team__isnull": False})
        .select_related("colleague", "team")
        .order_by("to_date", "-from_date", "id"),
        "mine": TimeSet.objects.filter(colleague=request.colleague, to_date=None),
        **may,
    }
    return render(request, "strategy/house/time.html", context)


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def note_hours(request: WorkspaceRequest) -> HttpResponse:
    """One's own hours on a day."""
    form = HoursForm(posted(request), workspace=request.workspace)

    def make() -> str:
        house.note_hours(by=request.colleague, **form.cleaned_data)
        messages.success(request, _("The hours are noted."))
        return address(request, "house_time")

    return form_page(
        request, form, make, title=_("Note hours"), action=_("Note the hours"),
        cancel_url=address(request, "house_time"), back_label=_("Time"),
    )  # fmt: skip


@member(Role.STAFF)
@require_POST
def delete_hours(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Take hours away again."""
    house.delete_hours(hours=find(request, HoursUsed, pk), by=request.colleague)
    messages.success(request, _("The hours are in the bin."))
    return redirect(address(request, "house_time"))


@member(Role.LEADER)
@require_http_methods(["GET", "POST"])
def set_aside(request: WorkspaceRequest) -> HttpResponse:
    """Hours for a colleague or a team."""
    form = TimeForm(posted(request), workspace=request.workspace)

    def make() -> str:
        house.set_aside(by=request.colleague, **form.cleaned_data)
        messages.success(request, _("The time is set aside."))
        return address(request, "house_time")

    return form_page(
        request, form, make, title=_("Set time aside"), action=_("Set the time aside"),
        cancel_url=address(request, "house_time"), back_label=_("Time"),
    )  # fmt: skip


@member(Role.LEADER)
@require_POST
def end_time(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """No hours from today."""
    house.end_time(time=find(request, TimeSet, pk), by=request.colleague)
    messages.success(request, _("It ends today."))
    return redirect(address(request, "house_time"))


@member(Role.COORDINATOR)
@require_http_methods(["GET", "POST"])
def check(request: WorkspaceRequest) -> HttpResponse:
    """The self-check: twelve statements."""
    form = ReadinessForm(posted(request))

    def make() -> str:
        made = house.check(answers=form.cleaned_data, by=request.colleague)
        return address(request, "readiness", made.pk)

    parts = [(name, [form[s.key] for s in STATEMENTS if s.area == key]) for key, name in AREAS.items()]
    return form_page(
        request, form, make, title=_("Is the house ready for partnerships?"), action=_("Save the self-check"),
        cancel_url=address(request, "house"), back_label=_("House"), template="strategy/house/check.html", parts=parts,
    )  # fmt: skip


@member(Role.READER)
@require_GET
def readiness(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """What the house said of itself, area by area, beside the time before; what to do next."""
    find(request, ReadinessCheck, pk)
    rows = list(queries.checks(request.workspace))
    found = queries.with_before(rows, pk)
    if found is None:
        return redirect(address(request, "house"))
    areas = queries.areas(*found)
    context = {
        "check": found[0], "before": found[1], "areas": areas, "rows": rows[:20],
        "steps": [one for area in areas for one in area.judged if one.said != "yes"], **_may(request),
    }  # fmt: skip
    return render(request, "strategy/house/readiness.html", context)
