"""BAR: within a window that a decision opened, certain things are not granted."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, Self

from pydantic import Field, model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import ISODuration, ParameterReference
from hongxian.kernel.rules.dictionary import FieldType
from hongxian.kernel.rules.digest import digest_together
from hongxian.kernel.rules.forms.outcome import WhenNone, without_rows
from hongxian.kernel.rules.forms.part import Context, Part
from hongxian.kernel.rules.forms.selection import Ask, Having, Selection, Use, asks_of, uses_of
from hongxian.kernel.rules.link import Link, Pace, Through, keeps
from hongxian.kernel.rules.population import Bound, Leaf, Op, Population, Row, every_row
from hongxian.kernel.rules.schema import ParameterType
from hongxian.kernel.rules.verdict import PartResult, Reason, Status, listing


class Via(Having):
    """A fact between the subject of a window, which its field `member` names, and whoever is granted something, in its
    field `to`: such as who holds a post of a body."""

    to: str


class Bar(Part):
    """None of `grants` is given to the `subject` of one of `windows` (or to whom it leads `through` another fact) while
    the window is open: the `year` in its field, or `from` a day for a `length` or `to` another day, both days included.
    A grant counts on its `day` (the day it happened, unless stated), or for its `reference_year`.

    Not met: something was granted in a window; it stays owed that it be taken back. What was granted before the pack
    took effect is not held against anybody. `none`: the answer where there is no window.
    """

    form: Literal["BAR"]
    windows: Selection
    subject: str
    year: str = ""
    from_: str = Field(default="", alias="from")
    length: ISODuration | ParameterReference | None = None
    to: str = ""
    grants: Having
    day: str = ""
    reference_year: str = ""
    through: Via | None = None
    none: WhenNone = "not_due"

    @model_validator(mode="after")
    def _one(self) -> Self:
        if bool(self.year) is bool(self.from_) or bool(self.from_) is not (bool(self.length) ^ bool(self.to)):
            raise ValueError(text.ONE_WINDOW)
        if self.reference_year and (self.day or not self.year):
            raise ValueError(text.ONE_GRANT_DAY)
        return self

    def uses(self) -> Iterator[Use]:
        """The windows, what is granted, and what is between them."""
        dates, numbers = (FieldType.DATE,), (FieldType.INT,)
        yield from uses_of(self.windows, ("windows",))
        yield Use(self.windows.fact, ("subject",), field=self.subject)
        for name, types in (("year", numbers), ("from", dates), ("to", dates)):
            if field := getattr(self, "from_" if name == "from" else name):
                yield Use(self.windows.fact, (name,), field=field, types=types)
        yield from uses_of(self.grants, ("grants",), dated=not self.day and not self.reference_year)
        for name, types in (("day", dates), ("reference_year", numbers)):
            if field := getattr(self, name):
                yield Use(self.grants.fact, (name,), field=field, types=types)
        if self.through is not None:
            yield from uses_of(self.through, ("through",))
            yield Use(self.through.fact, ("through", "to"), field=self.through.to)

    def asks(self) -> Iterator[Ask]:
        """How long a window is open."""
        yield from super().asks()
        yield from asks_of(self.length, ("length",), ParameterType.DURATION)

    def judge(self, context: Context) -> PartResult:
        """What was granted in a window, row by row."""
        windows, granted = context.matching(self.windows), context.matching(self.grants).filter(self._since(context))
        opened = windows.tally()
        if not opened.counts[0]:
            return without_rows(self, self.none, self.windows, context)
        links = self._links(context, windows)
        right = granted
        for link in links:
            right = right.unrelated(link)
        wrong, tally = granted.subtract(right), granted.tally(right)
        among, allowed = tally.counts
        failing = among - allowed
        return replace(
            self.answer(Status.NOT_MET if failing else Status.MET),
            counts={"members": opened.counts[0], "granted": among, "exceptions": failing},
            counting=listing(windows),
            exceptions=listing(wrong, self._why(context, links)),
            remarks=(text.WINDOWS.format(count=opened.counts[0], failing=failing),),
            outstanding=bool(failing),
            next_change=context.boundary(windows, right),
            next_change_reason=text.VALIDITY_CHANGES,
            digest=digest_together([opened.digest, tally.digest]),
        )

    def _since(self, context: Context) -> Bound:
        """Grants since the pack took effect."""
        if self.reference_year:
            return Leaf(self.reference_year, Op.AT_LEAST, context.effective.year)
        return Leaf(self._day(context), Op.ON_OR_AFTER, context.effective)

    def _day(self, context: Context) -> str:
        return self.day or context.noun(self.grants.fact).dated

    def _links(self, context: Context, windows: Population) -> list[Link]:
        """How a grant belongs to a window that was open; a window without an end stays open."""
        through = None
        if self.through is not None:
            between = context.matching(self.through)
            through = Through(between, near=self.through.to, far=self.through.member)
        return [
            Link(population, self.subject, paces, self.grants.member, through)
            for population, paces in self._openings(context, windows)
        ]

    def _openings(self, context: Context, windows: Population) -> Iterator[tuple[Population, tuple[Pace, ...]]]:
        day = self.reference_year or self._day(context)
        if self.year:
            yield windows, (Pace(self.year, Op.IS, day),)
            return
        begun = Pace(self.from_, Op.ON_OR_BEFORE, day)
        length = context.span(self.length)
        if length is not None:
            yield windows, (begun, Pace(self.from_, Op.ON_OR_AFTER, day, their_span=length))
            return
        yield windows, (begun, Pace(self.to, Op.ON_OR_AFTER, day))
        yield windows.filter(Leaf(self.to, Op.PRESENT, False)), (begun,)

    def _why(self, context: Context, links: Sequence[Link]) -> Reason:
        """By which window each was barred."""

        def explained(rows: Sequence[Row]) -> list[str]:
            ties = self._ties(links[0].through, rows)
            subjects = tuple(dict.fromkeys(subject for each in ties.values() for subject in each))
            open_then: dict[str, list[str]] = {row.id: [] for row in rows}
            for link in links:
                for window in every_row(link.other.filter(Leaf(self.subject, Op.IN, subjects))):
                    for row in rows:
                        mine = str(window.get(self.subject)) in ties[row.id]
                        if mine and all(keeps(pace, row, window) for pace in link.paces):
                            open_then[row.id].append(window.label)
            return [text.BARRED_BY.format(text.JOIN.join(dict.fromkeys(open_then[row.id]))) for row in rows]

        return explained

    def _ties(self, through: Through | None, rows: Sequence[Row]) -> dict[str, list[str]]:
        """The subjects to which each grant may belong."""
        own = {row.id: str(row.get(self.grants.member)) for row in rows}
        if through is None:
            return {key: [member] for key, member in own.items()}
        among = through.population.filter(Leaf(through.near, Op.IN, tuple(dict.fromkeys(own.values()))))
        between = list(every_row(among))
        return {
            key: [str(each.get(through.far)) for each in between if str(each.get(through.near)) == member]
            for key, member in own.items()
        }
