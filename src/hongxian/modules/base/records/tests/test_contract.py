"""Records as a population obey the same demands as typed tables and rows in memory, now and as known then."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from hongxian.kernel.clock import now
from hongxian.kernel.keys import new_key
from hongxian.kernel.populations import QuerySetPopulation
from hongxian.kernel.rules.contract import CHECKS, DAY, Factory
from hongxian.kernel.rules.dictionary import FactNoun
from hongxian.kernel.rules.population import AsOf, Row
from hongxian.modules.base.records.facts import population_of
from hongxian.modules.base.records.kinds import Kind
from hongxian.modules.base.records.models import Record, Register
from hongxian.modules.base.records.values import stored

KIND = Kind(
    "sample",
    FactNoun.model_validate(
        {
            "label": "试验",
            "description": "试验",
            "period_valid": True,
            "fields": {
                "kind": {"type": "text", "label": "类别"},
                "member": {"type": "key", "label": "对象"},
                "place_path": {"type": "text", "label": "地区路径"},
                "amount": {"type": "int", "label": "数"},
                "limit": {"type": "int", "label": "限"},
                "on": {"type": "date", "label": "日期"},
                "until": {"type": "date", "label": "截止"},
                "flag": {"type": "bool", "label": "是否"},
            },
        }
    ),
)
_batches = itertools.count(1)


@pytest.fixture(params=["now", "then", "in a slot"])
def make(request: pytest.FixtureRequest, world: Any) -> Factory:
    """A factory of populations. The same rows may stand several times here, as the contract asks, so the one constraint
    against that is put aside until the test is over."""
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX records_record_current_open_once")
    register = Register.objects.create(
        noun="sample",
        place=world.parties["市安委办"].place,
        keeper=world.parties["市安委办"],
        valid_from=DAY,
        recorded_at=now(),
    )
    then = request.param == "then"
    as_of = AsOf(DAY, now() + timedelta(days=60) if then else None)

    def population(rows: Sequence[Row]) -> QuerySetPopulation:
        batch = next(_batches)
        Record.objects.bulk_create(_stored(each, register, batch, then=then) for each in rows)
        slots = {"member": "ref1"} if request.param == "in a slot" else {}
        found = population_of(KIND, as_of, Record.objects.filter(version=batch), slots)
        return replace(found, revision="row")  # the contract knows keys, not versions

    return population


def _stored(row: Row, register: Register, batch: int, *, then: bool) -> Record:
    """A row as a record; in the past, one that was replaced and withdrawn later than one asks."""
    said = {name: row.get(name) for name in KIND.fields if name not in KIND.columns}
    values = {name: stored(value) for name, value in said.items() if value is not None}
    later = now() + timedelta(days=90)
    return Record(
        row=row.id,
        version=batch,
        register=register,
        noun="sample",
        place=register.place,
        path=row.values.get("place_path") or "",
        values=values,
        ref1=row.get("member"),
        valid_from=row.values["valid_from"],
        valid_to=row.values["valid_to"],
        label=row.label,
        fingerprint=str(new_key()),
        state="withdrawn" if then else "recorded" if row.confirmed else "awaiting_confirmation",
        back_entry=not row.confirmed,
        recorded_at=row.recorded_on,
        recorded_by_name=row.recorded_by,
        recorded_from=now(),
        recorded_to=later if then else None,
        ended_at=later if then else None,
    )


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_records_keep_the_contract_of_populations(check: Callable[[Factory], None], make: Factory) -> None:
    check(make)
