"""Sending one message: by SMTP, or to a gateway in the form that it takes. `NotTaken` says in Chinese why not."""

from __future__ import annotations

import hashlib
import hmac
import json
import smtplib
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import yaml
from django.conf import settings
from django.core.mail import EmailMessage

from hongxian.kernel.calling import NotTaken, call, check_address, in_words
from hongxian.kernel.clock import now
from hongxian.kernel.problem import Problem
from hongxian.kernel.sealing import unseal
from hongxian.modules.base.notices import text
from hongxian.modules.base.notices.models import NoticeGateway

SEALED_FOR = "notices"
HOSTS_SETTING = "HONGXIAN_NOTICE_HOSTS"


@cache
def forms() -> dict[str, dict[str, Any]]:
    """How each kind of gateway wants its messages."""
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(
        (Path(__file__).parent / "gateways.yaml").read_text(encoding="utf-8")
    )
    return loaded


def send_mail(address: str, subject: str, words: str) -> None:
    """Hand a message to the mail server."""
    if not settings.MAIL_HOST:
        raise NotTaken(text.NO_MAIL)
    try:
        EmailMessage(subject, words, settings.DEFAULT_FROM_EMAIL, [address]).send()
    except smtplib.SMTPAuthenticationError as error:
        raise NotTaken(text.MAIL_LOGIN_REFUSED) from error
    except smtplib.SMTPRecipientsRefused as error:
        raise NotTaken(text.MAIL_ADDRESS_REFUSED) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotTaken(text.MAIL_NOT_SENT.format(reason=_reason(error))) from error


def _reason(error: Exception) -> str:
    """No answer of the server, which may repeat the address; the usual reasons in words."""
    return in_words(error) if isinstance(error, OSError) and error.errno else type(error).__name__


def send_to(gateway: NoticeGateway, words: str, phone: str = "") -> None:
    """Hand a message to a gateway, if its host is still allowed. An answer that says no counts as no, though its
    status be 200: that is how these gateways refuse."""
    form = forms()[gateway.kind]
    url, secret = (unseal(each, purpose=SEALED_FOR) if each else "" for each in (gateway.url, gateway.secret))
    if not url:
        raise NotTaken(text.CANNOT_UNSEAL)
    try:
        check_address(url, settings.NOTICE_HOSTS, setting=HOSTS_SETTING)
    except Problem as problem:
        raise NotTaken(problem.text) from problem
    filled = _filled(gateway.body or form["body"], {"{text}": words, "{phone}": phone})
    url, body, headers = _signed(str(form.get("signature", "")), secret, url, filled)
    answer = call(url, {"Content-Type": "application/json; charset=utf-8", **headers}, body)
    _check_answer(answer, gateway.accepted or form["accepted"])


def _filled(template: Any, values: Mapping[str, str]) -> Any:
    if isinstance(template, dict):
        return {key: _filled(each, values) for key, each in template.items()}
    if isinstance(template, list):
        return [_filled(each, values) for each in template]
    if isinstance(template, str):
        for name, value in values.items():
            template = template.replace(name, value)
    return template


def _signed(way: str, secret: str, url: str, filled: Any) -> tuple[str, bytes, dict[str, str]]:
    """Signed as the gateway wants it: DingTalk in the address, Feishu in the body, others in a header as webhooks."""
    seconds = int(now().timestamp())
    headers: dict[str, str] = {}
    if secret and way == "address":
        moment = str(seconds * 1000)
        signed = hmac.new(secret.encode(), f"{moment}\n{secret}".encode(), hashlib.sha256).digest()
        added = urlencode({"timestamp": moment, "sign": b64encode(signed).decode()})
        url += ("&" if "?" in url else "?") + added
    elif secret and way == "body":
        signed = hmac.new(f"{seconds}\n{secret}".encode(), b"", hashlib.sha256).digest()
        filled = {"timestamp": str(seconds), "sign": b64encode(signed).decode(), **filled}
    body = json.dumps(filled, ensure_ascii=False).encode()
    if secret and way == "header":
        hexed = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
        headers["Hongxian-Signature"] = f"t={seconds},v1={hexed}"
    return url, body, headers


def _check_answer(answer: bytes, accepted: Mapping[str, str]) -> None:
    if not accepted:
        return
    try:
        said = json.loads(answer)
    except ValueError as error:
        raise NotTaken(text.ANSWER_UNREADABLE) from error
    for field, expected in accepted.items():
        found = said.get(field) if isinstance(said, dict) else None
        if str(found) != str(expected):
            words = next((str(said[each]) for each in ("errmsg", "msg", "message") if each in said), "")
            raise NotTaken(text.ANSWER_REFUSES.format(field=field, found=found, words=words[:120]))
