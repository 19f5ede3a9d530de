"""The sessions behind the logins: which still stand, when they were last used, how they are ended."""

import re
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings

from hongxian.kernel.clock import now
from hongxian.modules.base.accounts.models import Login

LOGIN, SEEN, IDLE, UNTIL, CHANGE = "login", "seen", "idle_minutes", "until", "must_change_password"
"""What a session holds: the login it belongs to, when it was last used, how long it may rest, until when it may last,
whether the password must be changed first."""

_BROWSERS = ("Edg/", "WeChat", "MicroMessenger", "Firefox/", "Chrome/", "Safari/", "Python")
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone|iPad", "iOS"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def _stored(login: Login) -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore(session_key=login.session_key)


def last_seen(login: Login) -> datetime | None:
    """When the session was last used; None if it is gone or may not be used any more."""
    data = _stored(login).load()
    if data.get(LOGIN) != str(login.pk):
        return None
    seen = datetime.fromisoformat(data[SEEN])
    return None if dead(data) else seen


def dead(data: Any) -> str:
    """Why a session may not be used any more: `idle`, `expired`; empty if it may."""
    moment = now()
    if moment >= datetime.fromisoformat(data[UNTIL]):
        return "expired"
    if moment >= datetime.fromisoformat(data[SEEN]) + timedelta(minutes=data[IDLE]):
        return "idle"
    return ""


def destroy(login: Login) -> None:
    """Take the session away: whoever holds its cookie is logged out."""
    _stored(login).delete(login.session_key)


def device_of(login: Login) -> str:
    """The browser and system of a login in two words, as far as its browser names them."""
    browser = next((word for word in _BROWSERS if word in login.device), "")
    system = next((name for mark, name in _SYSTEMS if re.search(mark, login.device)), "")
    return " · ".join(part for part in (browser.rstrip("/"), system) if part) or login.device[:40]
