"""Why a verdict is what it is: a tree that quotes the clause, names the parameters, and ends in rows."""

from collections.abc import Mapping, Sequence

from hongxian.kernel.rules import text
from hongxian.kernel.rules.dates import Duration, parse_duration
from hongxian.kernel.rules.obligation import Obligation
from hongxian.kernel.rules.population import Setting
from hongxian.kernel.rules.schema import ParameterEntry, ParameterType
from hongxian.kernel.rules.verdict import Missing, Node, NodeKind, PartResult, RequirementResult, Status


def explanation(
    obligation: Obligation,
    status: Status,
    parts: Sequence[PartResult],
    parameters: Mapping[str, Setting],
    shift: Duration | None = None,
) -> Node:
    """The tree: obligation → clauses, by how much its dates are moved, parameters, parts → requirements, remarks, what
    is missing → rows."""
    clauses = tuple(
        Node(NodeKind.CLAUSE, text.CLAUSE.format(path=each.path, quote=each.quote), path=each.path)
        for each in obligation.entry.clauses
    )
    moved = [Node(NodeKind.REMARK, text.DATES_MOVED.format(_span(shift)))] if shift else []
    children = (*clauses, *moved, *_parameters(obligation, parameters), *(_part(each) for each in parts))
    words = text.EXPLAINED.format(title=obligation.title, status=status.label)
    return Node(NodeKind.OBLIGATION, words, status, children)


def _parameters(obligation: Obligation, parameters: Mapping[str, Setting]) -> list[Node]:
    nodes = []
    for key, definition in obligation.parameters.items():
        value = parameters.get(key)
        if value is not None:
            words = text.PARAMETER_VALUE.format(label=definition.label, value=_value(definition, value))
        elif not definition.deciding and definition.plain is not None:
            plain = _value(definition, definition.plain)
            words = text.PARAMETER_PLAIN.format(label=definition.label, value=plain, reason=definition.plain_reason)
        else:
            continue
        nodes.append(Node(NodeKind.PARAMETER, words))
    return nodes


def _value(definition: ParameterEntry, value: Setting) -> str:
    if isinstance(value, tuple):
        return text.JOIN.join(definition.values.get(each, each) for each in value)
    if isinstance(value, bool):
        return text.YES if value else text.NO
    if definition.type is ParameterType.DURATION:
        return _span(parse_duration(str(value)))
    return definition.values.get(str(value), f"{value}{definition.unit}")


def _span(span: Duration) -> str:
    return "".join(words.format(number) for name, words in text.DURATION if (number := getattr(span, name)))


def _part(result: PartResult) -> Node:
    words = text.EXPLAINED.format(title=result.text, status=result.status.label)
    children = [Node(NodeKind.MISSING, sentence(each)) for each in result.missing]
    children += [Node(NodeKind.REMARK, remark) for remark in result.remarks]
    children += [Node(NodeKind.REQUIREMENT, each.text, each.status, tuple(_rows(each))) for each in result.requirements]
    children += _rows(result) if not result.requirements else []
    return Node(NodeKind.PART, words, result.status, tuple(children))


def sentence(missing: Missing) -> str:
    """What is missing, in a Chinese sentence."""
    return text.MISSING[missing.kind.value].format(missing.label)


def _rows(result: PartResult | RequirementResult) -> list[Node]:
    listings = [
        (NodeKind.COUNTING, text.COUNTING, result.counting),
        (NodeKind.FAILING, text.FAILING, result.failing),
        (NodeKind.EXCEPTIONS, text.EXCEPTIONS, result.exceptions),
    ]
    if isinstance(result, PartResult):
        listings.append((NodeKind.APART, text.APART, result.apart))
    return [Node(kind, words.format(count), rows=rows) for kind, words, rows in listings if (count := rows.count())]
