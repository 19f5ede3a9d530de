"""The main job, played in a real browser: one article of the text, from policy to proof."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hongxian.kernel.clock import today
from hongxian.modules.portal.demo.cast import quarter_start

pytestmark = pytest.mark.journey

HEARING = "市委常委会每季度至少听取1次安全生产工作汇报"
WORDS = "市委常委会每季度至少听取1次安全生产工作汇报，及时研究解决安全生产工作中的重大问题。"


def verdict_of(page: Page, quarter: int) -> "Panel":
    """The panel of the quarter so many quarters from the present one."""
    start = quarter_start(today(), quarter)
    label = f"{start.year}年第{'一二三四'[(start.month - 1) // 3]}季度"
    return Panel(page, label)


class Panel:
    """One quarter's verdict on the page of the obligation."""

    def __init__(self, page: Page, label: str) -> None:
        self.label = label
        self.box = page.locator("article.verdict", has=page.get_by_role("heading", name=label))

    def says(self, *words: str) -> None:
        for word in words:
            expect(self.box).to_contain_text(word)


def open_hearing(page: Page) -> None:
    page.goto("/verdicts/xuchang-2018/")
    page.get_by_role("link", name=HEARING).click()
    expect(page.locator("blockquote.clause").first).to_contain_text(WORDS)


def record_meeting(page: Page, held_on: date, number: str) -> None:
    page.goto("/meetings/new/")
    page.get_by_label("召开日期").fill(held_on.isoformat())
    page.locator("[name=title]").first.fill("市委常委会会议")
    page.locator("[name$='-title']").first.fill("听取安全生产工作情况汇报")
    page.locator("[name$=agenda_type]").first.select_option("hear_report")
    page.locator("[name$=extract_number]").first.fill(number)
    page.locator("[name$=extract_office]").first.fill("许昌市委办公室")
    page.locator("[name$=extract_text]").first.fill("会议听取了安全生产工作情况汇报。")
    expect(page.locator("main")).to_contain_text("涉密")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#messages .notice")).to_be_visible()  # not to leave while it is being saved


def until(page: Page, panel: Callable[[], Panel], *words: str) -> None:
    """Open the obligation again until the worker has judged, at most half a minute."""
    for _ in range(30):
        open_hearing(page)
        if all(word in (panel().box.text_content() or "") for word in words):
            return
        page.wait_for_timeout(1000)
    panel().says(*words)


def test_from_policy_to_proof(page: Page, product: Any, log_in: Callable[[str], None], tmp_path: Path) -> None:
    # The pack: 25 articles, and under the first the obligation.
    log_in("孙晓")
    duty = page.get_by_role("link", name=re.compile(HEARING))
    expect(duty).to_have_count(2)
    page.get_by_role("link", name="政策包").first.click()
    page.get_by_role("link", name="关于深入推进安全生产领域改革发展的实施意见").click()
    expect(page.locator("nav.contents a")).to_have_count(25)

    # Four quarters, four answers, each with its rows and reasons.
    open_hearing(page)
    verdict_of(page, -3).says("已落实", "听取全市安全生产工作情况汇报", "许昌市委常委会")
    verdict_of(page, -2).says("未落实", "传达学习上级安全生产会议精神", "“议题类型”为“传达学习”，要求为“听取汇报”")
    verdict_of(page, -1).says("已落实", "补录", "第二人")
    verdict_of(page, 0).says("未到期", "何时可能变化", "在办待办")

    # The office records this quarter's meeting: the verdict turns, the duty leaves the desk.
    record_meeting(page, today(), "演示常〔现〕1号")
    until(page, lambda: verdict_of(page, 0), "已落实", "听取安全生产工作情况汇报")
    page.goto("/")
    for _ in range(30):
        if page.get_by_role("link", name=re.compile(HEARING)).count() == 1:
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.get_by_role("link", name=re.compile(HEARING))).to_have_count(1)

    # The ledger shows the act; the proof checks offline, and a forged one does not.
    page.goto("/meetings/")
    page.locator("table.table tbody tr").first.get_by_role("link", name="详情").click()
    page.get_by_role("link", name="留痕与证明").first.click()
    for _ in range(30):
        if page.get_by_role("link", name="下载留痕证明").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载留痕证明").click()
    proof = tmp_path / "proof.json"
    download.value.save_as(proof)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载离线校验程序").click()
    verifier = tmp_path / "hongxian-verify.py"
    download.value.save_as(verifier)
    assert check(verifier, proof).returncode == 0, check(verifier, proof).stdout
    forged = json.loads(proof.read_text(encoding="utf-8"))
    forged["entry"]["actor_key"] = "somebody else"
    proof.write_text(json.dumps(forged), encoding="utf-8")
    assert check(verifier, proof).returncode == 1

    # A meeting typed in for the missed quarter waits for a second person.
    held = quarter_start(today(), -2).replace(day=18)
    record_meeting(page, held, "演示常〔补〕2号")
    expect(page.locator("main")).to_contain_text("待第二人复核")
    open_hearing(page)
    verdict_of(page, -2).says("未落实")
    back_entry = page.goto("/meetings/")
    assert back_entry is not None
    log_in("王静")
    page.goto("/meetings/")
    page.locator("tr", has_text=held.isoformat()).get_by_role("link", name="详情").click()
    page.get_by_role("button", name="复核").click()
    expect(page.locator("#messages .notice")).to_be_visible()
    until(page, lambda: verdict_of(page, -2), "已落实", "补录")

    # Another county's account sees none of it.
    log_in("赵磊")
    page.goto("/verdicts/xuchang-2018/XC-01/")
    expect(page.locator("article.verdict")).to_have_count(0)
    refused = page.goto("/meetings/")
    assert refused is not None
    assert "听取安全生产工作情况汇报" not in page.locator("main").inner_text()


def check(verifier: Path, proof: Path) -> "subprocess.CompletedProcess[str]":
    """Run the downloaded verifier as somebody without the product would."""
    return subprocess.run(
        [sys.executable, "-I", verifier, proof], capture_output=True, text=True, check=False, cwd=verifier.parent
    )
