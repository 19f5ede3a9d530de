"""Uploads that are hashed as they come in and never stored."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest


class HashedFile(UploadedFile[bytes]):
    """An empty file that knows the SHA-256 of what was sent."""

    def __init__(self, name: str, digest: str, *, too_large: bool) -> None:
        super().__init__(BytesIO(), name, size=0)
        self.sha256 = digest
        self.too_large = too_large


class HashingHandler(FileUploadHandler):
    """Keeps nothing of a file but its SHA-256; past `largest` bytes it no longer looks."""

    def __init__(self, request: HttpRequest, largest: int) -> None:
        super().__init__(request)
        self._largest = largest
        self._reset()

    def _reset(self) -> None:
        self._hash, self._seen = sha256(), 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Another file begins."""
        super().new_file(*args, **kwargs)
        self._reset()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Look at a piece and let it go."""
        self._seen += len(raw_data)
        if self._seen <= self._largest:
            self._hash.update(raw_data)

    def file_complete(self, file_size: int) -> HashedFile:
        """The file as far as anybody needs it."""
        return HashedFile(self.file_name or "", self._hash.hexdigest(), too_large=self._seen > self._largest)
