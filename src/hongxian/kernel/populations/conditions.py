"""Conditions on the rows of a population, as text for the database.

What is false for want of a value may be unknown to the database; a negation makes the one and the other true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db.models import Field

from hongxian.kernel.columns import written_as
from hongxian.kernel.populations.beside import beside, is_found_in_one_pass
from hongxian.kernel.populations.statement import COMPARED, FALSE, TRUE, Column, Level, Sql, adapted, is_text, joined
from hongxian.kernel.rules.link import Link
from hongxian.kernel.rules.population import All, Any_, Bound, FieldOf, Leaf, Not, Op, Population

if TYPE_CHECKING:
    from hongxian.kernel.populations.queryset import QuerySetPopulation


@dataclass(frozen=True, eq=False)
class Holds:
    """What a bound condition says; `names` leads from its fields to columns."""

    condition: Bound
    column: Callable[[str], str]


@dataclass(frozen=True, eq=False)
class Among:
    """That a column is one of the keys of another population."""

    own: str
    other: Population


@dataclass(frozen=True, eq=False)
class AmongEach:
    """That a column is among the keys of another population of which so many values of a column of it are found."""

    own: str
    other: QuerySetPopulation
    column: str
    number: int


@dataclass(frozen=True, eq=False)
class Beside:
    """That some row belongs to it by a link within the database."""

    link: Link
    mine: QuerySetPopulation


@dataclass(frozen=True, eq=False)
class Mostly:
    """That of what belongs to it by one link, at least a share belongs to it by another."""

    all_of: Link
    those: Link
    share: Fraction
    mine: QuerySetPopulation


@dataclass(frozen=True, eq=False)
class Every:
    """That all of these hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, eq=False)
class Contrary:
    """That it does not hold."""

    part: Node


Node = Holds | Among | AmongEach | Beside | Mostly | Every | Contrary
Atom = Callable[[Node], Sql]


def is_dear(node: Node) -> bool:
    """Whether the database looks elsewhere to find whether it holds."""
    if isinstance(node, Every):
        return any(is_dear(part) for part in node.parts)
    return is_dear(node.part) if isinstance(node, Contrary) else not isinstance(node, Holds)


def combined(node: Node, atom: Atom) -> Sql:
    """A condition made of others, each as `atom` writes it."""
    if isinstance(node, Every):
        return joined((combined(part, atom) for part in node.parts), " AND ", TRUE)
    if isinstance(node, Contrary):
        inner = combined(node.part, atom)
        return Sql(f"({inner.text}) IS NOT TRUE", inner.parameters)
    return atom(node)


def written(node: Node, level: Level) -> Sql:
    """The condition on the rows of that level."""
    return combined(node, lambda each: written_part(each, level))


def written_part(node: Node, level: Level) -> Sql:
    """A condition that is not made of others."""
    if isinstance(node, Holds):
        return _holds(node.condition, level, node.column)
    if isinstance(node, Among):
        return among(node, level)
    if isinstance(node, AmongEach):
        found = node.other.keys_within(level.depth + 1, level.kind(node.own), (node.column, node.number))
        return Sql(f"{level.column(node.own)} IN (") + found + ")"
    if isinstance(node, Beside):
        if is_found_in_one_pass(node.link):
            return among(Among(node.mine.column(node.link.own), node.link.other.project(node.link.theirs)), level)
        return Sql("EXISTS (SELECT 1 FROM ") + beside(node.link, node.mine, level) + ")"
    assert isinstance(node, Mostly)
    every, narrow = (
        Sql("(SELECT COUNT(*) FROM ") + beside(link, node.mine, level) + ")" for link in (node.all_of, node.those)
    )
    share = node.share
    return every + " > 0 AND " + narrow + f" * {share.denominator} >= " + every + f" * {share.numerator}"


def among(node: Among, level: Level) -> Sql:
    """The column is one of the keys; one that is null is none."""
    own, other = level.column(node.own), node.other
    if not hasattr(other, "keys_within"):
        keys = [adapted(level.kind(node.own), row.id, level.rows) for row in other.page(None, other.count())]
        return one_of(own, [key for key in keys if key is not None])
    found: Sql = other.keys_within(level.depth + 1, level.kind(node.own))
    return Sql(f"{own} IN (") + found + ")"


def one_of(column: str, values: list[Any]) -> Sql:
    """The column is one of these values."""
    if not values:
        return FALSE
    return Sql(f"{column} IN ({', '.join(['%s'] * len(values))})", tuple(values))


def _holds(condition: Bound, level: Level, column: Callable[[str], str]) -> Sql:
    if isinstance(condition, All):
        return joined((_holds(part, level, column) for part in condition.parts), " AND ", TRUE)
    if isinstance(condition, Any_):
        return joined((_holds(part, level, column) for part in condition.parts), " OR ", FALSE)
    if isinstance(condition, Not):
        inner = _holds(condition.part, level, column)
        return Sql(f"({inner.text}) IS NOT TRUE", inner.parameters)
    return _leaf(condition, level, column)


def _leaf(leaf: Leaf, level: Level, column: Callable[[str], str]) -> Sql:
    lookup = column(leaf.field)
    name, field = level.column(lookup), level.kind(lookup)
    if leaf.op is Op.PRESENT:
        present = Sql(_present(name, field))
        return present if leaf.value else Sql(f"({present.text}) IS NOT TRUE")
    if leaf.value is None:
        return FALSE
    if leaf.op is Op.UNDER:
        prefix = str(leaf.value)
        if not prefix:
            return Sql(_present(name, field))
        return Sql(f"({name} >= %s AND {name} < %s)", (prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)))
    if isinstance(leaf.value, FieldOf):
        other = column(leaf.value.name)
        alike: Column = written_as(other, level.kind(other), field) or other
        return Sql(f"({name} {COMPARED[leaf.op]} {level.column(alike)}{_not_blank(name, field)})")
    if isinstance(leaf.value, tuple):
        return one_of(name, list(_values(leaf.value, field, level)))
    values = list(_values((leaf.value,), field, level))
    if not values:
        return FALSE
    blank = "" if leaf.op is Op.IS else _not_blank(name, field)
    return Sql(f"{name} {COMPARED[leaf.op]} %s{blank}", tuple(values))


def _values(values: tuple[Any, ...], field: Field[Any, Any] | None, level: Level) -> Iterator[Any]:
    """The literals that can be in such a column: an empty text is absent, wherever it stands."""
    for value in values:
        if value is not None and value != "" and (found := adapted(field, value, level.rows)) is not None:
            yield found


def _present(name: str, field: Field[Any, Any] | None) -> str:
    return f"{name} IS NOT NULL{_not_blank(name, field)}"


def _not_blank(name: str, field: Field[Any, Any] | None) -> str:
    return f" AND {name} <> ''" if is_text(field) else ""
