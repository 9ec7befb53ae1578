"""The workspace's own lists of words: types of organisation, themes, age groups."""

from typing import Any

from brobygger.core import history
from brobygger.core.models import Batch
from brobygger.core.operations import Actor, operation
from brobygger.network.models import AgeGroup, OrganisationType, Theme
from brobygger.network.operations.scope import within

Word = OrganisationType | Theme | AgeGroup


@operation("network.word.add")
def add[W: (OrganisationType, Theme, AgeGroup)](
    *, model: type[W], name: str, by: Actor, why: str = "", **ages: Any
) -> W:
    """A new type, theme or age group (with `from_age`, `to_age`); the same name, whatever the case, gives the old one."""
    name = " ".join(name.split())
    found = model._default_manager.filter(workspace_id=by.workspace_id, name__iexact=name).first()
    return found or history.create(model(workspace_id=by.workspace_id, name=name, **ages), by=by, why=why)


@operation("network.word.edit")
def edit(*, word: Word, by: Actor, why: str = "", **fields: Any) -> None:
    """Rename it everywhere, or set its ages."""
    within(by, word)
    history.change(word, by=by, why=why, **fields)


@operation("network.word.delete")
def delete(*, word: Word, by: Actor, why: str = "") -> Batch:
    """Move it to the bin; organisations lose the word and get it back with undo."""
    within(by, word)
    return history.delete(word, by=by, why=why)
