"""Files that never change, under the name of their SHA-256 in the data directory: what was issued stays as it was."""

from __future__ import annotations

import os
import re
import tempfile
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from hongxian.kernel.documents import text
from hongxian.kernel.problem import Problem

_DIGEST = re.compile("[0-9a-f]{64}")


def keep(content: bytes) -> str:
    """Put the content away and return its SHA-256. What is there already stays; a file never stands there half."""
    digest = sha256(content).hexdigest()
    file = _file(digest)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(file)
    return digest


def kept(digest: str) -> bytes:
    """The content with that SHA-256, compared again. Raises `Problem` if it is gone or was changed."""
    file = _file(digest)
    if not file.exists():
        raise Problem(text.FILE_GONE.format(digest=digest))
    content = file.read_bytes()
    if sha256(content).hexdigest() != digest:
        raise Problem(text.FILE_CHANGED.format(digest=digest))
    return content


def _file(digest: str) -> Path:
    if not _DIGEST.fullmatch(digest):
        raise ValueError(digest)
    return Path(settings.DATA_DIR) / "papers" / digest[:2] / digest
