"""The engine: judge one obligation for one accountable body and period, as of two times."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hongxian.kernel.rules import text
from hongxian.kernel.rules.bindings import Bindings, Day
from hongxian.kernel.rules.dates import Basis, Duration, Period, periods_between
from hongxian.kernel.rules.digest import digest_together
from hongxian.kernel.rules.explanation import explanation
from hongxian.kernel.rules.forms.deadline import Deadline
from hongxian.kernel.rules.forms.part import Context, Part, Standing
from hongxian.kernel.rules.obligation import Obligation
from hongxian.kernel.rules.population import (
    All,
    AsOf,
    Bound,
    Facts,
    Leaf,
    MissingSource,
    Op,
    Row,
    Setting,
    every_row,
    holds,
)
from hongxian.kernel.rules.verdict import (
    Missing,
    MissingKind,
    PartResult,
    Status,
    Verdict,
    combine,
)


class NoPart(Exception):
    """No part of the obligation applies to this holder: the pack selects somebody it has no rule for."""


def judge(
    obligation: Obligation,
    holder: Row,
    period: Period | None,
    facts: Facts,
    parameters: Mapping[str, Setting],
    as_of: AsOf,
    pack_effective: date,
    shift: Duration | None = None,
) -> Verdict:
    """The verdict. `parameters` holds the values set by the user on that day; unset ones are absent or None. By `shift`
    the dates printed in the text are moved, where the pack is used for another year.

    An unset deciding parameter and a fact without a source make the part undecidable and are named, all of them.
    Raises ValueError for an obligation with periods when the period is missing or has not begun, `NoPart` when no
    part applies to the holder, and whatever goes wrong in a rule: nothing is skipped in silence.
    """
    known = settled(obligation, parameters), as_of, obligation.dictionary, shift
    context = Context(Bindings(holder, period, *known), facts, pack_effective)
    parts = [part for part in obligation.parts if applies(part.applies, holder)]
    if obligation.parts and not parts:
        raise NoPart(f"{obligation.id}: {holder.id}")
    results = tuple(_judge_part(part, obligation, context) for part in parts) or (_waiting(obligation),)
    status = combine([each.status for each in results])
    changes = [(each.next_change, each.next_change_reason) for each in results if each.next_change]
    next_change, reason = min(changes, default=(None, ""))
    return Verdict(
        status=status,
        parts=results,
        next_change=next_change,
        next_change_reason=reason,
        backfilled=any(each.backfilled for each in results),
        outstanding=any(each.outstanding for each in results),
        missing=tuple(dict.fromkeys(missing for each in results for missing in each.missing)),
        remarks=tuple(dict.fromkeys(remark for each in results for remark in each.remarks)),
        counts={each.id: dict(each.counts) for each in results},
        digest=digest_together(f"{each.id}:{each.digest}" for each in results),
        explain=lambda: explanation(obligation, status, results, parameters, shift),
    )


def periods(
    obligation: Obligation, start: date, end: date, parameters: Mapping[str, Setting] | None = None
) -> list[Period]:
    """The periods of an obligation that have a day from `start` through `end`; empty if it has no periods.

    An obligation without periods is judged once, with the period None.
    """
    part = obligation.period
    if part is None:
        return []
    basis = Basis.CALENDAR
    if part.basis is not None:
        chosen = settled(obligation, parameters or {}).get(part.basis.parameter)
        basis = Basis(str(chosen)) if chosen is not None else basis
    return periods_between(start, end, part.period, basis)


def due_of(obligation: Obligation, parameters: Mapping[str, Setting], shift: Duration | None = None) -> Day | None:
    """The first day on which a part of the obligation is due, printed (and moved by `shift`) or set by a parameter.

    None where no part has such a day, or the parameter is unset.
    """
    values, nobody = settled(obligation, parameters), Row("", "")
    bindings = Bindings(nobody, None, values, AsOf(date.min), obligation.dictionary, shift)
    days = [bindings.day(part.due) for part in obligation.parts if isinstance(part, Standing | Deadline)]
    return min((day for day in days if day is not None), key=lambda day: day.on, default=None)


def holders(obligation: Obligation, facts: Facts, as_of: AsOf, place: str) -> list[Row]:
    """Who is accountable: rows of the fact `party` below the place path, one verdict each.

    Empty when the pack selects nobody by data. Raises `MissingSource` when there are no parties.
    """
    select = obligation.entry.holder.select
    if select is None:
        return []
    conditions: list[Bound] = [Leaf("place_path", Op.UNDER, place)]
    conditions += [Leaf(name, Op.IN, value if isinstance(value, tuple) else (value,)) for name, value in select.items()]
    return list(every_row(facts.population("party", as_of).filter(All(tuple(conditions)))))


def settled(obligation: Obligation, parameters: Mapping[str, Setting]) -> dict[str, Setting]:
    """The values that hold: what is set, else the plain meaning of a parameter that does not decide."""
    values: dict[str, Setting] = {}
    for key, definition in obligation.parameters.items():
        value = parameters.get(key)
        if value is None and not definition.deciding:
            value = definition.plain
        if value is not None:
            values[key] = value
    return values


def applies(wanted: Mapping[str, str | tuple[str, ...]] | None, holder: Row) -> bool:
    """Whether a part is meant for this holder."""
    return all(
        holds(Leaf(name, Op.IN, value if isinstance(value, tuple) else (value,)), holder)
        for name, value in (wanted or {}).items()
    )


def _judge_part(part: Part, obligation: Obligation, context: Context) -> PartResult:
    missing = [*_unset(part, obligation, context), *_sourceless(part, context)]
    if missing:
        return replace(part.answer(Status.UNDECIDABLE), missing=tuple(missing))
    result = part.judge(context)
    change = part.next_day(result, context)
    if change is None or (result.next_change is not None and result.next_change <= change[0]):
        return result
    return replace(result, next_change=change[0], next_change_reason=change[1])


def _unset(part: Part, obligation: Obligation, context: Context) -> list[Missing]:
    return [
        Missing(MissingKind.PARAMETER, key, obligation.parameters[key].label)
        for key in part.parameter_keys()
        if key not in context.bindings.parameters and obligation.parameters[key].deciding
    ]


def _sourceless(part: Part, context: Context) -> list[Missing]:
    found = []
    for noun in part.nouns():
        try:
            context.facts.population(noun, context.as_of)
        except MissingSource:
            label = context.bindings.dictionary.label(noun)
            found.append(Missing(MissingKind.SOURCE, noun, label))
    return found


def _waiting(obligation: Obligation) -> PartResult:
    return PartResult(
        id=obligation.id,
        form=obligation.form.value,
        text=text.WAITS,
        status=Status.UNDECIDABLE,
        missing=(Missing(MissingKind.REGISTER, obligation.id, obligation.entry.waits),),
    )
