"""What a new workspace begins with. Packages above fill the registry in `AppConfig.ready`: age groups, types."""

from collections.abc import Callable

from brobygger.accounts.models import System, Workspace

Seed = Callable[[Workspace, System], None]
_SEEDS: list[Seed] = []


def register(seed: Seed) -> None:
    """Call `seed(workspace, by)` inside the operation that makes a workspace."""
    if seed not in _SEEDS:
        _SEEDS.append(seed)


def sow(workspace: Workspace, by: System) -> None:
    """Give a new workspace all that is registered."""
    for seed in _SEEDS:
        seed(workspace, by)
