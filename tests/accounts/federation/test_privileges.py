"""The OIO basic privilege profile, read and refused."""

import base64
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.accounts.federation.privileges import Garbage, parse
from tests.accounts.federation.conftest import CVR, NEIGHBOUR, profile

SPACE = "http://itst.dk/oiosaml/basic_privilege_profile"


def encoded(inner: str, space: str = SPACE, prefix: str = "bpp:") -> str:
    name = f'xmlns{":" + prefix[:-1] if prefix else ""}="{space}"'
    return base64.b64encode(
        f"<{prefix}PrivilegeList {name}>{inner}</{prefix}PrivilegeList>".encode()
    ).decode()


def group(scope: str, prefix: str = "") -> str:
    return f'<{prefix}PrivilegeGroup Scope="{scope}"><{prefix}Privilege>urn:a</{prefix}Privilege></{prefix}PrivilegeGroup>'


def test_several_groups():
    found = parse(profile({CVR: ["urn:a", "urn:b"], NEIGHBOUR: ["urn:c"]}, constraint="http://kle"))
    assert [(g.cvr, g.privileges) for g in found] == [(CVR, {"urn:a", "urn:b"}), (NEIGHBOUR, {"urn:c"})]
    assert found[0].constraints == {"http://kle"}


@pytest.mark.parametrize("space", [SPACE, "http://digst.dk/oiosaml/basic_privilege_profile"])
@pytest.mark.parametrize("prefix", ["", "bpp:"])
def test_names_with_and_without_namespace(space, prefix):
    """The schema leaves the inner names unqualified; some write a default namespace for all."""
    text = group(f"urn:dk:gov:saml:cvrNumberIdentifier:{CVR}", prefix)
    assert [g.cvr for g in parse(encoded(text, space))] == [CVR]
    bare = group(f"urn:dk:gov:saml:cvrNumberIdentifier:{CVR}")
    assert [g.cvr for g in parse(encoded(bare, space, prefix=""))] == [CVR]


def test_line_breaks_in_the_base64():
    text = profile({CVR: ["urn:a"]})
    assert parse(text[:40] + "\n " + text[40:])[0].cvr == CVR


def test_other_scopes_are_left_out():
    assert parse(encoded(group("urn:dk:gov:saml:seNumberIdentifier:12345674"))) == []


@pytest.mark.parametrize(
    "text",
    [
        encoded(group(f"urn:dk:gov:saml:cvrNumberIdentifier:{CVR}"), space="http://ond.example/profile"),
        encoded("<Andet/>"),
        encoded(group("")),
        encoded(group("urn:dk:gov:saml:cvrNumberIdentifier:1234567")),
        encoded(group("urn:dk:gov:saml:cvrNumberIdentifier:12345675")),
        encoded('<PrivilegeGroup Scope="urn:x"><Andet/></PrivilegeGroup>'),
        encoded(f'<x:PrivilegeGroup xmlns:x="urn:y" Scope="urn:dk:gov:saml:cvrNumberIdentifier:{CVR}"/>'),
        "",
    ],
)
def test_what_is_not_the_profile_is_refused_whole(text):
    with pytest.raises(Garbage):
        parse(text)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_nothing_else_happens_whatever_comes(data):
    for text in (base64.b64encode(data).decode(), data.decode("latin-1"), encoded(data.decode("latin-1"))):
        with contextlib.suppress(Garbage):
            parse(text)
