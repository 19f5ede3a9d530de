"""Files that arrive in parts, over a line that breaks: each waits in a folder of its own, of whoever sends it.

Nothing of it stands in the database before it is complete. One upload is one file of bytes, whose length is how much
has arrived, and one that says what it is to become. Nobody but its sender finds it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.disk import disk_full_told
from hongxian.kernel.problem import NotVisible, Problem, Stale
from hongxian.modules.base.attachments import text

CHUNK = 4 << 20
"""The most that one request brings, in bytes."""
MOST = 30
"""So many uploads of one sender may be under way."""


@dataclass(frozen=True)
class Told:
    """What the sender said at the start; the same key with anything else is another upload, and refused."""

    subject_kind: str
    subject_key: str
    kind: str
    size: int
    sha256: str
    file_name: str = ""
    taken_at: str = ""
    longitude: str = ""
    latitude: str = ""
    accuracy: int | None = None


def start(actor: Actor, key: UUID, told: Told) -> int:
    """Begin an upload, or find it begun; how many bytes have arrived. Raises `Problem` for what is too large, too many
    at once, or another upload under the same key."""
    largest = settings.ATTACHMENT_LARGEST
    if told.size > largest << 20:
        raise Problem(text.TOO_LARGE.format(found=told.size / (1 << 20), most=largest), field="size")
    folder = _folder(actor, key)
    if not folder.exists() and sum(1 for _ in folder.parent.glob("*")) >= MOST:
        raise Problem(text.TOO_MANY_UPLOADS.format(most=MOST))
    with disk_full_told():
        folder.mkdir(parents=True, exist_ok=True)
    with _held(folder):
        note = folder / "told.part"
        if not note.exists():
            (folder / "bytes.part").touch()
            _write_note(note, told)
        elif _read_note(note) != told:
            raise Stale(text.OTHER_UPLOAD)
        return _arrived(folder)


def append(actor: Actor, key: UUID, offset: int, chunk: bytes) -> int:
    """Add a part that begins at `offset`; how many bytes have arrived. A part sent again is compared, not added twice.

    Raises `Stale` where parts are missing before it or the same place holds other bytes, `Problem` for a part that is
    too large or reaches beyond the end; then nothing of it is kept.
    """
    if not 0 < len(chunk) <= CHUNK:
        raise Problem(text.BAD_CHUNK.format(most=CHUNK >> 20))
    with _held(_there(actor, key)) as folder:
        arrived, told = _arrived(folder), _read_note(folder / "told.part")
        if offset < 0 or offset > arrived:
            raise Stale(text.GAP.format(offset=offset, arrived=arrived))
        if offset + len(chunk) > told.size:
            raise Problem(text.BEYOND_END.format(end=offset + len(chunk), size=told.size))
        with (folder / "bytes.part").open("r+b") as file:
            file.seek(offset)
            again = file.read(min(len(chunk), arrived - offset))
            if again != chunk[: len(again)]:
                raise Stale(text.OTHER_BYTES)
            _add(file.fileno(), arrived, chunk[len(again) :])
        return max(arrived, offset + len(chunk))


def _add(handle: int, at: int, rest: bytes) -> None:
    """Write the rest at the end; on a full disk cut off what was written of it."""
    end = at
    try:
        with disk_full_told():
            while rest:
                written = os.pwrite(handle, rest, end)
                end, rest = end + written, rest[written:]
            os.fsync(handle)
    except Problem:
        os.ftruncate(handle, at)
        raise


def state(actor: Actor, key: UUID) -> tuple[Told, int]:
    """What was told at the start, and how many bytes have arrived. Raises `NotVisible` if there is no such upload."""
    folder = _there(actor, key)
    return _read_note(folder / "told.part"), _arrived(folder)


@contextmanager
def complete(actor: Actor, key: UUID) -> Iterator[tuple[Told, bytes]]:
    """What was told and all the bytes, while nobody else adds to it or takes it; afterwards the upload is gone.

    Raises `Stale` while bytes are missing. Bytes that are not those announced are thrown away with a `Problem`: sent
    anew they may be right. Whatever else is raised within leaves the upload where it is.
    """
    with _held(_there(actor, key)) as folder:
        told, arrived = _read_note(folder / "told.part"), _arrived(folder)
        if arrived < told.size:
            raise Stale(text.INCOMPLETE.format(arrived=arrived, size=told.size))
        content = (folder / "bytes.part").read_bytes()
        if hashlib.sha256(content).hexdigest() != told.sha256:
            shutil.rmtree(folder, ignore_errors=True)
            raise Problem(text.OTHER_HASH, field="sha256")
        yield told, content
        shutil.rmtree(folder, ignore_errors=True)


def abandon(actor: Actor, key: UUID) -> None:
    """Throw away what has arrived. Raises `NotVisible` if there is no such upload."""
    with _held(_there(actor, key)) as folder:
        shutil.rmtree(folder, ignore_errors=True)


def clear(hours: int) -> int:
    """Remove uploads to which nothing was added for so many hours; how many."""
    before, count = (now() - timedelta(hours=hours)).timestamp(), 0
    for folder in _root().glob("*/*"):
        with suppress(OSError):
            newest = max((each.stat().st_mtime for each in folder.iterdir()), default=folder.stat().st_mtime)
            if newest < before:
                shutil.rmtree(folder)
                count += 1
    return count


def _root() -> Path:
    return Path(settings.DATA_DIR) / "uploads"


def _folder(actor: Actor, key: UUID) -> Path:
    return _root() / hashlib.sha256(actor.key.encode()).hexdigest()[:32] / str(key)


def _there(actor: Actor, key: UUID) -> Path:
    folder = _folder(actor, key)
    if not (folder / "told.part").exists():
        raise NotVisible(text.NO_UPLOAD)
    return folder


@contextmanager
def _held(folder: Path) -> Iterator[Path]:
    """One request at a time works on an upload: a phone that lost the answer asks again meanwhile."""
    try:
        lock = (folder / "lock.part").open("w")
    except FileNotFoundError as error:
        raise NotVisible(text.NO_UPLOAD) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _still_there(lock.fileno(), folder / "lock.part"):
            raise NotVisible(text.NO_UPLOAD)
        yield folder


def _still_there(handle: int, lock: Path) -> bool:
    """Whether the lock waited for is still that of the upload: meanwhile it may have been finished, or begun anew."""
    try:
        return os.path.samestat(os.fstat(handle), lock.stat())
    except FileNotFoundError:
        return False


def _arrived(folder: Path) -> int:
    return (folder / "bytes.part").stat().st_size


def _write_note(note: Path, told: Told) -> None:
    fresh = note.with_name("note.part")
    with disk_full_told():
        fresh.write_text(json.dumps(asdict(told)), encoding="utf-8")
    fresh.replace(note)


def _read_note(note: Path) -> Told:
    try:
        return Told(**json.loads(note.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise NotVisible(text.NO_UPLOAD) from error
