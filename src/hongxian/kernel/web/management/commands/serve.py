"""`hongxian serve`: the web server and the worker, on loopback unless told otherwise."""

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from hongxian.kernel.schema import why_unusable
from hongxian.kernel.web import text

_GRACE = 10


class Command(BaseCommand):
    help = text.SERVE_HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help=text.SERVE_HOST)
        parser.add_argument("--port", type=int, default=8000, help=text.SERVE_PORT)
        parser.add_argument("--workers", type=int, default=2, help=text.SERVE_WORKERS)

    def handle(self, *args: Any, **options: Any) -> None:
        if not _is_free(options["host"], options["port"]):
            raise CommandError(text.PORT_TAKEN.format(host=options["host"], port=options["port"]))
        if fault := why_unusable():
            raise CommandError(fault)
        connection.close()
        server = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
            *("--host", options["host"], "--port", str(options["port"])),
            *("--workers", str(options["workers"]), "--blocking-threads", "2"),
            "hongxian.config.wsgi:application",
        ]
        worker = [sys.executable, "-c", "from hongxian.config.cli import main; main()", "worker"]
        running = [subprocess.Popen(each, start_new_session=True) for each in (server, worker)]
        signal.signal(signal.SIGTERM, _interrupt)
        self.stdout.write(text.SERVING.format(url=f"http://{options['host']}:{options['port']}/"))
        self.stdout.flush()
        try:
            while all(process.poll() is None for process in running):
                time.sleep(0.3)
        except KeyboardInterrupt:
            pass
        finally:
            _end(running)


def _is_free(host: str, port: int) -> bool:
    """Whether nobody listens there yet."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _end(running: list[subprocess.Popen[bytes]]) -> None:
    """End exactly the processes started here; one that does not stop in time is killed, with those it started."""
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
