"""Calling another system over HTTP: only hosts that the instance allows, no redirects, no proxy, an answer of bounded
length. What it says when it refuses is kept for people to read."""

from __future__ import annotations

import json
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Collection, Mapping
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from hongxian.kernel import text
from hongxian.kernel.problem import Problem

PATIENCE = 10
"""Seconds to wait for the other system."""
LONGEST_ANSWER = 8 * 1024 * 1024
_SHOWN = 300


class NotTaken(Exception):
    """The other system did not take it; the outbox tries again, and keeps the reason in sight."""


class _Straight(urllib.request.HTTPRedirectHandler):
    """Redirects are not followed: only the address that was entered is told anything."""

    def redirect_request(self, *_: Any) -> None:
        return None


_opener = urllib.request.build_opener(_Straight, urllib.request.ProxyHandler({}))


def check_address(url: str, hosts: Collection[str], *, setting: str) -> str:
    """The host of an address; raises `Problem` (field `url`) unless it is an HTTP address without credentials whose
    host is among those allowed, which the named setting lists."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname or "@" in parts.netloc:
        raise Problem(text.BAD_URL.format(url=url), field="url")
    if parts.hostname not in hosts:
        raise Problem(text.HOST_NOT_ALLOWED.format(host=parts.hostname, setting=setting), field="url")
    return parts.hostname


def call(url: str, headers: Mapping[str, str], body: bytes | None = None) -> bytes:
    """POST the body (GET without one); the answer. Raises `NotTaken` unless the other system answers
    2xx; its sentence does not hold the address, which may be a secret."""
    request = urllib.request.Request(url, data=body, headers=dict(headers), method="GET" if body is None else "POST")
    try:
        with _opener.open(request, timeout=PATIENCE) as answer:
            found: bytes = answer.read(LONGEST_ANSWER + 1)
    except urllib.error.HTTPError as error:
        raise NotTaken(text.REFUSED_BY_OTHER.format(status=error.code, reason=_said(error.read(4096)))) from error
    except urllib.error.URLError as error:
        raise NotTaken(text.NOT_REACHED.format(reason=in_words(error.reason))) from error
    except (OSError, HTTPException) as error:
        raise NotTaken(text.NOT_REACHED.format(reason=in_words(error))) from error
    if len(found) > LONGEST_ANSWER:
        raise NotTaken(text.ANSWER_TOO_LONG.format(most=LONGEST_ANSWER // 1024 // 1024))
    return found


def in_words(error: object) -> str:
    """Why another system was not reached, for whoever has to mend it: in Chinese where the reason is a usual one."""
    usual: tuple[tuple[type[BaseException], str], ...] = (
        (socket.gaierror, text.NO_SUCH_HOST),
        (ConnectionRefusedError, text.CONNECTION_REFUSED),
        (ConnectionError, text.CONNECTION_BROKEN),
        (TimeoutError, text.NO_ANSWER),
        (ssl.SSLError, text.NOT_TRUSTED),
    )
    return next((words for kind, words in usual if isinstance(error, kind)), str(error))


def _said(body: bytes) -> str:
    """Why it refused, as far as it says so in the way of problem+json."""
    try:
        said = json.loads(body)
    except ValueError:
        return ""
    return str(said.get("title", ""))[:_SHOWN] if isinstance(said, dict) else ""
