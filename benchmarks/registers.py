"""Registers of a million rows: `python benchmarks/registers.py [--rows 1000000] [--exported 200000]`.

The register of enterprises, as its list, its counts and its files read it: a first page against a page far down, with
conditions, in both directions, within one county; words found by the index of words and by looking at every row; and
the memory that an export takes in a process of its own. Works in a database of its
own: SQLite in a temporary folder, or the one that HONGXIAN_DATABASE_URL names, which must be empty.
Prints and writes `benchmarks/results/registers-<engine>.json` (another size: with the size in its name).
Exit code 1 when a limit is not kept.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median
from types import MappingProxyType
from unittest import mock

import django

FOLDER = tempfile.TemporaryDirectory(prefix="registers-benchmark-")
os.environ.setdefault("HONGXIAN_DATA_DIR", FOLDER.name)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongxian.config.settings")
os.environ.setdefault("HONGXIAN_DATABASE_URL", f"sqlite:///{FOLDER.name}/registers.sqlite3")
django.setup()

from city import COUNTIES, ROOT, TOWNS, build_city  # noqa: E402 - Django had to stand first
from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402 - Django had to stand first
from django.db import connection, transaction  # noqa: E402
from django.http import QueryDict  # noqa: E402
from keeping import keep, peak_mb  # noqa: E402

from hongxian.kernel.actor import Actor, ActorKind, Scope  # noqa: E402
from hongxian.kernel.module import noun  # noqa: E402
from hongxian.kernel.paging import token_of  # noqa: E402
from hongxian.kernel.registers.declared import register_of  # noqa: E402
from hongxian.kernel.registers.exporting import take_out  # noqa: E402
from hongxian.kernel.registers.listing import Listing  # noqa: E402
from hongxian.kernel.search.entries import rebuild  # noqa: E402
from hongxian.modules.base.enterprises.models import SECTORS, Enterprise  # noqa: E402

ROUNDS = 15
DEEP = 1.5
"""How much slower than the first page a page far down may be."""
QUICK = 300.0
"""Milliseconds for a page, whatever is asked for."""
FIRST_CHARACTER = 0x4E00
MEMORY = 300
"""Megabytes for an export."""


def build(rows: int) -> None:
    """A city of 8 counties with 12 towns each, and its enterprises; names come in no order, every tenth twice."""
    build_city()
    with connection.cursor() as cursor:
        for first in range(0, rows, 100_000):
            cursor.execute(_inserted(first, min(first + 100_000, rows)))
        cursor.execute("ANALYZE")


def _inserted(first: int, last: int) -> str:
    """The statement that makes enterprises by number: what is not said here has the default of its column."""
    postgres = connection.vendor == "postgresql"
    padded = "lpad(({})::text, {}, '0')" if postgres else "printf('%0{1}d', {0})"
    mixed = "(n * 7919 % 1000003)"
    town = f"({mixed} / 7 % {COUNTIES * TOWNS})"
    code = f"'4110' || {padded.format(f'{town} / {TOWNS} + 1', 2)} || {padded.format(f'{town} % {TOWNS}', 3)}"
    said = {
        "id": "lpad(to_hex(n), 32, '0')::uuid" if postgres else "printf('%032x', n)",
        "name": f"'firm ' || {padded.format(f'({mixed} - {mixed} % 10 / 9)', 7)} || {_characters(mixed)}",
        "place": code,
        "ownership": "'private'",
        "sector": f"CASE {mixed} % 12 "
        + " ".join(f"WHEN {n} THEN '{each}'" for n, each in enumerate(SECTORS))
        + " END",
        "credit_code": f"CASE WHEN {mixed} % 3 > 0 THEN '9' || {padded.format(mixed, 17)} END",
        "registration_number": padded.format(mixed, 15),
        "is_high_risk": f"CASE {mixed} % 5 WHEN 0 THEN NULL WHEN 1 THEN {'true' if postgres else 1} "
        f"ELSE {'false' if postgres else 0} END",
    }
    fields = Enterprise._meta.concrete_fields
    values = [said.get(each.name) or _literal(each.get_default()) for each in fields]
    begun = f"SELECT CAST({first} AS bigint)"
    numbers = f"WITH RECURSIVE numbers(n) AS ({begun} UNION ALL SELECT n + 1 FROM numbers WHERE n < {last - 1})"
    columns = ", ".join(each.column for each in fields)
    insert = f"INSERT INTO {Enterprise._meta.db_table} ({columns})"
    select = f"SELECT {', '.join(values)} FROM numbers"
    return f"{insert} {numbers} {select}" if postgres else f"{numbers} {insert} {select}"


def _characters(mixed: str) -> str:
    """Four Chinese characters: the last pair stands in some 300 of a million names, the others in one or two."""
    character = "chr" if connection.vendor == "postgresql" else "char"
    parts = (f"{mixed} % 997", f"1000 + {mixed} / 997 % 991", f"2000 + {mixed} % 463", f"2500 + {mixed} % 7")
    return " || ".join(f"{character}(CAST({FIRST_CHARACTER} + {part} AS integer))" for part in parts)


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool) and connection.vendor == "postgresql":
        return str(value).lower()
    return str(int(value)) if isinstance(value, int) else f"'{value}'"


def somebody(path: str = ROOT) -> Actor:
    """A person who sees enterprises within a place."""
    grants = {each: (Scope(path=path),) for each in ("enterprise.view", "export.make", "list_setting.set")}
    return Actor(ActorKind.PERSON, "p", "p", grants=MappingProxyType(grants))


def look(query: str = "", path: str = ROOT) -> Listing:
    """A page of the list as it is read for the browser, with its count."""
    register = register_of("enterprise")
    assert register is not None
    listing = Listing(register, somebody(path), QueryDict(query))
    _ = listing.lines
    return listing


def milliseconds(run: Callable[[], object]) -> float:
    """The median time of a run."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        run()
        times.append((time.perf_counter() - started) * 1000)
    return round(median(times), 2)


