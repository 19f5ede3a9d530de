"""`hongxian registers`"""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from hongxian.kernel.registers import text
from hongxian.kernel.registers.declaration import Register
from hongxian.kernel.registers.declared import registers


class Command(BaseCommand):
    help = text.COMMAND_HELP

    def handle(self, *args: Any, **options: Any) -> None:
        for register in registers().values():
            self.stdout.write("\n".join(_lines(register)))


def _lines(register: Register) -> Iterator[str]:
    yield f"{register.key}\t{register.words}\t{register.permission}"
    sheet = register.sheet
    parts = {
        text.COLUMNS: [each.key for each in register.columns],
        text.FILTERS: [each.key for each in register.filters],
        text.ACTIONS: [each.command for each in register.actions],
        text.SHEET: [each for each in (sheet.create, sheet.change) if each] if sheet else [],
    }
    yield from (text.SHAPE.format(what=what, items=" ".join(items)) for what, items in parts.items() if items)
