"""One line, as people write it, becomes who, where, what about and what follows."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brobygger.network.capture import Parsed, parse
from brobygger.network.dates import find_date

SUNDAY = date(2026, 11, 22)
KNOWN = {"fo-aarhus", "havnens værksted", "3f fjordby"}


def read(line: str) -> Parsed:
    return parse(line, today=SUNDAY, is_organisation=lambda name: name.lower() in KNOWN)


@pytest.mark.parametrize(
    ("line", "kind", "people", "organisation", "about", "step", "due"),
    [
        ("Mødte Ali Hansen, FO-Aarhus, om lektiecaféer, følg op i marts",
         "meeting", ["Ali Hansen"], "FO-Aarhus", "lektiecaféer", "", date(2027, 3, 1)),
        ("Met Ali Hansen, FO-Aarhus, about homework cafés, follow up in March",
         "meeting", ["Ali Hansen"], "FO-Aarhus", "homework cafés", "", date(2027, 3, 1)),
        ("Ringede til Oda Prøvegaard fra Havnens Værksted om forårsudstillingen. Husk at sende tal på torsdag",
         "phone", ["Oda Prøvegaard"], "Havnens Værksted", "forårsudstillingen", "Sende tal", date(2026, 11, 26)),
        ("Called 3F Fjordby about job search, call back tomorrow",
         "phone", [], "3F Fjordby", "job search", "Call back", date(2026, 11, 23)),
        ("mailede med Ib Opdigt og Signe Testrup, Nyt Netværk; følg op om 14 dage",
         "mail", ["Ib Opdigt", "Signe Testrup"], "Nyt Netværk", "", "", date(2026, 12, 6)),
        ("Kaffe med Jonas Eksempelsen i går", "meeting", ["Jonas Eksempelsen"], "", "", "", None),
        ("Mødte Jonas, om aftalen, følg op på aftalen uge 12",
         "meeting", ["Jonas"], "", "aftalen", "Følg op på aftalen", date(2027, 3, 22)),
        ("Havnens Værksted, Oda Prøvegaard", "meeting", ["Oda Prøvegaard"], "Havnens Værksted", "", "", None),
    ],
)  # fmt: skip
def test_what_a_line_says(
    line: str, kind: str, people: list[str], organisation: str, about: str, step: str, due: date | None
) -> None:
    found = read(line)
    assert (found.kind, found.people, found.organisation) == (kind, people, organisation)
    assert (found.about, found.step, found.due_on) == (about, step, due)


def test_the_day_of_the_contact_is_behind_us() -> None:
    assert read("Mødte Oda i mandags om scenen").on == date(2026, 11, 16)
    assert read("Mødte Oda den 3/3").on == date(2026, 3, 3)
    assert read("Met Oda yesterday").on == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("i morgen", date(2026, 11, 23)),
        ("på torsdag", date(2026, 11, 26)),
        ("om 14 dage", date(2026, 12, 6)),
        ("om en uge", date(2026, 11, 29)),
        ("in two weeks", date(2026, 12, 6)),
        ("om tre måneder", date(2027, 2, 22)),
        ("i marts", date(2027, 3, 1)),
        ("i maj", date(2027, 5, 3)),
        ("in November", date(2026, 11, 30)),
        ("den 12. marts", date(2027, 3, 12)),
        ("12 March 2028", date(2028, 3, 12)),
        ("6-3-2027", date(2027, 3, 6)),
        ("1/12", date(2026, 12, 1)),
        ("2026-12-24", date(2026, 12, 24)),
        ("uge 12", date(2027, 3, 22)),
        ("næste uge", date(2026, 11, 23)),
        ("next month", date(2026, 12, 1)),
        ("31-2-2027", None),
        ("engang", None),
    ],
)
def test_days_as_people_say_them(said: str, day: date | None) -> None:
    found = find_date(f"ring {said}", today=SUNDAY, past=False)
    assert (found.day if found else None) == day


@given(st.text(max_size=120))
@settings(max_examples=150, deadline=None)
def test_no_line_breaks_the_reader(line: str) -> None:
    parse(line, today=SUNDAY)
