"""Counting several populations of the same rows in one statement, with the digest of those that are asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import connections

from hongxian.kernel.populations.conditions import Every, Node, combined, is_dear, written_part
from hongxian.kernel.populations.marks import summed, total_of
from hongxian.kernel.populations.statement import Level, Sql, fetched
from hongxian.kernel.rules.digest import digest_from, digest_of_parts
from hongxian.kernel.rules.population import Population, Tally

if TYPE_CHECKING:
    from hongxian.kernel.populations.queryset import QuerySetPopulation

_FENCES = {"sqlite": " LIMIT -1", "postgresql": " OFFSET 0"}
"""What makes the database look at each row once, and not once for every figure."""


def tallied(
    whole: QuerySetPopulation, subsets: Sequence[Population], also: Sequence[Population], *, digest: bool
) -> Tally:
    """The counts of the whole, the subsets and those also counted; one digest for the whole and the subsets."""
    parts = [(each, _beyond(whole, each)) for each in (*subsets, *also)]
    marked = len(subsets) + 1 if digest else 0
    nodes = [node for _, node in parts if node is not None]
    within_marked = sum(1 for _, node in parts[: max(marked - 1, 0)] if node is not None)
    found = iter(_counted(whole, nodes, 1 + within_marked if marked else 0))
    results = [next(found)]
    for number, (each, node) in enumerate(parts, 1):
        if node is not None:
            results.append(next(found))
        else:
            results.append((each.count(), each.digest() if number < marked else ""))
    digests = [each for _, each in results[:marked]]
    return Tally(tuple(count for count, _ in results), digest_of_parts(digests) if digest else "")


def _beyond(whole: QuerySetPopulation, subset: Any) -> Node | None:
    """What a subset asks beyond the whole; None where it is not narrowed from it."""
    beyond = whole.beyond(subset)
    if beyond is None or len(subset.when) != len(whole.when) + len(beyond):
        return None
    return Every(beyond)


def _counted(whole: QuerySetPopulation, nodes: Sequence[Node], marked: int) -> list[tuple[int, str]]:
    """How many rows there are, and for how many each condition holds; with digests of the first so many of these."""
    level = whole.level()
    parts = _Parts(level)
    combos = [Sql("")] + [combined(node, parts.name) for node in nodes]
    mark = whole.mark(level) if marked else ""
    where = whole.where(level)
    figures = []
    for number, combo in enumerate(combos):
        only = f" FILTER (WHERE {combo.text})" if combo.text else ""
        figures += [f"COUNT(*){only}", f"{summed('mark')}{only}" if number < marked else "NULL"]
    inner = Sql(f"SELECT {mark or 'NULL'} AS mark")
    for part, name in parts.names.items():
        inner = inner + ", " + part + f" AS {name}"
    inner = inner + " FROM " + level.table() + " WHERE " + where
    fence = _FENCES[connections[whole.rows.db].vendor] if any(map(is_dear, nodes)) else ""
    outer = Sql(f"SELECT {', '.join(figures)} FROM (") + inner + f"{fence}) looked_at"
    (row,) = fetched(whole.rows, outer)
    return [
        (count, digest_from(count, total_of(total)) if number < marked else "")
        for number, (count, total) in enumerate(zip(row[::2], row[1::2], strict=True))
    ]


class _Parts:
    """The conditions that are not made of others, each written once, under a name."""

    def __init__(self, level: Level) -> None:
        self.level = level
        self.names: dict[Sql, str] = {}
        self._seen: dict[int, Sql] = {}

    def name(self, node: Node) -> Sql:
        """The name of a condition; conditions written alike have one."""
        if id(node) not in self._seen:
            part = written_part(node, self.level)
            self._seen[id(node)] = Sql(self.names.setdefault(part, f"part_{len(self.names)}"))
        return self._seen[id(node)]
