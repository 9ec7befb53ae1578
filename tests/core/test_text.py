"""Danish order, folding for search, and the guard against civil registration numbers."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.core.text import find_cpr, fold, initials, mask_cpr, sort_key

DANISH = string.ascii_lowercase + "æøå"
dates = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))


def test_danish_order() -> None:
    names = [
        "Aabenraa",
        "Zoo",
        "Ærø",
        "Østerbro",
        "Århus",
        "Aalborg",
        "Allerød",
        "Andels",
        "de Gamle",
        "2. linje",
    ]
    assert sorted(names, key=sort_key) == [
        "2. linje", "Allerød", "Andels", "de Gamle", "Zoo", "Ærø", "Østerbro", "Aabenraa", "Aalborg", "Århus",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [("Århus", "aarhus"), ("ÆRØ", "aeroe"), ("Café  Olé!", "cafe ole"), ("A\u030arhus", "aarhus"),
     ("FO-Aarhus", "fo århus"), ("Köln", "Koeln"), ("Straße", "strasse"), ("Ǽbler", "aebler"), ("a_b", "a b")],
)  # fmt: skip
def test_folded_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(value: str) -> None:
    assert fold(fold(value)) == fold(value)


@given(st.text(max_size=60))
def test_case_does_not_matter(value: str) -> None:
    assert fold(value.upper().lower()) == fold(value.upper())
    assert sort_key(value.strip()) == sort_key(value)


@given(st.text(alphabet=DANISH, min_size=1, max_size=8), st.text(alphabet=DANISH, min_size=1, max_size=8))
def test_order_is_the_alphabets(one: str, other: str) -> None:
    """Byte order of the keys is the order of the letters with aa read as å."""

    def letters(value: str) -> list[int]:
        return [DANISH.index(c) for c in value.replace("aa", "å")]

    assert (sort_key(one) < sort_key(other)) == (letters(one) < letters(other))


@given(st.text(max_size=400))
def test_sort_key_fits_its_column(value: str) -> None:
    assert len(sort_key(value)) <= 200


@given(
    dates,
    st.integers(0, 9999),
    st.booleans(),
    st.sampled_from(["", " ", "-", "--", " - ", "–", "\u2011", "\xa0", "."]),
    st.sampled_from(["", " ", "-", ".", "/"]),
    st.sampled_from(["", "CPR ", "cpr:", "født ", "tlf. 12345678 ", "Nr. 991399 ", "x", "("]),
    st.sampled_from(["", " ", ".", "x", ")", ", 4000 Roskilde"]),
)
def test_every_cpr_is_found(
    born: date, serial: int, replacement: bool, dash: str, dot: str, before: str, after: str
) -> None:
    day = born.day + (60 if replacement else 0)
    number = f"{day:02}{dot}{born:%m}{dot}{born:%y}{dash}{serial:04}"
    value = before + number + after
    found = find_cpr(value)
    assert found is not None
    masked = mask_cpr(value)
    assert find_cpr(masked) is None
    assert number not in masked


@pytest.mark.parametrize(
    "harmless",
    ["12345678", "CVR 29189846", "+45 12 34 56 78", "+31109045678", "24-12-2024", "2024-12-24 10:30", "9999999999",
     "3213901234", "0113901234", "010190-12345", "1010190-1234", "ISBN 9788702112345", "4000 Roskilde",
     "12.30-14.00", "kl. 10-12, 2024", "", "010190"],
)  # fmt: skip
def test_harmless_digits(harmless: str) -> None:
    assert find_cpr(harmless) is None


def test_a_plus_hides_nothing() -> None:
    assert find_cpr("+010190-1234") is not None


@given(st.text(max_size=200))
def test_masking_ends(value: str) -> None:
    assert find_cpr(mask_cpr(value)) is None


def test_several_numbers() -> None:
    assert mask_cpr("010190-1234 og 0202911234.") == "XXXXXX-XXXX og XXXXXX-XXXX."


def test_initials() -> None:
    assert [initials(n) for n in ("Mette Prøvegaard", "Ali", "", " - ", "åse B. (leder) Ørn")] == [
        "MP", "A", "?", "?", "ÅØ",
    ]  # fmt: skip
