"""One record for another program: a person or an organisation as a business card, a follow-up as a calendar entry."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from brobygger.accounts.access import WorkspaceRequest, member
from brobygger.accounts.models import Role
from brobygger.core.text import fold
from brobygger.network.exchange import vcard_writing
from brobygger.network.models import Organisation, Person
from brobygger.network.views.pages import find


@member(Role.READER)
@require_GET
def person_card(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The person as a vCard."""
    person = find(request, Person, pk)
    return as_file(vcard_writing.people([person], request), vcard_writing.CONTENT_TYPE, f"{person}", "vcf")


@member(Role.READER)
@require_GET
def organisation_card(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The organisation as a vCard."""
    found = find(request, Organisation, pk)
    return as_file(
        vcard_writing.organisations([found], request), vcard_writing.CONTENT_TYPE, f"{found}", "vcf"
    )


def as_file(pieces: Iterable[str], content_type: str, name: str, suffix: str) -> HttpResponse:
    """A download named for the record, in letters that every program can save."""
    response = HttpResponse("".join(pieces), content_type=content_type)
    plain = "-".join(fold(name).split())[:60] or "kort"
    response.headers["Content-Disposition"] = f'attachment; filename="{plain}.{suffix}"'
    return response
