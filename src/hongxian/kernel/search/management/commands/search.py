"""`hongxian search`"""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from hongxian.kernel.glossary import term
from hongxian.kernel.module import nouns
from hongxian.kernel.search import text
from hongxian.kernel.search.entries import rebuild


class Command(BaseCommand):
    help = text.COMMAND_HELP

    def handle(self, *args: Any, **options: Any) -> None:
        for noun in nouns():
            if noun.search:
                with transaction.atomic():
                    count = rebuild(noun)
                self.stdout.write(text.REBUILT.format(noun=term(noun.key), count=count))
