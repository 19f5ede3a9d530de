"""The order to rectify within a time limit, and the opinion of the re-check, from the danger itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.documents.offer import Filled
from hongxian.kernel.glossary import term
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger


def is_ordered(danger: HiddenDanger) -> bool:
    """Whether it was ordered removed by a day."""
    return danger.state in ("rectifying", "rectified", "closed") and danger.due_on is not None


def is_rechecked(danger: HiddenDanger) -> bool:
    """Whether a re-check found it removed."""
    return danger.state == "closed" and danger.verified_on is not None


def fill_order(actor: Actor, danger: HiddenDanger, _asked: Mapping[str, Any]) -> Filled:
    """What was found, what is to be done by whom until when; to the enterprise or premises."""
    return Filled(_values(actor, danger), (danger.where,))


def fill_opinion(actor: Actor, danger: HiddenDanger, _asked: Mapping[str, Any]) -> Filled:
    """What was done and what the re-check found; to the enterprise or premises."""
    return Filled(_values(actor, danger), (danger.where,))


def _values(actor: Actor, danger: HiddenDanger) -> dict[str, Any]:
    fields = ("location", "description", "basis", "rectifier", "measures", "emergency_plan", "rectification")
    days = ("found_on", "due_on", "rectified_on", "verified_on")
    return {
        **{name: getattr(danger, name) for name in (*fields, *days, "times_returned")},
        "issuer": actor.organisation_name,
        "where": danger.where,
        "origin": term(f"origin#{danger.origin}"),
        "grade": term(f"grade#{danger.grade}"),
        "funds": "" if danger.funds is None else str(danger.funds),
    }
