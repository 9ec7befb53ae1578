"""Keeps uploads within the limit: a file that is too large is dropped as it comes in, not written to disk first."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class LimitedUpload(FileUploadHandler):
    """The first handler in line; `too_large(request)` tells the view why there is no file."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._left = settings.IMPORT_MAX_BYTES
        self._sent_mb = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        self._sent_mb = -(-content_length // 1024**2)
        if content_length > settings.IMPORT_MAX_BYTES + 1024**2 and self.request is not None:
            self.request.META["BROBYGGER_UPLOAD_MB"] = self._sent_mb

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.request is not None and _dropped(self.request):
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._left -= len(raw_data)
        if self._left < 0 and self.request is not None:
            self.request.META["BROBYGGER_UPLOAD_MB"] = self._sent_mb
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def too_large(request: HttpRequest) -> int:
    """The size in MB of an upload that was dropped because of it; 0 otherwise."""
    len(request.FILES)  # Reads the body, if nobody has yet.
    return _dropped(request)


def _dropped(request: HttpRequest) -> int:
    return int(request.META.get("BROBYGGER_UPLOAD_MB", 0))
