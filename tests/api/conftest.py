"""Other systems with a token of each role, in both workspaces."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from tests.api.asking import System


@pytest.fixture(autouse=True)
def _nobody_counted() -> None:
    caches["memory"].clear()


@pytest.fixture
def system(db: None) -> Callable[..., System]:
    """`system(workspace, "staff")`: another system with a token of that role."""
    from brobygger.accounts.models import System as Ours
    from brobygger.accounts.operations import make_token

    def make(workspace: Any, role: str = "coordinator", **more: Any) -> System:
        name = more.pop("name", f"Intranet {role}")
        made = make_token(name=name, role=role, by=Ours(workspace), **more)
        return System(Client(), made.key, made.token)

    return make


@pytest.fixture
def api(workspace: Any, system: Callable[..., System]) -> System:
    """Another system that coordinates in Fjordby."""
    return system(workspace)
