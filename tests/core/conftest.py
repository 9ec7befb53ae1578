"""Network rows to write history about."""

from collections.abc import Callable
from typing import Any

import pytest

from brobygger.core import history
from brobygger.network.models import Organisation


@pytest.fixture
def organisation(workspace: Any, staff: Any) -> Callable[..., Organisation]:
    """`organisation("Fjordby Skole", cvr=…)`: a recorded organisation."""

    def make(name: str, **fields: Any) -> Organisation:
        return history.create(Organisation(workspace=workspace, name=name, **fields), by=staff)

    return make
