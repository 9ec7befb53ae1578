"""The cache in the database, which says when it could not write.

Django's own answers a failed write as "it was there already". With SQLite's one writer held by somebody else, a form
would then pass for sent twice and a log-in for one attempt too many.
"""

from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError, connections, router

from brobygger.core.busy import is_busy


class PatientCache(DatabaseCache):
    """Raises OperationalError where the writer was held for longer than we wait."""

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        busy: list[OperationalError] = []

        def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            try:
                return execute(sql, params, many, context)
            except OperationalError as wrong:
                if is_busy(wrong):
                    busy.append(wrong)
                raise

        alias = router.db_for_write(self.cache_model_class)
        with connections[alias].execute_wrapper(watch):
            done: bool = super()._base_set(mode, key, value, timeout)  # type: ignore[misc]
        if not done and busy:
            raise busy[0]
        return done
