"""`hongxian places load TARGET`, `hongxian places boundaries FILE --source … --licence …`"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hongxian.kernel.actor import system_actor
from hongxian.kernel.problem import Problem
from hongxian.modules.base.places import text
from hongxian.modules.base.places.boundaries import read_outlines
from hongxian.modules.base.places.commands import load_city, load_list, load_place_boundaries


class Command(BaseCommand):
    help = text.HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["load", "boundaries"], help=text.HELP_ACTION)
        parser.add_argument("target", help=text.HELP_TARGET)
        parser.add_argument("--source", default="", help=text.HELP_SOURCE)
        parser.add_argument("--licence", default="", help=text.HELP_LICENCE)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            said = self._boundaries(options) if options["action"] == "boundaries" else self._places(options["target"])
        except Problem as problem:
            raise CommandError(problem.text) from problem
        self.stdout.write(said)

    def _places(self, target: str) -> str:
        actor = system_actor("places", "place.load")
        if target.isdigit():
            return text.LOADED.format(count=len(load_city(actor=actor, city=target)))
        return text.LOADED.format(count=len(load_list(actor=actor, file=_file(target))))

    def _boundaries(self, options: dict[str, Any]) -> str:
        outlines = read_outlines(_file(options["target"]))
        kept = load_place_boundaries(
            actor=system_actor("places", "place_boundary.load"),
            outlines=outlines,
            source=options["source"],
            licence=options["licence"],
        )
        points = sum(each.points for each in kept)
        return text.BOUNDARIES_LOADED.format(count=len(kept), points=points, unknown=len(outlines) - len(kept))


def _file(name: str) -> Path:
    file = Path(name)
    if not file.is_file():
        raise Problem(text.NO_SUCH_FILE.format(name=name))
    return file
