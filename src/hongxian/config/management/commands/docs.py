"""`hongxian docs [--check]`"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hongxian.config.handbook import text
from hongxian.config.handbook.pages import pages


class Command(BaseCommand):
    help = text.HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help=text.HELP_CHECK)

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.PROJECT_DIR) / "docs"
        wanted = pages()
        differing = [name for name, content in wanted.items() if _read(folder / name) != content]
        left_over = [
            f"flows/{path.name}" for path in (folder / "flows").glob("*.md") if f"flows/{path.name}" not in wanted
        ]
        if options["check"]:
            self._compare(sorted(differing + left_over), len(wanted))
            return
        for name in left_over:
            (folder / name).unlink()
        for name in differing:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(wanted[name], encoding="utf-8")
        self.stdout.write(text.WRITTEN.format(count=len(wanted), changed=len(differing)))

    def _compare(self, differing: list[str], count: int) -> None:
        for name in differing:
            self.stderr.write(text.DIFFERS.format(name=name))
        if differing:
            raise CommandError(text.RUN_DOCS)
        self.stdout.write(text.SAME.format(count=count))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
