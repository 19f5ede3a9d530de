"""A backup: one zip with every table, the files of the data directory, and a manifest that says what must be in it."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from hongxian.kernel.clock import now
from hongxian.kernel.ledger.queries import newest_heads
from hongxian.kernel.ledger.verify import snapshot
from hongxian.kernel.operations import text
from hongxian.kernel.operations.tables import rows, tables
from hongxian.kernel.problem import Problem
from hongxian.kernel.schema import why_unusable

FORMAT = 1
MANIFEST = "manifest.json"
SIGNING_KEY = "ledger_key.pem"
SESSION_KEY = "secret_key"
"""Made at every first start; signs nothing that stays, so it gives way to the one restored."""
CACHE = "cache/"
"""The folder of what can be made anew from other files: no backup holds it."""
_CHUNK = 1 << 20


@dataclass
class Manifest:
    """What a backup holds: rows and checksum of each table, checksum of each file, the schema, the newest head."""

    made_at: str
    migrations: list[str]
    head: dict[str, Any]
    format: int = FORMAT
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(each["rows"] for each in self.tables.values())


def write(file: Path, *, with_keys: bool = True) -> Manifest:
    """Write a backup of the database as it stands at this moment, without holding up whoever writes meanwhile.

    Raises `Problem` when the file is there, or the disk refuses; then no part of a file is left.
    """
    if file.exists():
        raise Problem(text.FILE_THERE.format(name=file))
    if fault := why_unusable():
        raise Problem(fault)
    part = file.with_name(file.name + ".part")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                manifest = _fill(archive, with_keys)
            raw.flush()
            os.fsync(raw.fileno())
        part.rename(file)
    except OSError as error:
        raise Problem(text.NO_SPACE.format(reason=error.strerror or error)) from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _fill(archive: zipfile.ZipFile, with_keys: bool) -> Manifest:
    with snapshot():
        manifest = Manifest(now().isoformat(), migrations(), newest_head())
        for table in tables():
            told, digest = 0, hashlib.sha256()
            with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as member:
                for row in rows(table):
                    line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                    digest.update(line)
                    member.write(line)
                    told += 1
            manifest.tables[table.name] = {"rows": told, "columns": table.columns, "sha256": digest.hexdigest()}
    for name, path in data_files(with_keys):
        archive.write(path, f"files/{name}")
        manifest.files[name] = sha256_of(path)
    archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
    return manifest


def data_files(with_keys: bool) -> Iterator[tuple[str, Path]]:
    """Files of the data directory that belong to the instance; not the embedded database, which goes as rows,
    nor exports, which can be made again."""
    database = Path(str(connection.settings_dict["NAME"])).name if connection.vendor == "sqlite" else ""
    root = Path(settings.DATA_DIR)
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not path.is_file() or path.is_symlink() or (database and name.startswith(database)):
            continue
        if name.startswith((CACHE, "exports/")) or name.endswith((".part", ".zip")):
            continue
        if name in (SIGNING_KEY, SESSION_KEY) and not with_keys:
            continue
        yield name, path


def sha256_of(path: Path) -> str:
    """The checksum of a file."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def migrations() -> list[str]:
    """What has been applied to this database, as `room.name`."""
    return sorted(".".join(each) for each in MigrationRecorder(connection).applied_migrations())


def newest_head() -> dict[str, Any]:
    """Size and root of the newest sealed head; size 0 where nothing has been sealed."""
    heads = newest_heads(1)
    return {"size": heads[0].size, "root": heads[0].root} if heads else {"size": 0, "root": ""}
