"""Hints about self-reports: looked for, and put aside with a reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.screening.returns import text
from hongxian.modules.screening.returns.models import ReportHint, ReturnSetting
from hongxian.modules.screening.returns.queries import setting_for
from hongxian.modules.screening.returns.queries.clues import clues

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place

_FIND = "report_hint.find"
LONGEST = 366
_BASES = ("wording_length", "pace_count", "nothing_found_times", "photo_distance")


@command(_FIND)
def find_hints(*, actor: Actor, place: Place, since: date, until: date) -> list[ReportHint]:
    """Look through what enterprises of the place reported themselves in these days, and put down the hints that do not
    stand yet. Raises `Problem` at days out of order or more than a year, where no kind is set, and where nothing new is
    found."""
    if not since <= until <= today() or (until - since).days > LONGEST:
        raise Problem(text.DAYS_RANGE.format(since=since, until=until, today=today()), field="since")
    setting = setting_for(place.path)
    if setting is None or not _is_set(setting):
        raise Problem(text.HINTS_UNSET.format(place=place.name))
    found = {(each.enterprise, each.key): each for each in clues(actor, place, since, until, setting, _FIND)}
    rows = ReportHint.objects.filter(clue_key__in={key for _, key in found})
    known = set(rows.values_list("enterprise_id", "clue_key"))
    fresh = [each for pair, each in found.items() if pair not in known]
    enterprises = {
        each.pk: each for each in visible_enterprises(actor, _FIND).filter(pk__in={each.enterprise for each in fresh})
    }
    made = [
        ReportHint(
            enterprise=enterprises[each.enterprise],
            place_path=enterprises[each.enterprise].place.path,
            kind=each.kind,
            clues=each.clues,
            clue_key=each.key,
            danger_keys=each.danger_keys,
            found_at=now(),
        )
        for each in fresh
        if each.enterprise in enterprises
    ]
    if not made:
        raise Problem(text.NO_NEW_HINTS.format(since=since, until=until))
    ReportHint.objects.bulk_create(made)
    record(*made)
    return made


def _is_set(setting: ReturnSetting) -> bool:
    return any(getattr(setting, name) is not None for name in _BASES)


@command("report_hint.dismiss")
def dismiss_hint(*, actor: Actor, report_hint: ReportHint, reason: str) -> ReportHint:
    """Put a hint aside, with the reason. It stays on record and is not given again."""
    if not reason.strip():
        raise Problem(text.REASON_NEEDED, field="reason")
    rows = ReportHint.objects.filter(pk=report_hint.pk, state="open")
    if report_hint.state != "open" or not rows.update(
        state="dismissed", dismissed_at=now(), dismissed_by_name=actor.name, dismissal_reason=reason.strip()
    ):
        raise Stale(STALE)
    report_hint.refresh_from_db()
    record(report_hint, reason=reason.strip())
    return report_hint
