"""Tags and filters that every template has: words, dates, icons, badges, form fields."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import template
from django.forms import BoundField
from django.template.base import NodeList, Parser, Token
from django.template.context import Context, RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from hongxian.kernel import glossary
from hongxian.kernel.clock import LOCAL
from hongxian.kernel.keys import new_key
from hongxian.kernel.web import icons, text

register = template.Library()

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
"""A moment as the ledger writes it."""


@register.simple_tag
def term(key: str) -> str:
    """The Chinese of a code name; KeyError if the glossary has no such row."""
    return glossary.term(key)


@register.filter
def in_words(key: str) -> str:
    """The same as a filter."""
    return glossary.term(key)


@register.filter
def field_word(name: str) -> str:
    """The Chinese of a field as the ledger records it; a column `place_id` is the field `place`."""
    return glossary.term(name.removesuffix("_id"))


@register.filter
def plain(value: object) -> str:
    """A recorded value as people read it: yes or no, lists joined, keys shortened, nothing said to be empty.

    What has parts of its own is only named: the proof file holds it whole.
    """
    if value is None or value == "" or value == []:
        return text.EMPTY_VALUE
    if isinstance(value, bool):
        return text.YES_NO[value]
    if isinstance(value, dict):
        return text.DETAILS if value else text.EMPTY_VALUE
    if isinstance(value, list):
        return text.LISTED.join(plain(each) for each in value)
    words = str(value)
    return words[-12:] if _is_key(words) else words


@register.simple_tag
def recorded(value: object, field: str, noun: str) -> str:
    """A value as the ledger holds it, in words: states and fixed choices by the glossary, moments in local time."""
    if isinstance(value, str):
        named = (value,) if field in _NAMING else ()
        for key in (f"{noun}:{value}", f"{field}#{value}", *named):
            if key in glossary.glossary():
                return glossary.term(key)
        if _MOMENT.fullmatch(value):
            return moment(datetime.fromisoformat(value))
    return plain(value)


_NAMING = ("register", "subject_kind")
"""Fields whose value is the key of a noun: its word is the glossary's own."""


def _is_key(words: str) -> bool:
    try:
        return len(words) == 36 and bool(UUID(words))
    except ValueError:
        return False


def _local(value: date | datetime) -> date | datetime:
    return value.astimezone(LOCAL) if isinstance(value, datetime) else value


@register.filter
def zh_date(value: date | datetime | None) -> str:
    """The day as documents print it (GB/T 9704: Arabic numerals, no leading zeros); empty for None."""
    return text.ZH_DATE.format(_local(value)) if value else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """The day as tables show it, 2026-03-05; empty for None."""
    return f"{_local(value):%Y-%m-%d}" if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Day, hour and minute in local time, 2026-03-05 14:30; empty for None."""
    return f"{_local(value):%Y-%m-%d %H:%M}" if value else ""


@register.simple_tag
def icon(name: str) -> SafeString:
    """The icon of that name, inline."""
    return icons.icon(name)


@register.inclusion_tag("web/_verdict_badge.html")
def status(status: str, *, backfilled: bool = False) -> dict[str, Any]:
    """The badge of a verdict: always with its word, and marked when it was met only by late recording."""
    return {"status": str(status), "backfilled": backfilled}


@register.filter
def status_word(status: str) -> str:
    """The word of a verdict; KeyError for what is no verdict."""
    return glossary.term(f"status#{status}")


@register.simple_tag
def backfilled_word() -> str:
    """The word for what was recorded late."""
    return text.BACKFILLED


@register.simple_tag
def request_key() -> SafeString:
    """A hidden field with a new key: the form may arrive twice, the act happens once."""
    return format_html('<input type="hidden" name="request_key" value="{}">', new_key())


@register.inclusion_tag("web/_field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One field of a form: label, required mark, input, help, errors."""
    return {"field": bound, "wide": _is_wide(bound), "single": bound.widget_type == "checkbox"}


def _is_wide(bound: BoundField) -> bool:
    return bound.widget_type in {"textarea", "checkboxselectmultiple", "ticks", "radioselect", "clearablefile", "file"}


@register.filter
def beside(cells: Iterable[object], labels: Iterable[str]) -> list[tuple[str, object]]:
    """Each cell with the label of its column, as (label, cell); ValueError if their numbers differ."""
    return list(zip(labels, cells, strict=True))


@register.simple_tag(takes_context=True)
def query_with(context: RequestContext, **changes: object) -> str:
    """The query of this page with some parameters changed; None or an empty value takes one out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


class _Keep(template.Node):
    """Renders its content once and leaves it in the context under a name."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        context[self.name] = mark_safe(self.nodelist.render(context).strip())
        return mark_safe("")


@register.tag
def keep(parser: Parser, token: Token) -> template.Node:
    """`{% keep name %}…{% endkeep %}`: render now, show later and more than once as `{{ name }}` (a block can stand in
    a layout only once)."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return _Keep(name, nodelist)
