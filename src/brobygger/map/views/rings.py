"""An organisation changes ring: opened from its name on the map or by dropping it there; always decided, with a reason."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import once
from brobygger.map.asked import Asked
from brobygger.map.forms.rings import RingForm
from brobygger.map.views import circle, showing
from brobygger.network.models import Formality, Level, Organisation
from brobygger.network.operations import formality
from brobygger.network.views.pages import find, posted


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def ring(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The form alone in the map's dialog, on a page of its own without script."""
    organisation = find(request, Organisation, pk)
    level = request.GET.get("to", "")
    initial = {"level": level if level in Level.values else organisation.level, "since": timezone.localdate()}
    form = RingForm(posted(request), initial=initial)
    if form.is_bound and form.is_valid() and (answer := _decide(request, organisation, form)):
        return answer
    asked = Asked.read(_query(request))
    back = showing.map_url(request) + asked.address()
    held = Formality.objects.filter(organisation=organisation).order_by("-since", "-id").first()
    return render(
        request,
        "map/ring.html" + ("#form" if _in_dialog(request) else ""),
        {
            "organisation": organisation,
            "form": form,
            "held": held,
            "once": once.hidden(request.POST.get(once.FIELD, "")),
            "next": back,
            "to": level,
            "focus_url": showing.map_url(request) + asked.address(focus=pk, steps=None, part=None, ring=None),
            "place_url": showing.map_url(request, "place", pk) + asked.address(part=None, ring=None),
            "lens": asked.lens,
        },
        status=422 if form.is_bound else 200,
    )


def _decide(request: WorkspaceRequest, organisation: Organisation, form: RingForm) -> HttpResponse | None:
    """Decide once, and show the map again; None where the operation refuses: the form then says why."""
    back = showing.map_url(request) + Asked.read(_query(request)).address()

    def make() -> str:
        formality.decide(organisation=organisation, by=request.colleague, **form.cleaned_data)
        return back

    try:
        once.answer(request, make)
    except ValidationError as wrong:
        form.take_errors(wrong)
        return None
    organisation.refresh_from_db(fields=["level"])
    told = _("%(name)s is moved to %(level)s.") % {
        "name": organisation, "level": Level(organisation.level).label.lower(),
    }  # fmt: skip
    if not _in_dialog(request):
        messages.success(request, told)
        return redirect(back)
    asked = Asked.read(_query(request))
    return render(request, "map/circle.html#redrawn", circle.context(request, asked) | {"told": told})


def _query(request: WorkspaceRequest) -> QueryDict:
    """The query of the map that the form was opened from."""
    back = request.POST.get("next") or request.GET.get("next", "")
    return QueryDict(back.partition("?")[2][:2000])


def _in_dialog(request: WorkspaceRequest) -> bool:
    return request.headers.get("HX-Target", "").endswith("map-dialog-body") or "dialog" in request.GET
