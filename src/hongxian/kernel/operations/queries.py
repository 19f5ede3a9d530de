"""How the instance is doing: for the probe that asks every few seconds, and for the administrator's page."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Max, Min, QuerySet

from hongxian.kernel.actor import Actor, instance_wide
from hongxian.kernel.clock import now
from hongxian.kernel.ledger.models import Head, Pending
from hongxian.kernel.operations.models import Backup
from hongxian.kernel.outbox.models import FAILED, PENDING, Message, TimerRun

LATE = timedelta(minutes=5)
"""How long the worker may be silent before the probe calls it late."""
DUE = timedelta(days=1)
LOW = 1 << 30


def visible_backups(actor: Actor, permission: str = "backup.view") -> QuerySet[Backup]:
    """All backups to whoever holds the permission, newest first; none to others."""
    return instance_wide(Backup.objects.order_by("-made_at"), actor, permission)


def health() -> dict[str, Any]:
    """Whether database and worker answer; no figure, no name: anybody on the network may ask."""
    try:
        ran_at = TimerRun.objects.aggregate(ran_at=Max("ran_at"))["ran_at"]
    except DatabaseError:
        return {"status": "degraded", "checks": {"database": "down", "worker": "unknown"}}
    worker = "ok" if ran_at and now() - ran_at < LATE else "late"
    return {"status": "ok" if worker == "ok" else "degraded", "checks": {"database": "ok", "worker": worker}}


@dataclass(frozen=True)
class Reading:
    """One figure of the state page. `poor` says that somebody should look after it."""

    key: str
    value: Any
    poor: bool = False


def readings() -> list[Reading]:
    """The figures of the state page."""
    waiting = Message.objects.filter(done_at__isnull=True, state=PENDING)
    oldest = waiting.aggregate(oldest=Min("created_at"))["oldest"]
    failed = Message.objects.filter(done_at__isnull=True, state=FAILED).count()
    ran_at = TimerRun.objects.aggregate(ran_at=Max("ran_at"))["ran_at"]
    newest = Head.objects.order_by("-size").first()
    backup = Backup.objects.order_by("-made_at").first()
    free = shutil.disk_usage(settings.DATA_DIR).free
    return [
        Reading("database_kind", connection.vendor),
        Reading("disk_free", free, free < LOW),
        Reading("worker_ran_at", ran_at, _older(ran_at, LATE)),
        Reading("messages_waiting", waiting.count(), _older(oldest, LATE) if oldest else False),
        Reading("messages_failed", failed, bool(failed)),
        Reading("sealed_at", newest.at if newest else None, newest is None),
        Reading("entries_unsealed", Pending.objects.count()),
        Reading("witness_set", bool(settings.WITNESS_DIR), not settings.WITNESS_DIR),
        Reading("backed_up_at", backup.made_at if backup else None, _older(backup.made_at if backup else None, DUE)),
    ]


def _older(moment: datetime | None, than: timedelta) -> bool:
    return moment is None or now() - moment > than
