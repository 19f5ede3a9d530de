"""The field app on a slow phone: `python benchmarks/field.py URL USERNAME PASSWORD`, against a running instance.

Bytes on the line and the time to the first paint and to the list of places, at slow 3G (400 kbit/s, 400 ms) with the
processor slowed down four times: the first visit, and the next one, which the phone answers by itself; the same without
any line. Prints and writes `benchmarks/results/field.json`. Exit code 1 when a limit is not kept.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWER = 4
LIMITS = {
    "first_visit_kilobytes": 160,
    "first_paint_seconds": 3.0,
    "again_list_seconds": 3.0,
    "offline_list_seconds": 3.0,
}
"""The list of work apart, which is as long as the work is."""
FOLDER = Path(__file__).parent / "results"
PAINTED = "performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)[0] / 1000"


def log_in(page: Page, username: str, password: str) -> None:
    """By the page, as anybody would."""
    page.goto("/accounts/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", password)
    page.click("form button")
    page.wait_for_load_state()


def visit(page: Page, *, offline: bool = False) -> dict[str, float]:
    """Open the app in a fresh page; kilobytes received, seconds to the first paint and until the list stands."""
    devtools = page.context.new_cdp_session(page)
    received = {"bytes": 0}
    devtools.on(
        "Network.loadingFinished", lambda told: received.update(bytes=received["bytes"] + told["encodedDataLength"])
    )
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", {**SLOW_3G, "offline": offline})
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto("/field/", wait_until="commit")
    page.wait_for_selector(".places li", timeout=90_000)
    listed = page.evaluate("performance.now() / 1000")
    painted = page.evaluate(PAINTED)
    if not offline:
        page.evaluate("navigator.serviceWorker.ready")
        page.wait_for_function("navigator.serviceWorker.controller !== null", timeout=90_000)
    return {"kilobytes": round(received["bytes"] / 1024, 1), "paint": round(painted, 2), "list": round(listed, 2)}


def measure(browser: Browser, url: str, username: str, password: str) -> dict[str, Any]:
    """The three visits of one phone."""
    context = browser.new_context(base_url=url, viewport={"width": 360, "height": 740})
    context.set_default_timeout(90_000)
    log_in(context.new_page(), username, password)
    first, again, offline = (visit(context.new_page(), offline=is_offline) for is_offline in (False, False, True))
    context.close()
    return {
        "first_visit_kilobytes": first["kilobytes"],
        "first_paint_seconds": first["paint"],
        "first_list_seconds": first["list"],
        "again_kilobytes": again["kilobytes"],
        "again_paint_seconds": again["paint"],
        "again_list_seconds": again["list"],
        "offline_paint_seconds": offline["paint"],
        "offline_list_seconds": offline["list"],
    }


def main() -> int:
    """Measure, write down, compare with the limits."""
    url, username, password = sys.argv[1:4]
    program = os.environ.get("HONGXIAN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        found = measure(browser, url, username, password)
        browser.close()
    profile = {"kilobits_per_second": 400, "latency_ms": 400, "processor_slower": SLOWER}
    text = json.dumps({"profile": profile, "limits": LIMITS, **found}, indent=2)
    (FOLDER / "field.json").write_text(text + "\n", encoding="utf-8")
    print(text)
    return int(any(found[name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
