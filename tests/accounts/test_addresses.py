"""Pasted addresses: every way of separating them, and nothing lost."""

import pytest

from brobygger.accounts.addresses import Addressee, Unread, parse


def emails(text):
    return [a.email for a in parse(text).addressees]


@pytest.mark.parametrize(
    "text",
    [
        "a@eksempel.dk b@eksempel.dk",
        "a@eksempel.dk,b@eksempel.dk",
        "a@eksempel.dk; b@eksempel.dk;",
        "a@eksempel.dk\r\nb@eksempel.dk\r\n",
        "a@eksempel.dk\tb@eksempel.dk",
        "<a@eksempel.dk>, <b@eksempel.dk>",
        "mailto:a@eksempel.dk\nB@Eksempel.DK.",
        "a@eksempel.dk, b@eksempel.dk, A@EKSEMPEL.DK",
    ],
)
def test_separators(text):
    assert emails(text) == ["a@eksempel.dk", "b@eksempel.dk"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mette Holm <m@eksempel.dk>", "Mette Holm"),
        ('"Holm, Mette" <m@eksempel.dk>', "Mette Holm"),
        ("Holm, Mette <m@eksempel.dk>", "Mette Holm"),
        ("Mette Holm\tm@eksempel.dk", "Mette Holm"),
        ("m@eksempel.dk\tMette Holm", "Mette Holm"),
        ("Mette Holm: m@eksempel.dk", "Mette Holm"),
        ("Mette Holm (m@eksempel.dk)", "Mette Holm"),
        ("mette.holm@eksempel.dk", "Mette Holm"),
        ("mette2@eksempel.dk", "Mette"),
        ("Åse Ærø <m@eksempel.dk>", "Åse Ærø"),
    ],
)
def test_names(text, name):
    assert [a.name for a in parse(text).addressees] == [name]


def test_a_header_line_of_a_mail():
    text = "Mette Holm <mette@eksempel.dk>, Ali Nazari <ali@eksempel.dk>, birgit@eksempel.dk"
    assert parse(text).addressees == [
        Addressee("mette@eksempel.dk", "Mette Holm"),
        Addressee("ali@eksempel.dk", "Ali Nazari"),
        Addressee("birgit@eksempel.dk", "Birgit"),
    ]


def test_nothing_is_lost():
    found = parse("a@eksempel.dk, b@@eksempel.dk, c@\nJens Uden Mail\n@eksempel.dk")
    assert [a.email for a in found.addressees] == ["a@eksempel.dk"]
    assert [u.reason for u in found.unread] == ["bad_address", "bad_address", "no_address", "bad_address"]
    assert found.unread[2] == Unread("Jens Uden Mail", "no_address")


def test_a_name_left_over_after_several_addresses_is_told():
    assert parse("a@eksempel.dk, b@eksempel.dk, Ib Opdigt").unread == [Unread("Ib Opdigt", "no_address")]


def test_a_cpr_number_is_never_repeated_and_the_rest_is_read():
    found = parse("Mette 010190-1234 <mette@eksempel.dk>, ali@eksempel.dk")
    assert found.unread == [Unread("", "cpr_number")]
    assert [a.email for a in found.addressees] == ["mette@eksempel.dk", "ali@eksempel.dk"]
    assert "0101" not in repr(found)


def test_empty():
    assert parse(" \n; , ").addressees == []
