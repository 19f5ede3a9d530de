"""The map in a real browser: it draws, a figure leads to its rows, the slider goes back in time, by keyboard too."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.journey

DRAWN = re.compile(r"^[1-9]")


def test_the_map_opens_leads_to_rows_and_goes_back_in_time(page: Page, log_in: Callable[[str], None]) -> None:
    log_in("张慧")
    page.goto("/atlas/")
    the_map = page.locator("#map")
    expect(the_map).to_have_attribute("data-drawn", DRAWN)
    works = page.get_by_role("button", name=re.compile("^许昌演示化工有限公司："))
    works.focus()
    works.press("Enter")
    figure = page.locator(".atlas-popup li").filter(has_text="存续企业").get_by_role("link")
    expect(figure).to_be_visible()
    figure.click()
    expect(page.get_by_role("heading", name="许昌演示化工有限公司")).to_be_visible()

    page.goto("/atlas/")
    expect(the_map).to_have_attribute("data-drawn", DRAWN)
    number = page.get_by_role("row", name=re.compile("合计")).locator("td").nth(-2).inner_text()
    page.locator("#atlas-day").focus()
    for _ in range(3):
        page.keyboard.press("PageDown")
    expect(page.locator("#figures .notice.info")).to_contain_text("天前")
    expect(page).to_have_url(re.compile("on=20"))
    page.get_by_role("link", name="今天", exact=True).click()
    expect(page.locator("#figures .notice.info")).to_have_count(0)
    expect(the_map).to_have_attribute("data-drawn", DRAWN)
    expect(page.get_by_role("row", name=re.compile("合计")).locator("td").nth(-2)).to_have_text(number)
    page.get_by_role("row", name=re.compile("禹州市")).get_by_role("link").last.click()
    expect(page.get_by_role("navigation", name="区划")).to_contain_text("禹州市")


def test_on_a_phone_nothing_hangs_over_and_without_a_script_there_are_the_figures(
    page: Page, browser: Browser, log_in: Callable[[str], None]
) -> None:
    log_in("张慧")
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto("/atlas/")
    expect(page.locator("#map")).to_have_attribute("data-drawn", DRAWN)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    plain = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    try:
        still = plain.new_page()
        still.goto(f"{page.url.split('/atlas/')[0]}/atlas/")
        expect(still.locator("#map")).to_be_hidden()
        still.get_by_role("row", name=re.compile("禹州市")).get_by_role("link").first.click()
        expect(still.get_by_role("table").first).to_be_visible()
    finally:
        plain.close()
