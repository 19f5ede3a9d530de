"""Returns of a city: `python benchmarks/returns.py [--enterprises 150000] [--dangers 400000]`.

Who has not reported among 150,000 enterprises (first page, page far down, count), the quarterly return, performance.
Works in a database of its own: SQLite in a temporary folder, or the empty one that HONGXIAN_DATABASE_URL names.
Prints and writes `benchmarks/results/returns-<engine>.json` (another size: with the size in its name).
Exit code 1 when a limit is not kept.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from itertools import islice
from statistics import median
from types import MappingProxyType
from typing import Any

import django

FOLDER = tempfile.TemporaryDirectory(prefix="returns-benchmark-")
os.environ.setdefault("HONGXIAN_DATA_DIR", FOLDER.name)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongxian.config.settings")
os.environ.setdefault("HONGXIAN_DATABASE_URL", f"sqlite:///{FOLDER.name}/returns.sqlite3")
django.setup()

from city import ROOT, build_city  # noqa: E402 - Django had to stand first
from django.core.management import call_command  # noqa: E402 - Django had to stand first
from django.db import connection, transaction  # noqa: E402
from django.http import QueryDict  # noqa: E402
from keeping import keep  # noqa: E402
from loading import put  # noqa: E402

from hongxian.kernel.actor import Actor, ActorKind, Scope  # noqa: E402
from hongxian.kernel.clock import LOCAL, now  # noqa: E402
from hongxian.kernel.paging import token_of  # noqa: E402
from hongxian.kernel.registers.declared import register_of  # noqa: E402
from hongxian.kernel.registers.listing import Listing  # noqa: E402
from hongxian.modules.base.enterprises.models import SECTORS, Enterprise  # noqa: E402
from hongxian.modules.base.places.models import Place  # noqa: E402
from hongxian.modules.screening.hidden_dangers.models import (  # noqa: E402
    CATEGORIES,
    ORIGINS,
    HiddenDanger,
    HiddenDangerReport,
    ReportCount,
)
from hongxian.modules.screening.returns.models import ReturnSetting  # noqa: E402
from hongxian.modules.screening.returns.periods import read_period  # noqa: E402
from hongxian.modules.screening.returns.queries import computed, performance  # noqa: E402

QUARTER = read_period("2026-Q1")
ROUNDS = 3
LIMITS = {"unreported_first": 300.0, "unreported_deep": 400.0, "return": 4000.0, "performance": 4000.0}
"""Milliseconds."""
_AT_ONCE = 5000


def build(enterprises: int, dangers: int) -> None:
    """A city of 8 counties with 12 towns each; seven in ten enterprises report in the quarter; dangers over two years,
    an eighth of them found in it."""
    rand = random.Random(7)
    city, towns = build_city()
    firms = [
        Enterprise(
            name=f"firm {number * 7919 % 1000003:07d}",
            place=rand.choice(towns),
            ownership="private",
            sector=rand.choice(SECTORS),
            credit_code=f"9{number:017d}",
            is_high_risk=number % 10 == 0,
            is_above_scale=number % 7 == 0,
        )
        for number in range(enterprises)
    ]
    _insert(firms)
    ReturnSetting.objects.create(
        place=city,
        high_risk_due="month",
        above_scale_due="quarter",
        other_due="quarter",
        repeat_days=90,
        set_at=now(),
        set_by_name="benchmark",
    )
    _insert(_danger(rand, rand.choice(firms)) for _ in range(dangers))
    reports = [_report(rand, firm, months) for firm in firms for months in (0, 3) if rand.random() < 0.7]
    _insert(reports)
    counted = (each for each in reports if each.report_form == "counted")
    _insert(ReportCount(report=each, danger_category="fire", removed=2) for each in counted)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _danger(rand: random.Random, firm: Enterprise) -> HiddenDanger:
    found = date(2024, 4, 1) + timedelta(days=rand.randrange(730))
    state = rand.choice(("closed", "closed", "closed", "rectifying", "rectified"))
    due, done = found + timedelta(days=15), found + timedelta(days=rand.randrange(1, 25))
    return HiddenDanger(
        enterprise=firm,
        place_id=firm.place_id,
        place_path=firm.place.path,
        origin=rand.choice(ORIGINS),
        description="fire extinguisher empty",
        danger_category=rand.choice(CATEGORIES),
        found_on=found,
        recorded_at=datetime(found.year, found.month, found.day, 9, tzinfo=LOCAL),
        recorded_by="p",
        recorded_by_name="p",
        grade="major" if rand.random() < 0.02 else "general",
        state=state,
        due_on=due,
        rectified_on=None if state == "rectifying" else done,
        verified_on=done if state == "closed" else None,
    )


def _report(rand: random.Random, firm: Enterprise, months: int) -> HiddenDangerReport:
    day = date(2026, 1, 1) + timedelta(days=rand.randrange(85)) - timedelta(days=30 * months)
    return HiddenDangerReport(
        enterprise=firm,
        place_path=firm.place.path,
        kind="self_report",
        report_form=rand.choice(("counted", "none_found", "itemised")),
        reported_on=day,
        recorded_at=now(),
        recorded_by="p",
        recorded_by_name="p",
    )


def _insert(rows: Iterable[Any]) -> None:
    left = iter(rows)
    with transaction.atomic():
        while chunk := list(islice(left, _AT_ONCE)):
            put(chunk)


def somebody() -> Actor:
    """A person who sees everything of the city."""
    seen = ("enterprise.view", "reporting_unit.view", "hidden_danger.view", "hidden_danger_report.view")
    grants = {each: (Scope(path=ROOT),) for each in (*seen, "hidden_danger_return.view", "reporting_reminder.view")}
    return Actor(ActorKind.PERSON, "p", "p", grants=MappingProxyType(grants))


def unreported(more: str = "") -> Listing:
    """A page of those who have not reported, as it is read for the browser, with its count."""
    register = register_of("reporting_unit")
    assert register is not None
    query = f"owing=2026-Q1&unreported_from={QUARTER.start}&unreported_to={QUARTER.end}{more}"
    listing = Listing(register, somebody(), QueryDict(query))
    _ = listing.lines
    return listing


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds, and those of the processor in this process (with SQLite: all), medians of some rounds."""
    spent, busy = [], []
    for _ in range(ROUNDS):
        started, began = time.perf_counter(), time.process_time()
        work()
        spent.append((time.perf_counter() - started) * 1000)
        busy.append((time.process_time() - began) * 1000)
    return round(median(spent), 1), round(median(busy), 1)


