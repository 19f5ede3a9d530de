"""The order that an overdue duty be done, whatever it follows from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.documents.offer import Filled
from hongxian.kernel.duties.models import Duty


def is_overdue(duty: Duty) -> bool:
    """Whether it stands open past its day."""
    return duty.state == "open" and duty.due_on is not None and duty.due_on < today()


def fill_overdue(_actor: Actor, duty: Duty, _asked: Mapping[str, Any]) -> Filled:
    """What is owed, by which clause, since when it is overdue and how that day came about."""
    assert duty.due_on is not None
    values = {
        "party": duty.organisation_name,
        "title": duty.title,
        "clause": duty.clause,
        "clause_source": duty.clause_source,
        "due_on": duty.due_on,
        "days_late": (today() - duty.due_on).days,
        "calculation": list(duty.calculation),
        "opened_on": duty.opened_at,
    }
    return Filled(values, (duty.organisation_name,))
