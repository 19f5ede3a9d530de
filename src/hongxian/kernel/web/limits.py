"""How often one address may do something in a minute: for pages that anybody may open."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

from hongxian.kernel.clock import now


def too_many(what: str, request: HttpRequest, most: int, *, count: bool = True) -> bool:
    """Whether the address did this more than `most` times in the running minute; `count` counts this time too. Each
    worker process counts for itself, and behind a proxy all share its address: a brake, no fence."""
    key = f"limit:{what}:{request.META.get('REMOTE_ADDR', '')}:{now():%Y%m%d%H%M}"
    if not count:
        return int(cache.get(key, 0)) >= most
    cache.add(key, 0, timeout=120)
    return int(cache.incr(key)) > most
