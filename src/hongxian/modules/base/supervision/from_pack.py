"""Rules as a pack prints them: by which attributes of an enterprise it is decided who supervises it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from hongxian.kernel.problem import Problem
from hongxian.kernel.rules.conditions import Condition
from hongxian.kernel.rules.forms.routing import Routing
from hongxian.modules.base.policies.queries import content_of, values_at
from hongxian.modules.base.supervision import text

if TYPE_CHECKING:
    from hongxian.modules.base.policies.models import Adoption

FACT, FIELD = "supervision_assignment", "supervising_level"
_LISTS = {"ownership": "ownerships", "parent_ownership": "parent_ownerships", "sector": "sectors"}
_COAL = "coal"
"""What the dictionary asks as yes or no is a sector of enterprises here."""


def rules_of_pack(adoption: Adoption, day: date) -> list[dict[str, Any]]:
    """The rules by which the pack assigns enterprises to a level of government, as columns of a rule, in their order.
    Raises `Problem` when it has none, their order is not set, or a condition cannot be taken over."""
    pack, found = adoption.pack, []
    for obligation in content_of(pack).obligations.values():
        for part in obligation.parts:
            if isinstance(part, Routing) and part.members.fact == FACT and part.actual == FIELD:
                found.append((obligation, part))
    if not found:
        raise Problem(text.NO_RULES_IN_PACK.format(pack=pack.title))
    columns = []
    for obligation, part in found:
        source = text.RULE_SOURCE.format(pack=pack.title, path=next(iter(obligation.clauses)))[:300]
        for rank, rule in enumerate(_ordered(part, adoption, day), start=1):
            columns.append(
                {
                    **_attributes(rule.if_, rule.text),
                    "kind": "territorial",
                    "rank": rank,
                    "title": rule.text,
                    "level": rule.then,
                    "source": source,
                    "pack_code": pack.code,
                    "obligation": obligation.id,
                }
            )
    return columns


def _ordered(part: Routing, adoption: Adoption, day: date) -> list[Any]:
    if part.order is None:
        return list(part.rules)
    chosen = values_at(adoption.pack, adoption.place, day).get(part.order.parameter)
    if not isinstance(chosen, str) or chosen not in part.order.values:
        label = content_of(adoption.pack).parameters[part.order.parameter].label
        raise Problem(text.ORDER_NOT_SET.format(parameter=label))
    by_id = {rule.id: rule for rule in part.rules}
    return [by_id[each] for each in part.order.values[chosen]]


def _attributes(condition: Condition, title: str) -> dict[str, Any]:
    """The condition as what a rule asks of an enterprise."""
    found: dict[str, Any] = {}
    for leaf in condition.all or (condition,):
        values = _values(leaf)
        if leaf.field == _COAL and values == [True]:
            found["sectors"] = [_COAL]
        elif leaf.field == "is_branch" and values in ([True], [False]):
            found["is_branch"] = values[0]
        elif leaf.field in _LISTS and values and all(isinstance(each, str) for each in values):
            found[_LISTS[leaf.field]] = values
        else:
            raise Problem(text.NOT_TAKEN.format(title=title))
    return found


def _values(leaf: Condition) -> list[Any]:
    if leaf.is_ is not None:
        return [leaf.is_]
    return list(leaf.in_) if isinstance(leaf.in_, Iterable) and not isinstance(leaf.in_, str) else []
