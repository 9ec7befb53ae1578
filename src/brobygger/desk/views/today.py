"""Today: what I promised, what has happened, and one line for whom I met."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.desk.queries import question
from brobygger.desk.queries import today as queries
from brobygger.network.rules import may_write


@member(Role.READER)
@require_GET
def page(request: WorkspaceRequest) -> HttpResponse:
    """The first page of a workspace."""
    promised = queries.promises(request.colleague)
    events, since = queries.events(request.workspace)
    rings = queries.rings(request.workspace)
    may_invite = request.colleague.has_role(Role.COORDINATOR)
    context = {
        "greeting": _greeting(request.colleague.first_name),
        "lead": _lead(promised),
        "promises": promised,
        "events": events,
        "since": _since(since),
        "rings": rings,
        "organisations": sum(ring.count for ring in rings),
        "unfinished": queries.unfinished(request.colleague),
        "may_write": may_write(request.colleague),
        "care": queries.care(request.colleague),
        "may_invite": may_invite,
        "question": question.of_today(request.colleague),
        "unanswered": queries.unanswered(request.workspace) if may_invite else [],
    }
    return render(request, "desk/today.html", context)


def _greeting(name: str) -> str:
    hour = timezone.localtime().hour
    if 5 <= hour < 10:
        return _("Good morning, %(name)s") % {"name": name}
    if hour >= 18 or hour < 5:
        return _("Good evening, %(name)s") % {"name": name}
    return _("Good day, %(name)s") % {"name": name}


def _lead(promised: queries.Promises) -> str:
    today = capfirst(date_format(timezone.localdate(), _("l j F")))
    if not promised.waiting:
        return _("%(today)s. Nothing waits for you this week.") % {"today": today}
    waits = ngettext("One thing waits for you", "%(n)s things wait for you", promised.waiting)
    waits = waits % {"n": _number(promised.waiting)}
    if promised.oldest is None:
        return _("%(today)s. %(waits)s.") % {"today": today, "waits": waits}
    days = (timezone.localdate() - promised.oldest.due_on).days
    day = date_format(promised.oldest.due_on, "l" if days < 7 else _("j F"))
    text = _("%(today)s. %(waits)s, and the oldest is a promise from %(day)s.")
    return text % {"today": today, "waits": waits, "day": day}


def _since(moment: object) -> str:
    day = timezone.localtime(moment)  # type: ignore[arg-type]
    if (timezone.localdate() - day.date()).days < 7:
        return _("Since %(day)s") % {"day": date_format(day, "l")}
    return _("Since %(day)s") % {"day": date_format(day, _("j F"))}


def _number(n: int) -> str:
    words = (
        "",
        _("one"),
        _("two"),
        _("three"),
        _("four"),
        _("five"),
        _("six"),
        _("seven"),
        _("eight"),
        _("nine"),
    )
    return capfirst(words[n]) if n < len(words) else str(n)
