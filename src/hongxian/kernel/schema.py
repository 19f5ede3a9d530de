"""Whether this program and the database it is pointed at belong together, said before anything is touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from hongxian.kernel import text

_SHOWN = 5


def misfit() -> str:
    """Why this program can neither use this database nor bring it up to date; empty where it can.

    A database is told to be of a newer version, or of one whose steps were written anew since: what the steps done to
    it should have left is compared, table by table, with what stands there. Writes nothing.
    """
    loader = MigrationLoader(connection)
    done = set(loader.applied_migrations)
    if not done:
        return ""
    if foreign := done - set(loader.disk_migrations):
        return text.OF_ANOTHER_VERSION.format(steps=_listed(".".join(each) for each in foreign))
    try:
        loader.check_consistent_history(connection)
    except InconsistentMigrationHistory as error:
        return text.REWRITTEN.format(found=error)
    if _is_behind():
        models = loader.project_state(list(done)).apps.get_models(include_auto_created=True)
    else:
        models = apps.get_models(include_auto_created=True)
    if differing := list(_differing(models)):
        return text.REWRITTEN.format(found=_listed(differing))
    return ""


def why_unusable() -> str:
    """Why this program cannot work on this database as it stands; empty where it can."""
    return misfit() or (text.NOT_MIGRATED if _is_behind() else "")


def _is_behind() -> bool:
    """Whether this program has steps that were not yet done to the database."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _differing(models: Iterable[type[Model]]) -> Iterator[str]:
    """What a table lacks, or has beside what it should have."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for model in models:
            if not model._meta.managed or model._meta.proxy:
                continue
            table = model._meta.db_table
            if table not in there:
                yield text.NO_TABLE.format(table=table)
                continue
            wanted = {str(each.column) for each in model._meta.local_concrete_fields}
            found = _columns(cursor, table)
            for column in sorted(wanted ^ found):
                pattern = text.NO_COLUMN if column in wanted else text.COLUMN_TOO_MANY
                yield pattern.format(table=table, column=column)


def _columns(cursor: Any, table: str) -> set[str]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} WHERE 1 = 0")
    return {each[0] for each in cursor.description}


def _listed(found: Iterable[str]) -> str:
    several = sorted(found)
    more = text.AND_MORE.format(count=len(several) - _SHOWN) if len(several) > _SHOWN else ""
    return text.LISTED.join(several[:_SHOWN]) + more
