"""What a command costs over a bare ORM save in a transaction: `python benchmarks/command.py [--writes 400]`.

The same row (a person) is written both ways, in turn, by one writer and by eight processes at once. Works in a
database of its own: SQLite in a temporary folder, or the one that HONGXIAN_DATABASE_URL names, which must be empty.
Prints and writes `benchmarks/results/command-<engine>.json`. Exit code 1 when a ratio is above its limit.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import django

FOLDER = tempfile.TemporaryDirectory(prefix="command-benchmark-")
os.environ.setdefault("HONGXIAN_DATA_DIR", FOLDER.name)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongxian.config.settings")
os.environ.setdefault("HONGXIAN_DATABASE_URL", f"sqlite:///{FOLDER.name}/command.sqlite3")
django.setup()

from django.core.management import call_command  # noqa: E402 - Django had to stand first
from django.db import connection, transaction  # noqa: E402
from keeping import keep  # noqa: E402

from hongxian.kernel.actor import system_actor  # noqa: E402
from hongxian.modules.base.parties.commands import register_person  # noqa: E402
from hongxian.modules.base.parties.models import Person  # noqa: E402

ACTOR = system_actor("benchmark", "person.register")
WRITERS = 8
ROUNDS = 5
AT_MOST = {"sequential": 6.0, "eight_writers": 6.0}
"""A command writes five rows where the bare save writes one: the row, the entry, its payload, the list of rows, the
pending mark. The aim is three times; the limit is where something must have gone wrong."""


def bare(number: int) -> None:
    """The row alone."""
    with transaction.atomic():
        Person.objects.create(name=f"person {number}")


def whole(number: int) -> None:
    """The row through its command."""
    register_person(actor=ACTOR, name=f"person {number}")


WAYS = {"bare": bare, "command": whole}


def seconds(way: str, writes: int) -> float:
    """How long so many writes take."""
    start = time.perf_counter()
    for number in range(writes):
        WAYS[way](number)
    return time.perf_counter() - start


def work(way: str, writes: int, start_at: float) -> None:
    """One of several writers: waits for the common start, prints when it ended."""
    Person.objects.count()
    time.sleep(max(0.0, start_at - time.time()))
    seconds(way, writes)
    print(time.time())


def together(way: str, writes: int) -> float:
    """How long eight processes take to write as many rows in all."""
    start_at = time.time() + 4
    command = [sys.executable, __file__, "--worker", way, "--writes", str(writes // WRITERS), "--at", str(start_at)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(WRITERS)]
    ends = [float(process.communicate(timeout=300)[0]) for process in running]
    if any(process.returncode for process in running):
        raise SystemExit("a writer failed")
    return max(ends) - start_at


def measure(writes: int) -> dict[str, float]:
    """Every figure of one run: milliseconds per write and ratios, medians over the rounds."""
    for way in WAYS:
        seconds(way, 50)
    rounds = [{way: seconds(way, writes) for way in WAYS} for _ in range(ROUNDS)]
    found = {f"{way}_ms": statistics.median(each[way] for each in rounds) * 1000 / writes for way in WAYS}
    found["sequential"] = statistics.median(each["command"] / each["bare"] for each in rounds)
    many = [{way: together(way, writes) for way in WAYS} for _ in range(3)]
    found |= {f"{way}_8_per_second": writes / statistics.median(each[way] for each in many) for way in WAYS}
    found["eight_writers"] = statistics.median(each["command"] / each["bare"] for each in many)
    return found


def main() -> int:
    """Measure, print, keep; 1 when a limit is not kept."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--writes", type=int, default=400)
    parser.add_argument("--worker", choices=sorted(WAYS))
    parser.add_argument("--at", type=float, default=0.0)
    given = parser.parse_args()
    if given.worker:
        work(given.worker, given.writes, given.at)
        return 0
    call_command("migrate", verbosity=0)
    found = {name: round(value, 2) for name, value in measure(given.writes).items()}
    kept = all(found[name] <= limit for name, limit in AT_MOST.items())
    report = {"engine": connection.vendor, "writes": given.writes, "found": found, "at_most": AT_MOST, "kept": kept}
    keep(report, f"command-{connection.vendor}", parser, given, "writes")
    print(json.dumps(report, indent=1))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
