"""Relations as whole sentences in templates."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from brobygger.network import sentences
from brobygger.network.models import Affiliation, Tie

register = template.Library()


@register.simple_tag(takes_context=True)
def tie_sentence(context: dict[str, Any], tie: Tie, link: bool = False) -> SafeString:
    """Who knows whom; `link` leads to the one who is known. The tie's colleague and other end are loaded."""
    known: Any = tie.person or tie.organisation
    name: str | SafeString = known.name
    if link:
        page = "network:person" if tie.person_id else "network:organisation"
        name = sentences.link(reverse(page, args=[context["request"].workspace.slug, known.pk]), known.name)
    colleague = tie.colleague.first_name
    return sentences.knows(colleague, name, tie.strength, ended=tie.ended_on is not None)


@register.simple_tag(takes_context=True)
def affiliation_sentence(context: dict[str, Any], affiliation: Affiliation) -> SafeString:
    """Where the person belongs, with a link to the organisation."""
    slug = context["request"].workspace.slug
    url = reverse("network:organisation", args=[slug, affiliation.organisation_id])
    return sentences.belongs(
        affiliation.person.name,
        sentences.link(url, affiliation.organisation.name),
        affiliation.role,
        from_date=affiliation.from_date,
        to_date=affiliation.to_date,
        ended=affiliation.ended,
    )


@register.filter
def at_of(found: dict[int, list[tuple[int, str]]], person: int) -> list[tuple[int, str]]:
    """The organisations of one person."""
    return found.get(person, [])
