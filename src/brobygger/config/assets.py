"""Addresses of static files that change with their content, so that browsers may keep them for good."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class VersionedStorage(StaticFilesStorage):
    """`/static/brobygger/app.css?v=3f2a…`: needs no collecting of files before the server starts."""

    def url(self, name: str | None) -> str:
        address = super().url(name)
        version = (_version if settings.DEBUG else _kept_version)(name or "")
        return f"{address}?v={version}" if version else address


def _version(name: str) -> str:
    found = finders.find(name)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10] if isinstance(found, str) else ""


_kept_version = cache(_version)
