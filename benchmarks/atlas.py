"""The map of a city: `python benchmarks/atlas.py [--enterprises 150000] [--risks 1000000] [--dangers 200000]`.

What a browser asks for while somebody zooms in: the whole city (places), a county seat (cells), a few streets (points);
all layers together, through the same code as the interface, as a clerk of the city; and the map of an earlier day.
Works in a database of its own: SQLite in a temporary folder, or the one that HONGXIAN_DATABASE_URL names, empty or
filled by an earlier run. Writes `benchmarks/results/atlas-<engine>.json` (another size: with the size in its name).
Exit code 1 if a limit is not kept.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice
from statistics import median
from types import MappingProxyType
from typing import Any

import django

FOLDER = tempfile.TemporaryDirectory(prefix="atlas-benchmark-")
os.environ.setdefault("HONGXIAN_DATA_DIR", FOLDER.name)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongxian.config.settings")
os.environ.setdefault("HONGXIAN_DATABASE_URL", f"sqlite:///{FOLDER.name}/atlas.sqlite3")
django.setup()

from city import CODE, COUNTIES, ROOT, TOWNS, build_city  # noqa: E402 - Django had to stand first
from django.core.management import call_command  # noqa: E402 - Django had to stand first
from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from keeping import keep  # noqa: E402

from hongxian.kernel.actor import Actor, ActorKind, Scope  # noqa: E402
from hongxian.kernel.clock import now  # noqa: E402
from hongxian.modules.base.enterprises.models import SECTORS, Enterprise, EnterpriseVersion  # noqa: E402
from hongxian.modules.base.places.models import Place  # noqa: E402
from hongxian.modules.portal.atlas.asked import read  # noqa: E402
from hongxian.modules.portal.atlas.drawing import drawn, table  # noqa: E402
from hongxian.modules.portal.atlas.queries import without_position  # noqa: E402
from hongxian.modules.prevention.risks.models import RISK_PARTICULARS, Risk, RiskUnit  # noqa: E402
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger  # noqa: E402

WEST, SOUTH, WIDE, HIGH = 113.0, 33.6, 1.4, 0.9
WITHOUT = 0.05
"""So large a part of the enterprises has no position."""
BOXES = {
    "city": ("112.9,33.5,114.5,34.6", 9),
    "county_seat": ("113.60,34.00,113.72,34.06", 13),
    "streets": ("113.650,34.020,113.665,34.028", 16),
}
ROUNDS = 5
LIMITS = {
    "postgresql": {"city": 600.0, "county_seat": 600.0, "streets": 300.0, "figures": 500.0, "city_as_of": 6000.0},
    "sqlite": {"city": 1200.0, "county_seat": 800.0, "streets": 700.0, "figures": 500.0, "city_as_of": 20000.0},
}
"""Milliseconds of CPU of this process and, on SQLite, of the database in it; of the whole request elsewhere. SQLite
counts a million risks on one core; a city of that size is meant for PostgreSQL."""
_AT_ONCE = 5000
_LONG_AGO = date(2024, 1, 1)


def build(enterprises: int, risks: int, dangers: int) -> None:
    """A city of 8 counties with 12 towns each, enterprises spread over it, their versions, risks with a version each,
    dangers of which a fifth is open."""
    rand = random.Random(11)
    _, towns = build_city()
    firms = [_firm(rand, number, towns) for number in range(enterprises)]
    _insert(Enterprise, firms)
    _insert(EnterpriseVersion, (_version(firm) for firm in firms))
    units = [RiskUnit(enterprise=firm, place_path=firm.place.path, name="u", risk_unit_kind="place") for firm in firms]
    _insert(RiskUnit, units)
    _insert_risks(rand, firms, units, risks)
    _insert(HiddenDanger, (_danger(rand, rand.choice(firms)) for _ in range(dangers)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _firm(rand: random.Random, number: int, towns: list[Place]) -> Enterprise:
    """In a town of which the county is a stripe of the city from west to east."""
    at = rand.randrange(len(towns))
    x = WEST + WIDE * (at // TOWNS + rand.random()) / COUNTIES
    y = SOUTH + HIGH * (at % TOWNS + rand.random()) / TOWNS
    placed = rand.random() >= WITHOUT
    return Enterprise(
        name=f"firm {number:07d}",
        place=towns[at],
        ownership="private",
        sector=rand.choice(SECTORS),
        credit_code=f"9{number:017d}",
        longitude=round(x, 6) if placed else None,
        latitude=round(y, 6) if placed else None,
    )


def _version(firm: Enterprise) -> EnterpriseVersion:
    same = ("name", "place_id", "longitude", "latitude", "ownership", "sector")
    said = {name: getattr(firm, name) for name in same}
    return EnterpriseVersion(enterprise=firm, valid_from=date(1900, 1, 1), **said)


def _insert_risks(rand: random.Random, firms: list[Enterprise], units: list[RiskUnit], count: int) -> None:
    """One risk for each enterprise, then copies of these by the database itself, of other grades and names, and a
    version of each."""
    first = min(count, len(firms))
    _insert(Risk, (_risk(rand, firms, units, number) for number in range(first)))
    columns = [each.column for each in Risk._meta.concrete_fields]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE pattern AS SELECT * FROM risks_risk")
        for turn, done in enumerate(range(first, count, first), start=1):
            new = {
                "id": _KEY[connection.vendor],
                "name": f"name || '-{turn}'",
                "risk_grade": f"1 + (risk_grade + {turn}) % 4",
            }
            told = ", ".join(new.get(each, each) for each in columns)
            limit = min(first, count - done)
            cursor.execute(f"INSERT INTO risks_risk ({', '.join(columns)}) SELECT {told} FROM pattern LIMIT {limit}")
        same = [Risk._meta.get_field(each).column for each in RISK_PARTICULARS]
        mine = {"id": _KEY[connection.vendor], "risk_id": "id", "valid_from": "assessed_on", "recorded_from": "%s"}
        mine |= {"recorded_by": "'p'", "recorded_by_name": "'p'"}
        into, out = ", ".join([*mine, *same]), ", ".join([*mine.values(), *same])
        cursor.execute(f"INSERT INTO risks_riskversion ({into}) SELECT {out} FROM risks_risk", [now()])


_KEY = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}


def _risk(rand: random.Random, firms: list[Enterprise], units: list[RiskUnit], number: int) -> Risk:
    return Risk(
        risk_unit=units[number],
        enterprise=firms[number],
        place_path=firms[number].place.path,
        name=f"risk {number}",
        risk_factor="process",
        scoring_method="direct",
        risk_grade=rand.choice((1, 2, 3, 4)),
        control_tier="post",
        engineering_measures="interlock and alarm " * 4,
        management_measures="operating rules and a permit to work " * 3,
        assessed_on=_LONG_AGO + timedelta(days=rand.randrange(900)),
    )


def _danger(rand: random.Random, firm: Enterprise) -> HiddenDanger:
    found = date(2025, 1, 1) + timedelta(days=rand.randrange(500))
    state = rand.choice(("closed", "closed", "closed", "closed", "rectifying"))
    done = found + timedelta(days=rand.randrange(1, 25))
    closed = state == "closed"
    return HiddenDanger(
        enterprise=firm,
        place_id=firm.place_id,
        place_path=firm.place.path,
        origin="grid_patrol",
        description="fire extinguisher empty",
        found_on=found,
        recorded_at=now(),
        recorded_by="p",
        recorded_by_name="p",
        grade="major" if rand.random() < 0.02 else "general",
        state=state,
        due_on=found + timedelta(days=15),
        rectified_on=done if closed else None,
        verified_on=done if closed else None,
        closed_at=now() if closed else None,
    )


def _insert(model: Any, rows: Iterable[Any]) -> None:
    left = iter(rows)
    with transaction.atomic():
        while chunk := list(islice(left, _AT_ONCE)):
            model.objects.bulk_create(chunk)


def somebody() -> Actor:
    """A clerk who sees everything of the city."""
    nouns = ("enterprise", "risk", "hidden_danger", "supervision_order", "grid", "place_risk", "place", "atlas")
    grants = {f"{each}.view": (Scope(path=ROOT),) for each in nouns}
    return Actor(ActorKind.PERSON, "p", "p", grants=MappingProxyType(grants))


def measured(work: Any) -> dict[str, Any]:
    """CPU of this process and time gone by (milliseconds, medians), queries, and how much there is to draw."""
    cpu, wall = [], []
    for _ in range(ROUNDS):
        before, started = time.process_time(), time.perf_counter()
        result = work()
        cpu.append((time.process_time() - before) * 1000)
        wall.append((time.perf_counter() - started) * 1000)
    with CaptureQueriesContext(connection) as queries:
        work()
    said = {"cpu_ms": round(median(cpu), 1), "ms": round(median(wall), 1), "queries": len(queries)}
    if isinstance(result, dict) and "spots" in result:
        said |= {"mode": result["mode"], "spots": len(result["spots"])}
        said["bytes"] = len(json.dumps(result["spots"], ensure_ascii=False).encode())
    return said


def main() -> int:
    """Build, ask, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--enterprises", type=int, default=150_000)
    parser.add_argument("--risks", type=int, default=1_000_000)
    parser.add_argument("--dangers", type=int, default=200_000)
    given = parser.parse_args()
    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    if not Enterprise.objects.exists():
        build(given.enterprises, given.risks, given.dangers)
        print(f"built in {time.perf_counter() - started:.0f} s", flush=True)
    actor = somebody()
    layers = {"layers": "risk,hidden_danger,supervision_order,enterprise", "place": CODE}
    past = {**layers, "on": "2026-03-31"}
    found = {}
    for name, (bbox, zoom) in BOXES.items():
        asked = read(actor, {**layers, "bbox": bbox, "zoom": str(zoom)})
        found[name] = measured(lambda asked=asked: drawn(actor, asked))
        then = read(actor, {**past, "bbox": bbox, "zoom": str(zoom)})
        found[f"{name}_as_of"] = measured(lambda asked=then: drawn(actor, asked))
        print(name, found[name], found[f"{name}_as_of"], flush=True)
    found["figures"] = measured(lambda: table(actor, read(actor, layers)))
    found["without_position"] = measured(lambda: without_position(actor, read(actor, layers)))
    counted = "cpu_ms" if connection.vendor == "sqlite" else "ms"
    wrong = [
        f"{name}: {found[name][counted]} ms, {limit} allowed"
        for name, limit in LIMITS[connection.vendor].items()
        if found[name][counted] > limit
    ]
    modes = {name: found[name]["mode"] for name in BOXES}
    if given.risks >= 1_000_000 and modes != {"city": "places", "county_seat": "cells", "streets": "points"}:
        wrong.append(f"the three zooms were drawn as {modes}")
    said = {"engine": connection.vendor, **vars(given), "found": found, "complaints": wrong}
    keep(said, f"atlas-{connection.vendor}", parser, given, "enterprises", "risks", "dangers")
    print(json.dumps(said, indent=1))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
