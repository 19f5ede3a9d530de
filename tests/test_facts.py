"""Every fact of every room can be asked everything that the rule engine asks, on the database of the run: a column
without a type, or an expression that only one of the databases knows, is found here and not by a judgement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import DateField

from hongxian.kernel.module import modules, resolve, source_of
from hongxian.kernel.populations import QuerySetPopulation
from hongxian.kernel.rules.conditions import Condition
from hongxian.kernel.rules.obligation import Obligation, Pack
from hongxian.kernel.rules.population import AsOf, Leaf, Op
from hongxian.modules.base.policies.queries import read_folder
from hongxian.modules.base.records.kinds import is_offered

DAY = date(2026, 3, 5)
TIMES = [AsOf(DAY), AsOf(DAY, datetime(2026, 2, 1, tzinfo=UTC))]
SOURCES = [source for module in modules().values() for source in module.facts]
DUAL_PREVENTION = {
    "ningbo-2014": ("NB-10", "NB-11", "NB-12", "NB-13", "NB-14", "NB-15", "NB-16"),
    "zhejiang-2015": ("ZJ-08", "ZJ-09", "ZJ-21"),
    "xuchang-2018": ("XC-22", "XC-31", "XC-32", "XC-33", "XC-34", "XC-35", "XC-46", "XC-51"),
    "wuxi-2019": ("WX-14", "WX-19"),
    "dongqianhu-2017": ("DQ-05", "DQ-07", "DQ-08", "DQ-10", "DQ-11", "DQ-12"),
}
"""What the five texts ask of risks, hidden dangers and grids."""
OF_ROOMS = {
    *("area_risk", "risk", "risk_change", "risk_screening", "risk_update", "risk_warning"),
    *("danger_notice", "danger_origin_return", "hidden_danger", "hidden_danger_report", "supervision_order"),
    *("case_transfer", "formal_notification", "inspection_finding", "treatment_feedback"),
    *("checklist", "grid", "grid_unit", "inspection", "safety_assistant", "self_check"),
}
"""Of that, what people do in the rooms of prevention and screening: nobody enters it a second time in a register."""


@pytest.mark.django_db
@pytest.mark.parametrize("as_of", TIMES, ids=["as known today", "as known then"])
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.fact)
def test_a_fact_answers_what_a_judgement_asks(source, as_of) -> None:  # type: ignore[no-untyped-def]
    rows = resolve(source.population)(as_of)
    assert rows.next_boundary(DAY) is None or rows.next_boundary(DAY) > DAY
    tally = rows.tally(*(rows.filter(Leaf(name, Op.PRESENT, True)) for name in sorted(rows.fields)))
    assert all(count <= tally.counts[0] for count in tally.counts)
    assert len(rows.page(limit=2)) == min(2, tally.counts[0])
    if isinstance(rows, QuerySetPopulation):
        for name in rows.fields:
            if isinstance(rows.level().kind(rows.column(name)), DateField):
                found = rows.next_after(name, DAY)
                assert found is None or found > DAY, name


@pytest.mark.django_db
@pytest.mark.parametrize("code", DUAL_PREVENTION)
def test_dual_prevention_is_judged_by_what_people_enter(code: str) -> None:
    pack = read_folder(Path(settings.PACKAGE_DIR) / "packs" / code / "1")
    untold = {
        key: sorted({f"{noun}.{field}" for noun, field in _asked(pack.obligations[key]) if not _is_told(noun, field)})
        for key in DUAL_PREVENTION[code]
    }
    assert {key: names for key, names in untold.items() if names} == {}
    seen = {key: {status for each, status in _expected(pack) if each == key} for key in DUAL_PREVENTION[code]}
    assert {key: found for key, found in seen.items() if not found >= {"met", "not_met", "undecidable"}} == {}


def _asked(obligation: Obligation) -> Iterator[tuple[str, str]]:
    """The nouns that the rule asks for, each alone and with every field."""
    for part in obligation.parts:
        for use in part.uses():
            yield use.noun, use.field
            for field in _fields(use.condition):
                yield use.noun, field


def _fields(condition: Condition | None) -> Iterator[str]:
    if condition is not None:
        yield condition.field or ""
        for each in (*(condition.all or ()), *(condition.any or ()), condition.not_):
            yield from _fields(each)


def _is_told(noun: str, field: str) -> bool:
    """By a room with that field; or, of what no room of dual prevention is for, in a register that may be opened."""
    source = source_of(noun)
    if source is None:
        return noun not in OF_ROOMS and is_offered(noun)
    return not field or field in resolve(source.population)(TIMES[0]).fields


def _expected(pack: Pack) -> Iterator[tuple[str, str]]:
    for scenario in pack.scenarios:
        for case in scenario.cases:
            yield scenario.obligation, str(case.expect.status)
