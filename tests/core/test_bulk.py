"""Writing many rows: the same values on both databases."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brobygger.core import bulk
from brobygger.core.models import HistoryEntry
from brobygger.network.models import Contact, Organisation

words = st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=40)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)


def test_ids_are_nobody_elses(workspace: Any) -> None:
    first = Organisation.objects.create(workspace=workspace, name="Den første")
    ids = bulk.allocate_ids(Organisation, 5)
    later = Organisation.objects.create(workspace=workspace, name="Den sidste")
    assert len(set(ids)) == 5
    assert first.pk < min(ids)
    assert max(ids) < later.pk
    assert list(bulk.allocate_ids(Organisation, 0)) == []


def test_ids_of_a_table_never_written(db: None) -> None:
    assert len(bulk.allocate_ids(Contact, 3)) == 3


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(about=words, before=st.dictionaries(words, json_values, max_size=3))
def test_values_come_back(workspace: Any, about: str, before: dict[str, Any]) -> None:
    """Tabs, line ends, backslashes, quotes, the letters of COPY: all of it is text."""
    at = datetime(2024, 5, 1, 12, 30, 15, 123456, tzinfo=UTC)
    [pk] = bulk.allocate_ids(HistoryEntry, 1)
    row = HistoryEntry(
        pk=pk, workspace_id=workspace.pk, model="network.contact", object_id=1, object_label=about, why=about,
        verb="changed", operation="", before=before, after=None, actor_label="\\N", at=at,
    )  # fmt: skip
    bulk.insert_objects([row])
    found = HistoryEntry.objects.get(pk=pk)
    assert (found.why, found.before, found.after, found.actor_label, found.at) == (
        about,
        before,
        None,
        "\\N",
        at,
    )


def test_rows_by_column(workspace: Any) -> None:
    ids = bulk.allocate_ids(Contact, 2)
    created = datetime(2024, 5, 1, tzinfo=UTC)
    columns = ["id", "workspace_id", "created_at", "on", "kind", "organisation_id", "about", "note"]
    rows = [
        (pk, workspace.pk, created, date(2024, 5, n + 1), "mail", None, "\t", "a\nb")
        for n, pk in enumerate(ids)
    ]
    bulk.insert_rows(Contact, columns, iter(rows))
    assert list(Contact.objects.order_by("id").values_list(*columns)) == rows


def test_dump_is_what_the_json_column_holds() -> None:
    assert bulk.dump({"on": date(2024, 5, 1), "name": "Åse"}) == '{"on":"2024-05-01","name":"Åse"}'
