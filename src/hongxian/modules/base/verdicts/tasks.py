"""What the worker does for verdicts."""

from datetime import datetime, time

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import LOCAL
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.outbox.publish import enqueue
from hongxian.kernel.outbox.queries import facts_to_come
from hongxian.modules.base.national.queries import confirmed_key
from hongxian.modules.base.policies.queries import adoption_of, adoptions_of_national, adoptions_on, pack_code_of
from hongxian.modules.base.policies.queries.choices import adoptions_touched, boundaries_of
from hongxian.modules.base.verdicts.answering import settle_answer
from hongxian.modules.base.verdicts.commands import Cause, follow_places
from hongxian.modules.base.verdicts.queries import lag_behind_places
from hongxian.modules.base.verdicts.refreshing import (
    codes_left,
    lapse_unbound,
    refresh,
    refresh_beside,
    refresh_due,
    refresh_facts,
    reschedule,
    reschedule_duties,
)

_AFTER = f"{__name__}.refresh_after"


def refresh_after(delivery: Delivery) -> None:
    """A fact changed: judge again what rests on it, once for many acts that follow one another. An obligation that
    also rests on what a later act changed is left to that act."""
    refresh_facts(delivery.facts, _cause(delivery), facts_to_come(delivery, _AFTER))


def refresh_adoption(delivery: Delivery) -> None:
    """A pack was adopted: judge all of it, and nothing any more by the version that it replaced."""
    if (adoption := adoption_of(delivery.subject_key)) is not None:
        refresh(adoption, cause=_cause(delivery))
        refresh_beside(adoption.pack.code, _cause(delivery))
    lapse_unbound(_cause(delivery))


def lapse_withdrawn(delivery: Delivery) -> None:
    """A pack was withdrawn: nothing is judged by it any more, and it prevails over nothing."""
    lapse_unbound(_cause(delivery))
    refresh_beside(pack_code_of(delivery.subject_key), _cause(delivery))


def refresh_choice(delivery: Delivery) -> None:
    """A place said what a parameter means there, made a practice its own, and the like: judge again what rests on it,
    now and on each later day on which it begins or ceases to hold."""
    kind, key = delivery.subject_kind, delivery.subject_key
    _refresh_choice(kind, key, _cause(delivery), facts_to_come(delivery, _AFTER))
    for day in boundaries_of(kind, key):
        midnight = datetime.combine(day, time(), LOCAL)
        given = {"kind": kind, "key": key, "event": delivery.event, "entry": str(delivery.entry_id)}
        enqueue(f"{__name__}.refresh_choice_on_its_day", midnight, **given)


def refresh_choice_on_its_day(delivery: Delivery) -> None:
    """The day has come on which a choice begins or ceases to hold."""
    given = {name: str(value) for name, value in delivery.args.items()}
    _refresh_choice(given["kind"], given["key"], Cause(given["event"], given["entry"]))


def _refresh_choice(kind: str, key: str, cause: Cause, later: frozenset[str] = frozenset()) -> None:
    for adoption, codes in adoptions_touched(kind, key):
        refresh(adoption, codes_left(adoption, codes, later), cause)
        reschedule(adoption, codes)


def refresh_national(delivery: Delivery) -> None:
    """What law or a standard says was confirmed, or waits again: judge what rests on it."""
    for adoption, codes in adoptions_of_national(confirmed_key(delivery.subject_key)):
        refresh(adoption, codes, _cause(delivery))


def follow_adjustment(delivery: Delivery) -> None:
    """Places were adjusted: let the verdicts follow, and judge again what is owed where."""
    actor = system_actor("judge", "verdict.follow_places")
    while lag_behind_places():
        follow_places(actor=actor)
    for adoption in adoptions_on():
        refresh(adoption, cause=_cause(delivery))


def refresh_with_time() -> None:
    """Time went on: judge again what time alone can turn."""
    refresh_due()


def reschedule_all(delivery: Delivery) -> None:
    """The calendar was corrected: compute due dates again."""
    reschedule_duties()


def settle_objection(delivery: Delivery) -> None:
    """An objection was raised, answered or withdrawn: whether the office still owes an answer."""
    settle_answer(delivery.subject_key, str(delivery.entry_id))


def _cause(delivery: Delivery) -> Cause:
    return Cause(delivery.event, str(delivery.entry_id))
