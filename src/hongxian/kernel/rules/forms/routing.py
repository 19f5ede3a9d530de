"""ROUTING: attributes decide who is responsible; what is recorded must agree."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, Self

from pydantic import Field, model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import Condition, ParameterReference, Shape
from hongxian.kernel.rules.forms.part import Context, Standing
from hongxian.kernel.rules.forms.selection import Ask, Selection, Use, asks_of, uses_of
from hongxian.kernel.rules.population import ALWAYS, All, Any_, Bound, Leaf, Not, Op, Row, holds
from hongxian.kernel.rules.schema import ParameterType
from hongxian.kernel.rules.verdict import PartResult, Reason, Status, listing


class Rule(Shape):
    """Members for which `if` holds belong to `then`."""

    id: str
    if_: Condition = Field(alias="if")
    then: str
    text: str


class Order(Shape):
    """The order of the rules, as a parameter chooses it: for each value the ids of the rules, first to last."""

    parameter: str
    values: dict[str, tuple[str, ...]]


class Routing(Standing):
    """The first rule whose condition holds says what the field `actual` of a member must be.

    Members that no rule matches are shown apart and do not fail, unless `otherwise` names a parameter that is set.
    Not met: the field of some member says something else than the first rule that matches it, or nothing.
    """

    form: Literal["ROUTING"]
    members: Selection
    rules: tuple[Rule, ...] = Field(min_length=1)
    order: Order | None = None
    actual: str
    otherwise: Literal["unspecified"] | ParameterReference = "unspecified"

    @model_validator(mode="after")
    def _orders(self) -> Self:
        ids = sorted(rule.id for rule in self.rules)
        if len(set(ids)) != len(ids):
            raise ValueError(text.RULE_TWICE)
        for value, order in (self.order.values if self.order else {}).items():
            if sorted(order) != ids:
                raise ValueError(text.ORDER_INCOMPLETE.format(value))
        return self

    def uses(self) -> Iterator[Use]:
        """The members, the conditions of the rules and the field compared."""
        yield from uses_of(self.members, ("members",))
        for number, rule in enumerate(self.rules):
            yield Use(self.members.fact, ("rules", number, "if"), rule.if_)
            loc = ("rules", number, "then")
            yield Use(self.members.fact, loc, field=self.actual, values=(rule.then,))
        yield Use(self.members.fact, ("actual",), field=self.actual)

    def asks(self) -> Iterator[Ask]:
        """The order of the rules, and what becomes of members that no rule matches."""
        yield from super().asks()
        if self.order is not None:
            yield Ask(self.order.parameter, ("order",), (ParameterType.ENUM,), frozenset(self.order.values))
        yield from asks_of(self.otherwise, ("otherwise",), ParameterType.ENUM, ParameterType.TEXT, optional=True)

    def assess(self, context: Context) -> PartResult:
        """All members of a rule agree: met."""
        rules = self._ordered(context)
        members = context.matching(self.members)
        matched = Any_(tuple(condition for condition, _, _ in rules))
        wrong = Any_(tuple(All((condition, Not(Leaf(self.actual, Op.IS, then)))) for condition, then, _ in rules))
        bad, ruled = members.filter(wrong), members.filter(matched)
        good, apart = ruled.subtract(bad), members.subtract(ruled)
        tally = members.tally(bad, also=(ruled,))
        total, failing, among = tally.counts
        left = total - among
        result = replace(
            self.answer(Status.NOT_MET if failing else Status.MET),
            counts={"members": total, "counting": among - failing, "exceptions": failing, "apart": left},
            counting=listing(good),
            exceptions=listing(bad, self._why(context, rules)),
            apart=listing(apart, lambda rows: [text.UNSPECIFIED for _ in rows]),
            remarks=(text.COVERED.format(count=total - left, met=total - left - failing, failing=failing),),
            outstanding=bool(failing),
            next_change=context.boundary(members),
            next_change_reason=text.VALIDITY_CHANGES,
            digest=tally.digest,
        )
        if total - left:
            return result
        missing = (context.nobody(self.members),)
        return replace(result, status=Status.UNDECIDABLE, missing=missing, remarks=(), outstanding=False)

    def _ordered(self, context: Context) -> list[tuple[Bound, str, str]]:
        """Each rule as (holds and none before it, value, text), in the order chosen."""
        by_id = {rule.id: rule for rule in self.rules}
        chosen = list(by_id)
        if self.order is not None:
            chosen = list(self.order.values[str(context.bindings.parameters[self.order.parameter])])
        found: list[tuple[Bound, str, str]] = []
        earlier: list[Bound] = []
        for key in chosen:
            rule = by_id[key]
            condition = context.bound(rule.if_, self.members.fact)
            found.append((All((condition, *(Not(each) for each in earlier))), rule.then, rule.text))
            earlier.append(condition)
        default = self._default(context)
        if default is not None:
            rest = All((ALWAYS, *(Not(each) for each in earlier)))
            found.append((rest, default, text.ROUTED_DEFAULT))
        return found

    def _default(self, context: Context) -> str | None:
        if not isinstance(self.otherwise, ParameterReference):
            return None
        value = context.bindings.parameters.get(self.otherwise.parameter)
        return None if value is None else str(value)

    def _why(self, context: Context, rules: list[tuple[Bound, str, str]]) -> Reason:
        noun = self.members.fact

        def explained(rows: Sequence[Row]) -> list[str]:
            return [self._reason(context, noun, rules, row) for row in rows]

        return explained

    def _reason(self, context: Context, noun: str, rules: list[tuple[Bound, str, str]], row: Row) -> str:
        _, then, words = next(each for each in rules if holds(each[0], row))
        wanted = context.value_label(noun, self.actual, then)
        actual = row.get(self.actual)
        if actual is None:
            return text.ROUTED_ABSENT.format(text=words, wanted=wanted)
        shown = context.value_label(noun, self.actual, actual)
        return text.ROUTED.format(text=words, wanted=wanted, actual=shown)
