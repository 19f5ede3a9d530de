"""That a register has more rows than anybody counts: remembered in the process for a while, with when it was found."""

import hashlib
from datetime import datetime, timedelta

from django.core.cache import cache

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
