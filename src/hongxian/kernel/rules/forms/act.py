"""What must be done about a row, within a time that starts on a day of the row: written alike in several forms."""

from collections.abc import Iterator
from typing import Self

from pydantic import model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import Condition, ISODuration, ParameterReference, Shape
from hongxian.kernel.rules.forms.selection import Ask, Having, Use, asks_of, uses_of
from hongxian.kernel.rules.population import Leaf, Op, Population
from hongxian.kernel.rules.positions import Loc
from hongxian.kernel.rules.schema import ParameterType


class Act(Shape):
    """One thing to be done about a row: another fact has a row that names it (`have`), one for `each` of the values
    in its field `by`; or the row itself `satisfies` a condition.

    `within` starts on a day of the row; without it, or while its parameter is unset, there is no limit. A record typed
    in after the time counts only when its own day is in time and a second person confirmed it.
    """

    id: str
    text: str
    have: Having | None = None
    each: tuple[str, ...] | None = None
    by: str = ""
    satisfies: Condition | None = None
    within: ISODuration | ParameterReference | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.have is None) == (self.satisfies is None):
            raise ValueError(text.HAVE_OR_SATISFIES)
        if (self.each is None) == bool(self.by) or (self.each is not None and (self.have is None or not self.each)):
            raise ValueError(text.EACH_AND_BY)
        return self

    def uses(self, noun: str, loc: Loc) -> Iterator[Use]:
        """What it asks of the dictionary, about rows of a noun."""
        if self.satisfies is not None:
            yield Use(noun, (*loc, "satisfies"), self.satisfies)
        if self.have is not None:
            yield from uses_of(self.have, (*loc, "have"), begins=self.within is not None)
            if self.each is not None:
                yield Use(self.have.fact, (*loc, "each"), field=self.by, values=self.each)

    def asks(self, loc: Loc) -> Iterator[Ask]:
        """The length of its clock, which it can do without."""
        yield from asks_of(self.within, (*loc, "within"), ParameterType.DURATION, optional=True)

    def shares(self, rows: Population) -> list[Population]:
        """The rows of which there must be one: all of them, or those of every value."""
        return [rows] if self.each is None else [rows.filter(Leaf(self.by, Op.IS, value)) for value in self.each]
