"""TRIGGER: whenever something occurs, something is to be done about it."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from hongxian.kernel.rules.conditions import ParameterReference
from hongxian.kernel.rules.dictionary import FieldType
from hongxian.kernel.rules.forms.act import Act
from hongxian.kernel.rules.forms.coverage import Share, share_of
from hongxian.kernel.rules.forms.following import Following
from hongxian.kernel.rules.forms.part import Context
from hongxian.kernel.rules.forms.selection import Ask, Selection, Use, asks_of, uses_of
from hongxian.kernel.rules.schema import ParameterType
from hongxian.kernel.rules.verdict import PartResult


class Trigger(Following):
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
    ratio: Share | ParameterReference = 1.0

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

    def judge(self, context: Context) -> PartResult:
        """How the actions stand about the triggers that had occurred by the day judged."""
        start = self.from_ or context.noun(self.triggers.fact).begins
        occurred = context.matching(self.triggers)
        return self.followed(context, self.triggers, occurred, start, share_of(self.ratio, context))
