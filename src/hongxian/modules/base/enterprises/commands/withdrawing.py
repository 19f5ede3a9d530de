"""Taking back an enterprise that was registered by mistake."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from hongxian.kernel.about import told_about
from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import Calls, command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.kernel.together import Lookup, change_where
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.commands.restating import VERSIONS, set_row
from hongxian.modules.base.enterprises.models import Enterprise, EnterpriseVersion


def _in_use() -> QuerySet[Enterprise]:
    """Those about which something was put down, in whichever room, or to which others belong; not their versions."""
    about = (each for each in told_about(Enterprise) if each[0] is not EnterpriseVersion)
    rows = (model._default_manager.filter(**{name: OuterRef("pk")}) for model, name in about)
    return Enterprise.objects.filter(reduce(or_, (Q(Exists(each)) for each in rows)))


IN_USE = Lookup(_in_use, "pk", outdated_by={Enterprise: frozenset({"parent", "merged_into"})})


def _ahead(calls: Calls) -> None:
    keys = [each["enterprise"].pk for each in calls]
    IN_USE.load(keys)
    VERSIONS.load(keys)


@command("enterprise.withdraw", together=_ahead)
def withdraw_enterprise(*, actor: Actor, enterprise: Enterprise, reason: str, version: int | None = None) -> Enterprise:
    """Say that an enterprise was registered by mistake: as is known from now on, it never was one; its credit code is
    free again. What was known before stays answerable.

    Raises `Problem` without a reason and where something was put down about it since, in whichever room: then it has to
    be closed or merged; `Stale` where somebody was faster.
    """
    if not reason.strip():
        raise Problem(text.REASON_NEEDED, field="reason")
    if enterprise.merged_into_id is not None:
        raise Problem(text.WAS_MERGED)
    if IN_USE.of(enterprise.pk):
        raise Problem(text.IN_USE.format(name=enterprise.name))
    versions = VERSIONS.of(enterprise.pk)
    moment = now()
    set_row(enterprise, version, {"withdrawn_at": moment, "credit_code": None})
    for each in versions:
        if not change_where(each, {"recorded_to": None}, {"recorded_to": moment}):
            raise Stale(STALE)
    record(enterprise, *versions, reason=reason)
    return enterprise
