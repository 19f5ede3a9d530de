"""How risks are assessed in a place or an enterprise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import one_of
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.two_times import current, end_before, supersede
from hongxian.modules.prevention.risks import text
from hongxian.modules.prevention.risks.commands.checking import by, past, said
from hongxian.modules.prevention.risks.models import BASES, TIERS, RiskScheme
from hongxian.modules.prevention.risks.scoring import scales

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.places.models import Place


@command("risk_scheme.set")
def set_risk_scheme(
    *,
    actor: Actor,
    graded_by: str,
    tiers: Sequence[str],
    reason: str,
    place: Place | None = None,
    enterprise: Enterprise | None = None,
    lec_scale: str = "",
    ls_scale: str = "",
    valid_from: date | None = None,
) -> RiskScheme:
    """Decide from that day for a place or one enterprise: by which scales risks are scored, which of the two grades
    counts, and at which tier each grade (1 to 4) is controlled at least. Scales that are not yet checked with the
    standard are confirmed by this for that place or enterprise; `reason` says on what ground. Risks assessed before
    keep their grade until they are assessed again.
    """
    if (place is None) == (enterprise is None):
        raise Problem(text.SCHEME_OF_ONE, field="place")
    _check_scale("lec", "lec_scale", lec_scale)
    _check_scale("ls", "ls_scale", ls_scale)
    one_of("graded_by", graded_by, BASES)
    if len(tiers) != 4:
        raise TypeError("a tier for each of four grades")
    for each in tiers:
        one_of("control_tier", each, TIERS)
    words, day = said("reason", reason), past("valid_from", valid_from)
    _refuse_order(tiers)
    whose = {"place": place} if place is not None else {"enterprise": enterprise}
    told = {"lec_scale": lec_scale, "ls_scale": ls_scale, "graded_by": graded_by, "reason": words, **by(actor)}
    told |= {f"tier_{grade}": tier for grade, tier in enumerate(tiers, start=1)}
    scheme, *before = _put(whose, told, day)
    record(scheme, *before, reason=words)
    return scheme


def _put(whose: dict[str, Any], told: dict[str, Any], day: date) -> list[RiskScheme]:
    """The scheme from that day on, and what was touched beside it; one that began the same day is corrected."""
    rows = RiskScheme.objects.filter(**whose)
    if same := current(rows).filter(valid_from=day, valid_to__isnull=True).first():
        return [supersede(same, **told), same]
    before = end_before(
        rows, day, lambda old: Problem(text.SCHEME_LATER.format(start=old.valid_from), field="valid_from")
    )
    return [RiskScheme.objects.create(**whose, **told, valid_from=day), *before]


def _check_scale(method: str, field: str, code: str) -> None:
    known = {key: each for key, each in scales().items() if each.method == method}
    if code and code not in known:
        expected = text.LISTED.join(each.title for each in known.values())
        raise Problem(text.UNKNOWN_CHOICE.format(found=code, label=term(field), expected=expected), field=field)


def _refuse_order(tiers: Sequence[str]) -> None:
    """A graver risk is not controlled lower down than a lesser one."""
    for grade in (1, 2, 3):
        if TIERS.index(tiers[grade - 1]) > TIERS.index(tiers[grade]):
            raise Problem(text.TIERS_ORDER, field=f"tier_{grade}")