def far_down(query: str, path: str = ROOT) -> str:
    """The token of a page nine tenths down the list."""
    listing = look(query, path)
    rows = listing.rows.order_by(*listing.order)
    return token_of(listing.rows, listing.order, rows[listing.rows.count() * 9 // 10])


ASKED = {
    "whole city": ("", ROOT),
    "by code, every third without": ("sort=credit_code", ROOT),
    "downwards": ("sort=-name", ROOT),
    "one sector": ("sector=coal", ROOT),
    "one county": ("place=411003", ROOT),
    "a county official": ("", f"{ROOT}411003/"),
    "one town": ("place=411003005", ROOT),
    "one town and high risk": ("place=411003005&is_high_risk=yes", ROOT),
    "words in every row": ("words=firm", ROOT),
    "words in 300 rows": (f"words={chr(FIRST_CHARACTER + 2000)}{chr(FIRST_CHARACTER + 2500)}", ROOT),
    "words in 300 rows of a county": (
        f"words={chr(FIRST_CHARACTER + 2000)}{chr(FIRST_CHARACTER + 2500)}&place=411003",
        ROOT,
    ),
    "words in no row": (f"words={chr(FIRST_CHARACTER + 2000)}{chr(FIRST_CHARACTER)}", ROOT),
}


def searches() -> dict[str, dict[str, float]]:
    """The first page for words: by the index of words, and by looking at every row."""
    found = {}
    for name, (query, path) in ASKED.items():
        if name.startswith("words"):
            indexed = milliseconds(lambda query=query, path=path: look(query, path))
            with mock.patch("hongxian.kernel.registers.filtering.matching", return_value=None):
                started = time.perf_counter()
                look(query, path)
                scanned = round((time.perf_counter() - started) * 1000, 2)
            found[name] = {"indexed_ms": indexed, "scanned_ms": scanned, "ratio": round(indexed / scanned, 4)}
            print(f"{name:32}", found[name], flush=True)
    return found


def pages() -> dict[str, dict[str, float]]:
    """For each question: the first page, one far down, and the one before that."""
    found = {}
    for name, (query, path) in ASKED.items():
        if name.startswith("words in") and name != "words in every row":
            continue
        token = far_down(query, path)
        deep = f"{query}&after={token}".lstrip("&")
        back = f"{query}&before={token}".lstrip("&")
        cache.clear()
        started = time.perf_counter()
        count = look(query, path).count
        found[name] = {
            "count": count,
            "counting_ms": round((time.perf_counter() - started) * 1000, 2),
            "first_ms": milliseconds(lambda query=query, path=path: look(query, path)),
            "deep_ms": milliseconds(lambda deep=deep, path=path: look(deep, path)),
            "back_ms": milliseconds(lambda back=back, path=path: look(back, path)),
        }
        print(f"{name:32}", found[name], flush=True)
    return found


def export(format: str, rows: int) -> dict[str, float]:
    """Seconds and peak memory of an export of so many rows, in a process of its own."""
    command = [sys.executable, __file__, "--only-export", format, "--exported", str(rows)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ))
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"export {format}", found, flush=True)
    return found


def only_export(format: str, rows: int) -> None:
    """Write the file and say what it took."""
    before = round(peak_mb())
    listing = look()
    listing.rows = listing.rows.filter(name__lt=Enterprise.objects.order_by("name").values_list("name")[rows][0])
    started = time.perf_counter()
    taken = take_out(listing, format)
    seconds = round(time.perf_counter() - started, 1)
    taken.file.seek(0, os.SEEK_END)
    peak = round(peak_mb())
    size = taken.file.tell() // 1_000_000
    print(json.dumps({"rows": taken.count, "seconds": seconds, "peak_mb": peak, "before_mb": before, "file_mb": size}))


def complaints(found: dict[str, dict[str, float]], exports: dict[str, dict[str, float]]) -> list[str]:
    """The limits that are not kept."""
    wrong = [
        f"{name}: a page far down takes {each[key]} ms, the first {each['first_ms']}"
        for name, each in found.items()
        for key in ("deep_ms", "back_ms")
        if each[key] > max(DEEP * each["first_ms"], 20)
    ]
    wrong += [f"{name}: {each['first_ms']} ms" for name, each in found.items() if each["first_ms"] > QUICK]
    wrong += [f"export {name}: {each['peak_mb']} MB" for name, each in exports.items() if each["peak_mb"] > MEMORY]
    return wrong


def main() -> int:
    """Build, ask, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--exported", type=int, default=200_000)
    parser.add_argument("--only-export", choices=("xlsx", "csv"))
    given = parser.parse_args()
    if given.only_export:
        only_export(given.only_export, given.exported)
        return 0
    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    build(given.rows)
    print(f"{given.rows} rows in {time.perf_counter() - started:.0f} s", flush=True)
    started = time.perf_counter()
    with transaction.atomic():
        rebuild(noun("enterprise"))
    indexing = round(time.perf_counter() - started, 1)
    print(f"index of words in {indexing} s", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    words = searches()
    found = pages()
    exports = {format: export(format, given.exported) for format in ("xlsx", "csv")}
    wrong = complaints(found, exports)
    engine = connection.vendor
    said = {
        "rows": given.rows,
        "engine": engine,
        "pages": found,
        "words": words,
        "indexing_s": indexing,
        "exports": exports,
        "complaints": wrong,
    }
    keep(said, f"registers-{engine}", parser, given, "rows", "exported")
    print("\n".join(wrong) or "all limits kept")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
