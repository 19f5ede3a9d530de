"""Two entries that are one enterprise: proposed by one person, decided by another, never by the system."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.commands.restating import set_row
from hongxian.modules.base.enterprises.flow import ENTERPRISE_MERGE
from hongxian.modules.base.enterprises.models import Enterprise, EnterpriseMerge


@command("enterprise_merge.propose")
def propose_enterprise_merge(*, actor: Actor, duplicate: Enterprise, kept: Enterprise, reason: str) -> EnterpriseMerge:
    """Propose that the duplicate be merged into the one kept. Raises `Problem` where they cannot be one: the same row,
    one merged already, or each with a credit code of its own."""
    if duplicate.pk == kept.pk:
        raise Problem(text.MERGE_ITSELF, field="kept")
    if duplicate.merged_into_id is not None or kept.merged_into_id is not None:
        raise Problem(text.WAS_MERGED, field="kept")
    if duplicate.credit_code and kept.credit_code:
        words = {"one": duplicate.credit_code, "other": kept.credit_code}
        raise Problem(text.TWO_CODES.format(**words), field="kept")
    if EnterpriseMerge.objects.filter(duplicate=duplicate, state="proposed").exists():
        raise Problem(text.MERGE_PENDING, field="kept")
    merge = EnterpriseMerge.objects.create(duplicate=duplicate, kept=kept, reason=reason, proposed_by=actor.key)
    record(merge, duplicate, kept, reason=reason)
    return merge


@command("enterprise_merge.confirm")
def confirm_enterprise_merge(*, actor: Actor, enterprise_merge: EnterpriseMerge) -> EnterpriseMerge:
    """Merge, as somebody else than who proposed it. The one kept takes over numbers it lacks and the branches; what
    hangs on the duplicate stays there and is shown with the one kept."""
    ENTERPRISE_MERGE.advance(enterprise_merge, "confirm", actor, decided_by=actor.key)
    duplicate, kept = enterprise_merge.duplicate, enterprise_merge.kept
    if duplicate.merged_into_id is not None or kept.merged_into_id is not None:
        raise Problem(text.WAS_MERGED)
    code, number = duplicate.credit_code, duplicate.registration_number
    set_row(duplicate, None, {"merged_into": kept, "credit_code": None})
    taken = {"credit_code": kept.credit_code or code, "registration_number": kept.registration_number or number}
    set_row(kept, None, taken)
    touched: list[models.Model] = [enterprise_merge, kept, duplicate]
    for branch in Enterprise.objects.filter(parent=duplicate).exclude(pk=kept.pk):
        set_row(branch, None, {"parent": kept})
        touched.append(branch)
    record(*touched, reason=enterprise_merge.reason, detail={"credit_code": code or "", "registration_number": number})
    return enterprise_merge


@command("enterprise_merge.refuse")
def refuse_enterprise_merge(*, actor: Actor, enterprise_merge: EnterpriseMerge, reason: str) -> EnterpriseMerge:
    """Say why the two are not one; both stay."""
    ENTERPRISE_MERGE.advance(enterprise_merge, "refuse", actor, {"reason": reason}, decided_by=actor.key)
    record(enterprise_merge, reason=reason)
    return enterprise_merge


def carried_over(rows: Iterable[QuerySet[Any]], kept: UUID | str, most: int) -> list[Any]:
    """Let up to `most` of the rows, whose `enterprise` was merged, point to the one kept; give them back as they stand.
    Rows that have no place of their own bear the path of the one kept. Only within a command, which records them."""
    into = Enterprise.objects.select_related("place").get(pk=kept)
    moved: list[Any] = []
    for each in rows:
        model: Any = each.model
        keys = list(each.order_by("pk").values_list("pk", flat=True)[: most - len(moved)])
        names = {field.name for field in model._meta.concrete_fields}
        path = {"place_path": into.place.path} if "place_path" in names and "place" not in names else {}
        model.objects.filter(pk__in=keys).update(enterprise=into, **path)
        moved += list(model.objects.filter(pk__in=keys).order_by("pk"))
    return moved
