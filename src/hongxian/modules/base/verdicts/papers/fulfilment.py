"""What a body or a person owed in a period, what was done of it when, and where the ledger proves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, today
from hongxian.kernel.documents.offer import Filled
from hongxian.kernel.duties.queries import duties_from
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.ledger.queries import acts_of, leaves_of, newest_heads
from hongxian.kernel.problem import Problem
from hongxian.modules.base.parties.queries import terms_between
from hongxian.modules.base.policies.queries import content_of
from hongxian.modules.base.verdicts.models import STATUSES, Verdict
from hongxian.modules.base.verdicts.papers import text
from hongxian.modules.base.verdicts.queries import turns_of, visible_verdicts

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party, Person

MOST = 200
"""How many obligations, and how many acts, are listed one by one; the numbers are always those of all."""


def fill_report(actor: Actor, party: Party, asked: Mapping[str, Any]) -> Filled:
    """For a body: each verdict of a period that touches the days asked for, with what turned it."""
    since, until = _days(asked)
    verdicts = _owed(actor, since, until).filter(party=party)
    acts = acts_of(*_moments(since, until), organisation=str(party.pk))
    return Filled({"name": party.name, **_told(verdicts, acts, since, until)})


def fill_certificate(actor: Actor, person: Person, asked: Mapping[str, Any]) -> Filled:
    """For a person: the posts held, what their bodies owed meanwhile, and what the person did."""
    since, until = _days(asked)
    terms = terms_between(person, since, until)
    meanwhile = Q(pk__in=[])
    for term_of in terms:
        first, last = max(since, term_of.valid_from), min(until, term_of.valid_to or until)
        spans = Q(period_start__isnull=True) | Q(period_start__lte=last, period_end__gte=first)
        meanwhile |= Q(party=term_of.post.party_id) & spans
    acts = acts_of(*_moments(since, until), actor=str(person.pk))
    posts = [
        {
            "party": each.post.party.name,
            "post": each.post.name,
            "since": max(since, each.valid_from),
            "until": min(until, each.valid_to or until),
        }
        for each in terms
    ]
    told = _told(_owed(actor, since, until).filter(meanwhile), acts, since, until)
    return Filled({"name": person.name, "posts": posts, **told})


def _days(asked: Mapping[str, Any]) -> tuple[date, date]:
    since, until = asked["since"], asked["until"]
    if since > until:
        raise Problem(text.DAYS_TURNED.format(since=since, until=until), field="until")
    if until > today():
        raise Problem(text.DAYS_TO_COME.format(until=until, today=today()), field="until")
    return since, until


def _moments(since: date, until: date) -> tuple[datetime, datetime]:
    return datetime.combine(since, time(), LOCAL), datetime.combine(until + timedelta(days=1), time(), LOCAL)


def _owed(actor: Actor, since: date, until: date) -> QuerySet[Verdict]:
    touches = Q(period_start__isnull=True) | Q(period_start__lte=until, period_end__gte=since)
    rows = visible_verdicts(actor).filter(touches, lapsed_at__isnull=True)
    return rows.order_by("pack__code", "obligation", "period_start", "party__name", "pk")


def _told(verdicts: Iterable[Verdict], acts: QuerySet[Entry], since: date, until: date) -> dict[str, Any]:
    chosen = list(verdicts)
    turns = turns_of(chosen[:MOST])
    duties = duties_from([f"verdict:{each.pk}" for each in chosen[:MOST]])
    listed = list(acts.order_by("pk")[:MOST])
    met = {key: next((turn for turn in found if turn.after == "met"), None) for key, found in turns.items()}
    causes = [turn.entry for turn in met.values() if turn and turn.entry]
    leaves = leaves_of([*causes, *(each.pk for each in listed)])
    heads = newest_heads()
    lines = []
    for each in chosen[:MOST]:
        turn, duty = met.get(each.pk), duties.get(f"verdict:{each.pk}")
        done = turn if each.status == "met" else None
        lines.append(
            {
                "party": each.party.name,
                "obligation": content_of(each.pack).obligations[each.obligation].title,
                "period": each.period_label,
                "due_on": duty.due_on if duty else each.period_end,
                "status": term(f"status#{each.status}") + (text.LATE if each.backfilled else ""),
                "done_on": done.at if done else None,
                "leaf": _number(leaves, done.entry) if done else "",
            }
        )
    return {
        "since": since,
        "until": until,
        "counts": [
            {"status": term(f"status#{s}"), "number": sum(1 for v in chosen if v.status == s)} for s in STATUSES
        ],
        "total": len(chosen),
        "lines": lines,
        "act_total": acts.count(),
        "acts": [{"at": each.at, "event": term(each.event), "leaf": _number(leaves, each.pk)} for each in listed],
        "head_size": heads[0].size if heads else 0,
        "head_root": heads[0].root if heads else "",
        "made_on": today(),
    }


def _number(leaves: Mapping[UUID, int], entry: UUID | str) -> str:
    """The place of an entry in the ledger, counted from one; in words where it waits to be sealed."""
    if not entry:
        return ""
    index = leaves.get(UUID(str(entry)))
    return str(index + 1) if index is not None else text.NOT_SEALED
