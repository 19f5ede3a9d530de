"""Reads of verdicts, and what recording rooms ask of them before they take a late entry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from hongxian.kernel.actor import Actor, scoped
from hongxian.kernel.clock import today
from hongxian.kernel.paging import Page, page
from hongxian.kernel.rules.dates import Duration, add
from hongxian.kernel.rules.forms.deadline import Deadline
from hongxian.kernel.rules.judge import periods
from hongxian.kernel.rules.obligation import Obligation
from hongxian.modules.base.policies.queries import adoptions_on, content_of
from hongxian.modules.base.policies.queries.choices import years_moved
from hongxian.modules.base.verdicts.models import Determination, Objection, ReportTaking, Turn, Verdict

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party
    from hongxian.modules.base.policies.models import Pack

RESTRICTED = "restricted_row.view"
"""The permission to see rows of facts that the dictionary marks as restricted."""


def visible_verdicts(actor: Actor, permission: str = "verdict.view") -> QuerySet[Verdict]:
    """The verdicts about the parties within the actor's scope."""
    rows = Verdict.objects.select_related("pack", "party")
    return scoped(rows, actor, permission, path="path", organisation="party_id")


def visible_turns(actor: Actor, permission: str = "verdict.view") -> QuerySet[Turn]:
    """How the verdicts about the parties within the actor's scope turned."""
    rows = Turn.objects.select_related("verdict")
    return scoped(rows, actor, permission, path="verdict__path", organisation="verdict__party_id")


def visible_report_takings(actor: Actor, permission: str = "report_taking.take") -> QuerySet[ReportTaking]:
    """The reports that the actor took; those of others stand in the ledger."""
    rows = ReportTaking.objects.filter(taken_by=actor.key)
    return rows if actor.key and actor.may(permission) else rows.none()


def turns_of(verdicts: Iterable[Verdict]) -> dict[UUID, list[Turn]]:
    """Every turn of these verdicts, newest first, by the key of the verdict. Who may see them is checked already."""
    found: dict[UUID, list[Turn]] = {}
    for turn in Turn.objects.filter(verdict__in=list(verdicts)).order_by("-at", "-pk"):
        found.setdefault(turn.verdict_id, []).append(turn)
    return found


def visible_objections(actor: Actor, permission: str = "objection.view") -> QuerySet[Objection]:
    """The objections to the verdicts about the parties within the actor's scope."""
    rows = Objection.objects.select_related("verdict__pack", "verdict__party", "office")
    return scoped(rows, actor, permission, path="verdict__path", organisation="verdict__party_id")


def open_objection(verdict: Verdict) -> Objection | None:
    """The objection to the verdict that waits for its answer, if there is one."""
    return Objection.objects.filter(verdict=verdict, state="raised").first()


def objections_to(actor: Actor, verdicts: Iterable[Verdict]) -> dict[UUID, list[Objection]]:
    """The objections to these verdicts that the actor may see, newest first, by the key of the verdict."""
    found: dict[UUID, list[Objection]] = {}
    for each in visible_objections(actor).filter(verdict__in=list(verdicts)).order_by("-raised_at", "-pk"):
        found.setdefault(each.verdict_id, []).append(each)
    return found


def objections_page(actor: Actor, *, state: str = "", after: str = "", before: str = "") -> Page[Objection]:
    """One page of the objections within the actor's scope, newest first, of one state if it is given."""
    rows = visible_objections(actor)
    if state:
        rows = rows.filter(state=state)
    return page(rows, ("-raised_at", "-pk"), after=after, before=before)


def objection_of(key: str) -> Objection:
    """The objection with that key, for the worker."""
    return Objection.objects.select_related("verdict__pack", "verdict__party", "office__place", "office__chaser").get(
        pk=key
    )


def visible_determinations(actor: Actor, permission: str = "verdict.view") -> QuerySet[Determination]:
    """The signed determinations beside the verdicts about the parties within the actor's scope."""
    rows = Determination.objects.select_related("verdict__pack", "verdict__party")
    return scoped(rows, actor, permission, path="verdict__path", organisation="verdict__party_id")


def determination_over(verdict: Verdict, start: date, end: date | None) -> Determination | None:
    """One that waits for confirmation beside the verdict, or a confirmed one that covers a day from start through
    end (open if None)."""
    rows = Determination.objects.filter(verdict=verdict)
    covers = Q(state="confirmed") & (Q(valid_to__isnull=True) | Q(valid_to__gte=start))
    if end is not None:
        covers &= Q(valid_from__lte=end)
    return rows.filter(Q(state="signed") | covers).first()


