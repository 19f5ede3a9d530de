"""`hongxian places load CITY`"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hongxian.kernel.actor import system_actor
from hongxian.kernel.problem import Problem
from hongxian.modules.base.places import text
from hongxian.modules.base.places.commands import load_city


class Command(BaseCommand):
    help = text.HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["load"], help=text.HELP_ACTION)
        parser.add_argument("city", help=text.HELP_CITY)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_city(actor=system_actor("places", "place.load"), city=options["city"])
        except Problem as problem:
            raise CommandError(problem.text) from problem
        self.stdout.write(text.LOADED.format(count=len(loaded)))
