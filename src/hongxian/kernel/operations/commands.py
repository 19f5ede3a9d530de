"""The one act of operations that is written down: a backup was made."""

from pathlib import Path

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.operations.archive import Manifest, sha256_of
from hongxian.kernel.operations.models import Backup


@command("backup.note")
def note_backup(*, actor: Actor, file: Path, manifest: Manifest, has_keys: bool) -> Backup:
    """Write down that a backup file was made, with its checksum and the head it holds."""
    backup = Backup.objects.create(
        file_name=file.name,
        sha256=sha256_of(file),
        byte_count=file.stat().st_size,
        row_count=manifest.rows,
        head_size=manifest.head["size"],
        head_root=manifest.head["root"],
        has_keys=has_keys,
    )
    record(backup)
    return backup
