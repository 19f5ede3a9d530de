"""`hongxian move --to URL`: a backup, restored under the other address by a process of its own."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hongxian.kernel.operations import text
from hongxian.kernel.operations.archive import write
from hongxian.kernel.problem import Problem


class Command(BaseCommand):
    help = text.HELP_MOVE

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", required=True, help=text.HELP_TO)

    def handle(self, *args: Any, **options: Any) -> None:
        with tempfile.TemporaryDirectory(prefix="hongxian-move-") as folder:
            file = Path(folder) / "move.zip"
            try:
                write(file)
            except Problem as problem:
                raise CommandError(problem.text) from problem
            hongxian = [sys.executable, "-P", "-c", "from hongxian.config.cli import main; main()"]
            moved = subprocess.run(
                [*hongxian, "restore", str(file)], env={**os.environ, "HONGXIAN_DATABASE_URL": options["to"]}
            )
        if moved.returncode:
            raise CommandError(text.MOVE_FAILED)
        self.stdout.write(text.MOVED)
