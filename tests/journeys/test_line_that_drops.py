"""The line drops, or the login ends, while somebody fills in a form: nothing typed is lost, and it is sent once the
line, or the person, is back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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


def test_what_was_typed_stays_when_the_login_ended_and_is_sent_after_the_next(
    page: Page, log_in: Callable[[str], None], product: Any
) -> None:
    log_in("陈刚")
    page.goto("/mandates/requests/new/")
    page.get_by_label("所申请的权限").select_option(index=3)
    page.get_by_label("理由").fill(REASON)
    page.context.clear_cookies()
    page.get_by_role("button", name="提交").click()
    expect(page.locator("#messages")).to_contain_text("登录已过期，没有提交")
    expect(page.get_by_label("理由")).to_have_value(REASON)
    for name, told in (("张慧", "账号或岗位与打开本页时不同"), ("陈刚", "已提交")):
        page.context.clear_cookies()
        other = page.context.new_page()
        other.goto("/accounts/login/")
        other.get_by_label("登录名").fill(product.people[name]["username"])
        other.get_by_label("口令").fill(product.password)
        other.get_by_role("button", name="登录", exact=True).click()
        expect(other.get_by_role("heading", name="待办", exact=True)).to_be_visible()
        other.close()
        page.get_by_role("button", name="提交").click()
        expect(page.locator("#messages")).to_contain_text(told)
        if name != "陈刚":
            expect(page.get_by_label("理由")).to_have_value(REASON)
