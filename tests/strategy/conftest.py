"""What tests of the strategy begin with."""

from typing import Any

import pytest

from brobygger.network.operations import organisations


@pytest.fixture
def make_organisation(staff: Any) -> Any:
    """An organisation of the workspace by name."""

    def make(name: str, **facts: Any) -> Any:
        return organisations.create(name=name, by=staff, **facts)

    return make