def main() -> int:
    """Build, ask, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--enterprises", type=int, default=150_000)
    parser.add_argument("--dangers", type=int, default=400_000)
    given = parser.parse_args()
    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    build(given.enterprises, given.dangers)
    print(f"built in {time.perf_counter() - started:.0f} s", flush=True)
    actor, city = somebody(), Place.objects.get(code="411000")
    listing = unreported()
    rows = listing.rows
    far = rows.filter(name__gt="firm 07").order_by("name", "pk")[0]
    after = f"&after={token_of(rows, listing.order, far)}"
    both = {
        "unreported_first": timed(unreported),
        "unreported_county": timed(lambda: unreported("&place=411003")),
        "unreported_deep": timed(lambda: unreported(after)),
        "unreported_count_all": timed(lambda: rows.order_by().count()),
        "return": timed(lambda: computed(actor, city, QUARTER)),
        "performance": timed(lambda: performance(actor, city, QUARTER, "place")),
        "performance_by_sector": timed(lambda: performance(actor, city, QUARTER, "sector")),
    }
    found, busy = ({name: pair[at] for name, pair in both.items()} for at in (0, 1))
    wrong = [f"{name}: {found[name]} ms" for name, limit in LIMITS.items() if found[name] > limit]
    said = {"engine": connection.vendor, **vars(given), "unreported": rows.count(), "load": os.getloadavg()[0]}
    said |= {"ms": found, "cpu_ms": busy, "complaints": wrong}
    keep(said, f"returns-{connection.vendor}", parser, given, "enterprises", "dangers")
    print(json.dumps(said, indent=1))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
