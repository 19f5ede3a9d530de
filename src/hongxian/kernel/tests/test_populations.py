"""The populations of the database obey the same demands as those in memory."""

import itertools
from collections.abc import Callable, Sequence

import pytest
from django.db import connection, models

from hongxian.kernel.populations import QuerySetPopulation
from hongxian.kernel.rules.contract import CHECKS, DAY, Factory
from hongxian.kernel.rules.population import Row
from hongxian.kernel.two_times import valid


class Sample(models.Model):
    """A table that exists only within these tests, with the columns of the contract."""

    serial = models.AutoField(primary_key=True)
    batch = models.IntegerField()
    key = models.UUIDField()
    kind = models.CharField(max_length=10)
    member = models.UUIDField(null=True)
    place_path = models.CharField(max_length=40)
    amount = models.IntegerField(null=True)
    on = models.DateField(null=True)
    flag = models.BooleanField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    recorded_from = models.DateTimeField()
    recorded_to = models.DateTimeField(null=True)
    confirmed = models.BooleanField()

    class Meta:
        app_label = "duties"
        managed = False


_batches = itertools.count()


@pytest.fixture
def make(db: None) -> Factory:
    editor = connection.schema_editor(collect_sql=True)
    editor.deferred_sql = []
    statement, parameters = editor.table_sql(Sample)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    return _population


def _population(rows: Sequence[Row]) -> QuerySetPopulation:
    batch = next(_batches)
    Sample.objects.bulk_create(_stored(each, batch) for each in rows)
    mine = Sample.objects.filter(batch=batch)
    columns = {
        name: name for name in ("kind", "member", "place_path", "amount", "on", "flag", "valid_from", "valid_to")
    }
    return QuerySetPopulation(
        rows=valid(mine, DAY),
        timeline=mine,
        columns=columns | {"recorded_on": "recorded_from", "confirmed": "confirmed"},
        key="key",
        describe=lambda values: str(values["kind"]),
    )


def _stored(row: Row, batch: int) -> Sample:
    values = {name: value for name, value in row.values.items() if value is not None}
    return Sample(
        **{"kind": "", "place_path": ""} | values,
        batch=batch,
        key=row.id,
        recorded_from=row.recorded_on,
        confirmed=row.confirmed,
    )


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_populations_of_the_database_keep_the_contract(check: Callable[[Factory], None], make: Factory) -> None:
    check(make)
