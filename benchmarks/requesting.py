"""A load generator: `python benchmarks/requesting.py FILE` sends the requests of a JSON file to a server on loopback,
so many at once, each as soon as the one before it is answered, and prints how long they took.

The file: `port`, `token`, `seconds`, `at_once`, `requests` (method, path, body), `again` (whether to begin anew when
all were sent). Standard library only, and little work of its own: it shares the machine with what it measures.
"""

import json
import socket
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from threading import Lock, Thread
from typing import Any
from uuid import uuid4


def written(request: list[str], port: int, token: str) -> bytes:
    """A request as it goes over the line; every write has a key of its own."""
    method, path, body = request
    head = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Authorization: Bearer {token}"]
    if method != "GET":
        head += [f"Idempotency-Key: {uuid4()}", "Content-Type: application/json", f"Content-Length: {len(body)}"]
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


def answered(line: socket.socket) -> tuple[int, int]:
    """Read one whole answer: its status and the length of its body."""
    held = b""
    while (end := held.find(b"\r\n\r\n")) < 0:
        held += _more(line)
    head = held[:end].decode("latin-1").lower()
    length = int(head.partition("content-length:")[2].split("\r\n", 1)[0])
    left = length - (len(held) - end - 4)
    while left > 0:
        left -= len(_more(line))
    return int(head.split(" ", 2)[1]), length


def _more(line: socket.socket) -> bytes:
    if not (part := line.recv(262_144)):
        raise ConnectionError("the server closed the line")
    return part


class Sender(Thread):
    """One of those that ask at the same time."""

    def __init__(self, port: int, left: Iterator[bytes], lock: Lock, until: float) -> None:
        super().__init__()
        self.left, self.lock, self.until = left, lock, until
        self.line = socket.create_connection(("127.0.0.1", port))
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.took: list[float] = []
        self.refused: list[int] = []
        self.bytes = 0

    def run(self) -> None:
        """Ask until the time is over or nothing is left to ask."""
        while time.perf_counter() < self.until:
            with self.lock:
                request = next(self.left, None)
            if request is None:
                return
            began = time.perf_counter()
            self.line.sendall(request)
            status, length = answered(self.line)
            self.took.append(time.perf_counter() - began)
            self.bytes += length
            if status >= 300:
                self.refused.append(status)


def main() -> None:
    """Send, and print figures: milliseconds, requests a second."""
    given: dict[str, Any] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = [written(each, given["port"], given["token"]) for each in given["requests"]]
    left, lock = iter(cycle(lines) if given["again"] else lines), Lock()
    began = time.perf_counter()
    senders = [Sender(given["port"], left, lock, began + given["seconds"]) for _ in range(given["at_once"])]
    for each in senders:
        each.start()
    for each in senders:
        each.join()
    spent = time.perf_counter() - began
    took = sorted(each for sender in senders for each in sender.took)
    parts = quantiles(took, n=100)
    found = {
        "requests": len(took),
        "per_second": round(len(took) / spent, 1),
        "p50_ms": round(parts[49] * 1000, 1),
        "p95_ms": round(parts[94] * 1000, 1),
        "kilobytes": round(sum(each.bytes for each in senders) / len(took) / 1024, 1),
        "refused": sorted({status for each in senders for status in each.refused}),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
