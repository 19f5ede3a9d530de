"""County and city, each an instance of this product: sent once, answered record by record, counted on both sides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import F

from hongxian.kernel.duties.models import Duty
from hongxian.kernel.outbox.models import Message
from hongxian.kernel.problem import Problem
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.exchange.commands import (
    ask_counts,
    prepare_dispatch,
    preparing,
    refuse_received,
    release_dispatch,
)
from hongxian.modules.portal.exchange.models import CountCheck, DispatchRecord, ReceivedRecord
from hongxian.modules.portal.exchange.queries import received_figures, records_of, sent_figures
from hongxian.modules.portal.exchange.tests.conftest import PERIOD, Wire, issue, valid_code


@pytest.fixture
def send(agreed: Any, cast: Cast, worker: Callable[[], int]) -> Callable[..., Any]:
    """Prepare what changed, release it, let the worker run."""

    def run(**more: Any) -> Any:
        dispatch = prepare_dispatch(actor=cast["张慧"], mapping=agreed, period=PERIOD, **more)
        release_dispatch(actor=cast["张慧"], dispatch=dispatch)
        worker()
        dispatch.refresh_from_db()
        return dispatch

    return run


def states(city: Any) -> dict[str, tuple[str, int]]:
    return {each.key: (each.state, each.version) for each in records_of(city, "enterprises", PERIOD)}


def soon() -> None:
    Message.objects.filter(state="pending").update(next_at=F("created_at"))


def test_each_record_has_its_receipt_and_a_refusal_stands_on_a_desk_with_its_reason(
    city: Any, county: Any, send: Callable[..., Any], firm: Callable[..., Any], cast: Cast, wire: Wire
) -> None:
    for number in range(3):
        firm(number)
    outside = firm(9, code="411002", name="魏都试验厂")
    firm(10, credit_code="", registration_number="411081000000010", name="无代码试验厂")
    dispatch = send()
    assert dispatch.counts == {"create": 4, "correct": 0, "withdraw": 0, "held": 1}
    refused = DispatchRecord.objects.get(key=outside.credit_code)
    assert (refused.state, refused.version) == ("rejected", 1)
    assert "不在禹州市范围之内" in refused.reason
    held = DispatchRecord.objects.get(state="held")
    assert held.reason == "“统一社会信用代码”没有填写，对方要求必填"
    accepted = DispatchRecord.objects.filter(state="accepted")
    assert len({each.receipt_number for each in accepted}) == 3
    assert sent_figures(city, "enterprises", PERIOD) == {
        "sent": 4,
        "receipted": 4,
        "accepted": 3,
        "rejected": 1,
        "waiting": 0,
        "held": 1,
    }
    assert received_figures(county, "enterprises", PERIOD) == {"receipted": 4, "accepted": 3, "rejected": 1}
    assert CountCheck.objects.get(partner=county).told == {"sent": 4}
    duty = Duty.objects.get(source=f"dispatch:{dispatch.pk}")
    assert (duty.organisation_name, duty.state) == ("禹州市应急管理局", "open")
    assert len(wire.calls) == 1


def test_only_what_changed_goes_again_and_what_is_gone_is_withdrawn(
    city: Any, county: Any, send: Callable[..., Any], firm: Callable[..., Any], cast: Cast, agreed: Any
) -> None:
    from hongxian.modules.base.enterprises.commands import change_enterprise, withdraw_enterprise

    first, second, third = (firm(number) for number in range(3))
    gone = second.credit_code
    send()
    with pytest.raises(Problem, match="自上次以来没有变化"):
        prepare_dispatch(actor=cast["张慧"], mapping=agreed, period=PERIOD)
    change_enterprise(actor=cast["张慧"], enterprise=first, name="禹州试验更名厂")
    withdraw_enterprise(actor=cast["张慧"], enterprise=second, reason="重复登记")
    dispatch = send()
    assert dispatch.counts == {"create": 0, "correct": 1, "withdraw": 1, "held": 0}
    assert states(city) == {
        first.credit_code: ("accepted", 2),
        gone: ("withdrawn", 2),
        third.credit_code: ("accepted", 1),
    }
    standing = ReceivedRecord.objects.filter(partner=county).values_list("key", "version", "state")
    assert set(standing) == {
        (first.credit_code, 1, "superseded"),
        (first.credit_code, 2, "accepted"),
        (gone, 1, "withdrawn"),
        (gone, 2, "withdrawn"),
        (third.credit_code, 1, "accepted"),
    }
    assert sent_figures(city, "enterprises", PERIOD)["sent"] == 2


@pytest.mark.parametrize("fault", ["before", "after"])
def test_a_call_that_is_cut_is_taken_up_again_and_nothing_arrives_twice(
    fault: str,
    city: Any,
    county: Any,
    send: Callable[..., Any],
    firm: Callable[..., Any],
    wire: Wire,
    worker: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preparing, "PART", 2)
    for number in range(5):
        firm(number)
    wire.cut = ["", fault, ""]
    dispatch = send()
    assert "没有送达" in dispatch.fault
    assert sorted(state for state, _ in states(city).values()) == ["accepted"] * 3 + ["sent"] * 2
    soon()
    worker()
    assert {state for state, _ in states(city).values()} == {"accepted"}
    assert ReceivedRecord.objects.filter(partner=county).count() == 5
    assert len(wire.calls) == 4
    assert sorted(DispatchRecord.objects.values_list("retries", flat=True)) == [0, 0, 0, 1, 1]
    assert CountCheck.objects.get(partner=county).told == {"sent": 5}


def test_two_who_release_or_deliver_at_once_send_once(
    agreed: Any, firm: Callable[..., Any], cast: Cast, wire: Wire, worker: Callable[[], int]
) -> None:
    firm(1)
    dispatch = prepare_dispatch(actor=cast["张慧"], mapping=agreed, period=PERIOD)
    same = type(dispatch).objects.get(pk=dispatch.pk)
    release_dispatch(actor=cast["张慧"], dispatch=dispatch)
    with pytest.raises(Problem):
        release_dispatch(actor=cast["张慧"], dispatch=same)
    worker()
    Message.objects.filter(task__endswith="exchange.tasks.send").update(state="pending", done_at=None)
    worker()
    assert len(wire.calls) == 1, "delivered again, it finds nothing that waits"


def test_a_wrong_token_or_the_token_of_nobody_sends_nothing(
    city: Any, send: Callable[..., Any], firm: Callable[..., Any], wire: Wire, cast: Cast, worker: Callable[[], int]
) -> None:
    firm(1)
    wire.token = "hx_wrong"
    assert "对方返回 401" in send().fault
    wire.token = issue(cast, "别的系统")[1]
    soon()
    worker()
    record = DispatchRecord.objects.get()
    assert "这个令牌不属于任何交换对象" in record.reason
    assert not ReceivedRecord.objects.exists()


def test_the_count_check_shows_what_is_missing_extra_and_refused_later(
    city: Any,
    county: Any,
    send: Callable[..., Any],
    firm: Callable[..., Any],
    cast: Cast,
    worker: Callable[[], int],
) -> None:
    first, second = firm(1), firm(2)
    send()
    later = ReceivedRecord.objects.get(key=first.credit_code)
    refuse_received(actor=cast["张慧"], received_record=later, reason="企业已注销")
    strange = ReceivedRecord.objects.get(key=second.credit_code)
    ReceivedRecord.objects.filter(pk=strange.pk).update(key="不明的记录")
    ask_counts(actor=cast["张慧"], partner=city, code="enterprises", period=PERIOD)
    worker()
    check = CountCheck.objects.get(partner=city)
    assert (check.missing, check.extra) == ([second.credit_code], ["不明的记录"])
    assert check.told == {"receipted": 2, "accepted": 1, "rejected": 1}
    rejected = DispatchRecord.objects.get(key=first.credit_code)
    assert (rejected.state, rejected.reason) == ("rejected", "企业已注销")


def test_a_rejected_record_goes_again_once_corrected_or_when_asked_and_leaves_the_desk(
    city: Any, send: Callable[..., Any], firm: Callable[..., Any], cast: Cast, agreed: Any
) -> None:
    firm(1, code="411002")
    dispatch = send()
    with pytest.raises(Problem, match="有 1 条被对方退回"):
        prepare_dispatch(actor=cast["张慧"], mapping=agreed, period=PERIOD)
    again = send(again=True)
    assert again.counts["create"] == 1
    assert states(city)[valid_code(1)] == ("rejected", 2)
    assert Duty.objects.get(source=f"dispatch:{again.pk}").state == "open"
    assert dispatch.records.get().latest is False
