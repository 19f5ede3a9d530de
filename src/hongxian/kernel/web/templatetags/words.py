"""Tags and filters that every template has: words, dates, icons, badges, form fields."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.template.base import NodeList, Parser, Token
from django.template.context import Context, RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from hongxian.kernel import glossary
from hongxian.kernel.actor import NOBODY
from hongxian.kernel.clock import LOCAL
from hongxian.kernel.keys import new_key
from hongxian.kernel.web import icons, text
from hongxian.kernel.web.access import actor_of
from hongxian.kernel.web.naming import KEY, Names, Said, choice, names_for

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
    """A recorded value as people read it: yes or no, lists joined, nothing said to be empty; keys of which nobody
    knows a name are no more than said to be some.

    What has parts of its own is only named: the proof file holds it whole.
    """
    if value is None or value == "" or value == []:
        return text.EMPTY_VALUE
    if isinstance(value, bool):
        return text.YES_NO[value]
    if isinstance(value, dict):
        return str(value.get("label") or text.DETAILS) if value else text.EMPTY_VALUE
    if isinstance(value, list):
        return text.LISTED.join(plain(each) for each in value)
    return KEY.sub(text.INNER_KEY, str(value))


@register.simple_tag(takes_context=True)
def names_in(context: Context, moments: Iterable[Any]) -> Names:
    """The names of all rows to which what was recorded in some moments points, for whoever looks at the page."""
    found = list(moments)
    told = {
        key: name
        for each in found
        for key, name in (
            (each.entry.actor_key, each.actor_name),
            (each.entry.actor_post, each.post_name),
            (each.entry.actor_organisation, each.organisation_name),
        )
        if key and name
    }
    values = (
        Said(each.noun, change.field, value)
        for each in found
        for change in each.changes
        for value in (change.before, change.after)
    )
    return names_for(actor_of(request) if (request := context.get("request")) else NOBODY, values, told)


@register.simple_tag
def recorded(value: object, field: str, noun: str, names: Names | None = None) -> str:
    """A value as the ledger holds it, in words: rows by their names, states and fixed choices by the glossary, moments
    in local time."""
    if isinstance(value, list) and value:
        return text.LISTED.join(recorded(each, field, noun, names) for each in value)
    if names and (name := names.of(Said(noun, field, value))) is not None:
        return name
    if isinstance(value, str):
        if (word := choice(noun, field, value)) is not None:
            return word
        if field in _NAMING and value in glossary.glossary():
            return glossary.term(value)
        if _MOMENT.fullmatch(value):
            return moment(datetime.fromisoformat(value))
    return plain(value)


_NAMING = ("register", "subject_kind")
"""Fields whose value is the key of a noun: its word is the glossary's own."""


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
