"""What an edge says: a few words beside a name in the picture, a whole sentence in the table."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from brobygger.map.connections.graph import BELONGS, COLLEAGUE, KNOWS, ORGANISATION, PERSON, Edge, Key, Node
from brobygger.network import sentences
from brobygger.network.models import OrganisationTie, Tie

KIND_WORDS = {
    COLLEAGUE: gettext_lazy("Colleague"),
    PERSON: gettext_lazy("Person"),
    ORGANISATION: gettext_lazy("Organisation"),
}
# Beside the name of a colleague, and beside the name of whom they know.
KNOWING: dict[str, Any] = {
    Tie.Strength.WELL: gettext_lazy("knows well"),
    Tie.Strength.SOME: gettext_lazy("knows a little"),
    Tie.Strength.MET: gettext_lazy("has met once"),
    "": gettext_lazy("knows"),
}
KNOWN: dict[str, Any] = {
    Tie.Strength.WELL: gettext_lazy("known well"),
    Tie.Strength.SOME: gettext_lazy("known a little"),
    Tie.Strength.MET: pgettext_lazy("beside a name", "met once"),
    "": pgettext_lazy("beside a name", "known"),
}
# Beside the name of the organisation that the tie comes from, and of the one it goes to.
FROM: dict[str, Any] = {
    OrganisationTie.Kind.PART_OF: gettext_lazy("a part of it"),
    OrganisationTie.Kind.MEMBER_OF: gettext_lazy("a member of it"),
    OrganisationTie.Kind.WORKS_WITH: gettext_lazy("works together with it"),
}
TO: dict[str, Any] = {
    OrganisationTie.Kind.PART_OF: gettext_lazy("which it is part of"),
    OrganisationTie.Kind.MEMBER_OF: gettext_lazy("which it is a member of"),
    OrganisationTie.Kind.WORKS_WITH: gettext_lazy("works together with it"),
}


def beside(edges: Iterable[Edge], key: Key) -> str:
    """What stands beside the name of `key`, for the edges that lead to it."""
    return " · ".join(dict.fromkeys(_beside(edge, key) for edge in edges))


def _beside(edge: Edge, key: Key) -> str:
    if edge.what == KNOWS:
        said = str((KNOWING if key == edge.one else KNOWN)[edge.how])
        if edge.words:
            said = f"{said}: {edge.words}"
    elif edge.what == BELONGS:
        said = edge.words or _("belongs there")
    else:
        said = str((FROM if key == edge.one else TO)[edge.how])
    return _("%(words)s, ended") % {"words": said} if edge.ended else said


def sentence(edge: Edge, node: Callable[[Key], Node], link: Callable[[Node], str]) -> SafeString:
    """The edge as a finished sentence, both names leading to their pages."""
    one, other = (sentences.link(link(n), n.name) for n in (node(edge.one), node(edge.other)))
    if edge.what == KNOWS:
        said = sentences.knows(one, other, edge.how, ended=edge.ended)
        return format_html(_("{said}: {about}"), said=said, about=edge.words) if edge.words else said
    if edge.what == BELONGS:
        return sentences.belongs(one, other, edge.words, ended=edge.ended)
    said = sentences.tied(one, other, edge.how, outward=True)
    return format_html(_("{said} (ended)"), said=said) if edge.ended else said
