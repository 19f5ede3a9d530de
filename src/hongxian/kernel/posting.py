"""Sending something to another system over HTTP: only to the address given, with patience, and with its answer."""

from __future__ import annotations

import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Collection, Mapping
from http.client import HTTPException
from typing import IO, Any
from urllib.parse import urlsplit

from hongxian.kernel import text
from hongxian.kernel.problem import Problem

PATIENCE = 10
"""Seconds to wait for the other system."""
MOST_ANSWER = 64 * 1024


class NotTaken(Exception):
    """The other system did not take it; its sentence says why."""


class _Straight(urllib.request.HTTPRedirectHandler):
    """Redirects are not followed: only the address that was given is told anything."""

    def redirect_request(self, *_: Any) -> None:
        return None


_opener = urllib.request.build_opener(_Straight, urllib.request.ProxyHandler({}))


def post(url: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    """Send the body; what was answered, cut off after 64 KiB. Raises `NotTaken` unless the answer is 2xx. The sentence
    does not hold the address, which may be a secret."""
    request = urllib.request.Request(url, data=body, headers=dict(headers), method="POST")
    try:
        answer: IO[bytes] = _opener.open(request, timeout=PATIENCE)
        with answer:
            return answer.read(MOST_ANSWER)
    except urllib.error.HTTPError as error:
        raise NotTaken(text.REFUSED_BY_OTHER.format(status=error.code)) from error
    except urllib.error.URLError as error:
        raise NotTaken(text.NOT_REACHED.format(reason=in_words(error.reason))) from error
    except (OSError, HTTPException) as error:
        raise NotTaken(text.NOT_REACHED.format(reason=in_words(error))) from error


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


def check_address(url: str, hosts: Collection[str], *, setting: str) -> str:
    """The host of an address; raises `Problem` (field `url`) unless it is an HTTP address without credentials whose
    host is among those allowed, which the named setting lists."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname or "@" in parts.netloc:
        raise Problem(text.BAD_URL, field="url")
    if parts.hostname not in hosts:
        raise Problem(text.HOST_NOT_ALLOWED.format(host=parts.hostname, setting=setting), field="url")
    return parts.hostname
