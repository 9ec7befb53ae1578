"""What the framework alone costs: an empty page, and the same rows through the barest template."""

from django.http import HttpResponse, JsonResponse
from django.template import engines

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.network.models import Contact, FollowUp, Organisation, Tie
from brobygger.network.queries import lists

ROWS = engines["django"].from_string(
    "<!doctype html><title>-</title>{{ count }}<table>{% for o, known, step in rows %}<tr><td>{{ o.name }}<td>"
    "{{ o.level }}<td>{{ known }}<td>{{ o.last_contact_on }}<td>{{ step }}{% endfor %}</table>"
)
ONE = engines["django"].from_string(
    "<!doctype html><title>-</title>{{ o.name }} {{ o.town }}<ul>{% for t in ties %}<li>{{ t.colleague.name }}"
    "{% endfor %}{% for a in people %}<li>{{ a.person.name }} {{ a.role }}{% endfor %}{% for c in contacts %}<li>"
    "{{ c.on }} {{ c.about }}{% endfor %}{% for f in steps %}<li>{{ f.due_on }} {{ f.text }}{% endfor %}"
    "{% for f in levels %}<li>{{ f.since }} {{ f.level }}{% endfor %}</ul>"
)


@member(Role.READER)
def empty(request: WorkspaceRequest) -> HttpResponse:
    """Log-in, membership, nothing else."""
    return HttpResponse("")


@member(Role.READER)
def organisations(request: WorkspaceRequest) -> HttpResponse:
    """Fifty organisations by name, with what the list shows of each, and how many there are."""
    rows = Organisation.objects.of(request.workspace)
    page = rows.order_by("sort_key", "id")
    if after := request.GET.get("after"):
        page = page.filter(sort_key__gte=after)
    shown = list(page[:50])
    known = lists.known_by_of_organisations(shown, request)
    steps = lists.next_steps_of_organisations(shown, request)
    return HttpResponse(
        ROWS.render(
            {"count": rows.count(), "rows": [(o, known.get(o.pk, ""), steps.get(o.pk, "")) for o in shown]}
        )
    )


@member(Role.READER)
def organisations_json(request: WorkspaceRequest) -> JsonResponse:
    """Fifty organisations with all their columns, as JSON."""
    rows = Organisation.objects.of(request.workspace).order_by("id")[:50]
    return JsonResponse({"items": list(rows.values())})


@member(Role.READER)
def organisation(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One organisation and the records that hang on it."""
    found = Organisation.objects.of(request.workspace).get(pk=pk)
    return HttpResponse(
        ONE.render(
            {
                "o": found,
                "ties": Tie.objects.filter(organisation=found).select_related("colleague"),
                "people": found.affiliations.select_related("person"),
                "contacts": Contact.objects.filter(organisation=found).order_by("-on", "-id")[:20],
                "steps": FollowUp.objects.filter(organisation=found, done_on=None).order_by("due_on"),
                "levels": found.formalities.order_by("-since", "-id"),
            }
        )
    )
