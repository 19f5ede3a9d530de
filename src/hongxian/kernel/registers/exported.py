"""The files of large exports in the data directory, and how far each is.

The folder stands as long as the export is wanted: that it is gone tells the worker to stop, who in the midst of reading
would not see what others write into the database."""

import json
import shutil
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings


class Unwanted(Exception):
    """The export was called off while it was being made."""


def begin(export: UUID) -> None:
    """Make the folder for what is about to be written."""
    _folder(export).mkdir(parents=True, exist_ok=True)


def path(export: UUID) -> Path:
    """The file."""
    return _folder(export) / "file"


def opened(export: UUID) -> BinaryIO:
    """The file, empty, to be written. Raises `Unwanted` once it was called off."""
    try:
        return path(export).open("w+b")
    except FileNotFoundError as error:
        raise Unwanted from error


def forget(export: UUID) -> None:
    """Remove the file, or what is written of it; who writes it is told at the next note of progress."""
    shutil.rmtree(_folder(export), ignore_errors=True)


def note_progress(export: UUID, done: int, total: int) -> None:
    """Say how far it is. Raises `Unwanted` once it was called off."""
    part = _folder(export) / "progress.part"
    try:
        part.write_text(json.dumps([done, total]), encoding="ascii")
        part.replace(_folder(export) / "progress")
    except FileNotFoundError as error:
        raise Unwanted from error


def progress(export: UUID) -> tuple[int, int]:
    """How many rows are written, of how many; (0, 0) before the first note."""
    try:
        done, total = json.loads((_folder(export) / "progress").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0, 0
    return int(done), int(total)


def _folder(export: UUID) -> Path:
    return Path(settings.DATA_DIR) / "exports" / str(export)
