"""`hongxian demo`"""

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from hongxian.modules.base.accounts.queries import has_users
from hongxian.modules.portal.demo import text
from hongxian.modules.portal.demo.cast import PASSWORD, everybody
from hongxian.modules.portal.demo.world import build_demo


class Command(BaseCommand):
    help = text.HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--prepare-only", action="store_true", help=text.HELP_PREPARE)
        parser.add_argument("--fresh", action="store_true", help=text.HELP_FRESH)
        parser.add_argument("--port", type=int, default=8000, help=text.HELP_PORT)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(text.ONLY_DEMO)
        if options["fresh"]:
            self._discard()
        Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        if has_users():
            self.stdout.write(text.KEPT.format(folder=settings.DATA_DIR))
        else:
            self.stdout.write(text.BUILDING)
            build_demo(self._say)
        self._print_accounts()
        if not options["prepare_only"]:
            call_command("serve", port=options["port"])

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()

    def _discard(self) -> None:
        """Remove what a demo makes in its data directory, and nothing else that may lie there."""
        connection.close()
        folder = Path(settings.DATA_DIR)
        if connection.vendor == "sqlite":
            for file in folder.glob("hongxian.sqlite3*"):
                file.unlink()
        (folder / "ledger_key.pem").unlink(missing_ok=True)
        shutil.rmtree(folder / "packs", ignore_errors=True)

    def _print_accounts(self) -> None:
        self.stdout.write(text.ACCOUNTS.format(password=PASSWORD))
        for each in everybody():
            self.stdout.write(text.ACCOUNT.format(**each))
