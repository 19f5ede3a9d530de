"""A sending of many rows is prepared by the worker, shows how far it is, and says why where it failed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hongxian.kernel.outbox.models import Message
from hongxian.kernel.problem import Problem
from hongxian.modules.base.accounts.models import User
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.exchange.commands import (
    prepare_dispatch,
    release_dispatch,
    resend_dispatch,
    withdraw_mapping,
)
from hongxian.modules.portal.exchange.models import Dispatch, DispatchRecord
from hongxian.modules.portal.exchange.tests.conftest import PERIOD, Wire


@pytest.fixture
def many(settings: Any, firm: Callable[..., Any]) -> None:
    settings.EXCHANGE_DIRECT_ROWS = 2
    for number in range(3):
        firm(number)


def opened(address: str) -> str:
    client = Client()
    client.force_login(User.objects.get(username="zhanghui"))
    return client.get(address).content.decode()


@pytest.mark.usefixtures("many")
def test_many_rows_are_taken_by_the_worker_and_the_page_says_how_far_it_is(
    agreed: Any, cast: Cast, worker: Callable[[], int]
) -> None:
    dispatch = prepare_dispatch(actor=cast["张慧"], mapping=agreed, period=PERIOD)
    assert (dispatch.state, dispatch.rows_meant, DispatchRecord.objects.count()) == ("preparing", 3, 0)
    address = reverse("exchange:dispatch", args=[dispatch.pk])
    assert "共 3 行" in opened(address)
    with pytest.raises(Problem, match="另一批正在备"):
        prepare_dispatch(actor=cast["张慧"], mapping=agreed, period=PERIOD)
    with pytest.raises(Problem):
        release_dispatch(actor=cast["张慧"], dispatch=dispatch)
    worker()
    dispatch.refresh_from_db()
    assert (dispatch.state, dispatch.rows_taken, dispatch.counts["create"]) == ("prepared", 3, 3)
    assert "新增 3" in opened(address)
    release_dispatch(actor=cast["张慧"], dispatch=dispatch)
    worker()
    assert set(DispatchRecord.objects.values_list("state", flat=True)) == {"accepted"}


@pytest.mark.usefixtures("many")
def test_what_cannot_be_prepared_says_why_and_another_may_be_asked_for(
    agreed: Any, cast: Cast, worker: Callable[[], int], settings: Any
) -> None:
    dispatch = prepare_dispatch(actor=cast["张慧"], mapping=agreed, period=PERIOD)
    withdraw_mapping(actor=cast["张慧"].lent("exchange_mapping.withdraw"), mapping=agreed, reason="对方改了表")
    worker()
    dispatch.refresh_from_db()
    assert (dispatch.state, DispatchRecord.objects.count()) == ("failed", 0)
    assert "没有备成：映射尚未发布或已停用" in opened(reverse("exchange:dispatch", args=[dispatch.pk]))
    type(agreed).objects.filter(pk=agreed.pk).update(state="published")
    agreed.refresh_from_db()
    settings.EXCHANGE_DIRECT_ROWS = 100
    assert prepare_dispatch(actor=cast["张慧"], mapping=agreed, period=PERIOD).state == "prepared"
    assert Dispatch.objects.count() == 2


def test_what_was_given_up_is_sent_again_by_a_button_and_arrives_once(
    agreed: Any, cast: Cast, worker: Callable[[], int], wire: Wire, firm: Callable[..., Any], monkeypatch: Any
) -> None:
    from hongxian.kernel import calling

    firm(1)
    dispatch = prepare_dispatch(actor=cast["张慧"], mapping=agreed, period=PERIOD)
    with pytest.raises(Problem, match="已发送的批次"):
        resend_dispatch(actor=cast["张慧"], dispatch=dispatch)
    release_dispatch(actor=cast["张慧"], dispatch=dispatch)
    works = calling.call

    def refuse(*_: Any, **__: Any) -> bytes:
        raise calling.NotTaken("对方返回 503")

    monkeypatch.setattr(calling, "call", refuse)
    worker()
    Message.objects.filter(task__endswith="exchange.tasks.send").update(state="failed")
    record = DispatchRecord.objects.get()
    assert (record.state, record.reason) == ("sent", "对方返回 503")
    monkeypatch.setattr(calling, "call", works)
    address = reverse("exchange:dispatch", args=[dispatch.pk])
    again = reverse("exchange:dispatch_act", args=[dispatch.pk, "resend"])
    assert again in opened(address)
    client = Client()
    client.force_login(User.objects.get(username="zhanghui"))
    assert "已交办再送" in client.post(again, follow=True).content.decode()
    worker()
    record.refresh_from_db()
    assert (record.state, record.retries) == ("accepted", 1)
    assert again not in opened(address), "everything is answered"
    dispatch.refresh_from_db()
    with pytest.raises(Problem, match="都有回执"):
        resend_dispatch(actor=cast["张慧"], dispatch=dispatch)
