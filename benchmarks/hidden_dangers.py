"""Hidden dangers over REST: `python benchmarks/hidden_dangers.py [--dangers 2000000] [--seconds 10]`.

The product's own server (`hongxian serve`, two web workers, its background worker beside them) is asked by eight at
once from another process, each as soon as it is answered: to create, to list (the newest 50, those of a county in a
state, page 1,000 by its token), for one danger, for its history, and to change a state. For each: requests a second,
milliseconds, and the processor time that web workers and database together spent on a request; what the background
worker spent meanwhile (sealing, telling) stands beside it, and so does the load average of the machine, without which
requests a second say little. `queries` are counted in one more request.
Works in a database of its own: SQLite in a temporary folder, or the one that HONGXIAN_DATABASE_URL names, empty
or filled by this before
(`python -m hongxian.kernel.testing.postgres --durable python benchmarks/hidden_dangers.py`).
Prints and writes `benchmarks/results/hidden_dangers-<engine>.json` (another size: with the size in its name).
Exit code 1 when a request was refused or an aim
was missed.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import django

FOLDER = tempfile.TemporaryDirectory(prefix="hidden-dangers-benchmark-")
os.environ.setdefault("HONGXIAN_DATA_DIR", FOLDER.name)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongxian.config.settings")
os.environ.setdefault("HONGXIAN_DATABASE_URL", f"sqlite:///{FOLDER.name}/dangers.sqlite3")
os.environ["HONGXIAN_API_RATE"] = "1000000/s"
django.setup()

from city import COUNTIES, ROOT  # noqa: E402
from django.core.management import call_command  # noqa: E402 - Django had to stand first
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from hidden_dangers_world import WITH_HISTORY, analyse, build  # noqa: E402
from keeping import keep  # noqa: E402

from hongxian.kernel.paging import token_of  # noqa: E402
from hongxian.modules.base.enterprises.models import Enterprise  # noqa: E402
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger  # noqa: E402

AT_ONCE, WORKERS, PAGE, DEEP = 8, 2, 50, 1_000
API = "/api/v1/hidden-dangers"
WRITES = ("create", "assign", "close")
AT_LEAST = {"create": 200, "list": 60, "filtered": 60, "deep": 13, "detail": 240, "history": 300, "assign": 140}
AT_MOST = {"create": 9.7, "list": 96, "filtered": 109, "detail": 10.9}
"""Requests a second: ten times those of the quicker peer, measured with 100,000 cases; CPU milliseconds: a tenth of the
slower one's. An aim, printed as missed where it is."""
TICK = os.sysconf("SC_CLK_TCK")
Asked = list[list[str]]


