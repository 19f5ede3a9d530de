"""Many acts sent to the database together end as they would one by one, or are done one by one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import foresee
from hongxian.kernel.gathering import Gathering, rehearsed
from hongxian.kernel.problem import Problem
from hongxian.kernel.together import change_where
from hongxian.modules.base.enterprises.commands import (
    change_enterprise,
    close_enterprise,
    register_enterprise,
    withdraw_enterprise,
)
from hongxian.modules.base.enterprises.models import Enterprise, EnterpriseVersion
from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.cast import Cast


def given(number: int, **changes: Any) -> dict[str, Any]:
    usual = {"name": f"第{number}家", "ownership": "private", "sector": "other", "place": place("411002")}
    return usual | {"registration_number": f"{number:015d}"} | changes


@pytest.fixture
def clerk(cast: Cast) -> Actor:
    return cast["张慧"]


@pytest.fixture
def together(clerk: Actor) -> Any:
    """Carry out calls of a command together; what is refused, by number, and how often the work was done."""

    def run(gathering: Gathering, command: Callable[..., Any], name: str, calls: list[dict[str, Any]]) -> Any:
        refused: dict[int, str] = {}
        times = []

        def work() -> None:
            times.append(1)
            refused.clear()
            if gathering.queue is not None:
                foresee(name, calls)
            for number, each in enumerate(calls):
                try:
                    command(actor=clerk, **each)
                except Problem as problem:
                    refused[number] = problem.text

        gathering.together(work)
        return refused, len(times)

    return run


def test_registers_as_one_by_one_with_a_few_statements(clerk: Actor, together: Any) -> None:
    calls = [given(number) for number in range(100)] + [given(200, registration_number="1")]
    with rehearsed(clerk) as gathering:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            refused, times = together(gathering, register_enterprise, "enterprise.register", calls)
        assert (list(refused), times) == ([100], 1)
        assert len(seen) < 15
        row = Enterprise.objects.get(name="第7家")
        assert (row.name_key, row.version, row.place_id) == ("第7家", 1, "411002")
        assert EnterpriseVersion.objects.get(enterprise=row).name == "第7家"
        assert not Enterprise.objects.filter(name="第200家").exists()
    assert not Enterprise.objects.filter(name="第7家").exists()


def test_changes_and_withdraws_together(clerk: Actor, together: Any) -> None:
    rows = [register_enterprise(actor=clerk, **given(number)) for number in range(5)]
    with rehearsed(clerk) as gathering:
        calls = [{"enterprise": row, "name": f"新{number}"} for number, row in enumerate(rows)]
        assert together(gathering, change_enterprise, "enterprise.change", calls) == ({}, 1)
        assert Enterprise.objects.filter(name__startswith="新", version=2).count() == 5
        assert EnterpriseVersion.objects.filter(enterprise=rows[0]).count() == 3
        back = [{"enterprise": row, "reason": "误登"} for row in Enterprise.objects.filter(name__startswith="新")]
        assert together(gathering, withdraw_enterprise, "enterprise.withdraw", back) == ({}, 1)
        assert Enterprise.objects.filter(withdrawn_at__isnull=False, name__startswith="新").count() == 5
        assert not EnterpriseVersion.objects.filter(enterprise__in=rows, recorded_to__isnull=True).exists()


def test_what_collides_in_the_database_is_done_one_by_one(clerk: Actor, together: Any) -> None:
    code = "91350100M000100Y43"
    calls = [given(1, credit_code=code), given(2), given(3, credit_code=code)]
    with rehearsed(clerk) as gathering:
        refused, _ = together(gathering, register_enterprise, "enterprise.register", calls)
        assert list(refused) == [2]
        assert code in refused[2]
        assert Enterprise.objects.filter(name__in=["第1家", "第2家", "第3家"]).count() == 2


def test_one_row_twice_is_refused_as_ever(clerk: Actor, together: Any) -> None:
    row = register_enterprise(actor=clerk, **given(1))
    calls = [{"enterprise": row, "version": 1, "name": "新"}, {"enterprise": row, "version": 1, "name": "更新"}]
    with rehearsed(clerk) as gathering:
        refused, _ = together(gathering, change_enterprise, "enterprise.change", calls)
        assert list(refused) == [1]
        assert Enterprise.objects.get(pk=row.pk).name == "新"


def test_a_row_changed_meanwhile_sends_the_acts_back_and_is_refused(clerk: Actor, together: Any) -> None:
    rows = [register_enterprise(actor=clerk, **given(number)) for number in range(3)]
    stale = Enterprise.objects.get(pk=rows[1].pk)
    change_enterprise(actor=clerk, enterprise=rows[1], sector="mine")
    calls = [{"enterprise": row, "name": f"新{row.name}"} for row in (rows[0], stale, rows[2])]
    with rehearsed(clerk) as gathering:
        refused, times = together(gathering, change_enterprise, "enterprise.change", calls)
        assert (list(refused), times) == ([1], 2)
        assert set(Enterprise.objects.filter(name__startswith="新第").values_list("pk", flat=True)) == {
            rows[0].pk,
            rows[2].pk,
        }


def test_a_command_that_does_not_say_so_is_never_done_together(clerk: Actor) -> None:
    row = register_enterprise(actor=clerk, **given(1))
    times = []
    with rehearsed(clerk) as gathering:

        def work() -> None:
            times.append(gathering.queue is not None)
            close_enterprise(
                actor=clerk,
                enterprise=row,
                operating_status="dormant",
                valid_from=row.versions.get().recorded_from.date(),
                basis="核查",
            )

        gathering.together(work)
        assert times == [True, False]
        assert Enterprise.objects.get(pk=row.pk).operating_status == "dormant"


def test_compare_and_set_writes_nothing_on_a_row_that_stands_otherwise(clerk: Actor) -> None:
    row = register_enterprise(actor=clerk, **given(1))
    with rehearsed(clerk):
        assert not change_where(row, {"version": 7}, {"version": 8})
        assert row.version == 1
        assert change_where(row, {"version": 1}, {"version": 2, "name": "新"})
        assert (row.name, Enterprise.objects.get(pk=row.pk).name) == ("新", "新")
