"""What a place sets about reports, figures and hints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.screening.hidden_dangers.queries import REPEAT_DAYS
from hongxian.modules.screening.returns import text
from hongxian.modules.screening.returns.models import DUE_EACH, ReturnSetting

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place

BOUNDS = {
    "carried_days": (0, 27),
    "pace_count": (2, 1000),
    "pace_minutes": (1, 1440),
    "wording_length": (6, 200),
    "wording_alike": (60, 99),
    "nothing_found_times": (2, 60),
    "photo_distance": (0, 11),
}


UNSET: dict[str, Any] = {
    "high_risk_due": "",
    "above_scale_due": "",
    "other_due": "",
    "carried_days": 0,
    "repeat_days": None,
    "pace_count": None,
    "pace_minutes": None,
    "wording_length": None,
    "wording_alike": None,
    "nothing_found_times": None,
    "photo_distance": None,
    "self_check_treatment": "",
}
"""What may be set, as it stands while nobody set it."""


@command("return_setting.set")
def set_returns(*, actor: Actor, place: Place, told: Mapping[str, Any], version: int = 0) -> ReturnSetting:
    """Set, for a place and all below that set nothing of their own, who owes reports how often, what counts as
    repeated, from what on hints are given: `told`, of what `UNSET` names. What is left empty stays unset and says so
    wherever it is needed. `version` is that of what was read (0: nothing was set). Raises `Problem` at a value out of
    range, `Stale` if somebody was faster."""
    if unknown := sorted(told.keys() - UNSET.keys()):
        raise TypeError(f"set_returns: {unknown[0]}")
    values = {**UNSET, **told}
    values |= {"carried_days": values["carried_days"] or 0}
    values |= {"self_check_treatment": values["self_check_treatment"].strip()}
    _check(values)
    values |= {"set_at": now(), "set_by_name": actor.name}
    if version:
        rows = ReturnSetting.objects.filter(place=place, version=version)
        if not rows.update(**values, version=version + 1):
            raise Stale(STALE)
        setting = ReturnSetting.objects.get(place=place)
    elif ReturnSetting.objects.filter(place=place).exists():
        raise Stale(STALE)
    else:
        setting = ReturnSetting.objects.create(place=place, **values)
    record(setting)
    return setting


def _check(values: dict[str, Any]) -> None:
    for name in ("high_risk_due", "above_scale_due", "other_due"):
        if values[name] not in ("", *DUE_EACH):
            expected = text.LISTED.join(term(f"due_each#{each}") for each in DUE_EACH)
            raise Problem(
                text.UNKNOWN_CHOICE.format(label=term(name), found=values[name], expected=expected), field=name
            )
    for name, (least, most) in BOUNDS.items():
        if values[name] is not None and not least <= values[name] <= most:
            sentence = text.OUT_OF_RANGE.format(label=term(name), found=values[name], least=least, most=most)
            raise Problem(sentence, field=name)
    if values["repeat_days"] is not None and values["repeat_days"] not in REPEAT_DAYS:
        expected = text.LISTED.join(str(each) for each in REPEAT_DAYS)
        sentence = text.UNKNOWN_CHOICE.format(label=term("repeat_days"), found=values["repeat_days"], expected=expected)
        raise Problem(sentence, field="repeat_days")
    if values["wording_alike"] is not None and values["wording_length"] is None:
        raise Problem(text.WORDING_BOTH, field="wording_length")
    if (values["pace_count"] is None) != (values["pace_minutes"] is None):
        raise Problem(text.PACE_BOTH, field="pace_count" if values["pace_count"] is None else "pace_minutes")
