"""Files that never change, under the name of their SHA-256 in the data directory: what was issued stays as it was."""

from __future__ import annotations

import os
import re
import tempfile
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from hongxian.kernel.disk import disk_full_told
from hongxian.kernel.documents import text
from hongxian.kernel.problem import Problem

PAPERS = "papers"
_DIGEST = re.compile("[0-9a-f]{64}")


def keep(content: bytes, folder: str = PAPERS) -> str:
    """Put the content away and return its SHA-256. What is there already stays; a file never stands there half.

    Raises `Problem` when the disk is full.
    """
    digest = sha256(content).hexdigest()
    file = _file(digest, folder)
    if not file.exists():
        with disk_full_told():
            put(file, content)
    return digest


def put(file: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)


def kept(digest: str, folder: str = PAPERS) -> bytes:
    """The content with that SHA-256, compared again. Raises `Problem` if it is gone or was changed."""
    file = _file(digest, folder)
    if not file.exists():
        raise Problem(text.FILE_GONE.format(digest=digest, folder=folder))
    content = file.read_bytes()
    if sha256(content).hexdigest() != digest:
        raise Problem(text.FILE_CHANGED.format(digest=digest))
    return content


def erase(digest: str, folder: str) -> None:
    """Remove the content with that SHA-256, if it is there: for commands that record it."""
    _file(digest, folder).unlink(missing_ok=True)


def _file(digest: str, folder: str) -> Path:
    if not _DIGEST.fullmatch(digest):
        raise ValueError(digest)
    return Path(settings.DATA_DIR) / folder / digest[:2] / digest
