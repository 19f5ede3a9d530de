"""The order that a matter not done be done: from a verdict that says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.documents.offer import Filled
from hongxian.kernel.duties.queries import duty_from
from hongxian.kernel.glossary import term
from hongxian.modules.base.policies.queries import content_of
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.base.verdicts.panels import live_panels


def is_outstanding(verdict: Verdict) -> bool:
    """Whether the matter is not done and is judged still."""
    return verdict.status == "not_met" and verdict.lapsed_at is None


def fill_supervision(actor: Actor, verdict: Verdict, _asked: Mapping[str, Any]) -> Filled:
    """The clause, how the verdict came about today, what fails, and the day by which it was due."""
    obligation = content_of(verdict.pack).obligations[verdict.obligation]
    duty = duty_from(f"verdict:{verdict.pk}")
    panel = next(iter(live_panels(actor, [verdict])), None)
    failing = [
        {"label": row.label, "reason": row.reason}
        for rows in (panel.parts if panel else ())
        for row in (*rows.exceptions.found, *rows.failing.found)
    ]
    overdue = duty is not None and duty.due_on is not None and duty.due_on < today()
    values = {
        "party": verdict.party.name,
        "pack": verdict.pack.title,
        "obligation": obligation.title,
        "period": verdict.period_label,
        "clauses": [{"path": each.path, "quote": each.quote} for each in obligation.entry.clauses],
        "status": term(f"status#{verdict.status}"),
        "failing": failing[:20],
        "due_on": duty.due_on if duty else None,
        "days_late": (today() - duty.due_on).days if duty and duty.due_on and overdue else 0,
        "judged_on": today(),
    }
    return Filled(values, (verdict.party.name,))
