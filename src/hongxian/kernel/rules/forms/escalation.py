"""ESCALATION: what comes several times running is answered with more."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from hongxian.kernel.rules.conditions import ParameterReference
from hongxian.kernel.rules.dictionary import FieldType
from hongxian.kernel.rules.forms.act import Act
from hongxian.kernel.rules.forms.following import Following
from hongxian.kernel.rules.forms.part import Context
from hongxian.kernel.rules.forms.selection import Ask, Selection, Use, asks_of, uses_of
from hongxian.kernel.rules.forms.timing import Timing
from hongxian.kernel.rules.link import Link, Pace
from hongxian.kernel.rules.population import Op
from hongxian.kernel.rules.positions import Loc
from hongxian.kernel.rules.schema import ParameterType
from hongxian.kernel.rules.verdict import PartResult


class Answer(Act):
    """An act about the subject of a run; `sequence` is its field that says which number of the series it answers."""

    sequence: str = ""

    def uses(self, noun: str, loc: Loc) -> Iterator[Use]:
        """What it asks of the dictionary, about rows of a noun."""
        yield from super().uses(noun, loc)
        if self.have is not None and self.sequence:
            yield Use(self.have.fact, (*loc, "sequence"), field=self.sequence, types=(FieldType.INT,))


class Escalation(Following):
    """When a `subject` is in the `series` with `run` numbers running (its field `sequence`, such as years), the
    `actions` are done about it; their time starts on the day of the row that completes the run.

    Not met: an action is late, or is not done and its time is over; without a time limit, is not done. Every row that
    completes or prolongs a run asks for its own. `none`: the answer where there is no run.
    """

    form: Literal["ESCALATION"]
    series: Selection
    subject: str
    sequence: str
    run: Annotated[int, Field(ge=2)] | ParameterReference
    actions: tuple[Answer, ...] = Field(min_length=1)

    def uses(self) -> Iterator[Use]:
        """The series with its subjects and numbers, and what is to be done."""
        noun = self.series.fact
        yield from uses_of(self.series, ("series",), begins=any(act.within is not None for act in self.actions))
        yield Use(noun, ("subject",), field=self.subject)
        yield Use(noun, ("sequence",), field=self.sequence, types=(FieldType.INT,))
        for number, act in enumerate(self.actions):
            yield from act.uses(noun, ("actions", number))

    def asks(self) -> Iterator[Ask]:
        """The times, and how many make a run."""
        yield from super().asks()
        yield from asks_of(self.run, ("run",), ParameterType.INT)

    def timing(self, act: Act, context: Context, start: str) -> Timing:
        """The act names the subject, and the number where it says which."""
        assert isinstance(act, Answer)
        paces = (Pace(act.sequence, Op.IS, self.sequence),) if act.sequence else ()
        return replace(super().timing(act, context, start), own=self.subject, paces=paces)

    def judge(self, context: Context) -> PartResult:
        """How the actions stand about the runs there had been by the day judged."""
        series = context.matching(self.series)
        runs = series
        for back in range(1, context.number(self.run)):
            before = Pace(self.sequence, Op.IS, self.sequence, offset=-back)
            runs = runs.related(Link(series, self.subject, (before,), self.subject))
        return self.followed(context, self.series, runs, context.noun(self.series.fact).begins)
