"""`{% attachments_of row %}`: what hangs on a row, and the way to add to it; for the page of any noun."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Model
from django.template.context import RequestContext

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.glossary import term
from hongxian.kernel.module import attachables, noun_of
from hongxian.kernel.problem import NotVisible
from hongxian.kernel.web.access import actor_of
from hongxian.modules.base.attachments import text
from hongxian.modules.base.attachments.forms import AttachForm
from hongxian.modules.base.attachments.models import Attachment
from hongxian.modules.base.attachments.queries import attachments_of as found_on
from hongxian.modules.base.attachments.queries import subject_of

register = template.Library()


@register.inclusion_tag("attachments/_of.html", takes_context=True)
def attachments_of(context: RequestContext, row: Model) -> dict[str, Any]:
    """Shown to whoever sees the row; nothing where its noun takes no attachments. Whoever may add finds the form."""
    actor, noun = actor_of(context["request"]), noun_of(type(row))
    attachable = attachables().get(noun.key) if noun else None
    if attachable is None:
        return {}
    key = str(getattr(row, attachable.key))
    found = list(found_on(actor, attachable.noun, key))
    return {
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
        "shown": True,
        "standing": [each for each in found if each.withdrawn_at is None],
        "withdrawn": [each for each in found if each.withdrawn_at is not None],
        "subject_kind": attachable.noun,
        "subject_key": key,
        "form": _form(actor, attachable, key),
    }


def _form(actor: Any, attachable: Any, key: str) -> AttachForm | None:
    try:
        subject_of(actor, attachable.noun, key, "attachment.attach")
    except NotVisible:
        return None
    return AttachForm(attachable)


@register.filter
def alt(attachment: Attachment) -> str:
    """What a picture is, for whoever does not see it."""
    when = attachment.attached_at.astimezone(LOCAL)
    kind = term(f"attachment_kind#{attachment.kind}")
    return text.ALT.format(kind=kind, who=attachment.attached_by_name, when=f"{when:%Y-%m-%d %H:%M}")
