"""A month's return of a whole city, as it lies beside the checkout, saved as people save it: the rows that contradict
themselves go back with the sentence, the others are taken, and all that was taken can be withdrawn."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from hongxian.kernel.testing.tables import Rows, as_xls, as_xlsx
from hongxian.modules.portal.exchange.commands import receive_records
from hongxian.modules.portal.exchange.commands.received import Incoming
from hongxian.modules.portal.exchange.declaring import read_mapping
from hongxian.modules.portal.exchange.models import ReceivedRecord
from hongxian.modules.portal.exchange.reading import read_received
from hongxian.modules.portal.exchange.tests.conftest import example

FILE = settings.PROJECT_DIR.parent / "shared/data/returns/ningbo_2015-01_monthly_hazard_report_by_area_industry.csv"
pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the return lies beside the checkout, not in it")


def rows() -> Rows:
    """The rows, the heads without what was put behind them in brackets."""
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        head, *lines = csv.reader(file)
    return [[each if "万元" in each else each.partition("(")[0] for each in head], *lines]


@pytest.mark.parametrize("saved", [as_xlsx, as_xls])
def test_rows_that_contradict_themselves_go_back_and_the_rest_can_be_withdrawn(
    saved: Callable[[Rows], bytes], partner: Callable[..., Any], agree: Callable[..., Any], cast: Any
) -> None:
    sender = partner("月报", "许昌市安全生产委员会办公室", "file")
    content = example("monthly_return_incoming").replace(", is_place: true", "")
    mapping = agree(sender, "monthly_return", "incoming", content)
    records = read_received([saved(rows())], read_mapping(mapping.content, "incoming"))
    given = {"actor": cast["张慧"], "partner": sender, "code": "monthly_return", "period": "2015-01"}
    receipts = receive_records(**given, records=records)
    bad = [each for each in receipts if each.state == "rejected"]
    assert (len(receipts), len(bad)) == (836, 21)
    assert all("应不大于" in each.reason for each in bad)
    taken = [each.key for each in receipts if each.state == "accepted"]
    receive_records(**given, records=[Incoming(key, {}, action="withdraw") for key in taken])
    assert not ReceivedRecord.objects.filter(latest=True, state="accepted").exclude(action="withdraw").exists()
