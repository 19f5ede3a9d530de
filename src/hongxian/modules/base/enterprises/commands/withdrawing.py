"""Taking back an enterprise that was registered by mistake."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.two_times import current
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.commands.restating import set_row
from hongxian.modules.base.enterprises.models import (
    Enterprise,
    EnterpriseContact,
    EnterpriseVersion,
    OperatingStatus,
    ResponsiblePerson,
    RiskFlag,
)


@command("enterprise.withdraw")
def withdraw_enterprise(*, actor: Actor, enterprise: Enterprise, reason: str, version: int | None = None) -> Enterprise:
    """Say that an enterprise was registered by mistake: as is known from now on, it never was one; its credit code is
    free again. What was known before stays answerable.

    Raises `Problem` without a reason and where something was put down about it since: then it has to be closed or
    merged; `Stale` where somebody was faster.
    """
    if not reason.strip():
        raise Problem(text.REASON_NEEDED, field="reason")
    if enterprise.merged_into_id is not None:
        raise Problem(text.WAS_MERGED)
    if _is_in_use(enterprise):
        raise Problem(text.IN_USE.format(name=enterprise.name))
    versions = list(current(EnterpriseVersion.objects.filter(enterprise=enterprise)))
    moment = now()
    set_row(enterprise, version, {"withdrawn_at": moment, "credit_code": None})
    EnterpriseVersion.objects.filter(pk__in=[each.pk for each in versions]).update(recorded_to=moment)
    for each in versions:
        each.recorded_to = moment
    record(enterprise, *versions, reason=reason)
    return enterprise


def _is_in_use(enterprise: Enterprise) -> bool:
    """Whether something was put down about it since, or belongs to it."""
    about = (ResponsiblePerson, OperatingStatus, RiskFlag, EnterpriseContact)
    beside: list[QuerySet[Any]] = [model._default_manager.filter(enterprise=OuterRef("pk")) for model in about]
    beside += [Enterprise.objects.filter(parent=OuterRef("pk")), Enterprise.objects.filter(merged_into=OuterRef("pk"))]
    found = reduce(or_, (Q(Exists(rows)) for rows in beside))
    return Enterprise.objects.filter(found, pk=enterprise.pk).exists()
