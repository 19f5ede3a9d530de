"""What journeys do with a phone in the hand: log in, lose the line, take a photo, sign, ask what the server has."""

import io
import random
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect

OWN = "许昌演示化工有限公司"


def photo(seed: int) -> Any:
    """A photo to be chosen that does not become small: it takes several parts to send."""
    noise = random.Random(seed).randbytes(900 * 700 * 3)
    buffer = io.BytesIO()
    Image.frombytes("RGB", (900, 700), noise).save(buffer, "JPEG", quality=80)
    return {"name": f"{seed}.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def log_in(page: Page, product: Any, name: str) -> None:
    """Log in as somebody of the cast and wait until the app is kept and the day's work is there."""
    page.goto("/accounts/login/?next=/field/")
    page.get_by_label("登录名").fill(product.people[name]["username"])
    page.get_by_label("口令").fill(product.password)
    page.get_by_role("button", name="登录").click()
    expect(page.locator("#main")).to_contain_text(name)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    expect(page.locator("#main")).to_contain_text("下载于")


def off(page: Page) -> None:
    """No line any more."""
    page.context.set_offline(True)
    expect(page.locator("#top")).to_contain_text("没有网络")


def on(page: Page) -> None:
    """The line is there again."""
    page.context.set_offline(False)


def all_sent(page: Page) -> None:
    """Wait until nothing waits."""
    page.goto("/field/#/sync")
    expect(page.locator("#main")).to_contain_text("全部送出了", timeout=40_000)


def called(page: Page, path: str) -> Any:
    """The answer of the interface to the one who is logged in."""
    return page.evaluate("path => fetch('/api/v1/' + path).then(answer => answer.json())", path)


def dangers_named(page: Page, words: str) -> list[dict[str, Any]]:
    """The hidden dangers that one sees with exactly that description."""
    rows = called(page, "hidden-dangers?limit=100")["hidden_dangers"]
    return [each for each in rows if each["description"] == words]


def sign(page: Page) -> None:
    """Put a signature on the open form."""
    page.locator("summary", has_text="被检查方签名").click()
    page.locator("canvas.pad").scroll_into_view_if_needed()
    pad = page.locator("canvas.pad").bounding_box()
    assert pad is not None
    page.mouse.move(pad["x"] + 20, pad["y"] + 40)
    page.mouse.down()
    page.mouse.move(pad["x"] + 120, pad["y"] + 60, steps=5)
    page.mouse.up()
    page.get_by_role("button", name="用这个签名").click()
    expect(page.locator(".files li", has_text="签名")).to_have_count(1)
