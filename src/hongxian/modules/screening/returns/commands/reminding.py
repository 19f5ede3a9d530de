"""Reminding an enterprise of the report that it owes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.screening.hidden_dangers.queries import self_reported
from hongxian.modules.screening.returns import text
from hongxian.modules.screening.returns.models import ReportingReminder
from hongxian.modules.screening.returns.periods import MONTHS, period_of
from hongxian.modules.screening.returns.queries import interval_owed, setting_for

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise


@command("reporting_reminder.send")
def send_reminder(*, actor: Actor, enterprise: Enterprise) -> ReportingReminder:
    """Remind an enterprise of its report for the period that runs now; its own account is told. Raises `Problem` where
    nobody set who owes reports, it owes none, it has reported, or was reminded today."""
    setting = setting_for(enterprise.place.path)
    interval = interval_owed(setting, enterprise.is_high_risk, enterprise.is_above_scale)
    if setting is None or not interval:
        raise Problem(text.BASE_UNSET_FOR.format(name=enterprise.name))
    if interval not in MONTHS:
        raise Problem(text.OWES_NONE.format(name=enterprise.name))
    if enterprise.closed_on is not None and enterprise.closed_on < today():
        raise Problem(text.STANDS_NO_MORE.format(name=enterprise.name, day=enterprise.closed_on))
    period = period_of(interval, today() - timedelta(days=setting.carried_days))
    reported = Q(self_reported(*period.window(setting.carried_days)))
    if type(enterprise).objects.filter(reported, pk=enterprise.pk).exists():
        raise Problem(text.REPORTED_ALREADY.format(name=enterprise.name, period=period.words))
    if ReportingReminder.objects.filter(enterprise=enterprise, reminded_on=today()).exists():
        raise Problem(text.REMINDED_TODAY.format(name=enterprise.name))
    reminder = ReportingReminder.objects.create(
        enterprise=enterprise,
        place_path=enterprise.place.path,
        period=period.key,
        reminded_on=today(),
        reminded_at=now(),
        reminded_by_name=actor.name,
    )
    record(reminder)
    return reminder
