"""Every registered operation writes history, named for itself. Its sample stands in `operation_samples`."""

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

import brobygger
from brobygger.core import history
from brobygger.core.models import HistoryEntry
from brobygger.network.models import Organisation
from brobygger.network.operations import (
    organisations,
)
from tests import watch, world
from tests.contracts import process_samples, questions_samples
from tests.contracts.operation_samples import SAMPLES, Here

WITHOUT_HISTORY = {
    "accounts.profile.change": "name and language belong to the person, who is in no workspace's history",
    **questions_samples.SILENT,
    **process_samples.SILENT,
}


def registered() -> set[str]:
    """Every operation of the product, whichever module holds it."""
    for module in pkgutil.walk_packages(brobygger.__path__, "brobygger."):
        if not any(part in module.name for part in ("__main__", ".migrations", ".bench", ".config")):
            importlib.import_module(module.name)
    return watch.registered()


def test_every_operation_has_a_sample() -> None:
    ours = {name for name in registered() if not name.startswith("test")}
    assert ours == set(SAMPLES)


@pytest.fixture
def here(workspace: Any, colleagues: dict[str, Any], tmp_path: Path, settings: Any) -> Here:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.BROBYGGER_WEBHOOK_HOSTS = ["93.184.215.14"]
    return Here(world.build(workspace, list(colleagues.values())), colleagues, tmp_path)


def test_every_operation_records_history(here: Here) -> None:
    silent = []
    for name, sample in SAMPLES.items():
        before = HistoryEntry.objects.count()
        try:
            with transaction.atomic():
                sample(here)
                named = HistoryEntry.objects.filter(operation=name).exists()
                wrote = HistoryEntry.objects.count() > before
                raise _Done
        except _Done:
            pass
        if name not in WITHOUT_HISTORY and not (wrote and named):
            silent.append(name)
    assert silent == []


class _Done(Exception):
    """Takes a sample back."""


def test_silence_is_heard(here: Here) -> None:
    """The watch over all tests is at work: a write round the history is found."""
    from brobygger.core.operations import operation

    @operation("test.silent")
    def silent() -> None:
        Organisation.objects.filter(pk=here.organisation.pk).update(name="Ingen så det")

    with watch.operations() as seen:
        silent()
    assert seen.silent() == {"test.silent": {"network_organisation"}}
    seen.tables.clear()
    with watch.operations() as seen:
        organisations.edit(organisation=here.organisation, name="Set", **here.by)
    assert seen.silent() == {}
    assert history.HistoryEntry.objects.filter(operation="network.organisation.edit").exists()
