"""Every form answers the same over rows of the database as over rows in memory, with few queries."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models
from django.db.models import Q
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.populations import QuerySetPopulation
from hongxian.kernel.rules.bindings import Bindings
from hongxian.kernel.rules.dates import period_containing
from hongxian.kernel.rules.dictionary import FactNoun, read_dictionary
from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.forms.part import Context
from hongxian.kernel.rules.population import AsOf, Facts, MissingSource, Row
from hongxian.kernel.rules.positions import read_yaml
from hongxian.kernel.rules.scenarios import facts_of, row_of
from hongxian.kernel.rules.verdict import Listing, PartResult

RULES = Path(__file__).parents[1] / "rules" / "tests"
DICTIONARY = read_dictionary(RULES / "facts.yaml")
PARTS: dict[str, dict[str, Any]] = read_yaml(RULES / "parts.yaml").data
DAYS = [date(2023, 1, 31), date(2024, 1, 31), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2025, 3, 1)]
FIELDS: dict[str, Callable[[], models.Field[Any, Any]]] = {
    "key": lambda: models.CharField(max_length=20, default="", db_index=True),
    "text": lambda: models.CharField(max_length=40, default=""),
    "int": lambda: models.IntegerField(null=True),
    "bool": lambda: models.BooleanField(null=True),
    "date": lambda: models.DateField(null=True),
}


def _table(name: str, noun: FactNoun) -> Any:
    """A table that exists only within these tests, with a column for each field of the noun."""
    columns = {field: FIELDS[each.type]() for field, each in noun.fields.items()}
    meta = type("Meta", (), {"app_label": "duties", "managed": False, "db_table": f"sample_{name}"})
    own = {
        "serial": models.AutoField(primary_key=True),
        "batch": models.IntegerField(),
        "row_key": models.CharField(max_length=20),
        "recorded_on": models.DateTimeField(null=True),
        "confirmed": models.BooleanField(),
    }
    return type(f"Sample{name.title()}", (models.Model,), {"__module__": __name__, "Meta": meta, **own, **columns})


TABLES = {name: _table(name, noun) for name, noun in DICTIONARY.nouns.items()}
_batches = count()


@dataclass(frozen=True)
class StoredFacts:
    """`Facts` over the tables."""

    batch: int
    nouns: frozenset[str]

    def population(self, noun: str, as_of: AsOf) -> QuerySetPopulation:
        """All rows of the noun; those that are valid on the day, if they have a validity."""
        if noun not in self.nouns:
            raise MissingSource(noun)
        rows = everything = TABLES[noun].objects.filter(batch=self.batch)
        valid = DICTIONARY.nouns[noun].period_valid
        if valid:
            begun = Q(valid_from__isnull=True) | Q(valid_from__lte=as_of.valid_on)
            rows = rows.filter(begun).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=as_of.valid_on))
        return QuerySetPopulation(
            rows=rows,
            columns={name: name for name in (*DICTIONARY.nouns[noun].fields, "recorded_on", "confirmed")},
            describe=lambda values: "",
            key="row_key",
            timeline=everything if valid else None,
        )


def _store(facts: Mapping[str, list[dict[str, Any]]]) -> StoredFacts:
    batch = next(_batches)
    for name, rows in facts.items():
        noun = DICTIONARY.nouns[name]
        TABLES[name].objects.bulk_create(_stored(noun, name, row_of(noun, row, 0), batch) for row in rows)
    return StoredFacts(batch, frozenset(facts))


def _stored(noun: FactNoun, name: str, row: Row, batch: int) -> models.Model:
    values = {field: row.get(field) for field in noun.fields if row.get(field) is not None}
    own = {"batch": batch, "row_key": row.id, "recorded_on": row.recorded_on, "confirmed": row.confirmed}
    made: models.Model = TABLES[name](**values, **own)
    return made


@pytest.fixture
def tables(db: None) -> None:
    for table in TABLES.values():
        editor = connection.schema_editor(collect_sql=True)
        editor.deferred_sql = []
        statement, parameters = editor.table_sql(table)
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)


def _drawn(data: st.DataObject, nouns: list[str]) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for name in nouns:
        some = data.draw(st.lists(_row(DICTIONARY.nouns[name]), max_size=4), label=name)
        found[name] = [{**each, "id": f"k{number}", "label": ""} for number, each in enumerate(some, 1)]
    return found


def _row(noun: FactNoun) -> st.SearchStrategy[dict[str, Any]]:
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "int": st.integers(0, 3) | st.integers(2023, 2025),
        "bool": st.booleans(),
        "date": st.sampled_from(DAYS),
    }
    drawn = {
        name: st.sampled_from(list(field.values))
        if field.values
        else kinds.get(field.type, st.sampled_from(["k1", "k2"]))
        for name, field in noun.fields.items()
    }
    typed = st.sampled_from(DAYS).map(lambda day: datetime.combine(day, time(12), LOCAL))
    fields = {name: each | each | st.none() for name, each in drawn.items()}
    return st.fixed_dictionaries({**fields, "confirmed": st.booleans()}, optional={"recorded_on": typed})


def _judged(part: Mapping[str, Any], facts: Facts, as_of: date, period: date | None) -> PartResult:
    shaped = FORMS[part["form"]].model_validate(part)
    judged = period_containing(period, shaped.period) if period else None  # type: ignore[attr-defined]
    bindings = Bindings(Row("gov", ""), judged, {}, AsOf(as_of), DICTIONARY)
    return shaped.judge(Context(bindings, facts, date(2023, 2, 1)))


def _told(result: PartResult) -> dict[str, Any]:
    listings = {"counting": result.counting, "failing": result.failing, "exceptions": result.exceptions}
    return {
        "status": result.status,
        "counts": dict(result.counts),
        "remarks": result.remarks,
        "missing": result.missing,
        "next_change": result.next_change,
        "flags": (result.backfilled, result.outstanding),
        "digest": result.digest,
        **{name: list(_entries(each)) for name, each in (*listings.items(), ("apart", result.apart))},
        "requirements": [
            (each.id, each.text, each.status, list(_entries(each.exceptions))) for each in result.requirements
        ],
    }


def _entries(listing: Listing) -> Iterator[tuple[str, str]]:
    return ((each.key, each.reason) for each in listing.everything())


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.usefixtures("tables")
@settings(
    max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_the_same_answer_as_in_memory(name: str, data: st.DataObject) -> None:
    part = PARTS[name]
    facts = _drawn(data, FORMS[part["form"]].model_validate(part).nouns())
    as_of = data.draw(st.sampled_from(DAYS), label="as of")
    period = data.draw(st.sampled_from([day for day in DAYS if day <= as_of])) if "period" in part else None
    in_memory = _told(_judged(part, facts_of(DICTIONARY, facts), as_of, period))
    stored = _told(_judged(part, _store(facts), as_of, period))
    for each, found in in_memory.items():
        assert stored[each] == found, each
