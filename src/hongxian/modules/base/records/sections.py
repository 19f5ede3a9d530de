"""What the room of records adds to the page of an enterprise: how many records there are about it, kind by kind."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from hongxian.kernel.actor import Actor
from hongxian.kernel.registers.about import ListAbout
from hongxian.modules.base.records.kinds import kind_of
from hongxian.modules.base.records.queries import current_records, slots_by_noun
from hongxian.modules.base.records.values import field_of

_FIELD = "enterprise"


def of_enterprise(actor: Actor, enterprise: Any) -> dict[str, Any] | None:
    """The kinds of records of which some that stand are about the enterprise, each with their number and the list of
    them: one statement for all kinds. None where there are none to see."""
    if not actor.may("record.view"):
        return None
    about = Q(pk__in=[])
    for noun, slots in slots_by_noun().items():
        if _FIELD in slots:
            about |= Q(noun=noun, **{slots[_FIELD]: enterprise.pk})
    rows = current_records(actor).filter(about, ended_at__isnull=True).order_by()
    counts = dict(rows.values_list("noun").annotate(number=Count("pk")))
    kinds = sorted((kind.label, kind.key) for noun in counts if (kind := kind_of(noun)) is not None)
    lists = [
        ListAbout(label, counts[key], f"{reverse('records:rows', args=[key])}?{field_of(_FIELD)}={enterprise.pk}")
        for label, key in kinds
    ]
    return {"lists": lists} if lists else None
