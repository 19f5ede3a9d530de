"""`hongxian backup FILE`"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hongxian.kernel.actor import system_actor
from hongxian.kernel.operations import text
from hongxian.kernel.operations.archive import write
from hongxian.kernel.operations.commands import note_backup
from hongxian.kernel.problem import Problem


class Command(BaseCommand):
    help = text.HELP_BACKUP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=text.HELP_FILE)
        parser.add_argument("--without-keys", action="store_true", help=text.HELP_WITHOUT_KEYS)

    def handle(self, *args: Any, **options: Any) -> None:
        file, with_keys = options["file"], not options["without_keys"]
        actor = replace(system_actor("console", "backup.note"), name=text.CONSOLE)
        try:
            manifest = write(file, with_keys=with_keys)
            backup = note_backup(actor=actor, file=file, manifest=manifest, has_keys=with_keys)
        except Problem as problem:
            raise CommandError(problem.text) from problem
        self.stdout.write(
            text.BACKED_UP.format(
                tables=len(manifest.tables),
                rows=manifest.rows,
                files=len(manifest.files),
                size=backup.byte_count / 1e6,
                name=file,
                head=f"{backup.head_size} {backup.head_root[:16]}",
            )
        )
