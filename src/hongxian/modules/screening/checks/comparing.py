"""What enterprises found at an item beside what departments found at the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.modules.screening.checks.models import CheckResult
from hongxian.modules.screening.checks.queries import OWN_KIND, visible_results

MOST = 200


@dataclass(frozen=True)
class Contradiction:
    """At one item, the enterprise's last check before the inspection found it in order, the inspection did not."""

    inspection: CheckResult
    self_check: CheckResult

    @property
    def days(self) -> int:
        """How many days lie between them."""
        return (self.inspection.check_sheet.checked_on - self.self_check.check_sheet.checked_on).days


def contradictions(actor: Actor, most: int = MOST) -> list[Contradiction]:
    """The newest of the items that a department found wrong and the enterprise, in its last check up to that day by the
    list paired with it, in order; of enterprises within the actor's scope."""
    rows = visible_results(actor, "check.compare").filter(check_sheet__state="submitted")
    rows = rows.select_related("item", "check_sheet__enterprise", "check_sheet__checklist", "hidden_danger")
    wrong = rows.filter(outcome="not_ok", check_sheet__checklist__pairing__isnull=False)
    wrong = wrong.exclude(check_sheet__kind=OWN_KIND).order_by("-check_sheet__checked_on", "-pk")[:most]
    inspected = list(wrong)
    own = rows.filter(
        check_sheet__kind=OWN_KIND,
        check_sheet__enterprise__in={each.check_sheet.enterprise_id for each in inspected},
        check_sheet__checklist__pairing__in={pairing_of(each) for each in inspected},
        item__code__in={each.item.code for each in inspected},
    )
    by_matter: dict[Any, list[CheckResult]] = {}
    for each in own.order_by("check_sheet__checked_on", "pk"):
        by_matter.setdefault(_matter(each), []).append(each)
    found = []
    for each in inspected:
        last = _last(by_matter.get(_matter(each), ()), each)
        if last is not None and last.outcome == "ok":
            found.append(Contradiction(each, last))
    return found


def pairing_of(result: CheckResult) -> Any:
    """What the list of the sheet is paired by."""
    checklist = result.check_sheet.checklist
    return checklist.pairing if checklist is not None else None


def _matter(result: CheckResult) -> tuple[Any, Any, str]:
    return result.check_sheet.enterprise_id, pairing_of(result), result.item.code


def _last(results: Iterable[CheckResult], inspection: CheckResult) -> CheckResult | None:
    before = [each for each in results if each.check_sheet.checked_on <= inspection.check_sheet.checked_on]
    return before[-1] if before else None
