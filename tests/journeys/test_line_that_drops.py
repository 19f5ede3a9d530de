"""The line drops while somebody fills in a form: nothing typed is lost, and it is sent once the line is back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

REASON = "到市委党校学习，其间由张慧代办"


def test_what_was_typed_stays_and_is_sent_when_the_line_is_back(page: Page, log_in: Callable[[str], None]) -> None:
    log_in("陈刚")
    page.goto("/mandates/requests/new/")
    page.get_by_label("所申请的权限").select_option("parameter_value.set")
    page.get_by_label("理由").fill(REASON)
    page.context.set_offline(True)
    page.get_by_role("button", name="提交").click()
    expect(page.locator("#messages")).to_contain_text("填写的内容还在本页")
    expect(page.get_by_label("理由")).to_have_value(REASON)
    page.context.set_offline(False)
    page.get_by_role("button", name="提交").click()
    expect(page.locator("#messages")).to_contain_text("已提交")
