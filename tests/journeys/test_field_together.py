"""Two phones in the field app: one sheet, one workshop, one post that ended. What each entered is kept."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from phones import OWN, all_sent, called, dangers_named, off, on, photo, sign

pytestmark = pytest.mark.journey
SHEETS = "**/api/v1/checks"


def test_a_checklist_is_filled_and_signed_without_network(phone: Any, product: Any) -> None:
    page = phone("刘洋")
    task = task_to_do(page)
    items = next(each for each in called(page, "field/snapshot")["checklists"] if each["key"] == task["checklist"])
    off(page)
    page.goto("/field/#/today")
    page.locator(".places li", has_text=OWN).last.get_by_role("link").click()  # the place, not the check
    page.get_by_role("link", name=items["title"]).click()
    wrong = page.locator("fieldset.item").first
    wrong.get_by_text("不符合", exact=True).click()
    page.get_by_role("button", name="其余都符合").click()
    page.get_by_role("button", name="提交检查表").click()
    expect(page.get_by_role("alert").last).to_contain_text("请写明情况")
    wrong.get_by_label("情况").fill("离线检查：标签脱落")
    for box in [wrong, *page.locator("fieldset.item:has(.evidence)").all()[1:]]:
        box.locator("input[type=file][multiple]").set_input_files([photo(31)])
        expect(box.locator(".files li")).to_have_count(1)
    page.locator("summary", has_text="签名、照片、录音").click()
    sign(page)
    page.wait_for_timeout(600)
    page.reload()  # half filled: it stands there again
    expect(page.locator("fieldset.item").first.get_by_label("情况")).to_have_value("离线检查：标签脱落")
    page.get_by_role("button", name="提交检查表").click()
    expect(page.locator("#toast")).to_contain_text("已保存在手机上")
    page.goto(f"/field/#/check/{task['key']}")
    expect(page.locator("#main")).to_contain_text("等待送出")
    on(page)
    all_sent(page)
    done = [each for each in called(page, "checks/tasks?state=done")["tasks"] if each["id"] == task["key"]]
    sheet = done[0]["sheet"]
    assert (sheet["state"], sheet["not_ok"], len(sheet["answers"])) == ("submitted", 1, len(items["items"]))
    (found,) = [each for each in sheet["answers"] if each["outcome"] == "not_ok"]
    hung = called(page, f"attachments?subject_kind=check_result&subject_key={found['id']}")["attachments"]
    assert [each["kind"] for each in hung] == ["photo"]
    signed = called(page, f"attachments?subject_kind=check&subject_key={sheet['id']}")["attachments"]
    assert [each["kind"] for each in signed] == ["signature"]
    assert dangers_named(page, found["note"]) or found["hidden_danger"]
    page.goto("/field/#/today")
    expect(page.locator("#main")).not_to_contain_text(items["title"])


def task_to_do(page: Page) -> Any:
    """An open task; if all are done, the last sheet is withdrawn."""
    if not (tasks := called(page, "field/snapshot")["tasks"]):
        done = max(called(page, "checks/tasks?state=done")["tasks"], key=lambda each: each["period_start"])
        posted(page, f"checks/{done['sheet']['id']}/withdraw", {"reason": "再做一次"})
        tasks = called(page, "field/snapshot")["tasks"]
        page.goto("/field/#/today")
        page.get_by_role("button", name="更新").click()
        expect(page.locator("#main")).to_contain_text("要做的检查")
    return tasks[0]


def posted(page: Page, path: str, body: Any) -> Any:
    return page.evaluate(
        """async ([path, body]) => {
          const { csrf } = await (await fetch("/api/v1/field/session")).json();
          const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
          const answer = await fetch("/api/v1/" + path, { method: "POST", headers, body: JSON.stringify(body) });
          if (!answer.ok) throw new Error(await answer.text());
          return answer.json();
        }""",
        [path, body],
    )


def fill_in(page: Page, task: Any, wrong: dict[int, str], seed: int) -> None:
    """Fill the sheet of a task with what is wrong by place in the list, all else in order, photos and a signature."""
    page.goto(f"/field/#/check/{task['key']}")
    for at, words in wrong.items():
        box = page.locator("fieldset.item").nth(at)
        box.get_by_text("不符合", exact=True).click()
        box.get_by_label("情况").fill(words)
    page.get_by_role("button", name="其余都符合").click()
    for number, box in enumerate(page.locator("fieldset.item:has(.evidence)").all()):
        box.locator("input[type=file][multiple]").set_input_files([photo(seed + number)])
        expect(box.locator(".files li")).to_have_count(1)
    page.locator("summary", has_text="签名、照片、录音").click()
    sign(page)
    page.get_by_role("button", name="提交检查表").click()
    expect(page.locator("#toast")).to_contain_text("已保存在手机上")


def hung(page: Page, kind: str, key: str) -> list[str]:
    return sorted(
        each["kind"] for each in called(page, f"attachments?subject_kind={kind}&subject_key={key}")["attachments"]
    )


def asked_about(page: Page) -> Locator:
    page.goto("/field/#/sync")
    page.get_by_role("link", name="去决定").click()
    expect(page.locator("h1")).to_have_text("已被他人变更")
    return page.locator("#main")


def test_a_sheet_that_another_handed_in_meanwhile_becomes_a_question_and_a_further_check(phone: Any) -> None:
    first = phone("刘洋")
    task = task_to_do(first)
    second = phone("张慧")
    half = phone("张慧")
    off(half)
    half.goto(f"/field/#/check/{task['key']}")
    half.locator("fieldset.item").first.get_by_text("不符合", exact=True).click()
    half.locator("fieldset.item").first.get_by_label("情况").fill("两机：填了一半")
    half.wait_for_timeout(600)
    for page, wrong, seed in ((first, {}, 40), (second, {0: "两机：标签脱落", 1: "两机：阀门渗漏"}, 60)):
        off(page)
        fill_in(page, task, wrong, seed)
    on(first)
    all_sent(first)
    on(second)
    question = asked_about(second)
    second.goto(f"/field/#/check/{task['key']}")
    expect(question).to_contain_text("别人也填了这张检查表")
    second.get_by_role("link", name="去决定").click()
    expect(question).to_contain_text("刘洋填写的同一张检查表已于")
    expect(question.locator("fieldset.item")).to_have_count(2)
    one = question.locator("fieldset.item").first
    expect(one.locator(".theirs")).to_contain_text(re.compile(r"刘洋 于 \d{4}-\d\d-\d\d \d\d:\d\d.*符合", re.S))
    expect(one.locator(".yours")).to_contain_text("不符合　两机：标签脱落")
    expect(one.locator(".yours")).to_contain_text("你拍的照片 1 张")
    with second.expect_download() as kept:
        second.get_by_role("button", name="导出我填的").click()
    told = Path(kept.value.path()).read_text(encoding="utf-8")
    assert "两机：标签脱落" in told
    assert told.count("data:image/jpeg") >= 2
    with second.expect_response(lambda answer: answer.url.endswith("/api/v1/checks") and answer.status == 201) as made:
        second.get_by_role("button", name="仍按我填的送出").click()
    key = made.value.json()["id"]
    all_sent(second)
    sheet = called(second, f"checks/{key}")
    assert (sheet["state"], sheet["task"], sheet["not_ok"]) == ("submitted", None, 2)
    wrong = [each for each in sheet["answers"] if each["outcome"] == "not_ok"]
    assert [hung(second, "check_result", each["id"]) for each in wrong] == [["photo"], ["photo"]]
    assert hung(second, "check", key) == ["signature"]
    theirs = next(each for each in called(first, "checks/tasks?state=done")["tasks"] if each["id"] == task["key"])[
        "sheet"
    ]
    assert (theirs["state"], theirs["not_ok"]) == ("submitted", 0)
    assert all(each["hidden_danger"] for each in wrong)
    on(half)
    half.goto("/field/#/today")
    expect(half.locator("#main")).not_to_contain_text("要做的检查")  # it was done by somebody else
    half.goto(f"/field/#/check/{task['key']}")
    expect(half.locator("#main")).to_contain_text("这项任务已不在下载的工作里")
    expect(half.locator("fieldset.item").first.get_by_label("情况")).to_have_value("两机：填了一半")


def test_two_who_fill_one_open_sheet_decide_item_by_item(phone: Any) -> None:
    first = phone("刘洋")
    task = task_to_do(first)
    second = phone("张慧")

    def lose(route: Route) -> None:
        is_handing_in = '"submit"' in (route.request.post_data or "")
        route.abort("connectionreset") if is_handing_in else route.continue_()

    first.context.route(SHEETS, lose)
    for page, wrong, seed in ((first, {0: "先：标签脱落", 1: "先：阀门渗漏"}, 80), (second, {0: "后：无标签"}, 90)):
        off(page)
        fill_in(page, task, wrong, seed)
    on(first)
    first.goto("/field/#/sync")
    expect(first.locator(".acts li.waiting")).to_have_count(
        1, timeout=30_000
    )  # the answers have gone, the rest has not
    on(second)
    question = asked_about(second)
    expect(question).to_contain_text("刘洋也填了同一张检查表，2 项两边不同")
    mine, theirs = question.locator("fieldset.item").all()
    expect(mine.locator(".theirs")).to_contain_text("不符合　先：标签脱落")
    expect(mine.locator(".yours")).to_contain_text("不符合　后：无标签")
    theirs.get_by_text("以对方的为准").click()
    second.get_by_role("button", name="按上面的选择送出").click()
    all_sent(second)
    first.context.unroute(SHEETS)
    first.get_by_role("button", name="现在同步").click()
    expect(first.locator("#main")).to_contain_text("全部送出了", timeout=40_000)
    sheet = next(each for each in called(first, "checks/tasks?state=done")["tasks"] if each["id"] == task["key"])[
        "sheet"
    ]
    notes = sorted(each["note"] for each in sheet["answers"] if each["outcome"] == "not_ok")
    assert notes == ["先：阀门渗漏", "后：无标签"]
    assert sheet["checker"] == "刘洋、张慧"
    photos = {each["note"]: hung(first, "check_result", each["id"]) for each in sheet["answers"] if each["note"]}
    assert photos == {"先：阀门渗漏": ["photo"], "后：无标签": ["photo", "photo"]}
    assert hung(first, "check", sheet["id"]) == ["signature", "signature"]


def test_one_workshop_entered_by_two_phones_is_asked_about_and_both_visits_stand(phone: Any) -> None:
    first, second = phone("田野"), phone("田野")
    for page in (first, second):
        off(page)
        page.goto("/field/#/premises")
        page.get_by_label("名称或经营者").fill("两机同名木器店")
        page.get_by_role("button", name="保存到手机").click()
        page.locator(".outcomes").get_by_role("button", name="正常", exact=True).click()
        expect(page.locator("#toast")).to_contain_text("已记录")
    on(first)
    all_sent(first)
    on(second)
    question = asked_about(second)
    expect(question.locator(".theirs")).to_contain_text("田野 于")
    expect(question.locator(".yours")).to_contain_text("两机同名木器店")
    second.get_by_role("button", name="是同一处，用已登记的").click()
    all_sent(second)
    visits = [each for each in called(second, "grid/visits?limit=100")["visits"] if each["where"] == "两机同名木器店"]
    assert len(visits) == 2
    assert len({each["premises"] for each in visits}) == 1
    second.goto("/field/#/today")
    expect(second.locator(".places li", has_text="两机同名木器店")).to_have_count(1)


def test_what_was_done_in_a_post_that_ended_is_kept_told_and_given_away(phone: Any, log_in: Any, page: Page) -> None:
    holder = phone("刘洋")
    off(holder)
    holder.goto("/field/#/danger")
    holder.get_by_role("link", name=OWN).click()
    holder.get_by_label("隐患情况").fill("卸任之后：护栏松动")
    holder.locator("input[type=file][multiple]").set_input_files([photo(5)])
    expect(holder.locator(".files li")).to_have_count(1)
    holder.get_by_role("button", name="保存到手机").click()
    expect(holder.locator("#toast")).to_contain_text("已保存在手机上")
    log_in("张慧")
    replace_officer(page)
    on(holder)
    holder.goto("/field/#/sync")
    act = holder.locator(".acts li", has_text="卸任之后：护栏松动")
    expect(act).to_contain_text(f"这一项是以“{OWN} · 安全管理员”的身份办的，你已不再担任")
    with holder.expect_download() as kept:
        act.get_by_role("button", name="导出这一项").click()
    told = Path(kept.value.path()).read_text(encoding="utf-8")
    assert "卸任之后：护栏松动" in told
    assert "data:image/jpeg" in told
    holder.get_by_role("button", name="现在同步").click()
    expect(holder.get_by_role("button", name="现在同步")).to_be_enabled()
    expect(act).to_be_visible()
    page.goto("/")
    assert dangers_named(page, "卸任之后：护栏松动") == []


def replace_officer(page: Page) -> None:
    """The safety officer's term ended yesterday."""
    page.goto(f"/parties/?words={OWN}")
    page.get_by_role("link", name=OWN, exact=True).click()
    row = page.locator("tr", has_text="刘洋").filter(has=page.locator("summary", has_text="免职"))
    row.locator("summary", has_text="免职").click()
    yesterday = page.evaluate("new Date(Date.now() - 86400000).toISOString().slice(0, 10)")
    row.get_by_label("最后任职日").fill(yesterday)
    row.get_by_label("依据").fill("调离")
    row.get_by_role("button", name="免职").click()
    expect(page.locator("tr", has_text="刘洋").filter(has_text=yesterday)).to_have_count(1)
