"""Bringing the rows of supervision up to what follows from the rules: only what differs is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from hongxian.kernel.actor import path_range
from hongxian.kernel.clock import now, today
from hongxian.kernel.keys import new_key
from hongxian.kernel.two_times import current
from hongxian.modules.base.supervision.matching import Claim, Matcher, Which, standing_enterprises, subjects
from hongxian.modules.base.supervision.models import (
    SupervisedSector,
    Supervision,
    SupervisionOverride,
    SupervisionRule,
)

_CHUNK = 2000


@dataclass
class Changes:
    """What must be opened and closed for the rows to say what follows from the rules."""

    opened: list[Supervision] = field(default_factory=list)
    closed: list[Supervision] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.opened or self.closed)


def changes_for(which: Which, day: date | None = None) -> Changes:
    """What differs for these enterprises, and for the sectors of their place where they are looked at."""
    on = day or today()
    matcher, found = Matcher(on), Changes()
    rows = standing_enterprises(on, which)
    held = _held(which)
    begins = _Begins(on)
    for subject in subjects(rows):
        _compare(held.pop(subject.key, []), matcher.claims(subject), found, begins, enterprise=subject)
    if which.sectors:
        sectors = current(SupervisedSector.objects.select_related("government__place")).filter(valid_to__isnull=True)
        for sector in sectors:
            if sector.government.place.path.startswith(which.path):
                claims = matcher.sector_claims(sector)
                _compare(held.pop(("sector", sector.pk), []), claims, found, begins, sector=sector)
    for gone in held.values():
        found.closed += gone
    return found


def write(changes: Changes, day: date | None = None) -> None:
    """Write them: what was true until yesterday stays as that; what began only today was never true."""
    moment, yesterday = now(), (day or today()) - timedelta(days=1)
    for chunk in _chunks(changes.closed):
        Supervision.objects.filter(pk__in=[each.pk for each in chunk]).update(recorded_to=moment)
        copies = [_copy(each, moment, yesterday) for each in chunk if each.valid_from <= yesterday]
        Supervision.objects.bulk_create(copies)
    for chunk in _chunks(changes.opened):
        Supervision.objects.bulk_create(chunk)


def _held(which: Which) -> dict[Any, list[Supervision]]:
    there = Q(enterprise__isnull=False) & which.within("enterprise")
    there &= path_range("enterprise__place__path", which.path) if which.path else Q()
    if which.sectors:
        of_place = path_range("sector__government__place__path", which.path) if which.path else Q()
        there |= Q(sector__isnull=False) & of_place
    found: dict[Any, list[Supervision]] = {}
    for each in current(Supervision.objects.filter(there)).filter(valid_to__isnull=True).iterator(_CHUNK):
        found.setdefault(each.enterprise_id or ("sector", each.sector_id), []).append(each)
    return found


class _Begins:
    """From when claims hold that were not there before."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._starts: dict[Any, date] = dict(SupervisionRule.objects.values_list("pk", "valid_from"))
        self._starts |= dict(SupervisionOverride.objects.values_list("pk", "valid_from"))

    def of(self, claim: Claim, opened: date | None, *, first: bool) -> date:
        """The day its rule began, for what nobody supervised before; else today."""
        if not first:
            return self.day
        began = self._starts.get(claim.override or claim.rule, self.day)
        return min(max(began, opened or began), self.day)


def _compare(
    held: Iterable[Supervision],
    claims: list[Claim],
    found: Changes,
    begins: _Begins,
    *,
    enterprise: Any = None,
    sector: Any = None,
) -> None:
    standing = {(e.kind, e.body_id, e.level, e.rule_id, e.override_id): e for e in held}
    kinds = {each.kind for each in held}
    opened = enterprise.since if enterprise else sector.valid_from
    for claim in claims:
        if standing.pop((claim.kind, claim.body, claim.level, claim.rule, claim.override), None) is None:
            found.opened.append(
                Supervision(
                    enterprise_id=enterprise.key if enterprise else None,
                    sector=sector,
                    kind=claim.kind,
                    body_id=claim.body,
                    level=claim.level,
                    rule_id=claim.rule,
                    override_id=claim.override,
                    valid_from=begins.of(claim, opened, first=claim.kind not in kinds),
                )
            )
    found.closed += standing.values()


def _copy(row: Supervision, moment: datetime, last_day: date) -> Supervision:
    fields = {each.attname: getattr(row, each.attname) for each in Supervision._meta.concrete_fields}
    return Supervision(**fields | {"id": new_key(), "recorded_from": moment, "recorded_to": None, "valid_to": last_day})


def _chunks(rows: list[Supervision]) -> Iterable[list[Supervision]]:
    return (rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK))
