"""Which stored fields are about a person, why they are kept and for how long (GDPR art. 30).

Every model declares all its fields once; a contract test finds those that were forgotten.
"""

from dataclasses import dataclass, field

from django.db.models import Model


@dataclass(frozen=True)
class Personal:
    """One field about a person: why it is kept, and until when."""

    purpose: str
    retention: str


@dataclass(frozen=True)
class Declaration:
    personal: dict[str, Personal] = field(default_factory=dict)
    not_personal: frozenset[str] = frozenset()


DECLARATIONS: dict[str, Declaration] = {}


def declare(
    model: type[Model],
    *,
    personal: dict[str, Personal] | None = None,
    not_personal: tuple[str, ...] = (),
) -> None:
    """Say of every concrete field of `model` whether it is personal. Called right below the model."""
    DECLARATIONS[model._meta.label_lower] = Declaration(personal or {}, frozenset(not_personal))
