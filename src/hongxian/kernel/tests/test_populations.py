"""The populations of the database obey the same demands as those in memory."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, models
from django.db.models import Case, Value, When

from hongxian.kernel.keys import KeyAsText
from hongxian.kernel.module import FactSource, Module
from hongxian.kernel.populations import QuerySetPopulation, RoomFacts, Told
from hongxian.kernel.rules.contract import CHECKS, DAY, FIELDS, Factory, key, row
from hongxian.kernel.rules.memory import population_of
from hongxian.kernel.rules.population import AsOf, MissingSource, Population, Row
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
    limit = models.IntegerField(null=True)
    on = models.DateField(null=True)
    until = models.DateField(null=True)
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
    columns = {name: name for name in FIELDS}
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


def _numbers(population: Population) -> list[int]:
    return [int(each.id[-12:]) for each in population.page()]


def test_keys_kept_as_text_and_as_uuids_are_the_same_keys(make: Factory) -> None:
    """One room points to a party by a foreign key, another writes its key down."""
    stored = make(
        [row(1, kind="a", member=key(11)), row(2, kind="b", member=key(12)), row(3, kind="c", member=key(13))]
    )
    assert isinstance(stored, QuerySetPopulation)
    no_key = Case(When(kind="c", then=Value("no key")), default=KeyAsText("member"), output_field=models.TextField())
    assert stored.timeline is not None
    written = replace(
        stored,
        rows=stored.rows.annotate(said=no_key),
        timeline=stored.timeline.annotate(said=no_key),
        columns={**stored.columns, "said": "said"},
    )
    assert [each.id for each in written.project("said").page()] == [key(11), key(12), "no key"]
    others = make([row(11), row(12), row(14)])
    assert _numbers(others.intersect(written.project("said"))) == [11, 12]
    assert _numbers(others.subtract(written.project("said"))) == [14]
    said = written.project("said")
    assert [each.id for each in said.intersect(others).page()] == [key(11), key(12)]
    assert [each.id for each in said.subtract(others).page()] == ["no key"]


def _told_by_another(noun: str, as_of: AsOf, notes: dict[Any, Any]) -> Told | None:
    return Told(population_of([row(1)], FIELDS), ("41.",)) if noun in ("thing", "other") else None


def test_a_fact_that_no_room_declares_is_asked_of_the_fallback(monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = {"one": Module(key="one"), "two": Module(key="two", fact_fallback="fallback")}
    monkeypatch.setattr("hongxian.kernel.populations.facts.modules", lambda: rooms)
    monkeypatch.setattr("hongxian.kernel.populations.facts.source_of", {}.get)
    monkeypatch.setattr("hongxian.kernel.populations.facts.resolve", lambda dotted: _told_by_another)
    as_of = AsOf(DAY)
    facts = RoomFacts("41.")
    assert facts.population("thing", as_of).count() == 1
    assert facts.population("thing", as_of) is facts.population("thing", as_of)
    for path, noun in (("42.", "thing"), ("", "thing"), ("41.", "nothing")):
        with pytest.raises(MissingSource):
            RoomFacts(path).population(noun, as_of)


def test_a_room_s_own_declaration_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = FactSource("thing", "declared", ())
    rooms = {"two": Module(key="two", fact_fallback="fallback")}
    told = {"declared": lambda as_of: population_of([row(1), row(2)], FIELDS), "fallback": _told_by_another}
    monkeypatch.setattr("hongxian.kernel.populations.facts.modules", lambda: rooms)
    monkeypatch.setattr("hongxian.kernel.populations.facts.source_of", {"thing": declared}.get)
    monkeypatch.setattr("hongxian.kernel.populations.facts.resolve", told.__getitem__)
    assert RoomFacts("41.").population("thing", AsOf(DAY)).count() == 2
    assert RoomFacts("41.").population("other", AsOf(DAY)).count() == 1
