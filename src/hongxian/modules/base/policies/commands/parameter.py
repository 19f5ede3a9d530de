"""Writes of parameters: what the text leaves open, said by somebody, from a day on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.two_times import end_before
from hongxian.modules.base.policies import text
from hongxian.modules.base.policies.content import content_of
from hongxian.modules.base.policies.models import Pack, ParameterValue
from hongxian.modules.base.policies.values import checked_value

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


@command("parameter_value.set", sees="pack=pack.view")
def set_parameter(
    *,
    actor: Actor,
    pack: Pack,
    place: Place,
    parameter: str,
    value: Any,
    valid_from: date,
    reason: str,
    source: str = "",
) -> ParameterValue:
    """Say what a vague word of the pack means in a place from that day on. Raises `Problem` at an unknown parameter,
    a value of the wrong kind, a missing reason, or a day not later than that of the value in force."""
    entry = content_of(pack).parameters.get(parameter)
    if entry is None:
        raise Problem(text.PARAMETER_UNKNOWN.format(key=parameter), field="parameter")
    if not reason.strip():
        raise Problem(text.REASON_NEEDED, field="reason")
    checked = checked_value(entry, value)
    same = ParameterValue.objects.filter(pack_code=pack.code, place=place, parameter=parameter)
    touched = end_before(same, valid_from, _set_already)
    new = ParameterValue.objects.create(
        pack_code=pack.code, place=place, parameter=parameter, value=checked, valid_from=valid_from, source=source
    )
    record(new, *touched, reason=reason, pack=f"{pack.code}/{pack.version}")
    return new


def _set_already(old: ParameterValue) -> Problem:
    return Problem(text.PARAMETER_OVERLAP.format(start=old.valid_from), field="valid_from")
