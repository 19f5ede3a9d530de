"""Templates of papers: papers as people write them, with fields of rows, conditions and repetitions.

The language is Django's, cut down to `if` and `for` and a few filters: a template comes from a user and can neither
load, include nor reach anything but the values it is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.template import Context, Library, Node, NodeList, Template, TemplateSyntaxError
from django.template.base import FilterExpression, TextNode, Variable, VariableNode
from django.template.defaultfilters import default, first, join, last, length
from django.template.defaulttags import ForNode, IfNode, do_for, do_if
from django.template.engine import Engine

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.documents import text
from hongxian.kernel.documents.markup import MARK, Parsed, escape, parse
from hongxian.kernel.problem import Problem

LIMIT = 20_000
"""How many characters a template may have."""

register = Library()
register.tag("if", do_if)
register.tag("for", do_for)
for each in (default, first, join, last, length):
    register.filter(each.__name__, each)


class _Engine(Engine):
    """Knows the tags and filters above and nothing else."""

    default_builtins = [__name__]


_ENGINE = _Engine(dirs=[], loaders=[], autoescape=False)


def fill(template: str, values: Mapping[str, Any]) -> str:
    """The paper as people write it, with the values in their places. Raises `Problem` naming the template's line."""
    lines = (nested(MARK.sub("", line).strip()) for line in _fill(template, values).splitlines())
    return "\n".join(filter(None, lines)) + "\n"


def check(template: str, sample: Mapping[str, Any]) -> Parsed:
    """Try a template on sample values, which name all fields there are. Raises `Problem` that names line and fault."""
    if len(template) > LIMIT:
        raise Problem(text.TOO_LONG.format(limit=LIMIT), field="wording")
    for line, name in _unknown(_compiled(template).nodelist, set(sample)):
        known = "、".join(sorted(sample))
        raise Problem(text.UNKNOWN_FIELD.format(line=line, found=name, known=known), field="wording")
    return parse(_fill(template, sample))


def nested(line: str) -> str:
    """The line with the inner marks within quotations and titles (GB/T 15834-2011: ‘…’ within “…”, 〈…〉 within
    《…》); one that is quoted word for word, or whose marks do not pair, as it stands."""
    if line.startswith(">"):
        return line
    for opening, closing, *inner in text.NESTED:
        depth, found = 0, []
        for each in line:
            depth -= each == closing
            within = depth % 2 == 1 and each in (opening, closing)
            found.append(inner[each == closing] if within else each)
            depth += each == opening
            if depth < 0:
                break
        if depth == 0:
            line = "".join(found)
    return line


def zh_date(day: date) -> str:
    """The day as papers print it (GB/T 9704: Arabic numerals, no leading zeros)."""
    return text.ZH_DATE.format(day)


def _fill(template: str, values: Mapping[str, Any]) -> str:
    return _compiled(template).render(Context(_escaped(dict(values)), autoescape=False))


def _compiled(template: str) -> Template:
    numbered = "\n".join(
        f"\ue000{number}\ue001{MARK.sub('', line)}" for number, line in enumerate(template.splitlines(), start=1)
    )
    try:
        return Template(numbered, engine=_ENGINE)
    except TemplateSyntaxError as error:
        line = getattr(getattr(error, "token", None), "lineno", 1)
        raise Problem(text.BAD_TAG.format(line=line, found=_fault(error)), field="wording") from error


def _fault(error: TemplateSyntaxError) -> str:
    token = getattr(error, "token", None)
    said = token.contents[:40] if token else ""
    if str(error).startswith("Unclosed"):
        return text.NOT_CLOSED.format(found=said)
    if str(error).startswith("Invalid block tag"):
        return text.NO_TAG.format(found=said)
    return text.BAD_EXPRESSION.format(found=said)


def _escaped(value: Any) -> Any:
    """The value with every text in it guarded against being taken for markup, days and moments in words."""
    if isinstance(value, Mapping):
        return {key: _escaped(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_escaped(each) for each in value]
    if isinstance(value, datetime):
        return text.ZH_DATE.format(value.astimezone(LOCAL))
    if isinstance(value, date):
        return zh_date(value)
    if value is None:
        return ""
    return escape(value) if isinstance(value, str) else value


def _unknown(nodes: NodeList, known: set[str]) -> Iterator[tuple[int, str]]:
    """Where a name is used that is none of the fields: the line and the name."""
    for node in nodes:
        line = (node.token.lineno if node.token else None) or 1
        for expression in _expressions(node):
            for name in _names(expression):
                if name not in known:
                    yield line, name
        inner = known | {*node.loopvars, "forloop"} if isinstance(node, ForNode) else known
        for child in _children(node):
            yield from _unknown(child, inner)


def _children(node: Node) -> Iterator[Any]:
    if isinstance(node, IfNode):
        yield from (nodes for _, nodes in node.conditions_nodelists)
    elif isinstance(node, ForNode):
        yield from (node.nodelist_loop, node.nodelist_empty)


def _expressions(node: Node) -> Iterator[Any]:
    if isinstance(node, VariableNode):
        yield node.filter_expression
    elif isinstance(node, ForNode):
        yield node.sequence
    elif isinstance(node, IfNode):
        for condition, _ in node.conditions_nodelists:
            yield from _of_condition(condition)
    elif not isinstance(node, TextNode):
        raise TypeError(type(node).__name__)


def _of_condition(condition: Any) -> Iterator[Any]:
    """The expressions in a condition: a tree of operators with values at its ends."""
    if condition is None:
        return
    if isinstance(value := getattr(condition, "value", None), FilterExpression):
        yield value
    for side in ("first", "second"):
        yield from _of_condition(getattr(condition, side, None))


def _names(expression: Any) -> Iterator[str]:
    """The first name of the variable and of each filter's argument."""
    arguments = [argument for _, given in expression.filters for is_name, argument in given if is_name]
    for variable in (expression.var, *arguments):
        if isinstance(variable, Variable) and variable.lookups:
            yield variable.lookups[0]
