"""How fast the ledger writes, seals, proves and checks: `python benchmarks/ledger.py [--entries 1000000]`.

Works in a database of its own: SQLite in a temporary folder, or the one that HONGXIAN_DATABASE_URL names, which must be
empty. Content is made from counters, so two runs do the same work. Prints and writes
`benchmarks/results/ledger-<engine>.json` (another size: with the size in its name);
each figure stands beside the limit that it must keep. Exit code 1
when one is not kept.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import django

FOLDER = tempfile.TemporaryDirectory(prefix="ledger-benchmark-")
os.environ["HONGXIAN_DATA_DIR"] = FOLDER.name
os.environ["HONGXIAN_WITNESS_DIR"] = ""
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongxian.config.settings")
os.environ.setdefault("HONGXIAN_DATABASE_URL", f"sqlite:///{FOLDER.name}/ledger.sqlite3")
django.setup()

from django.core.management import call_command  # noqa: E402 - Django had to stand first
from django.db import connection, transaction  # noqa: E402
from keeping import keep, peak_mb  # noqa: E402

from hongxian.kernel.act import acting  # noqa: E402
from hongxian.kernel.actor import system_actor  # noqa: E402
from hongxian.kernel.clock import now  # noqa: E402
from hongxian.kernel.custody.commands import create_key  # noqa: E402
from hongxian.kernel.custody.seal import seal  # noqa: E402
from hongxian.kernel.ledger.canonical import salted  # noqa: E402
from hongxian.kernel.ledger.models import Entry, Payload, Pending, Subject  # noqa: E402
from hongxian.kernel.ledger.proof import proof_of  # noqa: E402
from hongxian.kernel.ledger.record import record  # noqa: E402
from hongxian.kernel.ledger.verifier import check, manifest_hash  # noqa: E402
from hongxian.kernel.ledger.verify import verify  # noqa: E402

SALT = "5a" * 32
BULK = 5_000
PROOFS = 100
AT_LEAST = {"record_per_second": 100, "seal_per_second": 2_000, "verify_per_second": 2_000}
AT_MOST = {"proof_ms": 50, "proof_check_ms": 50, "seal_peak_mb": 400, "verify_peak_mb": 400}
"""A city writes some ten entries a second at its busiest hour; the rest is room. A backlog of a million entries is
sealed, and the night's check of a million ends, within ten minutes each; memory does not grow with the ledger."""


@contextmanager
def timed(found: dict[str, float], name: str) -> Iterator[None]:
    """Put the seconds that the block takes under `name`."""
    start = time.perf_counter()
    yield
    found[name] = time.perf_counter() - start


def write_acts(acts: int) -> None:
    """Acts one by one, each with its own transaction, as commands write them."""
    actor = system_actor("benchmark", "signing_key.create")
    key = create_key(actor=actor)
    for number in range(acts):
        with transaction.atomic(), acting("signing_key.create", actor):
            record(key, reason=str(number))


def write_backlog(first: int, last: int) -> None:
    """Pending entries in bulk, with payload and list of rows, as that many acts would leave them."""
    entries, payloads, subjects = [], [], []
    for number in range(first, last):
        state = {"id": str(number), "name": f"enterprise {number}", "state": "open", "amount": "1.00"}
        content = {"actor_name": "benchmark", "reason": f"visit {number}", "states": {f"thing:{number}": state}}
        row = ("thing", str(number), salted(SALT, state))
        entry = Entry(
            id=UUID(int=(1 << 76) | number),
            at=now(),
            event="thing.change",
            actor_kind="system",
            actor_key="benchmark",
            subject_kind=row[0],
            subject_key=row[1],
            digest=salted(SALT, content),
            manifest=manifest_hash([row]),
        )
        entries.append(entry)
        payloads.append(Payload(entry=entry, salt=SALT, content=content))
        subjects.append(Subject(entry=entry, seq=0, kind=row[0], key=row[1], digest=row[2]))
    with transaction.atomic():
        Entry.objects.bulk_create(entries)
        Payload.objects.bulk_create(payloads)
        Subject.objects.bulk_create(subjects)
        Pending.objects.bulk_create([Pending(entry=entry) for entry in entries])


def measure(entries: int, acts: int) -> dict[str, float]:
    """Every figure of one run."""
    took: dict[str, float] = {}
    with timed(took, "record"):
        write_acts(acts)
    seal()
    with timed(took, "backlog"):
        for first in range(0, entries, BULK):
            write_backlog(first, min(first + BULK, entries))
    with timed(took, "seal"):
        sealed = seal()
    seal_peak = peak_mb()
    keys = [UUID(int=(1 << 76) | number * (entries // PROOFS)) for number in range(PROOFS)]
    with timed(took, "proof"):
        proofs = [proof_of(key, with_payload=True) for key in keys]
    with timed(took, "proof_check"):
        for proof in proofs:
            check(proof)
    with timed(took, "verify"):
        found = verify()
    if found:
        raise SystemExit(found[0].text)
    return {
        "record_per_second": acts / took["record"],
        "seal_per_second": sealed / took["seal"],
        "seal_seconds": took["seal"],
        "seal_peak_mb": seal_peak,
        "proof_ms": took["proof"] * 1000 / PROOFS,
        "proof_check_ms": took["proof_check"] * 1000 / PROOFS,
        "verify_per_second": entries / took["verify"],
        "verify_seconds": took["verify"],
        "verify_peak_mb": peak_mb(),
        "backlog_seconds": took["backlog"],
    }


def main() -> int:
    """Measure, print, write; 1 if a limit is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--acts", type=int, default=2_000)
    given = parser.parse_args()
    call_command("migrate", verbosity=0)
    figures = measure(given.entries, given.acts)
    failed = []
    for name, figure in figures.items():
        low, high = AT_LEAST.get(name, 0), AT_MOST.get(name, float("inf"))
        kept = low <= figure <= high
        failed += [] if kept else [name]
        limit = f"≥ {low}" if low else f"≤ {high}" if name in AT_MOST else ""
        print(f"{name:20} {figure:12.2f}  {limit:8} {'' if kept else 'NOT KEPT'}")
    limits = {"at_least": AT_LEAST, "at_most": AT_MOST}
    result = {"entries": given.entries, "figures": figures, "limits": limits}
    keep(result, f"ledger-{connection.vendor}", parser, given, "entries")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
