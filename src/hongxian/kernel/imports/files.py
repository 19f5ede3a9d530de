"""What lies beside a batch in the data directory: the file itself, what was checked and not yet stored, how far it is.

How far a batch is stands in a file, because the transaction that carries it out shows nothing to others until it ends.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from hongxian.kernel.disk import disk_full_told
from hongxian.kernel.imports import text
from hongxian.kernel.problem import Problem

LARGEST = 50 * 1024 * 1024
EVERY = 200
"""So many rows pass between two notes of how far it is."""


class Cancelled(Exception):
    """Somebody called the batch off while it was being worked on."""


def folder(batch: UUID | str) -> Path:
    """The folder of a batch."""
    return Path(settings.DATA_DIR) / "imports" / str(batch)


def source(batch: UUID | str) -> Path:
    """The file as it was received."""
    return folder(batch) / "file"


def receive(batch: UUID, chunks: Iterable[bytes]) -> tuple[str, int]:
    """Keep a file; its digest and size. Raises `Problem`, and keeps nothing, when it is too large or does not fit."""
    digest, size = hashlib.sha256(), 0
    folder(batch).mkdir(parents=True, exist_ok=True)
    try:
        with disk_full_told(), source(batch).open("wb") as out:
            for chunk in chunks:
                size += len(chunk)
                if size > LARGEST:
                    raise Problem(text.TOO_LARGE.format(most=LARGEST // 1024 // 1024), field="file")
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    except Problem:
        forget(batch)
        raise
    return digest.hexdigest(), size


def forget(batch: UUID | str) -> None:
    """Remove all that lies beside a batch."""
    shutil.rmtree(folder(batch), ignore_errors=True)


def note_progress(batch: UUID | str, done: int, total: int) -> None:
    """Say how far the batch is. Raises `Cancelled` once it was called off."""
    if (folder(batch) / "cancelled").exists():
        raise Cancelled
    part = folder(batch) / "progress.part"
    part.write_text(json.dumps([done, total]), encoding="ascii")
    part.replace(folder(batch) / "progress")


def progress(batch: UUID | str) -> tuple[int, int]:
    """How many rows are done, of how many; (0, 0) before the first note."""
    try:
        done, total = json.loads((folder(batch) / "progress").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0, 0
    return int(done), int(total)


def begin(batch: UUID | str) -> None:
    """Nothing of it is done yet, and nobody called it off."""
    folder(batch).mkdir(parents=True, exist_ok=True)
    for name in ("progress", "cancelled"):
        (folder(batch) / name).unlink(missing_ok=True)


def call_off(batch: UUID | str) -> None:
    """Tell whoever works on the batch to stop: seen at once, also where the database is busy with that very work."""
    folder(batch).mkdir(parents=True, exist_ok=True)
    (folder(batch) / "cancelled").touch()


def keep_checked(batch: UUID | str, rows: Iterable[dict[str, Any]]) -> int:
    """Keep checked rows until they are stored in one go; how many."""
    count = 0
    with disk_full_told(), (folder(batch) / "checked").open("w", encoding="utf-8") as out:
        for row in rows:
            count += 1
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
    return count


def checked(batch: UUID | str) -> Iterator[dict[str, Any]]:
    """The rows kept by `keep_checked`."""
    with (folder(batch) / "checked").open(encoding="utf-8") as rows:
        yield from map(json.loads, rows)
