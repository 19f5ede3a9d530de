"""Which hidden dangers somebody takes along: those to re-check, to rectify, and those entered by oneself."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, today
from hongxian.kernel.ledger.queries import timeline
from hongxian.modules.screening.hidden_dangers.queries import is_overdue, verbs_open, visible_hidden_dangers

MOST = 150
"""So many of each kind go along; the rest is in the office."""
VERBS = ("report_rectified", "close", "return")
"""What is done on the spot; the rest is desk work."""
_READ = (
    "state",
    "grade",
    "description",
    "location",
    "rectifier",
    "measures",
    "rectification",
    "rectified_on",
    "rectified_by_name",
    "return_reason",
    "due_on",
    "times_returned",
    "times_reopened",
)
"""What a person on the spot decides by. Where one of these changed, the decision is asked for anew."""


def dangers_taken(actor: Actor) -> tuple[list[dict[str, Any]], bool]:
    """The dangers that the actor takes along, and whether there are more than that; a fixed number of queries."""
    re_check = _open(actor, "hidden_danger.close", "rectified").order_by("pk")
    rectify = _open(actor, "hidden_danger.report_rectified", "rectifying").order_by("due_on", "pk")
    own = visible_hidden_dangers(actor).filter(recorded_by=actor.key).exclude(state__in=("closed", "withdrawn"))
    rows: dict[Any, Any] = {}
    more = False
    for some in (re_check, rectify, own.order_by("-pk")):
        found = list(some[: MOST + 1])
        more |= len(found) > MOST
        rows |= {each.pk: each for each in found[:MOST] if each.pk not in rows}
    verbs = verbs_open(actor, list(rows.values()), VERBS)
    return [_told(each, verbs[each.pk]) for each in rows.values()], more


def danger_now(actor: Actor, key: UUID) -> dict[str, Any] | None:
    """One danger as it stands, who changed it last and when; None where it is not within the actor's scope."""
    found = visible_hidden_dangers(actor).filter(pk=key).first()
    if found is None:
        return None
    last = next(iter(timeline(found, limit=1)), None)
    told = _told(found, verbs_open(actor, [found], VERBS)[found.pk])
    if last is not None:
        told |= {"changed_at": last.entry.at.astimezone(LOCAL), "changed_by": last.actor_name, "act": last.entry.event}
    return told


def _open(actor: Actor, permission: str, state: str) -> QuerySet[Any]:
    rows = visible_hidden_dangers(actor, permission).filter(state=state)
    # whoever reported it removed does not re-check it
    return rows.exclude(rectified_by=actor.key) if state == "rectified" and actor.key else rows


def _told(danger: Any, verbs: list[str]) -> dict[str, Any]:
    read = {name: getattr(danger, name) for name in _READ}
    return {
        **read,
        "key": danger.pk,
        "version": hashlib.sha256(json.dumps(read, default=str, sort_keys=True).encode()).hexdigest()[:16],
        "where": danger.where,
        "enterprise": danger.enterprise_id,
        "place": danger.place.name,
        "danger_category": danger.danger_category,
        "found_on": danger.found_on,
        "overdue": is_overdue(danger),
        "days_left": (danger.due_on - today()).days if danger.due_on else None,
        "steps": verbs,
    }
