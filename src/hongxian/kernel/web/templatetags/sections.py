"""`{% sections_of row %}`: what other rooms add to the page of a row."""

from functools import cache

from django import template
from django.db.models import Model
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from hongxian.kernel.module import Section, modules, noun_of, resolve
from hongxian.kernel.web.access import actor_of

register = template.Library()


@cache
def sections_upon(noun: str) -> tuple[Section, ...]:
    """What the rooms add to the page of that noun, in the order of the rooms."""
    return tuple(each for module in modules().values() for each in module.sections if each.noun == noun)


@register.simple_tag(takes_context=True)
def sections_of(context: RequestContext, row: Model) -> SafeString:
    """Each section as its room fills it for whoever looks; nothing of a room that has nothing to say to them."""
    request, noun = context["request"], noun_of(type(row))
    found = []
    for section in sections_upon(noun.key) if noun else ():
        filled = resolve(section.fill)(actor_of(request), row)
        if filled is not None:
            found.append(render_to_string(section.template, filled, request=request))
    return mark_safe("".join(found))
