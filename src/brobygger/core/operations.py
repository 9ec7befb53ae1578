"""One verb, one operation: keyword-only, atomic, named in the history."""

import functools
from collections.abc import Callable
from contextvars import ContextVar
from typing import Protocol

from django.db import transaction

from brobygger.core import announce

_current: ContextVar[str] = ContextVar("operation", default="")
REGISTRY: dict[str, Callable[..., object]] = {}


class Actor(Protocol):
    """Who writes: a colleague of the workspace, or the system on its behalf."""

    @property
    def workspace_id(self) -> int: ...
    @property
    def actor_id(self) -> int | None: ...
    @property
    def actor_label(self) -> str: ...


def current_operation() -> str:
    """The outermost operation under way, e.g. "network.organisation.create"; empty outside one."""
    return _current.get()


def operation[**P, R](name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an operation: one transaction, its name written in the history of all it changes."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            token = _current.set(_current.get() or name)
            try:
                with transaction.atomic(), announce.operation_under_way():
                    return function(*args, **kwargs)
            finally:
                _current.reset(token)

        REGISTRY[name] = call
        return call

    return decorate