def asked_of(rand: Random, many: int) -> dict[str, Asked]:
    """What is asked, by name."""
    rows = HiddenDanger.objects.order_by("-pk")
    firms = list(Enterprise.objects.order_by("pk").values_list("pk", flat=True)[:many])
    some = list(rows.values_list("pk", flat=True)[: many * 20 : 20])
    told = list(rows.filter(state="closed").values_list("pk", flat=True)[: min(many, WITH_HISTORY)])
    in_state = {each: rows.filter(state=each).values_list("pk", flat=True)[:many] for each in ("graded", "rectified")}
    last = [rows[PAGE * (min(DEEP, rows.count() // PAGE - 30) + page) - 1] for page in range(20)]
    counties = [f"4110{county + 1:02d}" for county in range(COUNTIES)]
    order = {"rectifier": "head of the workshop", "limit": 15, "limit_unit": "day"}
    return {
        "list": [["GET", f"{API}?limit={PAGE}", ""]],
        "filtered": [["GET", f"{API}?limit={PAGE}&place={each}&state=rectifying", ""] for each in counties],
        "deep": [["GET", f"{API}?limit={PAGE}&after={token_of(rows, ('-pk',), each)}", ""] for each in last],
        "detail": [["GET", f"{API}/{key}", ""] for key in rand.sample(some, len(some))],
        "history": [["GET", f"{API}/{key}/history", ""] for key in told],
        "create": [["POST", API, json.dumps(_found(firms[number % len(firms)], number))] for number in range(many * 2)],
        "assign": [["POST", f"{API}/{key}/assign", json.dumps(order)] for key in in_state["graded"]],
        "close": [["POST", f"{API}/{key}/close", json.dumps({"opinion": "removed"})] for key in in_state["rectified"]],
    }


def _found(firm: object, number: int) -> dict[str, str]:
    words = f"the cover of switchboard {number} is missing"
    return {"description": words, "origin": "enforcement_inspection", "enterprise": str(firm), "grade": "general"}


def queries_of(request: list[str], token: str) -> int:
    """How many queries a request takes, in this process."""
    method, path, body = request
    client = Client(headers={"Authorization": f"Bearer {token}", "Host": "127.0.0.1"})
    with CaptureQueriesContext(connection) as found:
        answer = client.generic(method, path, body, content_type="application/json")
    if answer.status_code >= 300:
        raise SystemExit(f"{method} {path}: {answer.status_code} {answer.content.decode()}")
    return len(found)


def _processes() -> dict[int, tuple[int, float, str]]:
    """Every process: its parent, the processor seconds that it spent, itself and those of its children that ended, and
    its command line."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            found[int(entry.name)] = (int(fields[1]), sum(map(int, fields[11:15])) / TICK, command)
    return found


def spent_below(root: int, seen: dict[int, tuple[int, float, str]]) -> float:
    """The processor seconds of a process and all below it."""
    below = [key for key, (parent, _, _) in seen.items() if parent == root]
    return seen.get(root, (0, 0.0, ""))[1] + sum(spent_below(each, seen) for each in below)


class Spending:
    """Where the server's processor time goes."""

    def __init__(self, server: int) -> None:
        children = {key: each[2] for key, each in _processes().items() if each[0] == server}
        self.web = next(key for key, command in children.items() if "granian" in command)
        self.worker = next(key for key, command in children.items() if "granian" not in command)
        self.database = 0
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.database = _processes()[cursor.fetchone()[0]][0]

    def now(self) -> tuple[float, float, float]:
        """Seconds so far of web workers, database, background worker."""
        seen = _processes()
        return (
            spent_below(self.web, seen),
            spent_below(self.database, seen) if self.database else 0.0,
            spent_below(self.worker, seen),
        )


@contextmanager
def serving(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The product's server on a port, until the block ends."""
    command = [sys.executable, "-c", "from hongxian.config.cli import main; main()", "serve", "--port", str(port)]
    process = subprocess.Popen([*command, "--workers", str(WORKERS)], stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            time.sleep(0.3)
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
        else:
            raise SystemExit("the server did not start")
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def send(port: int, token: str, requests: Asked, seconds: float, *, again: bool) -> dict[str, Any]:
    """Let another process send the requests; what it found."""
    file = Path(FOLDER.name) / "requests.json"
    told = {"port": port, "token": token, "seconds": seconds, "at_once": AT_ONCE, "requests": requests, "again": again}
    file.write_text(json.dumps(told), encoding="utf-8")
    command = [sys.executable, "-I", str(Path(__file__).parent / "requesting.py"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measure(port: int, token: str, asked: dict[str, Asked], seconds: float) -> dict[str, dict[str, Any]]:
    """The figures of each kind of request."""
    found = {}
    with serving(port) as process:
        spending = Spending(process.pid)
        send(port, token, asked["list"] + asked["detail"][:9], 3, again=True)
        for name, requests in asked.items():
            queries = queries_of(requests[0], token)
            connections.close_all()
            send(port, token, requests[1:41] or requests, 2, again=name not in WRITES)
            before = spending.now()
            one = send(port, token, requests[41:] or requests, seconds, again=name not in WRITES)
            each = [(late - early) * 1000 / one["requests"] for early, late in zip(before, spending.now(), strict=True)]
            one |= {"cpu_ms": round(each[0] + each[1], 2), "of_that_database_ms": round(each[1], 2)}
            beside = {"worker_cpu_ms": round(each[2], 2), "queries": queries, "load": round(os.getloadavg()[0], 1)}
            found[name] = one | beside
            print(name, found[name], flush=True)
    return found


def main() -> int:
    """Build, ask, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dangers", type=int, default=2_000_000)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument("--only", nargs="*", default=[])
    given = parser.parse_args()
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    token = build(given.dangers)
    analyse()
    connections.close_all()
    print(f"built in {time.perf_counter() - began:.0f} s", flush=True)
    asked = asked_of(Random(7), min(4_000, given.dangers // 20))
    chosen = {name: each for name, each in asked.items() if not given.only or name in (*given.only, "list", "detail")}
    found = measure(given.port, token, chosen, given.seconds)
    rate = {name: each["per_second"] for name, each in found.items()}
    cost = {name: each["cpu_ms"] for name, each in found.items()}
    slow = [f"{name}: {rate[name]}/s" for name, least in AT_LEAST.items() if rate.get(name, least) < least]
    dear = [f"{name}: {cost[name]} CPU ms" for name, most in AT_MOST.items() if cost.get(name, 0) > most]
    refused = [f"{name}: {each['refused']}" for name, each in found.items() if each["refused"]]
    said = {
        "engine": connection.vendor,
        "dangers": given.dangers,
        "at_once": AT_ONCE,
        "web_workers": WORKERS,
        "place": ROOT,
        "found": found,
        "missed": slow + dear,
        "refused": refused,
    }
    if not given.only:
        keep(said, f"hidden_dangers-{connection.vendor}", parser, given, "dangers")
    print(json.dumps(said, indent=1))
    return 1 if refused or slow or dear else 0


if __name__ == "__main__":
    sys.exit(main())
