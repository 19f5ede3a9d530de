"""What an import costs over only reading the file: `python benchmarks/imports.py [--noun hidden_danger] [--rows 9000]`.

A workbook of enterprises (one row in two hundred of them bad) or of hidden dangers (one in a hundred) is read, checked
whole, carried out as one act (the good rows), brought in again (of enterprises nothing is new), and undone as one act.
With `--export` so many rows of the register are then taken out as .xlsx, by a process of its own. Ratios are of the
processor's seconds of this process. Works in a database of its own: SQLite in a temporary folder, or the one that
HONGXIAN_DATABASE_URL names, which must be empty. Prints and writes `benchmarks/results/imports-<noun>-<engine>.json`.
Exit code 1 when a limit is not kept. `--profile` prints what the carrying out spends its time on.
"""

import argparse
import cProfile
import json
import os
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
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
from django.http import QueryDict  # noqa: E402
from keeping import keep, peak_mb  # noqa: E402
from loading import put  # noqa: E402

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
from hongxian.kernel.registers.declared import noun_model, register_of  # noqa: E402
from hongxian.kernel.registers.exporting import take_out  # noqa: E402
from hongxian.kernel.registers.listing import Listing  # noqa: E402
from hongxian.modules.base.enterprises.credit_code import check_character  # noqa: E402
from hongxian.modules.base.enterprises.models import Enterprise  # noqa: E402
from hongxian.modules.base.parties.models import Party  # noqa: E402
from hongxian.modules.base.places.commands import load_city  # noqa: E402
from hongxian.modules.base.places.models import Place  # noqa: E402

CITY = "411000"
BAD_ONE_IN = {"enterprise": 200, "hidden_danger": 100}
FIRMS = 5_000
"""The dangers are at so many enterprises."""
AT_MOST = {
    "check_ratio": 30.0,
    "apply_ratio": 30.0,
    "again_ratio": 20.0,
    "undo_ratio": 40.0,
    "memory_mb": 500.0,
    "export_memory_mb": 300.0,
}
"""Times the seconds of only reading the file; every row goes twice through its command, once in rehearsal. To undo a
row is to look for all that was put down about it since, to take it back and to say so in the ledger."""
ROOT = f"410000/{CITY}/"
COUNTIES = ("魏都区", "建安区", "禹州市", "长葛市")


def sender(person: str, post: str) -> Actor:
    """Somebody who may do everything in the city."""
    names = [*commands(), *(name for module in modules().values() for name in module.permissions)]
    grants = {name: (Scope(path=ROOT),) for name in names}
    return Actor(kind=ActorKind.PERSON, key="sender", name="sender", grants=grants)


def code_of(number: int) -> str:
    """A credit code."""
    first = f"9141100{number:010d}"
    return first + check_character(first)


def enterprise_rows(rows: int) -> Iterable[list[str]]:
    """Enterprises as a bureau might send them, after the head."""
    yield ["企业名称", "统一社会信用代码", "所在地", "企业性质", "行业", "是否高危", "是否规上", "联系人"]
    for number in range(rows):
        sector = "制造业" if number % BAD_ONE_IN["enterprise"] else "不知道"
        name, place = f"许昌第{number}机械有限公司", COUNTIES[number % 4]
        yield [name, code_of(number), place, "民营", sector, "否", "是", "张三"]


def danger_rows(rows: int) -> Iterable[list[str]]:
    """A register of hidden dangers as a bureau might have kept it: half of them closed, a quarter being rectified, a
    quarter waiting for the re-check; of the bad ones, half say the impossible."""
    head = "隐患内容 受检单位 隐患部位 隐患级别 隐患来源 排查日期 责任人 整改期限 整改措施 完成日期 复查时间 复查人"
    yield head.split()
    faults = (
        "灭火器压力不足",
        "配电柜门缺失、导线裸露",
        "安全出口堆放货物",
        "防护罩松动",
        "气瓶没有防倾倒措施",
        "应急灯不亮",
    )
    for number in range(rows):
        is_bad = number % BAD_ONE_IN["hidden_danger"] == 0
        found = date(2025, 1, 1) + timedelta(days=number % 300)
        due, done = found + timedelta(days=15), found + timedelta(days=10)
        days = [str(due), str(done), str(done + timedelta(days=2))][: (1, 2, 3, 3)[number % 4]]
        if is_bad and number % 200:
            days = [str(due), str(found - timedelta(days=1)), str(done)]
        origin = "听说" if is_bad and number % 200 == 0 else "执法检查"
        firm = f"许昌第{number * 7919 % FIRMS}机械有限公司"
        words = f"第{number}号设备旁{faults[number % 6]}，现场要求立即整改"
        cells = [
            words,
            firm,
            f"{number % 40}号车间",
            "一般",
            origin,
            str(found),
            "李厂长",
            days[0],
            "更换并加强巡查",
            *days[1:],
        ]
        yield [*cells, *[""] * (11 - len(cells)), "王五" if len(days) == 3 else ""]


MADE = {"enterprise": enterprise_rows, "hidden_danger": danger_rows}


