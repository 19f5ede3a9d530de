"""No test speaks to the outside: connections leave only to this machine."""

import socket
from collections.abc import Callable
from typing import Any

LOCAL = {"localhost", "127.0.0.1", "::1", "", "0.0.0.0", "testserver"}


class NetworkBlocked(RuntimeError):
    """A test tried to reach another machine."""


def block_network() -> None:
    """Refuse every connection and every look-up of a name that is not this machine's, until the process ends."""
    for name in ("connect", "connect_ex", "sendto"):
        setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    look_up = socket.getaddrinfo

    def guarded_look_up(host: Any, *rest: Any, **named: Any) -> Any:
        _refuse_foreign(host)
        return look_up(host, *rest, **named)

    socket.getaddrinfo = guarded_look_up


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, *args: Any) -> Any:
        if self.family != getattr(socket, "AF_UNIX", None) and isinstance(args[-1], tuple):
            _refuse_foreign(args[-1][0])
        return method(self, *args)

    return guarded


def _refuse_foreign(host: object) -> None:
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    if name not in LOCAL and not name.startswith("127."):
        raise NetworkBlocked(f"a test tried to reach {name}")
