"""`hongxian worker`: the background process."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from hongxian.kernel.outbox import text
from hongxian.kernel.outbox.worker import work, work_once


class Command(BaseCommand):
    """Deliver messages and run timers until told to stop."""

    help = text.HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--once`: one round, then end."""
        parser.add_argument("--once", action="store_true", help=text.HELP_ONCE)

    def handle(self, *args: object, once: bool, **options: object) -> None:
        """Run the worker."""
        if once:
            self.stdout.write(text.ROUND_DONE.format(count=work_once()))
            return
        self.stdout.write(text.STARTED)
        self.stdout.flush()
        work()
        self.stdout.write(text.STOPPED)