def make(path: Path, noun: str, rows: int) -> None:
    """The workbook."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(MADE[noun](rows)):
            sheet.write_row(number, 0, row)


def build_firms() -> None:
    """The enterprises at which the dangers are, and the office on whose desk falls what nobody else owes."""
    Party.objects.create(name="许昌市安全生产委员会办公室", kind="committee_office", place_id=CITY)
    given = {"ownership": "private", "sector": "manufacturing"}
    places = {each.name: each for each in Place.objects.filter(name__in=COUNTIES, path__startswith=ROOT)}
    put(
        [
            Enterprise(
                name=f"许昌第{number}机械有限公司",
                credit_code=code_of(number),
                place=places[COUNTIES[number % 4]],
                **given,
            )
            for number in range(FIRMS)
        ]
    )


def seconds(run: Callable[[], Any]) -> float:
    """How long the processor works on it."""
    start = time.process_time()
    run()
    return time.process_time() - start


def read_seconds(path: Path, noun: str) -> float:
    """What only reading takes: of this process and of the one that reads."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = seconds(lambda: read(path, noun))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own + after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def bring(path: Path, noun: str) -> ImportBatch:
    """Receive the file."""
    key = new_key()
    with path.open("rb") as file:
        digest, size = files.receive(key, iter(lambda: file.read(1 << 20), b""))
    return receive_batch(actor=sender("", ""), key=key, register=noun, file_name=path.name, digest=digest, size=size)


def work(batch: ImportBatch, task: str) -> None:
    """Let the worker do its part."""
    getattr(tasks, task)(Delivery(key=new_key(), args={"batch": str(batch.pk)}))
    batch.refresh_from_db()


def read(path: Path, noun: str) -> None:
    """Only read the file."""
    register = register_of(noun)
    assert register is not None
    with open_table(path, wanted(register)) as table:
        for _ in table.lines():
            pass


def measure(noun: str, rows: int, profiled: bool) -> dict[str, float]:
    """Every figure of one run: seconds, ratios to only reading, peak memory of this process and of the reader."""
    path = Path(FOLDER.name) / f"{noun}.xlsx"
    make(path, noun, rows)
    found = {"read_s": min(read_seconds(path, noun) for _ in range(3))}
    batch, person = bring(path, noun), sender("", "")
    found["check_s"] = seconds(lambda: work(batch, "check"))
    bad = len(range(0, rows, BAD_ONE_IN[noun]))
    assert batch.counts == {"new": rows - bad, "failed": bad}, (batch.counts, batch.fault)
    start_batch(actor=person, batch=batch, mode="good")
    entries = Entry.objects.count()
    watch = cProfile.Profile()
    if profiled:
        watch.enable()
    found["apply_s"] = seconds(lambda: work(batch, "apply"))
    watch.disable()
    if profiled:
        pstats.Stats(watch).sort_stats("cumulative").print_stats(60)
        pstats.Stats(watch).sort_stats("tottime").print_stats(25)
    assert batch.results == {"created": rows - bad}, (batch.results, batch.fault)
    found["entries"] = Entry.objects.count() - entries
    found["rows_named"] = Subject.objects.filter(kind=noun).count()
    if noun == "enterprise":
        again = bring(path, noun)
        found["again_s"] = seconds(lambda: work(again, "check"))
        assert again.counts == {"same": rows - bad, "failed": bad}, again.counts
    revoke_batch(actor=person, batch=batch, reason="benchmark")
    found["undo_s"] = seconds(lambda: work(batch, "undo"))
    assert batch.results == {"withdrawn": rows - bad}, batch.results
    for step in ("check", "apply", "again", "undo"):
        if f"{step}_s" in found:
            found[f"{step}_ratio"] = found[f"{step}_s"] / found["read_s"]
    found["memory_mb"] = peak_mb()
    # At most: a child is counted with what this process held when it began.
    found["reader_memory_mb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return found


def fill(noun: str, rows: int) -> None:
    """Rows like those that stand, until there are so many."""
    model: Any = noun_model(noun)
    sample = list(model.objects.order_by("pk")[:1000])
    while (missing := rows - model.objects.count()) > 0:
        for each in sample:
            each.pk = new_key()
        put(sample[:missing])


def export(noun: str) -> None:
    """Take the whole register out, and print what it took: for a process of its own."""
    register = register_of(noun)
    assert register is not None
    with take_out(Listing(register, sender("", ""), QueryDict("")), "xlsx") as taken:
        size = taken.file.seek(0, 2)
    peak = peak_mb()
    print(
        json.dumps(
            {
                "export_rows": taken.count,
                "export_s": time.process_time(),
                "export_memory_mb": peak,
                "export_mb": size / 2**20,
            }
        )
    )


def exported(noun: str, rows: int) -> dict[str, float]:
    """What taking so many rows out takes."""
    fill(noun, rows)
    told = subprocess.run(
        [sys.executable, __file__, "--noun", noun, "--only-export"], check=True, capture_output=True, text=True
    ).stdout
    found: dict[str, float] = json.loads(told.splitlines()[-1])
    return found


def main() -> int:
    """Measure, print, keep; 1 when a limit is not kept."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--noun", choices=sorted(MADE), default="enterprise")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--export", type=int, default=0)
    parser.add_argument("--only-export", action="store_true")
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    load_commands()
    settings.ACTOR_FINDER = "__main__.sender"
    if given.only_export:
        export(given.noun)
        return 0
    call_command("migrate", verbosity=0)
    load_city(actor=system_actor("benchmark", "place.load"), city=CITY)
    if given.noun == "hidden_danger":
        build_firms()
    found = measure(given.noun, given.rows, given.profile)
    found |= exported(given.noun, given.export) if given.export else {}
    found = {name: round(value, 2) for name, value in found.items()}
    at_most = {name: limit for name, limit in AT_MOST.items() if name in found}
    kept = all(found[name] <= limit for name, limit in at_most.items())
    report = {"engine": connection.vendor, "rows": given.rows, "found": found, "at_most": at_most, "kept": kept}
    keep(report, f"imports-{given.noun}-{connection.vendor}", parser, given, "rows")
    print(json.dumps(report, indent=1))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
