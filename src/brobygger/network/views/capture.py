"""One line, and the names one types: saved at once, corrected afterwards."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core import once
from brobygger.core.text import find_cpr, fold
from brobygger.network import picking
from brobygger.network.capture import Parsed, parse
from brobygger.network.models import Organisation, Person
from brobygger.network.operations import contacts
from brobygger.network.queries.people import only_organisation_of
from brobygger.network.views.pages import address

LONGEST = 2000
SOON = timedelta(days=7)


@member(Role.STAFF)
@require_POST
def line(request: WorkspaceRequest) -> HttpResponse:
    """Save what one line says and show the form to correct it. The line itself is the note: nothing is lost."""
    told = request.POST.get("line", "").strip()[:LONGEST]
    if not told:
        return redirect(address(request, "contact_new"))
    if find_cpr(told):
        messages.error(
            request, _("This looks like a CPR number. Remove it: Brobygger never stores CPR numbers.")
        )
        return redirect(address(request, "contact_new"))
    try:
        return once.answer(request, lambda: _save(request, told))
    except ValidationError as wrong:
        for message in wrong.messages:
            messages.error(request, message)
        return redirect(address(request, "contact_new"))


def _save(request: WorkspaceRequest, told: str) -> str:
    today = timezone.localdate()
    read = parse(told, today=today, is_organisation=_known_organisations(request))
    organisation, guess = _organisation(request, read)
    people = [found for name in read.people if (found := _person(request, name, organisation)) is not None]
    if organisation is None and not guess and len(people) == 1 and isinstance(people[0], Person):
        organisation = only_organisation_of(people[0])
    like = [
        old.pk
        for name in people
        if isinstance(name, str)
        for old in picking.doubles(request.workspace, "person", name)
    ]
    made = contacts.note(
        by=request.colleague,
        organisation=organisation,
        people=people,
        colleagues=[request.colleague],
        follow_up=_step(request, read) if read.follows else None,
        kind=read.kind,
        on=read.on or today,
        about=read.about[:200],
        note=told,
    )
    asked: list[tuple[str, Any]] = [("captured", 1), *(("like", pk) for pk in like)]
    if guess:
        asked.append(("organisation", guess))
    return f"{address(request, 'contact_edit', made.pk)}?{urlencode(asked)}"


def _step(request: WorkspaceRequest, read: Parsed) -> contacts.Step:
    """What follows, in words of its own where the line only says that something does."""
    about = read.about or read.organisation or ", ".join(read.people)
    text = read.step or (_("Follow up on %(about)s") % {"about": about} if about else _("Follow up"))
    return {
        "text": text[:300],
        "owner": request.colleague,
        "due_on": read.due_on or timezone.localdate() + SOON,
    }


def _known_organisations(request: WorkspaceRequest) -> Callable[[str], bool]:
    """Is this the name of an organisation we have?"""

    def known(name: str) -> bool:
        asked = picking.question(request.workspace, "organisation", name[:200])
        return asked.chosen not in ("", picking.NEW)

    return known


def _organisation(request: WorkspaceRequest, read: Parsed) -> tuple[Organisation | str | None, str]:
    """The organisation that was meant; where several are alike, none and the typed name to ask about."""
    name = read.organisation[:200]
    if not name:
        return None, ""
    asked = picking.question(request.workspace, "organisation", name)
    if asked.chosen == picking.NEW:
        return name, ""
    if asked.chosen:
        return Organisation.objects.of(request.workspace).get(pk=int(asked.chosen)), ""
    if not picking.doubles(request.workspace, "organisation", name):
        return name, ""
    return None, name


def _person(request: WorkspaceRequest, name: str, organisation: Any) -> Person | str | None:
    """The person of that name, preferably in the organisation; otherwise a new one."""
    named = Person.objects.of(request.workspace).filter(match_key=fold(name)[:200])
    if isinstance(organisation, Organisation):
        first = fold(name)
        there = Person.objects.of(request.workspace).filter(
            affiliations__organisation=organisation, affiliations__to_date=None
        )
        exact = there.filter(match_key=first) or there.filter(match_key__startswith=f"{first} ")
        found = list(exact.distinct()[:2])
        if len(found) == 1:
            return found[0]
    found = list(named[:2])
    return found[0] if len(found) == 1 else name[:200]


@member(Role.STAFF)
@require_GET
def pick(request: WorkspaceRequest, kind: str) -> HttpResponse:
    """What the names typed so far may mean: a fragment."""
    if kind not in picking.MODELS:
        raise Http404
    field = request.GET.get("field", "")[:40]
    text = request.GET.get(field, "")[:400]
    many = bool(request.GET.get("many"))
    names = picking.names_in(text, kind) if many else [" ".join(text.split())]
    chosen = picking.choices_in(request.GET, field)
    earlier = [] if many else list(chosen.values())
    questions = [
        picking.question(request.workspace, kind, n[:200], chosen.get(picking.key_of(n), ""), earlier)
        for n in names[:10]
        if len(n) > 1
    ]
    return render(request, "network/pick_options.html", {"questions": questions, "name": field, "kind": kind})


@member(Role.STAFF)
@require_GET
def alike(request: WorkspaceRequest, kind: str) -> HttpResponse:
    """ "Is it here already?", while a name is typed: a fragment."""
    if kind not in picking.MODELS:
        raise Http404
    name = " ".join(request.GET.get("name", "").split())[:200]
    found = picking.doubles(request.workspace, kind, name) if len(name) > 2 else []
    return render(request, "network/alike.html", {"alike": found, "kind": kind})