def determinations_of(
    verdicts: Iterable[Verdict], day: date | None = None, known_at: datetime | None = None
) -> dict[UUID, Determination]:
    """The confirmed determination that stands beside each of these verdicts on the day (today), as known at that
    moment (now), by the key of the verdict. It is shown wherever the verdict is, to whoever may see the verdict."""
    on = day or today()
    rows = Determination.objects.filter(verdict__in=list(verdicts), valid_from__lte=on)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    if known_at is None:
        rows = rows.filter(state="confirmed")
    else:
        rows = rows.filter(confirmed_at__lte=known_at).filter(Q(closed_at__isnull=True) | Q(closed_at__gt=known_at))
    return {each.verdict_id: each for each in rows}


def determined_grains(pack: Pack, day: date, known_at: datetime | None = None) -> dict[tuple[str, str, str], str]:
    """What is signed beside the verdicts of a pack on the day, as known then: status by the grain of the verdict."""
    found = {each.pk: each for each in Verdict.objects.filter(pack=pack)}
    return {found[key].grain: each.status for key, each in determinations_of(found.values(), day, known_at).items()}


def determinations_beside(actor: Actor, verdict: Verdict) -> QuerySet[Determination]:
    """Every determination beside the verdict that the actor may see, newest first, whatever became of it."""
    return visible_determinations(actor).filter(verdict=verdict).order_by("-signed_at", "-pk")


def determinations_page(actor: Actor, *, state: str = "", after: str = "", before: str = "") -> Page[Determination]:
    """One page of the determinations within the actor's scope, newest first, of one state if it is given."""
    rows = visible_determinations(actor)
    if state:
        rows = rows.filter(state=state)
    return page(rows, ("-signed_at", "-pk"), after=after, before=before)


def latest_verdicts(actor: Actor, pack: Pack, *, lapsed: bool = False) -> QuerySet[Verdict]:
    """The verdicts of a pack that the actor may see, those that lapsed only if asked for: of periodic obligations every
    period."""
    rows = visible_verdicts(actor).filter(pack=pack).order_by("obligation", "party__name", "period_start")
    return rows if lapsed else rows.filter(lapsed_at__isnull=True)


def status_counts(actor: Actor, pack: Pack | None = None) -> dict[str, int]:
    """How many verdicts of each status the actor may see, over everything judged or under one pack."""
    rows = visible_verdicts(actor).filter(lapsed_at__isnull=True)
    rows = rows if pack is None else rows.filter(pack=pack)
    counted = rows.order_by().values_list("status").annotate(number=Count("pk"))
    return {"met": 0, "not_met": 0, "not_due": 0, "undecidable": 0} | dict(counted)


def is_back_entry(party: Party, fact: str, day: date) -> bool:
    """As `is_back_entry_at`, for what a party did at its place."""
    return is_back_entry_at(party.place.path, fact, day)


def is_back_entry_at(path: str, fact: str, day: date) -> bool:
    """Whether a row of that fact, dated that day, would count only in a period or before a deadline already past,
    under any obligation that binds the place with that path: then a second person has to confirm it."""
    now_day = today()
    for adoption in adoptions_on(now_day):
        if not path.startswith(adoption.place.path):
            continue
        years = years_moved(adoption.pack, adoption.place, now_day)
        for obligation in content_of(adoption.pack).obligations.values():
            if fact in obligation.needs and _is_past(obligation, day, now_day, years):
                return True
    return False


def _is_past(obligation: Obligation, day: date, now_day: date, years: int) -> bool:
    printed = printed_due(obligation)
    if printed is not None:
        return day <= add(printed, Duration(years=years)) < now_day
    return any(period.start <= day <= period.end < now_day for period in periods(obligation, day, day))


def printed_due(obligation: Obligation) -> date | None:
    """The day printed in the text by which the obligation is due, if it prints one."""
    dues = (part.due for part in obligation.parts if isinstance(part, Deadline) and isinstance(part.due, date))
    return min(dues, default=None)


def lag_behind_places() -> bool:
    """Whether some verdict does not have the path that the place of its party has now."""
    return Verdict.objects.exclude(path=F("party__place__path")).exists()
