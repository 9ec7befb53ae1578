"""A person changes job, in one dialog."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network import sentences
from brobygger.network.forms.job_change import JobChangeForm
from brobygger.network.models import Affiliation, Person
from brobygger.network.operations import job_change
from brobygger.network.queries import people as queries
from brobygger.network.views.pages import address, find, find_asked, form_page, posted


@member(Role.STAFF)
@require_http_methods(["GET", "POST"])
def page(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Ends here, starts there, and who and what follows; told in a sentence afterwards, and undone as one."""
    person = find(request, Person, pk)
    leaving = find_asked(request, Affiliation, "affiliation")
    running = [a for a in queries.affiliations_of(person) if not a.ended]
    if leaving:
        running.sort(key=lambda a: a.pk != leaving.pk)
    form = JobChangeForm(
        posted(request),
        workspace=request.workspace,
        person=person,
        affiliations=running,
        ties=[tie for tie in queries.ties_to(person) if tie.ended_on is None],
        steps=queries.promises_about(person),
        leaving=leaving.pk if leaving in running else None,
    )
    here = address(request, "person", pk)

    def make() -> str:
        told = form.values()
        done = job_change.change_job(person=person, by=request.colleague, **told)
        messages.success(request, _receipt(request, person, told, done))
        return here

    return form_page(
        request, form, make, title=_("%(name)s changes job") % {"name": person}, action=_("Save the change of job"),
        cancel_url=here, template="network/job_change.html", person=person, back_label=person.name,
    )  # fmt: skip


def _receipt(
    request: WorkspaceRequest, person: Person, told: dict[str, Any], done: job_change.Changed
) -> SafeString:
    """What happened, in whole sentences, with the way back."""
    said = [_moved(person, told["ends"], done.started)]
    old = told["ends"][0].organisation if told["ends"] else ""
    for becomes, one, many in (
        (job_change.FOLLOWS, _("{names} follows along."), _("{names} follow along.")),
        (job_change.STAYS, _("{names} stays at {old}."), _("{names} stay at {old}.")),
        (job_change.ENDS, _("{names} no longer knows {person}."), _("{names} no longer know {person}.")),
    ):
        names = [after.tie.colleague.first_name for after in told["ties_after"] if after.becomes == becomes]
        if names:
            text = one if len(names) == 1 else many
            said.append(format_html(text, names=sentences.listed(names), old=old, person=person))
    if done.successor:
        said.append(format_html(_("{name} takes over at {old}."), name=done.successor, old=old))
    if steps := told["steps_after"]:
        counted = ngettext("%(n)d promise is settled.", "%(n)d promises are settled.", len(steps))
        said.append(format_html("{}", counted % {"n": len(steps)}))
    undo = reverse("records:batch", args=[request.workspace.slug, done.batch.pk])
    said.append(format_html('<a href="{}">{}</a>', undo, _("See the change, or undo it")))
    return mark_safe(" ".join(said))  # each part is safe


def _moved(person: Person, ends: list[Affiliation], started: Affiliation | None) -> SafeString:
    """ "Ali Hansen is no longer leader at FO-Aarhus, and is curator at Museet from 1 December."."""
    left = sentences.listed([_place(a) for a in ends])
    values: dict[str, Any] = {"person": person, "left": left}
    if started is None:
        return format_html(_("{person} is no longer {left}."), **values)
    values |= {
        "new": _place(started),
        "day": date_format(started.from_date, "DATE_FORMAT") if started.from_date else "",
    }
    if not ends:
        text = _("{person} is {new} from {day}.") if started.from_date else _("{person} is {new}.")
    elif started.from_date:
        text = _("{person} is no longer {left}, and is {new} from {day}.")
    else:
        text = _("{person} is no longer {left}, and is {new}.")
    return format_html(text, **values)


def _place(affiliation: Affiliation) -> SafeString:
    if affiliation.role:
        role = sentences.lower_first(affiliation.role)
        return format_html(_("{role} at {organisation}"), role=role, organisation=affiliation.organisation)
    return format_html(_("at {organisation}"), organisation=affiliation.organisation)
