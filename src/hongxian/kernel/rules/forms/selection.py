"""What a part selects, and what it asks of the dictionary of facts and of the parameters."""

from collections.abc import Iterator
from dataclasses import dataclass

from hongxian.kernel.rules.conditions import Condition, ParameterReference, Shape
from hongxian.kernel.rules.dictionary import FieldType
from hongxian.kernel.rules.positions import Loc
from hongxian.kernel.rules.schema import ParameterType


class Selection(Shape):
    """Rows of a fact: `of` says which are looked at (and shown), `where` which of those count."""

    fact: str
    of: Condition | None = None
    where: Condition | None = None


class Having(Selection):
    """Rows of a fact that belong to members: `member` is the field with the member's key."""

    member: str


@dataclass(frozen=True)
class Use:
    """What a part asks of the dictionary: a noun, and of it a condition, or a field with values.

    The use of a noun carries the selection it is made for; the use of a field the types that will do (any, if none).
    """

    noun: str
    loc: Loc
    condition: Condition | None = None
    field: str = ""
    values: tuple[object, ...] = ()
    dated: bool = False
    begins: bool = False
    selection: Selection | None = None
    types: tuple[FieldType, ...] = ()


def uses_of(selection: Selection, loc: Loc, *, dated: bool = False, begins: bool = False) -> Iterator[Use]:
    """What a selection asks. `dated`: only a fact with a date of its own will do; `begins`: that, or a validity."""
    yield Use(selection.fact, (*loc, "fact"), dated=dated, begins=begins, selection=selection)
    for name, condition in (("of", selection.of), ("where", selection.where)):
        if condition is not None:
            yield Use(selection.fact, (*loc, name), condition)
    if isinstance(selection, Having):
        yield Use(selection.fact, (*loc, "member"), field=selection.member)


@dataclass(frozen=True)
class Ask:
    """A parameter that a part asks for beside those of its conditions: of what type it must be, and which values it
    may take (any, if None). Without an `optional` one that does not decide it can be judged."""

    key: str
    loc: Loc
    types: tuple[ParameterType, ...] = ()
    understood: frozenset[str] | None = None
    optional: bool = False


def asks_of(
    written: object, loc: Loc, *types: ParameterType, understood: frozenset[str] | None = None, optional: bool = False
) -> Iterator[Ask]:
    """What a field asks that may be written as a parameter; nothing, if it is not."""
    if isinstance(written, ParameterReference):
        yield Ask(written.parameter, loc, types, understood, optional)
