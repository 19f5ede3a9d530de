"""TRIGGER: whenever something occurs, something is to be done about it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, Self

from pydantic import Field, model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import ParameterReference
from hongxian.kernel.rules.dates import AT_ONCE, last_before
from hongxian.kernel.rules.dictionary import FieldType
from hongxian.kernel.rules.forms.act import Act
from hongxian.kernel.rules.forms.acts import acted
from hongxian.kernel.rules.forms.coverage import Share, share_of
from hongxian.kernel.rules.forms.outcome import Need, WhenNone, concluded, together, without_rows
from hongxian.kernel.rules.forms.part import Context, Part
from hongxian.kernel.rules.forms.selection import Ask, Selection, Use, asks_of, uses_of
from hongxian.kernel.rules.forms.timing import Timing
from hongxian.kernel.rules.population import NEVER, Bound, Leaf, Op
from hongxian.kernel.rules.schema import ParameterType
from hongxian.kernel.rules.verdict import PartResult, listing


class Trigger(Part):
    """All (or `any`) of `actions` are done about every one of `triggers`, or about a `ratio` of them; their time starts
    on the day `from` of a trigger, the day it happened unless stated.

    Not met: about some trigger an action is late, or is not done and its time is over; without a time limit, is not
    done. Triggers whose time was over before the pack took effect are shown apart. `none`: the answer where there is
    no trigger.
    """

    form: Literal["TRIGGER"]
    triggers: Selection
    from_: str = Field(default="", alias="from")
    actions: tuple[Act, ...] = Field(min_length=1)
    need: Need = "all"
    ratio: Share | ParameterReference = 1.0
    none: WhenNone = "not_due"

    @model_validator(mode="after")
    def _once(self) -> Self:
        if len({act.id for act in self.actions}) != len(self.actions):
            raise ValueError(text.ACT_TWICE)
        return self

    def uses(self) -> Iterator[Use]:
        """The triggers and what is to be done about them."""
        clocked = not self.from_ and any(act.within is not None for act in self.actions)
        yield from uses_of(self.triggers, ("triggers",), begins=clocked)
        if self.from_:
            yield Use(self.triggers.fact, ("from",), field=self.from_, types=(FieldType.DATE,))
        for number, act in enumerate(self.actions):
            yield from act.uses(self.triggers.fact, ("actions", number))

    def asks(self) -> Iterator[Ask]:
        """The times, and the ratio."""
        yield from super().asks()
        yield from asks_of(self.ratio, ("ratio",), ParameterType.INT)
        for number, act in enumerate(self.actions):
            yield from act.asks(("actions", number))

    def judge(self, context: Context) -> PartResult:
        """How the actions stand about the triggers that had occurred by the day judged."""
        noun = self.triggers.fact
        start = self.from_ or context.noun(noun).begins
        looked, occurred = context.looked_at(self.triggers), context.matching(self.triggers)
        before = occurred.filter(self._before_pack(context, start))
        triggers = occurred.subtract(before)
        if triggers.count():
            acts = [
                acted(act, context, triggers, noun, Timing(start, context.span(act.within) if start else None))
                for act in self.actions
            ]
            result = concluded(self, together(acts, triggers, self.need), context, share_of(self.ratio, context))
        else:
            result = without_rows(self, self.none, self.triggers, context)
        return replace(
            result,
            failing=listing(looked.subtract(occurred), context.reasons(self.triggers.where, noun)),
            apart=listing(before, lambda rows: [text.BEFORE_PACK for _ in rows]),
            remarks=(*result.remarks, *self._unlimited(context)),
        )

    def _before_pack(self, context: Context, start: str) -> Bound:
        """Triggers whose time, the longest of them, was over before the pack took effect."""
        if not start:
            return NEVER
        spans = [context.span(act.within) for act in self.actions]
        lasts = [last_before(context.effective, span if span is not None else AT_ONCE) for span in spans]
        return Leaf(start, Op.ON_OR_BEFORE, min(lasts))

    def _unlimited(self, context: Context) -> tuple[str, ...]:
        """That a time limit is not set, where the text leaves it open."""
        unset = [act.within for act in self.actions if act.within is not None and context.span(act.within) is None]
        return (text.NO_LIMIT_SET,) if unset else ()
