"""`hongxian migrate`: Django's, but a database that this version cannot bring up to date is told untouched."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate

from hongxian.kernel.schema import misfit


class Command(migrate.Command):
    def execute(self, *args: Any, **options: Any) -> str | None:
        """Before the checks of the database, which try its tables as this version knows them."""
        if fault := misfit():
            raise CommandError(fault)
        return super().execute(*args, **options)
