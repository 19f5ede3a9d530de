"""What follows when something has occurred: shared by the forms that ask for acts about occurrences."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Self

from pydantic import Field, model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.dates import AT_ONCE, last_before
from hongxian.kernel.rules.forms.act import Act
from hongxian.kernel.rules.forms.acts import acted
from hongxian.kernel.rules.forms.outcome import Need, WhenNone, concluded, together, without_rows
from hongxian.kernel.rules.forms.part import Context, Part
from hongxian.kernel.rules.forms.selection import Ask, Selection
from hongxian.kernel.rules.forms.timing import Timing
from hongxian.kernel.rules.population import NEVER, Bound, Leaf, Op, Population
from hongxian.kernel.rules.verdict import PartResult, listing


class Following(Part):
    """A part whose `actions` are to be done, all or `any` of them, about what has occurred. `none`: the answer where
    nothing has."""

    actions: Sequence[Act] = Field(min_length=1)
    need: Need = "all"
    none: WhenNone = "not_due"

    @model_validator(mode="after")
    def _once(self) -> Self:
        if len({act.id for act in self.actions}) != len(self.actions):
            raise ValueError(text.ACT_TWICE)
        return self

    def asks(self) -> Iterator[Ask]:
        """The times."""
        yield from super().asks()
        for number, act in enumerate(self.actions):
            yield from act.asks(("actions", number))

    def timing(self, act: Act, context: Context, start: str) -> Timing:
        """By when an action must be done about an occurrence."""
        return Timing(start, context.span(act.within) if start else None)

    def followed(
        self, context: Context, selection: Selection, occurred: Population, start: str, ratio: Fraction = Fraction(1)
    ) -> PartResult:
        """How the actions stand about what has occurred, of the rows selected; their time starts on the day `start`.

        Occurrences whose time, the longest of them, was over before the pack took effect are shown apart.
        """
        noun, looked = selection.fact, context.looked_at(selection)
        before = occurred.filter(self._before_pack(context, start))
        rows = occurred.subtract(before)
        acts = [acted(act, context, rows, noun, self.timing(act, context, start)) for act in self.actions]
        found = together(acts, rows, self.need).counted()
        if found.total:
            result = concluded(self, found, context, ratio)
        else:
            result = without_rows(self, self.none, selection, context)
        return replace(
            result,
            failing=listing(looked.subtract(context.matching(selection)), context.reasons(selection.where, noun)),
            apart=listing(before, lambda rows: [text.BEFORE_PACK for _ in rows]),
            remarks=(*result.remarks, *self._unlimited(context)),
        )

    def _before_pack(self, context: Context, start: str) -> Bound:
        if not start:
            return NEVER
        spans = [context.span(act.within) for act in self.actions]
        lasts = [last_before(context.effective, AT_ONCE if span is None else span) for span in spans]
        return Leaf(start, Op.ON_OR_BEFORE, min(lasts))

    def _unlimited(self, context: Context) -> tuple[str, ...]:
        """That a time limit is not set, where the text leaves it open."""
        unset = [act.within for act in self.actions if act.within is not None and context.span(act.within) is None]
        return (text.NO_LIMIT_SET,) if unset else ()
