"""What the room of risks adds to the page of an enterprise: how its risks stand, and the ways to its own pages."""

from __future__ import annotations

from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.prevention.risks.queries import counts_by_grade, risks_of


def of_enterprise(actor: Actor, enterprise: Any) -> dict[str, Any] | None:
    """Its risks by grade; None for whoever may not see them."""
    if not visible_enterprises(actor, "risk.view").filter(pk=enterprise.pk).exists():
        return None
    return {"enterprise": enterprise, "grades": list(counts_by_grade(risks_of(actor, enterprise)).items())}
