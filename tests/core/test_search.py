"""What is typed finds the record: parts, typing errors, å and aa; and nothing that is typed breaks it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brobygger.core import history, search
from brobygger.network.models import FormerName, Organisation, Person


@pytest.fixture
def records(staff: Any) -> Any:
    """A small network; returns a function from a query to the titles found."""
    for name, town in [
        ("Aarhus Musikskole", "Aarhus"),
        ("Åbenrå Bogcafé", "Aabenraa"),
        ("Naturmuseet", "Aarhus"),
        ("Skole", "Odense"),
        ("Skole ved Fjorden", "Fjordby"),
        ("Den gamle skole", "Fjordby"),
        ("Folkeskolernes Fond", "Fjordby"),
        ("Søby Spejdergruppe", "Søby"),
        ("Bo & Bygge", "Køge"),
    ]:
        history.create(Organisation(workspace=staff.workspace, name=name, town=town), by=staff)
    for name in ("Ali Hansen", "Kirstine Nielsen", "Mette Åkjær", "Bo Skov"):
        history.create(Person(workspace=staff.workspace, name=name, phone="12 34 56 78"), by=staff)
    return lambda query, **options: [e.title for e in search.find(staff.workspace_id, query, **options)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("musiksk", "Aarhus Musikskole"),
        ("sikskol", "Aarhus Musikskole"),
        ("AARHUS mus", "Aarhus Musikskole"),
        ("århus musikskole", "Aarhus Musikskole"),
        ("aabenraa", "Åbenrå Bogcafé"),
        ("bogcafe", "Åbenrå Bogcafé"),
        ("Akjaer", "Mette Åkjær"),
        ("arhus musikskole", "Aarhus Musikskole"),
        ("abenrå", "Åbenrå Bogcafé"),
        ("hansen ali", "Ali Hansen"),
        ("kirsten nielsen", "Kirstine Nielsen"),
        ("kirstine nielsne", "Kirstine Nielsen"),
        ("musiksklo", "Aarhus Musikskole"),
        ("muskskole", "Aarhus Musikskole"),
        ("musiikskole", "Aarhus Musikskole"),
        ("natrumuseet", "Naturmuseet"),
        ("museem", "Naturmuseet"),
        ("spejdergrupe soby", "Søby Spejdergruppe"),
        ("hnasen", "Ali Hansen"),
        ("bo", "Bo & Bygge"),
        ("bo sk", "Bo Skov"),
        ("b skov", "Bo Skov"),
        ("12 34 56", "Ali Hansen"),
        ("12345678", "Ali Hansen"),
    ],
)
def test_found_first(records: Any, query: str, first: str) -> None:
    assert (records(query) or [""])[0] == first


def test_the_exact_title_then_what_starts_so_then_words_then_the_rest(records: Any) -> None:
    assert records("skole") == [
        "Skole", "Skole ved Fjorden", "Den gamle skole", "Aarhus Musikskole", "Folkeskolernes Fond",
    ]  # fmt: skip
    assert records("skole", limit=2) == ["Skole", "Skole ved Fjorden"]


def test_one_letter_finds_titles_that_start_with_it(records: Any) -> None:
    assert {"Skole", "Skole ved Fjorden", "Søby Spejdergruppe"} <= set(records("s"))


def test_kinds_are_kept_apart(records: Any) -> None:
    assert records("sk", kinds=["person"]) == ["Bo Skov"]
    assert "Bo Skov" in records("sk")
    assert "Bo Skov" not in records("sk", kinds=["organisation"])


def test_nothing_is_found_for_what_nobody_has(records: Any) -> None:
    assert records("xyzzyqx") == []
    assert records("skole xyzzyqx") == []
    assert records("musikskole kirstine") == []


def test_a_former_name_finds_the_organisation(records: Any, staff: Any) -> None:
    skole = Organisation.objects.get(name="Naturmuseet")
    history.create(
        FormerName(workspace=staff.workspace, organisation=skole, name="Zoologisk Samling"), by=staff
    )
    assert records("zoologsk") == ["Naturmuseet"]


def test_a_deleted_record_is_not_found_and_a_changed_one_by_its_new_name(records: Any, staff: Any) -> None:
    history.delete(Organisation.objects.get(name="Naturmuseet"), by=staff)
    history.change(Organisation.objects.get(name="Skole"), by=staff, name="Akademiet")
    assert records("naturmuseet") == []
    assert records("akademi") == ["Akademiet"]


def test_another_workspace_is_never_found(records: Any, staff: Any, outsider: Any) -> None:
    history.create(Organisation(workspace=outsider.workspace, name="Nabo Musikskole"), by=outsider)
    assert records("musikskole") == ["Aarhus Musikskole"]
    assert records("musiksklo") == ["Aarhus Musikskole"]
    assert records("nabo") == []
    assert [e.title for e in search.find(outsider.workspace_id, "musikskole")] == ["Nabo Musikskole"]
    assert search.find(outsider.workspace_id, "kirstine") == []


@pytest.mark.parametrize(
    "query",
    [
        "", " ", "%", "_", "*", "'", '"', '"skole', "skole*", "skole OR 1=1", "NEAR(a b)", "text:skole", "a AND NOT b",
        "\0", "skole\0", "\\", "%s", "{}", "((((", "- -", "…", "🙂🙂🙂", "\u200b", "\u0301", "ß" * 300, "a " * 5000,
        "x" * 100_000, "\ud800", "日本語学校", "Ǆ℡", "--", ";DROP TABLE core_searchentry", "^skole", "+skole",
    ],
)  # fmt: skip
def test_whatever_is_typed(records: Any, query: str) -> None:
    assert isinstance(records(query), list)


def test_signs_are_no_wildcards(records: Any) -> None:
    assert records("%") == records("*") == records("_") == []
    assert records('"skole"')[0] == "Skole"
    assert records("sk%le") == []


def test_a_common_word_does_not_hide_the_exact_title(records: Any, staff: Any) -> None:
    rows = [Organisation(workspace=staff.workspace, name=f"Fjordby Kor {n}") for n in range(300)]
    history.bulk_create(rows, by=staff)
    history.create(Organisation(workspace=staff.workspace, name="Kor"), by=staff)
    history.create(Organisation(workspace=staff.workspace, name="Aftenens kor"), by=staff)
    assert records("kor")[0] == "Kor"
    assert len(records("kor", limit=50)) == 50
    assert records("aftenens kor") == ["Aftenens kor"]
    assert len(records("kro", limit=5)) <= 5


def test_few_questions_to_the_database(records: Any, staff: Any) -> None:
    for query, most in [("aarhus", 1), ("skole", 3), ("skoel", 5), ("kirsten nielsen", 6)]:
        with CaptureQueriesContext(connection) as asked:
            records(query, limit=1 if most == 1 else 20)
        told = [q for q in asked.captured_queries if not q["sql"].startswith("SET LOCAL")]
        assert len(told) <= most, query


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="PostgreSQL's planner alone is told what not to do"
)
def test_the_planner_is_as_before(records: Any) -> None:
    records("kirsten nielsen")
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_seqscan")
        assert cursor.fetchone() == ("on",)
