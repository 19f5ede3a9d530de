"""What an import of enterprises costs over only reading the file: `python benchmarks/imports.py [--rows 100000]`.

A workbook of enterprises, one row in two hundred of them bad, is read, checked whole, carried out as one act (the good
rows), brought in again (nothing is new), and undone as one act. Works in a database of its own: SQLite in a temporary
folder, or the one that HONGXIAN_DATABASE_URL names, which must be empty. Prints and writes
`benchmarks/results/imports-<engine>.json`. Exit code 1 when a limit is not kept.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

FOLDER = tempfile.TemporaryDirectory(prefix="imports-benchmark-")
os.environ.setdefault("HONGXIAN_DATA_DIR", FOLDER.name)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongxian.config.settings")
os.environ.setdefault("HONGXIAN_DATABASE_URL", f"sqlite:///{FOLDER.name}/imports.sqlite3")
django.setup()

import xlsxwriter  # noqa: E402 - Django had to stand first
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from hongxian.kernel.actor import Actor, ActorKind, Scope, system_actor  # noqa: E402
from hongxian.kernel.command import commands  # noqa: E402
from hongxian.kernel.imports import files, tasks  # noqa: E402
from hongxian.kernel.imports.columns import wanted  # noqa: E402
from hongxian.kernel.imports.commands import receive_batch, revoke_batch, start_batch  # noqa: E402
from hongxian.kernel.imports.models import ImportBatch  # noqa: E402
from hongxian.kernel.imports.reading.table import open_table  # noqa: E402
from hongxian.kernel.keys import new_key  # noqa: E402
from hongxian.kernel.ledger.models import Entry, Subject  # noqa: E402
from hongxian.kernel.module import load_commands, modules  # noqa: E402
from hongxian.kernel.outbox.delivery import Delivery  # noqa: E402
from hongxian.kernel.registers.declared import register_of  # noqa: E402
from hongxian.modules.base.enterprises.credit_code import check_character  # noqa: E402
from hongxian.modules.base.places.commands import load_city  # noqa: E402

CITY = "411000"
BAD_ONE_IN = 200
AT_MOST = {"check_ratio": 30.0, "apply_ratio": 30.0, "again_ratio": 20.0, "undo_ratio": 30.0, "memory_mb": 500.0}
"""Times the seconds of only reading the file; every row goes twice through its command, once in rehearsal."""


def sender(person: str, post: str) -> Actor:
    """Somebody who may do everything in the city."""
    names = [*commands(), *(name for module in modules().values() for name in module.permissions)]
    grants = {name: (Scope(path=f"410000/{CITY}/"),) for name in names}
    return Actor(kind=ActorKind.PERSON, key="sender", name="sender", grants=grants)


def make(path: Path, rows: int) -> None:
    """A workbook as a bureau might send it."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(
            0, 0, ["企业名称", "统一社会信用代码", "所在地", "企业性质", "行业", "是否高危", "是否规上", "联系人"]
        )
        for number in range(rows):
            first = f"9141100{number:010d}"
            code = first + check_character(first)
            sector = "制造业" if number % BAD_ONE_IN else "不知道"
            place = ("魏都区", "建安区", "禹州市", "长葛市")[number % 4]
            row = [f"许昌第{number}机械有限公司", code, place, "民营", sector, "否", "是", "张三"]
            sheet.write_row(number + 1, 0, row)


def seconds(run: Callable[[], Any]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def bring(path: Path) -> ImportBatch:
    """Receive the file."""
    key = new_key()
    with path.open("rb") as file:
        digest, size = files.receive(key, iter(lambda: file.read(1 << 20), b""))
    return receive_batch(
        actor=sender("", ""), key=key, register="enterprise", file_name=path.name, digest=digest, size=size
    )


def work(batch: ImportBatch, task: str) -> None:
    """Let the worker do its part."""
    getattr(tasks, task)(Delivery(key=new_key(), args={"batch": str(batch.pk)}))
    batch.refresh_from_db()


def read(path: Path) -> None:
    """Only read the file."""
    register = register_of("enterprise")
    assert register is not None
    with open_table(path, wanted(register)) as table:
        for _ in table.lines():
            pass


def measure(rows: int) -> dict[str, float]:
    """Every figure of one run: seconds, ratios to only reading, peak memory of this process and of the reader."""
    path = Path(FOLDER.name) / "enterprises.xlsx"
    make(path, rows)
    found = {"read_s": min(seconds(lambda: read(path)) for _ in range(3))}
    batch, person = bring(path), sender("", "")
    found["check_s"] = seconds(lambda: work(batch, "check"))
    bad = len(range(0, rows, BAD_ONE_IN))
    assert batch.counts == {"new": rows - bad, "failed": bad}, (batch.counts, batch.fault)
    start_batch(actor=person, batch=batch, mode="good")
    entries = Entry.objects.count()
    found["apply_s"] = seconds(lambda: work(batch, "apply"))
    assert batch.results == {"created": rows - bad}, (batch.results, batch.fault)
    found["entries"] = Entry.objects.count() - entries
    found["rows_named"] = Subject.objects.filter(kind="enterprise").count()
    again = bring(path)
    found["again_s"] = seconds(lambda: work(again, "check"))
    assert again.counts == {"same": rows - bad, "failed": bad}, again.counts
    revoke_batch(actor=person, batch=batch, reason="benchmark")
    found["undo_s"] = seconds(lambda: work(batch, "undo"))
    assert batch.results == {"withdrawn": rows - bad}, batch.results
    for step in ("check", "apply", "again", "undo"):
        found[f"{step}_ratio"] = found[f"{step}_s"] / found["read_s"]
    found["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["reader_memory_mb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return found


def main() -> int:
    """Measure, print, keep; 1 when a limit is not kept."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    given = parser.parse_args()
    call_command("migrate", verbosity=0)
    load_commands()
    settings.ACTOR_FINDER = "__main__.sender"
    load_city(actor=system_actor("benchmark", "place.load"), city=CITY)
    found = {name: round(value, 2) for name, value in measure(given.rows).items()}
    kept = all(found[name] <= limit for name, limit in AT_MOST.items())
    report = {"engine": connection.vendor, "rows": given.rows, "found": found, "at_most": AT_MOST, "kept": kept}
    target = Path(__file__).parent / "results" / f"imports-{connection.vendor}.json"
    target.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
