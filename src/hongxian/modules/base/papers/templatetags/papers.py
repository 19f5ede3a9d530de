"""`{% papers_of row %}`: the papers drafted from a row, and those that may be drafted; for the page of any noun."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Model
from django.template.context import RequestContext

from hongxian.kernel.module import noun_of
from hongxian.kernel.web.access import actor_of
from hongxian.modules.base.papers.offers import offers_for
from hongxian.modules.base.papers.queries import papers_from

register = template.Library()


@register.inclusion_tag("papers/_of.html", takes_context=True)
def papers_of(context: RequestContext, row: Model, key: object = "") -> dict[str, Any]:
    """Shown to whoever may look at papers; nothing where the row gives none. `key` stands for the row where its
    address bears another than its own."""
    actor, noun = actor_of(context["request"]), noun_of(type(row))
    subject = str(key or row.pk)
    offered = list(offers_for(row)) if actor.may("paper.draft") else []
    return {
        "papers": papers_from(actor, noun.key, subject) if noun and actor.may("paper.view") else [],
        "offers": [each.key for each in offered if actor.may(each.offer.permission)],
        "subject_key": subject,
    }
