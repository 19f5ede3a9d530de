"""`{% lists_about row %}`: the registers that speak of a row, each with its number of rows and the way there."""

from typing import Any

from django import template
from django.template.context import RequestContext

from hongxian.kernel.registers.about import lists_about as found_about
from hongxian.kernel.web.access import actor_of

register = template.Library()


@register.inclusion_tag("registers/_about.html", takes_context=True)
def lists_about(context: RequestContext, row: Any, *leave_out: str) -> dict[str, Any]:
    """A panel of them, those without rows too; nothing where no register speaks of such rows."""
    return {"lists": list(found_about(actor_of(context["request"]), row, leave_out))}
