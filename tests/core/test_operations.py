"""One verb, one operation: atomic, named in the history."""

from typing import Any

import pytest

from brobygger.core import history
from brobygger.core.models import HistoryEntry
from brobygger.core.operations import REGISTRY, current_operation, operation
from brobygger.network.models import Organisation


@pytest.fixture
def verbs() -> Any:
    """An operation that calls another."""

    @operation("test.inner")
    def inner(*, workspace: Any, by: Any, fail: bool = False) -> None:
        history.create(Organisation(workspace=workspace, name="Fjordby Skole"), by=by)
        if fail:
            raise RuntimeError

    @operation("test.outer")
    def outer(*, workspace: Any, by: Any, fail: bool = False) -> None:
        inner(workspace=workspace, by=by, fail=fail)

    yield inner, outer
    REGISTRY.pop("test.inner")
    REGISTRY.pop("test.outer")


def test_history_names_the_outermost(verbs: Any, workspace: Any, staff: Any) -> None:
    inner, outer = verbs
    outer(workspace=workspace, by=staff)
    inner(workspace=workspace, by=staff)
    assert list(HistoryEntry.objects.order_by("id").values_list("operation", flat=True)) == [
        "test.outer", "test.inner",
    ]  # fmt: skip
    assert current_operation() == ""


def test_all_or_nothing(verbs: Any, workspace: Any, staff: Any) -> None:
    with pytest.raises(RuntimeError):
        verbs[1](workspace=workspace, by=staff, fail=True)
    assert not Organisation.objects.exists()
    assert not HistoryEntry.objects.exists()
    assert current_operation() == ""
