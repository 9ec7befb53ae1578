"""What of the network can be found, by which words."""

from brobygger.core import search
from brobygger.network.models import Organisation, Person


def _organisation_words(organisation: Organisation) -> list[str]:
    former = organisation.former_names.values_list("name", flat=True) if organisation.pk else []
    return [*former, organisation.cvr, organisation.email]


def register() -> None:
    """Called once at start-up."""
    search.register(
        Organisation,
        kind="organisation",
        title=lambda o: o.name,
        detail=lambda o: o.town,
        words=_organisation_words,
    )
    search.register(Person, kind="person", title=lambda p: p.name, words=lambda p: [p.email, p.phone])
