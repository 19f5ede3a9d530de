"""What a backup and its restoring cost: `python benchmarks/restore.py [--rows 1000000]`.

A sealed ledger of so many rows is backed up and restored into an empty database, ledger checked entry by entry, each by
the command that an administrator runs, in a process of its own; beside it, in the same run, only unpacking the backup
and reading its lines. Works in databases of its own: SQLite in a temporary folder, or beside the one that
HONGXIAN_DATABASE_URL names, which must be empty. Of a database server the processor time is not counted. Prints and
writes `benchmarks/results/restore-<engine>.json`. Exit code 1 when a limit is not kept.
"""

import argparse
import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from ledger import BULK, FOLDER, seal, write_acts, write_backlog  # isort: skip - makes Django stand, in a folder that goes
from django.core.management import call_command
from django.db import connection
from keeping import keep

from hongxian.kernel.operations.archive import MANIFEST

ROWS_OF_AN_ENTRY = 4
"""The entry, its payload, its list of rows, and its leaf in the sealed tree."""
AT_MOST = {"backup_ratio": 12.0, "restore_ratio": 40.0, "backup_mb": 200.0, "restore_mb": 300.0}
"""Processor time over unpacking and reading the lines; memory does not grow with the rows."""


def elsewhere(name: str) -> dict[str, str]:
    """The surroundings of an empty instance with a data directory and a database of its own."""
    data = Path(FOLDER.name) / name
    data.mkdir()
    if connection.vendor == "sqlite":
        return {"HONGXIAN_DATA_DIR": str(data), "HONGXIAN_DATABASE_URL": f"sqlite:///{data}/hongxian.sqlite3"}
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    url = urlsplit(os.environ["HONGXIAN_DATABASE_URL"])
    return {"HONGXIAN_DATA_DIR": str(data), "HONGXIAN_DATABASE_URL": urlunsplit(url._replace(path=f"/{name}"))}


def run(*words: str, **surroundings: str) -> dict[str, float]:
    """Run a command of the product; its seconds, seconds of processor time, and the most memory it held."""
    program = (
        "import json, time; from hongxian.config.cli import main; from keeping import peak_mb\n"
        "code = main()\n"
        "print(json.dumps([time.process_time(), peak_mb()]))\n"
        "raise SystemExit(code)"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-P", "-c", program, *words],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent), **surroundings},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    used, peak = json.loads(done.stdout.splitlines()[-1])
    return {"s": round(time.perf_counter() - start, 1), "cpu_s": round(used, 1), "mb": round(peak)}


def read(file: Path) -> tuple[int, float]:
    """Lines of all tables, and the seconds of processor time to unpack and read them."""
    start, lines = time.process_time(), 0
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.startswith("tables/"):
                with archive.open(name) as member:
                    for line in member:
                        json.loads(line)
                        lines += 1
        json.loads(archive.read(MANIFEST))
    return lines, time.process_time() - start


def measure(rows: int) -> dict[str, float]:
    """Every figure."""
    entries = rows // ROWS_OF_AN_ENTRY
    call_command("migrate", verbosity=0)
    write_acts(1)
    for first in range(0, entries, BULK):
        write_backlog(first, min(first + BULK, entries))
    seal()
    file = Path(FOLDER.name) / "backup.zip"
    backup = run("backup", str(file))
    lines, plain = read(file)
    restored = run("restore", str(file), **elsewhere("restored"))
    found: dict[str, float] = {
        "rows": lines,
        "read_cpu_s": round(plain, 1),
        "file_mb": round(file.stat().st_size / 1e6),
    }
    for name, one in (("backup", backup), ("restore", restored)):
        found |= {f"{name}_{key}": value for key, value in one.items()}
        found[f"{name}_ratio"] = round(one["cpu_s"] / plain, 1)
    return found


def main() -> int:
    """Measure, print, write, compare with the limits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    given = parser.parse_args()
    found = {"engine": connection.vendor, **measure(given.rows), "limits": AT_MOST}
    print(json.dumps(found, indent=1))
    keep(found, f"restore-{connection.vendor}", parser, given, "rows")
    return int(any(found[name] > most for name, most in AT_MOST.items()))


if __name__ == "__main__":
    sys.exit(main())
