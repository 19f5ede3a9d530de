"""Settings come from the environment, each declared once with type, default and meaning; the table documents itself."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit

T = TypeVar("T")


@dataclass(frozen=True)
class Setting:
    """One documented setting."""

    name: str
    default: str
    meaning: str


TABLE: list[Setting] = []


def env(name: str, default: str, meaning: str, read: Callable[[str], T]) -> T:
    """The value of HONGXIAN_<name>, or of the file named by HONGXIAN_<name>_FILE, or the default."""
    key = f"HONGXIAN_{name}"
    TABLE.append(Setting(key, default, meaning))
    if file := os.environ.get(f"{key}_FILE"):
        return read(Path(file).read_text(encoding="utf-8").strip())
    return read(os.environ.get(key, default))


def flag(value: str) -> bool:
    """A yes or a no; anything else is refused."""
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off", ""}:
        return False
    raise ValueError(value)


def hours(value: str) -> tuple[time, time] | None:
    """A time of day from–to, as `21:00-07:30`; it may pass midnight. None for an empty value."""
    if not value.strip():
        return None
    since, until = value.split("-")
    return time.fromisoformat(since.strip()), time.fromisoformat(until.strip())


def words(value: str) -> list[str]:
    """Words parted by commas."""
    return [word.strip() for word in value.split(",") if word.strip()]


def tiles(value: str) -> list[str]:
    """Addresses of tiles parted by blanks, each with its three numbers; anything but http(s) is refused."""
    found = value.split()
    for each in found:
        if urlsplit(each).scheme not in ("http", "https") or not all(name in each for name in ("{x}", "{y}", "{z}")):
            raise ValueError(each)
    return found


def database(url: str) -> dict[str, object]:
    """Django's database settings for `sqlite:///file` or `postgresql://user:password@host:port/name`.

    A socket folder may stand as `?host=/folder`.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:] if parts.path.startswith("//") else parts.path.lstrip("/") or ":memory:",
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                    "PRAGMA recursive_triggers=ON; PRAGMA cache_size=-65536;"
                ),
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host", parts.hostname or "")),
            "PORT": str(parts.port or query.get("port", "")),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(f"HONGXIAN_DATABASE_URL: {parts.scheme}")
