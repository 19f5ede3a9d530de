"""How fast a pack is judged for a city: `python benchmarks/judging.py [--firms 150000] [--rows 1000000] [--months 24]
[--rounds 3]`.

Every obligation of the pack for Xuchang, for every party that owes it, of a city with so many enterprises and so many
records about them; beside it, in the same run, the plain SQL for the same figures: for what rests on enterprises as a
person wrote it (`judging_bare.py`, whose figures must be those of the verdicts), for the rest the statements that the
judge composes, without digests, sent again. Then: one changed fact, and the verdicts of months gone by. Works in a
database of its own: SQLite in a temporary folder, or the one that HONGXIAN_DATABASE_URL names, which must be empty.
Prints and writes `benchmarks/results/judging-<engine>.json` (another size: with the size in its name). Exit code 1 when
judging takes more than `AT_MOST` times what the plain SQL takes.
"""

import argparse
import gc
import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from datetime import time as clock_time
from functools import partial
from pathlib import Path
from typing import Any

import django

FOLDER = tempfile.TemporaryDirectory(prefix="judging-benchmark-")
os.environ["HONGXIAN_DATA_DIR"] = FOLDER.name
os.environ["HONGXIAN_WITNESS_DIR"] = ""
os.environ["HONGXIAN_DEMO"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongxian.config.settings")
os.environ.setdefault("HONGXIAN_DATABASE_URL", f"sqlite:///{FOLDER.name}/judging.sqlite3")
django.setup()

from django.core.management import call_command  # noqa: E402 - Django had to stand first
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from judging_bare import Bare  # noqa: E402
from judging_world import DAY, build  # noqa: E402
from keeping import keep, peak_mb  # noqa: E402

from hongxian.kernel.clock import LOCAL, simulated  # noqa: E402
from hongxian.kernel.populations import tallying  # noqa: E402
from hongxian.kernel.populations.statement import Sql  # noqa: E402
from hongxian.kernel.rules.dates import add, parse_duration  # noqa: E402
from hongxian.kernel.rules.judge import NoPart  # noqa: E402
from hongxian.kernel.rules.population import AsOf  # noqa: E402
from hongxian.kernel.rules.verdict import Verdict  # noqa: E402
from hongxian.modules.base.records.commands import enter_record  # noqa: E402
from hongxian.modules.base.records.models import Record, Register  # noqa: E402
from hongxian.modules.base.verdicts.commands import Cause  # noqa: E402
from hongxian.modules.base.verdicts.judging import Bench, Case, cases_of, judge_case  # noqa: E402
from hongxian.modules.base.verdicts.refreshing import refresh, refresh_facts  # noqa: E402
from hongxian.modules.portal.demo.cast import Cast, at  # noqa: E402

AT_MOST = 1.5
ROUNDS = 3
FIRMS, ROWS, MONTHS = 150_000, 1_000_000, 24
END_OF_DAY = clock_time(23, 59, 59)
Key = tuple[str, str, str]
"""Obligation, part, place."""


def cpu() -> float:
    """Seconds of processor time that this process and its connection to a server on this machine have used: where
    others use the machine too, what a clock on the wall says is chance."""
    used = time.process_time()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            backend = cursor.connection.info.backend_pid
        stat = Path(f"/proc/{backend}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        used += (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
    return used


@contextmanager
def timed(found: dict[str, Any], name: str) -> Iterator[None]:
    """Put the seconds that the block takes under `name`: those of the wall, and those of the processor."""
    start, used = time.perf_counter(), cpu()
    yield
    found[f"{name}_s"] = round(time.perf_counter() - start, 2)
    found[f"{name}_cpu_s"] = round(cpu() - used, 2)


def judged(adoption: Any, as_of: AsOf, spent: dict[str, float] | None = None) -> list[tuple[Case, Verdict]]:
    """Every verdict of the adoption; into `spent` go the seconds of each obligation."""
    bench, found = Bench(adoption, as_of), []
    for case in cases_of(adoption, None, as_of):
        start = cpu()
        found.append((case, judge_case(case, bench=bench)[0]))
        if spent is not None:
            spent[case.obligation.id] += cpu() - start
    return found


class Plain:
    """The plain SQL for the same figures. `written` are the statements of a person, with the figures they must give;
    `composed` those of the judge for all other parts, without digests."""

    def __init__(self, found: list[tuple[Case, Verdict]], adoption: Any) -> None:
        self.adoption = adoption
        self.written = {key: (sql, counts) for key, sql, counts in self._by_hand(found)}
        self.composed = self._composed(found)

    def _by_hand(self, found: list[tuple[Case, Verdict]]) -> Iterator[tuple[Key, str, tuple[int, int]]]:
        values, bare = Bench(self.adoption, AsOf(DAY)).values, Bare(DAY)
        periods = {key: str(value) for key, value in values.items() if key.endswith("_period") and value is not None}
        since = {key: add(DAY, parse_duration(value), -1).isoformat() for key, value in periods.items()}
        of_governments = {path_of(case): case for case, _ in found if case.obligation.id == "XC-07"}
        counted = {(case.obligation.id, path_of(case)): verdict.counts for case, verdict in found}
        for path in of_governments:
            for obligation, part, sql in bare.statements(path, defaultdict(lambda: DAY.isoformat(), since)):
                counts = counted[obligation, path].get(part, {})
                if "counting" in counts:  # what cannot be judged for want of a parameter is not counted by anybody
                    yield (obligation, part, path), sql, (counts["members"], counts["counting"])

    def _composed(self, found: list[tuple[Case, Verdict]]) -> list[tuple[str, Sql]]:
        seen: list[tuple[str, Sql]] = []
        ask, summed, bench = tallying.fetched, tallying.summed, Bench(self.adoption, AsOf(DAY))

        def noted(rows: Any, statement: Sql) -> Any:
            seen.append((case.obligation.id, statement))
            return ask(rows, statement)

        tallying.fetched, tallying.summed = noted, lambda mark: "MAX(NULL)"
        try:
            for case, _ in found:
                place_path = path_of(case)
                parts = [
                    each
                    for each in case.obligation.parts
                    if (case.obligation.id, each.id, place_path) not in self.written
                ]
                if parts:
                    only = replace(case.obligation, parts=tuple(parts))
                    with suppress(NoPart):
                        judge_case(replace(case, obligation=only), bench=bench)
        finally:
            tallying.fetched, tallying.summed = ask, summed
        return seen

    def ask(self, spent: dict[str, float] | None = None) -> list[tuple[Key, tuple[int, int], tuple[int, int]]]:
        """Send everything once; return where a person's figures are not those of the verdicts."""
        wrong = []
        with connection.cursor() as cursor:
            for key, (sql, counts) in self.written.items():
                start = cpu()
                cursor.execute(sql)
                if (found := tuple(cursor.fetchone())) != counts:
                    wrong.append((key, found, counts))
                if spent is not None:
                    spent[key[0]] += cpu() - start
            for obligation, statement in self.composed:
                start = cpu()
                cursor.execute(statement.text, statement.parameters)
                cursor.fetchall()
                if spent is not None:
                    spent[obligation] += cpu() - start
        return wrong


def path_of(case: Case) -> str:
    """The path of the place for which somebody owes."""
    return str(case.holder.get("place_path") or "")


def past_months(adoption: Any, months: int) -> None:
    """The verdicts of so many months gone by, each as known when it ended."""
    day = DAY.replace(day=1)
    for _ in range(months):
        day -= timedelta(days=1)
        judged(adoption, AsOf(day, datetime.combine(day, END_OF_DAY, LOCAL)))
        day = day.replace(day=1)


def one_fact(adoption: Any) -> int:
    """One enterprise starts to bring itself up to standard; judge what rests on that."""
    firm = Record.objects.filter(noun="standardisation").values_list("ref1", flat=True)[0]
    register = Register.objects.get(noun="standardisation")
    values = {"enterprise": str(firm), "status": "started", "valid_from": str(DAY)}
    enter_record(actor=Cast()["张慧"], register=register, place="411000", values=values, evidence="benchmark")
    return refresh_facts(frozenset({"standardisation"}), Cause("record.enter", "benchmark"))


def slowest(spent: dict[str, float], bare: dict[str, float], number: int = 25) -> dict[str, list[float]]:
    """The obligations that take longest: seconds judging, seconds of the plain SQL, of one round."""
    by_time = sorted(spent, key=lambda each: -spent[each])[:number]
    return {each: [round(spent[each], 3), round(bare.get(each, 0.0), 3)] for each in by_time}


def say(words: str) -> None:
    """What comes next, for whoever waits."""
    print(time.strftime("%H:%M:%S"), words, file=sys.stderr, flush=True)


def compared(found: dict[str, Any], adoption: Any, rounds: int) -> None:
    """Judge, and send the plain SQL, in turn; the least processor time of both counts, round by round."""
    with CaptureQueriesContext(connection) as captured:
        verdicts = judged(adoption, AsOf(DAY))
    plain = Plain(verdicts, adoption)
    if wrong := plain.ask():
        raise SystemExit(f"other figures than those of the verdicts: {wrong}")
    found |= {"verdicts": len(verdicts), "judge_statements": len(captured)}
    found |= {"written_statements": len(plain.written), "composed_statements": len(plain.composed)}
    best: dict[str, tuple[float, float, dict[str, float]]] = {}
    for number in range(rounds):
        for name, work in (("judge", partial(judged, adoption, AsOf(DAY))), ("plain_sql", plain.ask)):
            say(f"{name}, round {number + 1}")
            spent: dict[str, float] = defaultdict(float)
            gc.collect()
            start, used = time.perf_counter(), cpu()
            work(spent=spent)
            this = (cpu() - used, time.perf_counter() - start, spent)
            best[name] = min(best.get(name, this), this, key=lambda each: each[0])
    for name, (used, wall, _) in best.items():
        found |= {f"{name}_s": round(wall, 2), f"{name}_cpu_s": round(used, 2)}
    found["ratio"] = round(best["judge"][0] / best["plain_sql"][0], 2)
    found["slowest"] = slowest(best["judge"][2], best["plain_sql"][2])


def measure(firms: int, rows: int, months: int, rounds: int) -> dict[str, Any]:
    """All figures."""
    found: dict[str, Any] = {"engine": connection.vendor, "firms": firms, "rows": rows, "at_most": AT_MOST}
    call_command("migrate", verbosity=0)
    say("building")
    with timed(found, "build"):
        adoption = build(firms, rows).adoption
    with simulated(at(DAY)):
        compared(found, adoption, rounds)
        say("refreshing")
        with timed(found, "first_refresh"):
            refresh(adoption)
        with timed(found, "refresh_one_fact"):
            found["turned_by_one_fact"] = one_fact(adoption)
        found["refresh_one_fact_to_judging_all"] = round(found["refresh_one_fact_cpu_s"] / found["judge_cpu_s"], 3)
        say("past months")
        found["months"] = months
        with timed(found, "past_months"):
            past_months(adoption, months)
        found["past_month_to_judging_today"] = round(found["past_months_cpu_s"] / months / found["judge_cpu_s"], 2)
    found["peak_mb"] = round(peak_mb())
    return found


def main() -> None:
    """Build, judge, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("firms", FIRMS), ("rows", ROWS), ("months", MONTHS), ("rounds", ROUNDS)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args()
    found = measure(asked.firms, asked.rows, asked.months, asked.rounds)
    keep(found, f"judging-{connection.vendor}", parser, asked, "firms", "rows")
    print(json.dumps(found, indent=1))
    sys.exit(1 if found["ratio"] > AT_MOST else 0)


if __name__ == "__main__":
    main()
