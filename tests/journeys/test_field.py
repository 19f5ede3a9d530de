"""The field app on a phone, in a real browser: a day without network, a line that breaks, two phones, two people."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from phones import OWN, all_sent, called, dangers_named, log_in, off, on, photo, sign

pytestmark = pytest.mark.journey


def enter_danger(page: Page, words: str, photos: int = 0) -> None:
    page.goto("/field/#/danger")
    page.get_by_role("link", name=OWN).click()
    page.get_by_label("隐患情况").fill(words)
    files = [photo(each) for each in range(photos)]
    if files:
        page.locator("input[type=file][multiple]").set_input_files(files)
        expect(page.locator(".files li")).to_have_count(photos)
    page.get_by_role("button", name="保存到手机").click()
    expect(page.locator("#toast")).to_contain_text("已保存在手机上")


def attached(page: Page, key: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = called(page, f"attachments?subject_kind=hidden_danger&subject_key={key}")[
        "attachments"
    ]
    return found


def test_a_day_without_network_arrives_once(phone: Any) -> None:
    page = phone("刘洋")
    off(page)
    enter_danger(page, "离线登记：安全通道堆放杂物", photos=2)
    page.reload()
    page.goto("/field/#/sync")
    expect(page.locator("#main")).to_contain_text("等待 1 项")
    again = page.context.new_page()  # the browser was killed: another page finds everything
    page.close()
    again.goto("/field/#/sync")
    expect(again.locator(".acts")).to_contain_text("离线登记：安全通道堆放杂物")
    cut: list[str] = []

    def cut_after_first(route: Route) -> None:
        offset = int(re.findall(r"offset=(\d+)", route.request.url)[0])
        if offset and len(cut) < 1:
            cut.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    again.context.route("**/uploads/*?offset=*", cut_after_first)
    sent: list[int] = []
    again.on(
        "request",
        lambda asked: (
            sent.append(int(asked.url.split("offset=")[1]))
            if asked.method == "PUT" and "offset=" in asked.url
            else None
        ),
    )
    on(again)
    all_sent(again)
    assert cut, "the line was never cut"
    assert sent.count(0) == 2, "a file began anew instead of where it broke off"
    (danger,) = dangers_named(again, "离线登记：安全通道堆放杂物")
    photos = attached(again, danger["id"])
    assert len(photos) == 2
    assert {each["accuracy"] for each in photos} <= {12, None}


def test_an_answer_that_is_lost_does_not_make_a_second_one(phone: Any) -> None:
    page = phone("刘洋")
    lost: list[int] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.context.route("**/api/v1/hidden-dangers", lose)
    enter_danger(page, "回执丢失：应急灯不亮")
    all_sent(page)
    assert lost == [201]
    assert len(dangers_named(page, "回执丢失：应急灯不亮")) == 1


def step(page: Page, danger: str, verb: str, words: str) -> None:
    page.goto("/field/#/dangers")
    page.get_by_role("link", name=danger).click()
    page.get_by_role("link", name=verb, exact=True).click()
    page.locator("textarea[name=words]").fill(words)
    page.get_by_role("button", name="保存到手机").click()
    expect(page.locator("#main")).to_contain_text("等待送出；送出前不能再办")


def test_two_phones_and_one_danger_ask_the_person(phone: Any) -> None:
    first, second = phone("刘洋"), phone("刘洋")
    for page, words in ((first, "已更换接地夹"), (second, "已重新焊接接地夹")):
        off(page)
        step(page, "装卸鹤管静电接地夹锈蚀", "报告整改完成", words)
    on(first)
    all_sent(first)
    on(second)
    second.goto("/field/#/sync")
    second.get_by_role("link", name="去决定").click()
    expect(second.locator(".theirs")).to_contain_text("已更换接地夹")
    expect(second.locator(".theirs")).to_contain_text("刘洋 于")
    expect(second.locator(".yours")).to_contain_text("已重新焊接接地夹")
    second.get_by_role("button", name="仍按我填的送出").click()
    refused = second.locator(".acts li.failed")
    expect(refused).to_contain_text("被拒绝")
    expect(refused.locator(".notice.error")).to_have_text(re.compile(".{6,}"))
    second.on("dialog", lambda dialog: dialog.accept())
    refused.get_by_role("button", name="删除这一项").click()
    expect(second.locator("#main")).to_contain_text("全部送出了")
    (danger,) = dangers_named(second, "装卸鹤管静电接地夹锈蚀")
    assert danger["state"] == "rectified"
    assert called(second, f"field/dangers/{danger['id']}")["rectification"] == "已更换接地夹"


def test_nobody_sees_or_sends_what_another_did_on_the_same_phone(phone: Any, product: Any) -> None:
    page = phone("刘洋")
    off(page)
    enter_danger(page, "换人：灭火器过期")
    on_page_of_login(page, product, "赵磊")
    page.goto("/field/#/sync")
    expect(page.locator("#main")).to_contain_text("全部送出了")
    expect(page.locator("body")).not_to_contain_text("换人：灭火器过期")
    assert dangers_named(page, "换人：灭火器过期") == []
    on_page_of_login(page, product, "刘洋")
    all_sent(page)
    (danger,) = dangers_named(page, "换人：灭火器过期")
    assert [each["actor"] for each in called(page, f"hidden-dangers/{danger['id']}/history")] == ["刘洋"]


def on_page_of_login(page: Page, product: Any, name: str) -> None:
    """Another one takes the phone: the line is there, the session is not."""
    page.context.clear_cookies()
    page.context.set_offline(False)
    log_in(page, product, name)


def test_logged_out_meanwhile_keeps_what_was_done(phone: Any, product: Any) -> None:
    page = phone("刘洋")
    page.context.clear_cookies()
    enter_danger(page, "登录失效：护栏松动")
    page.goto("/field/#/sync")
    expect(page.locator("#main")).to_contain_text("请以“刘洋”的身份重新登录；手机上没有送出的 1 项都还在")
    log_in(page, product, "刘洋")
    all_sent(page)
    assert len(dangers_named(page, "登录失效：护栏松动")) == 1


FULL = """() => {
  window.isFull = true;
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (names, mode, ...rest) {
    const begun = begin.call(this, names, mode, ...rest);
    if (window.isFull && mode === "readwrite" && names.includes("files")) {
      Object.defineProperty(begun, "error", { value: new DOMException("full", "QuotaExceededError") });
      queueMicrotask(() => begun.abort());
    }
    return begun;
  };
}"""
"""A write of files ends as on a full disk: the browser takes the whole transaction back, and says why."""


def test_a_full_disk_is_told_and_nothing_is_lost(phone: Any) -> None:
    page = phone("刘洋")
    off(page)
    enter_danger(page, "存储将满：第一条")
    page.goto("/field/#/danger")
    page.get_by_role("link", name=OWN).click()
    page.get_by_label("隐患情况").fill("存储将满：第二条")
    page.locator("input[type=file][multiple]").set_input_files([photo(7)])
    expect(page.locator(".files li")).to_have_count(1)
    page.evaluate(FULL)
    page.get_by_role("button", name="保存到手机").click()
    expect(page.locator("#main form > [role=alert]")).to_contain_text("手机存储已满，这一项没有保存")
    expect(page.get_by_label("隐患情况")).to_have_value("存储将满：第二条")
    expect(page.locator(".files li")).to_have_count(1)
    page.evaluate("isFull = false")
    page.get_by_role("button", name="保存到手机").click()
    expect(page.locator("#toast")).to_contain_text("已保存在手机上")
    expect(page.locator("#main form")).to_have_count(0)  # the app leaves the form by itself
    on(page)
    all_sent(page)
    assert len(dangers_named(page, "存储将满：第一条")) == len(dangers_named(page, "存储将满：第二条")) == 1


OLD_SHAPE = """([me, act]) => new Promise((done, failed) => {
  const asked = indexedDB.open("hongxian-field", 1);
  asked.onupgradeneeded = () => {
    const db = asked.result;
    db.createObjectStore("meta", { keyPath: "key" });
    db.createObjectStore("snapshots", { keyPath: "account" });
    db.createObjectStore("acts", { keyPath: "id" }).createIndex("account", ["account", "seq"]);
    const files = db.createObjectStore("files", { keyPath: "id" });
    files.createIndex("act", "act");
    files.createIndex("account", "account");
  };
  asked.onerror = () => failed(asked.error);
  asked.onsuccess = () => {
    const writing = asked.result.transaction(["meta", "acts"], "readwrite");
    writing.objectStore("meta").put({ key: "me", value: me });
    writing.objectStore("acts").put(act);
    writing.oncomplete = () => { asked.result.close(); done(); };
  };
})"""


def test_another_shape_of_the_store_keeps_what_waits(browser: Browser, product: Any) -> None:
    context = browser.new_context(base_url=product.url, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("登录名").fill(product.people["刘洋"]["username"])
    page.get_by_label("口令").fill(product.password)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="待办", exact=True)).to_be_visible()
    me = {name: value for name, value in called(page, "field/session").items() if name != "csrf"}
    place = called(page, "field/snapshot")["places"][0]["enterprise"]
    act = {
        "id": "0b7e8f3a-5d0c-4f7e-9a54-0d6c1f2e3a4b",
        "account": me["account"],
        "capacity": me["capacity"],
        "seq": 1,
        "kind": "danger",
        "about": {"key": place, "name": OWN, "words": "旧版留下：接线裸露"},
        "body": {"description": "旧版留下：接线裸露", "enterprise": place, "origin": "enterprise_self_check"},
        "created_at": "2026-01-01T00:00:00Z",
        "state": "sending",
        "tries": 0,
        "bytes": 0,
        "files": 0,
    }
    page.evaluate(OLD_SHAPE, [me, act])
    page.goto("/field/")
    all_sent(page)
    assert len(dangers_named(page, "旧版留下：接线裸露")) == 1
    context.close()


@pytest.mark.parametrize("name", ["刘洋", "田野"])
def test_letters_twice_as_large_fit_a_small_screen(phone: Any, name: str) -> None:
    page = phone(name)
    key = page.evaluate("fetch('/api/v1/field/snapshot').then(a => a.json()).then(day => (day.places[0] || {}).key)")
    screens = ["today", "dangers", "scan", "sync", "danger", "premises"]
    if key:
        screens += [f"place/{key}", f"danger?place={key}"]
    for screen in screens:
        page.goto(f"/field/#/{screen}")
        page.wait_for_timeout(300)
        page.evaluate("document.documentElement.style.fontSize = '32px'")
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{screen} is {wider} pixels too wide"
        expect(page.locator("h1").first).to_be_visible()


def test_a_round_of_one_grid_in_order_without_network(phone: Any) -> None:
    page = phone("田野")
    page.context.set_geolocation({"longitude": 113.2178, "latitude": 34.1193, "accuracy": 12})
    off(page)
    page.goto("/field/#/today")
    page.get_by_role("button", name="由近到远").click()
    nearest = page.locator(".places li").first
    expect(nearest).to_contain_text("西寨门演示快递点")
    expect(nearest).to_contain_text("米")
    nearest.get_by_role("link").click()
    tap(page, "停业")  # by mistake
    page.locator("#toast").get_by_role("button", name="撤销").click()
    expect(page.locator("#toast")).to_contain_text("已撤销")
    tap(page, "关门")
    page.get_by_role("link", name="下一户：西寨门演示家庭窑").click()
    page.locator("summary", has_text="照片、录音、签名").click()
    page.locator("input[type=file][multiple]").set_input_files([photo(21)])
    sign(page)
    expect(page.locator(".files li")).to_have_count(2)
    tap(page, "正常")
    page.get_by_role("link", name="登记隐患").click()
    page.get_by_label("隐患情况").fill("巡查：窑房堆放纸箱")
    save(page)
    page.goto("/field/#/premises")
    page.get_by_label("名称或经营者").fill("老街演示修车铺")
    save(page)
    tap(page, "拒绝进入")
    page.get_by_role("link", name="上报解决不了的").click()
    page.get_by_label("情况和请求").fill("经营者拒绝进入，请派员检查")
    save(page)
    page.reload()
    on(page)
    all_sent(page)
    visits = called(page, "grid/visits?mine=true&limit=100")["visits"]
    told = {each["where"]: each for each in visits if each["visited_on"] == visits[0]["visited_on"]}
    outcomes = {where: each["outcome"] for where, each in told.items()}
    assert outcomes["西寨门演示快递点"] == "closed"
    assert outcomes["西寨门演示家庭窑"] == "normal"
    assert outcomes["老街演示修车铺"] == "entry_refused"
    assert told["西寨门演示家庭窑"]["accuracy"] == 12
    key = told["西寨门演示家庭窑"]["id"]
    hung = called(page, f"attachments?subject_kind=grid_visit&subject_key={key}")["attachments"]
    assert sorted(each["kind"] for each in hung) == ["photo", "signature"]
    (danger,) = dangers_named(page, "巡查：窑房堆放纸箱")
    assert (danger["origin"], danger["where"]) == ("grid_patrol", "西寨门演示家庭窑")
    told_up = called(page, "grid/escalations?mine=true")["escalations"][0]
    assert (told_up["kind"], told_up["content"]) == ("entry_refused", "经营者拒绝进入，请派员检查")
    page.goto("/field/#/today")
    expect(page.locator(".places li", has_text="老街演示修车铺")).to_have_count(1)


def tap(page: Page, outcome: str) -> None:
    page.locator(".outcomes").get_by_role("button", name=outcome, exact=True).click()
    expect(page.locator("#toast")).to_contain_text(f"　{outcome}")


def save(page: Page) -> None:
    """Save a form, and wait until the screen that follows stands."""
    before = page.url
    page.get_by_role("button", name="保存到手机").click()
    expect(page).not_to_have_url(before)
