"""The OIO basic privilege profile: which privileges somebody has, on behalf of which CVR.

The shape is fixed by the profile (versions 1.0.1 to 1.2): base64 of a `PrivilegeList` with `PrivilegeGroup`s, each with
a `Scope` and `Privilege`s, perhaps `Constraint`s. What is not that shape is refused whole.
"""

import base64
import binascii
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from stdnum.dk import cvr

NAMESPACES = {
    "http://itst.dk/oiosaml/basic_privilege_profile",
    "http://digst.dk/oiosaml/basic_privilege_profile",
}
CVR_SCOPE = "urn:dk:gov:saml:cvrnumberidentifier:"
LONGEST = 200_000


class Garbage(Exception):
    """The attribute is not a privilege list."""


@dataclass(frozen=True)
class Group:
    """Privileges on behalf of one CVR; `constraints` are the names of limits the municipality set on them."""

    cvr: str
    privileges: frozenset[str]
    constraints: frozenset[str]


def parse(text: str) -> list[Group]:
    """The groups whose scope is a CVR; groups of other scopes (SE number, production unit) are left out. Garbage otherwise."""
    if len(text) > LONGEST:
        raise Garbage("too long")
    try:
        root: Any = fromstring(base64.b64decode("".join(text.split()), validate=True), forbid_dtd=True)
    except (binascii.Error, ValueError, ParseError, DefusedXmlException) as wrong:
        raise Garbage(type(wrong).__name__) from None
    namespace, name = _name(root)
    if name != "PrivilegeList" or namespace not in NAMESPACES:
        raise Garbage("no PrivilegeList of the profile")
    return [group for child in root if (group := _group(child, namespace))]


def _group(element: Element, namespace: str) -> Group | None:
    _is(element, "PrivilegeGroup", namespace)
    scope = element.get("Scope", "").strip()
    privileges, constraints = set(), set()
    for child in element:
        if _name(child)[1] == "Constraint":
            constraints.add(child.get("Name", ""))
            continue
        _is(child, "Privilege", namespace)
        if not (child.text or "").strip() or len(child):
            raise Garbage("an empty privilege")
        privileges.add((child.text or "").strip())
    if not scope.lower().startswith(CVR_SCOPE):
        if not scope.lower().startswith("urn:"):
            raise Garbage("a group without scope")
        return None
    number = scope[len(CVR_SCOPE) :]
    if not (len(number) == 8 and cvr.is_valid(number)):
        raise Garbage("a scope that is no CVR number")
    return Group(number, frozenset(privileges), frozenset(constraints))


def _is(element: Element, name: str, namespace: str) -> None:
    """The profile's own schema leaves the inner elements without namespace; some write them in the list's."""
    if _name(element) not in {("", name), (namespace, name)}:
        raise Garbage(f"{element.tag} where {name} belongs")


def _name(element: Element) -> tuple[str, str]:
    tag = str(element.tag)
    return (tag[1:].partition("}")[0], tag.partition("}")[2]) if tag.startswith("{") else ("", tag)
