"""Every stored field is declared: about a person (why kept, how long) or not."""

from django.apps import apps

from brobygger.core.personal import DECLARATIONS
from brobygger.records.personal.reasons import REASONS


def ours() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("brobygger.")]


def test_every_field_is_declared_once() -> None:
    wrong = []
    for model in ours():
        label = model._meta.label_lower
        declared = DECLARATIONS.get(label)
        if declared is None:
            wrong.append(f"{label}: nothing is declared")
            continue
        fields = {field.name for field in model._meta.concrete_fields}
        personal, rest = set(declared.personal), set(declared.not_personal)
        wrong += [f"{label}.{name}: not declared" for name in sorted(fields - personal - rest)]
        wrong += [
            f"{label}.{name}: declared, but no such field" for name in sorted((personal | rest) - fields)
        ]
        wrong += [f"{label}.{name}: declared twice" for name in sorted(personal & rest)]
    assert wrong == []


def test_every_personal_field_says_why_and_how_long() -> None:
    for label, declared in DECLARATIONS.items():
        for name, personal in declared.personal.items():
            assert personal.purpose, f"{label}.{name}"
            assert personal.retention, f"{label}.{name}"


def test_names_addresses_and_numbers_are_personal() -> None:
    """A field that by its name tells of a person cannot be waved through as not personal."""
    telling = {"email", "phone", "author", "user", "person", "colleague", "owner"}
    allowed = {"network.organisation"}  # an organisation's own, published contact details
    wrong = [
        f"{label}.{name}"
        for label, declared in DECLARATIONS.items()
        if label not in allowed
        for name in sorted(telling & declared.not_personal)
    ]
    assert wrong == []


def test_why_and_how_long_can_be_told_in_danish() -> None:
    """Reports tell people why; a purpose that is declared in code alone would be told in English."""
    said = {
        text for d in DECLARATIONS.values() for p in d.personal.values() for text in (p.purpose, p.retention)
    }
    assert said - set(REASONS) == set(), "add it to records/personal/reasons.py and translate it"
