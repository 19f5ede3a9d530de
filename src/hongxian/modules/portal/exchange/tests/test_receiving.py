"""The receiving end: each record judged by itself, once, and handed to the import of its register."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hongxian.kernel.problem import Problem
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.exchange.commands import transfer_received
from hongxian.modules.portal.exchange.models import ReceivedRecord
from hongxian.modules.portal.exchange.queries import received_figures
from hongxian.modules.portal.exchange.tests.conftest import PERIOD, valid_code


def post(token: str, **changes: Any) -> Any:
    values = {
        "统一社会信用代码": valid_code(7),
        "企业名称": "禹州新厂",
        "区划代码": "411081",
        "所有制": "private",
        "行业": "manufacturing",
    }
    record = {"key": valid_code(7), "version": 1, "values": values | changes.pop("values", {})}
    body = {"code": "enterprises", "period": PERIOD, "sent": 1, "records": [record | changes]}
    client = Client(headers={"Authorization": f"Bearer {token}"})
    return client.post("/api/v1/exchange/records", data=json.dumps(body), content_type="application/json")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"values": {"行业": "space"}}, "行业"),
        ({"values": {"区划代码": "411002"}}, "不在禹州市范围之内"),
        ({"values": {"区划代码": "999999"}}, "不是已载入的区划代码"),
        ({"values": {"从业人数": "许多"}}, "“从业人数”的“许多”不是数字"),
        ({"values": {"企业名称": None}}, "“企业名称”没有填写"),
        ({"values": {"谁": 1}}, "没有名为“谁”的栏目"),
        ({"key": "另一个"}, "标识应为"),
        ({"key": "123", "values": {"统一社会信用代码": "123"}}, "信用代码"),
    ],
)
def test_the_city_refuses_by_row_with_the_reason(
    agreed: Any, county: Any, cast: Cast, changes: dict[str, Any], reason: str
) -> None:
    token = _token_of(county, cast)
    (receipt,) = post(token, **changes).json()["receipts"]
    assert receipt["state"] == "rejected"
    assert reason in receipt["reason"]


def _token_of(county: Any, cast: Cast) -> str:
    from hongxian.kernel.clock import today
    from hongxian.modules.base.integrations.commands import issue_access_token

    day = today() + timedelta(days=30)
    return issue_access_token(actor=cast["郑凯"], integration=county.integration, expires_on=day).shown


def test_the_same_version_gets_the_same_receipt_and_never_another_content(agreed: Any, county: Any, cast: Cast) -> None:
    token = _token_of(county, cast)
    (first,) = post(token).json()["receipts"]
    (again,) = post(token).json()["receipts"]
    assert first == again
    assert first["state"] == "accepted"
    (other,) = post(token, values={"企业名称": "另一家"}).json()["receipts"]
    assert "以不同的内容报过" in other["reason"]
    assert post(token, values={"企业名称": "另一家"}, version=3).json()["receipts"][0]["state"] == "accepted"
    assert "已收到更新的版本 3" in post(token, version=2).json()["receipts"][0]["reason"]
    assert ReceivedRecord.objects.count() == 2


def test_what_was_received_is_an_import_batch_that_can_be_looked_at_carried_out_and_undone(
    agreed: Any, county: Any, cast: Cast, worker: Callable[[], int]
) -> None:
    from hongxian.kernel.imports.commands import revoke_batch, start_batch
    from hongxian.modules.base.enterprises.models import Enterprise

    assert post(_token_of(county, cast)).json()["receipts"][0]["state"] == "accepted"
    batch = transfer_received(actor=cast["张慧"], partner=county, code="enterprises", period=PERIOD)
    worker()
    batch.refresh_from_db()
    assert (batch.state, batch.counts) == ("checked", {"new": 1})
    start_batch(actor=cast["张慧"], batch=batch, mode="all")
    worker()
    made = Enterprise.objects.get(credit_code=valid_code(7))
    assert (made.name, made.place_id, made.sector) == ("禹州新厂", "411081", "manufacturing")
    received = ReceivedRecord.objects.get()
    assert (received.state, received.batch) == ("transferred", str(batch.pk))
    with pytest.raises(Problem, match="没有可转入台账的记录"):
        transfer_received(actor=cast["张慧"], partner=county, code="enterprises", period=PERIOD)
    batch.refresh_from_db()
    revoke_batch(actor=cast["张慧"], batch=batch, reason="演练")
    worker()
    assert received_figures(county, "enterprises", PERIOD)["accepted"] == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"code": "nothing", "period": PERIOD, "sent": 0, "records": []}, 404),
        ({"code": "enterprises", "period": "2026-Q1", "sent": 0, "records": []}, 422),
        ({"code": "enterprises", "period": PERIOD, "sent": 0, "records": [{"key": ""}]}, 422),
        ({"code": "enterprises", "period": PERIOD, "sent": 0, "records": [{"key": "a", "version": 1}] * 501}, 422),
    ],
)
def test_a_call_of_another_shape_is_refused_whole(
    agreed: Any, county: Any, cast: Cast, body: dict[str, Any], status: int
) -> None:
    client = Client(headers={"Authorization": f"Bearer {_token_of(county, cast)}"})
    answer = client.post("/api/v1/exchange/records", data=json.dumps(body), content_type="application/json")
    assert answer.status_code == status
    assert not ReceivedRecord.objects.exists()
