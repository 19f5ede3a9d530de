"""`hongxian restore FILE`"""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hongxian.kernel.ledger.queries import count_sealed
from hongxian.kernel.operations import text
from hongxian.kernel.operations.restore import restore
from hongxian.kernel.problem import Problem


class Command(BaseCommand):
    help = text.HELP_RESTORE
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=text.HELP_FILE)
        parser.add_argument("--quick", action="store_true", help=text.HELP_QUICK)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        try:
            manifest = restore(options["file"], verify=not options["quick"])
        except Problem as problem:
            raise CommandError(problem.text) from problem
        verified = "" if options["quick"] else text.AND_VERIFIED.format(entries=count_sealed()[0])
        told = {"tables": len(manifest.tables), "rows": manifest.rows, "files": len(manifest.files)}
        self.stdout.write(text.RESTORED.format(verified=verified, **told))
