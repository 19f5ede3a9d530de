"""A verdict as somebody may see it who must not see the rows behind some of its parts."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, TypeVar

from hongxian.kernel.rules.verdict import (
    Listing,
    Node,
    NodeKind,
    PartResult,
    RequirementResult,
    Unseen,
    Verdict,
)

_Result = TypeVar("_Result", PartResult, RequirementResult)


def concealed(verdict: Verdict, closed: Collection[str]) -> Verdict:
    """The same verdict for somebody who may not see the rows behind the parts with these ids: their listings say how
    many there are, and none of them."""
    parts = tuple(
        replace(_unseen(part), requirements=tuple(_unseen(each) for each in part.requirements))
        if part.id in closed
        else part
        for part in verdict.parts
    )

    def explain() -> Node:
        tree, ids = verdict.explanation, (part.id for part in verdict.parts)
        children = (
            _without_rows(child) if child.kind is NodeKind.PART and next(ids) in closed else child
            for child in tree.children
        )
        return replace(tree, children=tuple(children))

    return replace(verdict, parts=parts, explain=explain)


def _unseen(result: _Result) -> _Result:
    given = vars(result).items()
    unseen: dict[str, Any] = {
        name: Listing((Unseen(value),)) for name, value in given if isinstance(value, Listing) and value.chunks
    }
    return replace(result, **unseen)


def _without_rows(node: Node) -> Node:
    return replace(node, rows=None, children=tuple(_without_rows(each) for each in node.children))
