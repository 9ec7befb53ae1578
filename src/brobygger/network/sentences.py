"""Relations told in whole sentences, in both directions. What comes back is safe to print; names stand in bold."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.network.models import Contact, OrganisationTie, Tie

CONTACT: dict[str, str | Promise] = {
    Contact.Kind.MEETING: gettext_lazy("{here} met {there}"),
    Contact.Kind.PHONE: gettext_lazy("{here} talked on the phone with {there}"),
    Contact.Kind.MAIL: gettext_lazy("{here} wrote with {there}"),
    Contact.Kind.EVENT: gettext_lazy("{here} was at an event with {there}"),
    Contact.Kind.OTHER: gettext_lazy("{here} was in contact with {there}"),
}
KNOWS: dict[str, str | Promise] = {
    Tie.Strength.WELL: gettext_lazy("{colleague} knows {known} well"),
    Tie.Strength.SOME: gettext_lazy("{colleague} knows {known} a little"),
    Tie.Strength.MET: gettext_lazy("{colleague} has met {known} once"),
    "": gettext_lazy("{colleague} knows {known}"),
}
# Read from the organisation that the tie comes from, and from the one it goes to.
OUT: dict[str, str | Promise] = {
    OrganisationTie.Kind.PART_OF: gettext_lazy("{this} is part of {other}"),
    OrganisationTie.Kind.MEMBER_OF: gettext_lazy("{this} is a member of {other}"),
    OrganisationTie.Kind.WORKS_WITH: gettext_lazy("{this} works with {other}"),
}
IN: dict[str, str | Promise] = {
    OrganisationTie.Kind.PART_OF: gettext_lazy("{this} has {other} as a part"),
    OrganisationTie.Kind.MEMBER_OF: gettext_lazy("{this} has {other} as a member"),
    OrganisationTie.Kind.WORKS_WITH: gettext_lazy("{this} works with {other}"),
}


def bold(name: str) -> SafeString:
    return format_html("<b>{}</b>", name)


def link(url: str, name: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, name)


def listed(names: Sequence[str | SafeString]) -> SafeString:
    """ "Birgit, Ali and Mette"."""
    if len(names) < 2:
        return format_html("{}", names[0]) if names else mark_safe("")
    first = SafeString(", ").join([format_html("{}", n) for n in names[:-1]])
    return format_html(_("{first} and {last}"), first=first, last=names[-1])


def contact(kind: str, here: Iterable[str], there: Iterable[str], organisation: str = "") -> SafeString:
    """ "Birgit met Oda Prøvegaard"; with nobody named there it is the organisation, with nobody at all just the kind."""
    met = [bold(n) for n in there] or ([bold(organisation)] if organisation else [])
    us = [bold(n) for n in here]
    if met and us:
        return format_html(str(CONTACT[kind]), here=listed(us), there=listed(met))
    if met or us:
        told = _("{kind} with {there}") if met else _("{kind}, noted by {there}")
        return format_html(told, kind=Contact.Kind(kind).label, there=listed(met or us))
    return format_html("{}", Contact.Kind(kind).label)


def knows(
    colleague: str | SafeString, known: str | SafeString, strength: str, *, ended: bool = False
) -> SafeString:
    """ "Birgit knows Oda Prøvegaard well"; "Birgit knew Oda Prøvegaard"."""
    told = _("{colleague} knew {known}") if ended else str(KNOWS[strength])
    return format_html(told, colleague=colleague, known=known)


def belongs(
    person: str | SafeString,
    organisation: str | SafeString,
    role: str,
    *,
    from_date: date | None = None,
    to_date: date | None = None,
    ended: bool = False,
) -> SafeString:
    """ "Oda is curator at Kunsthal Værftet since 2021"; "Ib was head at Kunsthal Værftet until 2025"."""
    if role:
        told = (
            _("{person} was {role} at {organisation}") if ended else _("{person} is {role} at {organisation}")
        )
    else:
        told = _("{person} belonged to {organisation}") if ended else _("{person} belongs to {organisation}")
    said = format_html(told, person=person, role=lower_first(role), organisation=organisation)
    if ended and to_date:
        return format_html(_("{said} until {year}"), said=said, year=to_date.year)
    if from_date:
        return format_html(_("{said} since {year}"), said=said, year=from_date.year)
    return said


def tied(this: str | SafeString, other: str | SafeString, kind: str, *, outward: bool) -> SafeString:
    """The tie between two organisations, read from `this`."""
    return format_html(str((OUT if outward else IN)[kind]), this=this, other=other)


def lower_first(role: str) -> str:
    """A title inside a sentence; abbreviations keep their capitals."""
    return role[:1].lower() + role[1:] if role[1:2].islower() else role
