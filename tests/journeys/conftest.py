"""The stage of the journeys: the product as it is started for real, and one browser for the session."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from phones import log_in as open_app

ROOT = Path(__file__).resolve().parent.parent.parent
HONGXIAN = [sys.executable, "-P", "-c", "from hongxian.config.cli import main; main()"]
RESULTS = ROOT / "test-results"
PATIENCE = 60.0
"""Seconds until a started product must answer."""

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Product:
    """A running product: where it answers, the people of the cast by name, where its data and log lie."""

    url: str
    people: dict[str, dict[str, Any]]
    password: str
    data: Path
    log: Path


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The demo world, served by web server and worker on a free port of this machine; ended by their own ids."""
    # Here and not at the top: this file may be read before Django is set up.
    from hongxian.modules.portal.demo.cast import PASSWORD, plan

    folder = tmp_path_factory.mktemp("product")
    environment = {
        **os.environ,
        "HONGXIAN_DATA_DIR": str(folder / "data"),
        "HONGXIAN_WITNESS_DIR": str(folder / "witness"),
        "HONGXIAN_DATABASE_URL": f"sqlite:///{folder}/data/hongxian.sqlite3",
        "HONGXIAN_DEMO": "1",
    }
    (folder / "data").mkdir()
    (folder / "witness").mkdir()
    prepared = subprocess.run(
        [*HONGXIAN, "demo", "--prepare-only"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert prepared.returncode == 0, prepared.stdout + prepared.stderr
    port, log = _free_port(), folder / "serve.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*HONGXIAN, "serve", "--port", str(port)],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url, server, log)
        people = {each["name"]: each for each in plan("cast")}
        yield Product(url, people, PASSWORD, folder / "data", log)
    finally:
        _end(server)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError as error:
            if error.code < 500:
                return
        except OSError:
            pass
        if server.poll() is not None or time.monotonic() > until:
            pytest.fail("the product did not start:\n" + log.read_text(errors="replace")[-3000:])
        time.sleep(0.2)


def _end(server: subprocess.Popen[bytes]) -> None:
    """End the server and what it started: they share the session that this file opened for them."""
    if server.poll() is None:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def chromium() -> str | None:
    """The browser of this machine, if it has one."""
    names = (os.environ.get("HONGXIAN_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session."""
    program = chromium()
    if program is None:
        pytest.skip("no Chromium on this machine: install chromium or name it in HONGXIAN_CHROMIUM")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser, product: Product) -> Iterator[BrowserContext]:
    """A fresh visitor on an office screen; paths are relative to the product."""
    visitor = browser.new_context(
        base_url=product.url, viewport={"width": 1366, "height": 768}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    visitor.set_default_timeout(20_000)
    yield visitor
    visitor.close()


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of the visitor; fails on an error in its scripts. A failed journey leaves a picture in test-results/."""
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    if getattr(request.node, "journey_failed", False):
        RESULTS.mkdir(exist_ok=True)
        opened.screenshot(path=RESULTS / f"{request.node.name}.png", full_page=True)
    assert not errors, errors


@pytest.fixture
def log_in(page: Page, product: Any) -> Callable[[str], None]:
    """Log in as somebody of the cast, whoever was logged in before."""

    def run(name: str) -> None:
        page.context.clear_cookies()
        page.goto("/")
        page.get_by_label("登录名").fill(product.people[name]["username"])
        page.get_by_label("口令").fill(product.password)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", name="待办", exact=True)).to_be_visible()

    return run


@pytest.fixture
def phone(browser: Browser, product: Any) -> Iterator[Callable[[str], Page]]:
    """A phone of its own on which somebody of the cast has logged in and opened the app."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def run(name: str) -> Page:
        context = browser.new_context(
            base_url=product.url,
            viewport={"width": 360, "height": 740},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            permissions=["geolocation"],
            geolocation={"longitude": 113.85, "latitude": 34.03, "accuracy": 12},
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        open_app(page, product, name)
        return page

    yield run
    for context in contexts:
        context.close()
    assert not errors, errors


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call" and report.failed:
        item.journey_failed = True  # type: ignore[attr-defined]
    return report  # type: ignore[return-value]
