"""Filter sets without the filters nobody asks for: each filter costs a copy of itself and of its form field."""

from typing import Any

from django_filters import FilterSet

_made: dict[tuple[type[FilterSet], frozenset[str]], Any] = {}


def narrowed(filters: type[FilterSet], asked: frozenset[str]) -> type[FilterSet]:
    """`filters` with those alone that a query with these parameters asks for."""
    key = filters, frozenset(name for name in filters.base_filters if _is_asked(name, asked))
    if key not in _made:
        unasked = {name: None for name in filters.base_filters if name not in key[1]}
        _made[key] = type(f"{filters.__name__}Asked", (filters,), unasked)
    made: type[FilterSet] = _made[key]
    return made


def _is_asked(name: str, asked: frozenset[str]) -> bool:
    """Filters of a range have fields such as `since_min`."""
    return any(field == name or field.startswith(f"{name}_") for field in asked)
