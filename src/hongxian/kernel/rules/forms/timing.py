"""By when something must be done about a row, and why what was done about it does not count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hongxian.kernel.rules import text
from hongxian.kernel.rules.dates import Duration, add, last_before
from hongxian.kernel.rules.forms.act import Act
from hongxian.kernel.rules.forms.back_entry import does_count_by, unconfirmed
from hongxian.kernel.rules.forms.part import Context
from hongxian.kernel.rules.forms.selection import Having
from hongxian.kernel.rules.link import Pace, keeps
from hongxian.kernel.rules.population import ALWAYS, Bound, Leaf, Op, Row, every_row
from hongxian.kernel.rules.verdict import Reason

CONTRARY = {Op.ON_OR_BEFORE: Op.AFTER, Op.BEFORE: Op.ON_OR_AFTER}


@dataclass(frozen=True)
class Timing:
    """When an act must be done: on or before (or `op`) the day `start` of a row, moved by `span` (for ever, if None).

    `final`: what is not there by then is wanting at once, even on the day itself. The act's row names the row in
    question by its `own` field, and keeps these `paces` with it.
    """

    start: str
    span: Duration | None
    op: Op = Op.ON_OR_BEFORE
    final: bool = False
    own: str = "id"
    paces: tuple[Pace, ...] = ()

    def due(self, row: Row) -> date | None:
        """The last day in time for a row."""
        day = row.get(self.start) if self.start else None
        return add(day, self.span) if isinstance(day, date) and self.span is not None else None

    def over(self, today: date) -> Bound:
        """The rows whose time is over."""
        if self.span is None or self.final:
            return ALWAYS
        return Leaf(self.start, Op.ON_OR_BEFORE, last_before(today, self.span))

    def is_in_time(self, day: date, due: date) -> bool:
        """Whether what was done on a day was done by the last day in time."""
        return day < due if self.op is Op.BEFORE else day <= due


def why_not(act: Act, context: Context, noun: str, timing: Timing) -> Reason:
    """Why it is not done, row by row; empty where it is."""
    having = act.have
    if having is None:
        return context.reasons(act.satisfies, noun)

    def explained(rows: Sequence[Row]) -> list[str]:
        keys = tuple(dict.fromkeys(str(row.get(timing.own)) for row in rows))
        near = list(every_row(context.looked_at(having).filter(Leaf(having.member, Op.IN, keys))))
        return [text.JOIN_REASONS.join(_reasons(act, having, context, row, near, timing)) for row in rows]

    return explained


def _reasons(
    act: Act, having: Having, context: Context, row: Row, near: Sequence[Row], timing: Timing
) -> Iterator[str]:
    """Why it is not done about a row, value by value where there must be one of each."""
    own, due = str(row.get(timing.own)), timing.due(row)
    mine = [
        each
        for each in near
        if str(each.get(having.member)) == own and all(keeps(pace, row, each) for pace in timing.paces)
    ]
    for value in act.each or (None,):
        these = mine if value is None else [each for each in mine if each.get(act.by) == value]
        why = _reason(having, context, these, due, timing)
        if why:
            label = "" if value is None else text.ABOUT.format(context.value_label(having.fact, act.by, value))
            yield label + why


def _reason(having: Having, context: Context, these: Sequence[Row], due: date | None, timing: Timing) -> str:
    """Why none of these rows will do; empty where one does."""
    right = [row for row in these if not context.reason(having.where, having.fact, row)]
    if right:
        return "" if due is None else _late(having, context, right, due, timing)
    if these:
        return context.reason(having.where, having.fact, these[0])
    if due is None or timing.final:
        return text.NO_SUCH.format(context.bindings.dictionary.label(having.fact))
    return (text.NOT_REACHED if due < context.today else text.DUE_RUNS).format(due=due)


def _late(having: Having, context: Context, right: Sequence[Row], due: date, timing: Timing) -> str:
    name = context.noun(having.fact).begins
    days = sorted((day, row.id, row) for row in right if isinstance(day := row.get(name), date))
    early = [row for day, _, row in days if timing.is_in_time(day, due)]
    if any(does_count_by(due, row) for row in early):
        return ""
    if early:
        return unconfirmed(early[0])
    if not days:
        return text.NO_DAY_KNOWN
    reached = days[0][0]
    if timing.final:
        return text.NOT_BEFORE.format(reached=reached, due=due)
    return text.LATE_BY.format(days=(reached - due).days, due=due, reached=reached)
