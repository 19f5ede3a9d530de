"""That a register has more rows than anybody counts: remembered in the process for a while, with when it was found."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet

from hongxian.kernel.clock import now

MOST_COUNTED = 10_000
"""Further than this nobody counts: counting a million rows costs more than the page."""
REMEMBERED = timedelta(minutes=10)


def digest(*parts: str) -> str:
    """A key for what was asked, of fixed length."""
    return "registers:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def many_at(asked: str) -> datetime | None:
    """When it was found that there are more; None if that was not found, or too long ago."""
    found: datetime | None = cache.get(asked)
    return found if found is not None and found <= now() < found + REMEMBERED else None


def remember_many(asked: str) -> None:
    """Remember that there are more."""
    cache.set(asked, now(), timeout=REMEMBERED.total_seconds())


def are_many(rows: QuerySet[Any], scopes: Iterable[object], *asked: str) -> bool:
    """Whether there are more rows than anybody counts, so that a page of them is walked to in order. The scopes in
    which they are seen and what was `asked` tell them from others; the answer, either way, is remembered in the process
    for a while."""
    key = digest("many", *sorted(map(str, scopes)), *asked)
    found: bool | None = cache.get(key)
    if found is None:
        found = rows.order_by().values("pk")[: MOST_COUNTED + 1].count() > MOST_COUNTED
        cache.set(key, found, timeout=REMEMBERED.total_seconds())
    return found
