"""The files of large exports in the data directory, and how far each is."""

import json
import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings


def path(export: UUID) -> Path:
    """The file; its folder is made if need be."""
    folder = _folder(export)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "file"


def forget(export: UUID) -> None:
    """Remove the file."""
    shutil.rmtree(_folder(export), ignore_errors=True)


def note_progress(export: UUID, done: int, total: int) -> None:
    """Say how far it is."""
    part = _folder(export) / "progress.part"
    part.write_text(json.dumps([done, total]), encoding="ascii")
    part.replace(_folder(export) / "progress")


def progress(export: UUID) -> tuple[int, int]:
    """How many rows are written, of how many; (0, 0) before the first note."""
    try:
        done, total = json.loads((_folder(export) / "progress").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0, 0
    return int(done), int(total)


def _folder(export: UUID) -> Path:
    return Path(settings.DATA_DIR) / "exports" / str(export)
