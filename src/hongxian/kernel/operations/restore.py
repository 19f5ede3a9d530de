"""Bringing a backup into an empty database: all of it, checked, or nothing."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction

from hongxian.kernel.ledger.verify import findings
from hongxian.kernel.operations import text
from hongxian.kernel.operations.archive import (
    FORMAT,
    MANIFEST,
    SIGNING_KEY,
    Manifest,
    migrations,
    newest_head,
    sha256_of,
)
from hongxian.kernel.operations.tables import Table, count, insert, stored_models, tables
from hongxian.kernel.problem import Problem

_HOWEVER_LONG = timedelta(days=36500)
"""How long entries may have waited to be sealed: a backup holds what waited when it was made, which was long ago."""

_MADE_BY_MIGRATIONS = ("django_content_type", "auth_permission")


def restore(file: Path, *, verify: bool = True) -> Manifest:
    """Load a backup into this instance's database, which must be migrated and empty, and its data directory.

    Raises `Problem` when the file is none, was made under another schema, is damaged, or when counts, checksums, the
    sealed head or (with `verify`) any entry of the ledger differ; then neither a row nor a file has been brought in.
    """
    if not file.is_file():
        raise Problem(text.NO_FILE.format(name=file))
    try:
        with zipfile.ZipFile(file) as archive:
            return _restore(archive, _manifest(archive, file), verify)
    except zipfile.BadZipFile as error:
        raise Problem(text.NOT_A_BACKUP.format(name=file.name, reason=text.NOT_A_ZIP)) from error


def _manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    try:
        told = json.loads(archive.read(MANIFEST))
    except (KeyError, ValueError) as error:
        raise Problem(text.NOT_A_BACKUP.format(name=file.name, reason=text.NO_MANIFEST)) from error
    if told.get("format") != FORMAT:
        reason = text.NEWER_FORMAT.format(found=told.get("format"), known=FORMAT)
        raise Problem(text.NOT_A_BACKUP.format(name=file.name, reason=reason))
    return Manifest(**told)


def _restore(archive: zipfile.ZipFile, manifest: Manifest, verify: bool) -> Manifest:
    _check_schema(manifest)
    known = tables()
    _check_empty(known)
    files = _check_files(archive, manifest)
    connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            _clear(known)
            for table in known:
                _load(archive, table, manifest.tables[table.name])
            connection.check_constraints()
            _reset_sequences()
            _check_ledger(manifest, verify)
            for name, target in files:
                _take(archive, name, target)
    finally:
        connection.enable_constraint_checking()
    return manifest


def _check_schema(manifest: Manifest) -> None:
    here, there = set(migrations()), set(manifest.migrations)
    if here != there:
        more, fewer = sorted(there - here), sorted(here - there)
        raise Problem(
            text.OTHER_SCHEMA.format(more="、".join(more) or text.NOTHING, fewer="、".join(fewer) or text.NOTHING)
        )


def _check_empty(known: list[Table]) -> None:
    for table in known:
        if table.name not in _MADE_BY_MIGRATIONS and count(table):
            raise Problem(text.NOT_EMPTY.format(table=table.name))


def _check_files(archive: zipfile.ZipFile, manifest: Manifest) -> list[tuple[str, Path]]:
    """The files to bring in, where they go; those that stand there already with the same content are left out."""
    root, wanted = Path(settings.DATA_DIR), []
    for name, digest in manifest.files.items():
        parts = PurePosixPath(name)
        if parts.is_absolute() or ".." in parts.parts:
            raise Problem(text.BAD_NAME.format(name=name))
        with archive.open(f"files/{name}") as member:
            if hashlib.file_digest(member, "sha256").hexdigest() != digest:  # type: ignore[arg-type]
                raise Problem(text.FILE_DIFFERS.format(name=name))
        target = root / name
        if target.exists() and sha256_of(target) == digest:
            continue
        if target.exists() and name == SIGNING_KEY:
            raise Problem(text.KEY_DIFFERS.format(name=name))
        wanted.append((name, target))
    return wanted


def _clear(known: list[Table]) -> None:
    names = {table.name for table in known}
    with connection.cursor() as cursor:
        for name in reversed(_MADE_BY_MIGRATIONS):
            if name in names:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")


def _load(archive: zipfile.ZipFile, table: Table, told: dict[str, Any]) -> None:
    digest = hashlib.sha256()
    with archive.open(f"tables/{table.name}.jsonl") as member:
        insert(table, _lines(member, table, digest))
    found = count(table)
    if found != told["rows"]:
        raise Problem(text.COUNT_DIFFERS.format(table=table.name, found=found, expected=told["rows"]))
    if digest.hexdigest() != told["sha256"]:
        raise Problem(text.SUM_DIFFERS.format(table=table.name))


def _lines(member: IO[bytes], table: Table, digest: Any) -> Iterator[list[Any]]:
    for number, line in enumerate(member, 1):
        digest.update(line)
        try:
            row = json.loads(line)
        except ValueError as error:
            raise Problem(text.LINE_BROKEN.format(table=table.name, line=number, reason=error)) from error
        yield row


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), stored_models()):
            cursor.execute(statement)


def _check_ledger(manifest: Manifest, verify: bool) -> None:
    head = newest_head()
    if head != manifest.head:
        told = {"found": head["root"][:12] or head["size"], "expected": manifest.head["root"][:12]}
        raise Problem(text.HEAD_DIFFERS.format(**told))
    if verify and (found := list(findings(patience=_HOWEVER_LONG))):
        raise Problem(text.FINDING.format(count=len(found), first=found[0].text))


def _take(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    with archive.open(f"files/{name}") as member, part.open("wb") as handle:
        part.chmod(0o600)
        shutil.copyfileobj(member, handle, 1 << 20)
    part.replace(target)
