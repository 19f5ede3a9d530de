"""What the worker does for verdicts."""

from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.outbox.queries import later_waits
from hongxian.modules.base.policies.queries import adoption_of, adoptions_of_parameter
from hongxian.modules.base.verdicts.answering import settle_answer
from hongxian.modules.base.verdicts.commands import Cause
from hongxian.modules.base.verdicts.refreshing import (
    refresh,
    refresh_due,
    refresh_facts,
    reschedule_duties,
)


def refresh_after(delivery: Delivery) -> None:
    """A fact changed: judge again what rests on it, once for many acts that follow one another."""
    if not later_waits(delivery):
        refresh_facts(delivery.facts, _cause(delivery))


def refresh_adoption(delivery: Delivery) -> None:
    """A pack was adopted: judge all of it."""
    refresh(adoption_of(delivery.subject_key), cause=_cause(delivery))


def refresh_parameter(delivery: Delivery) -> None:
    """A parameter was set: judge again what waits for it or rests on it."""
    for adoption, codes in adoptions_of_parameter(delivery.subject_key):
        refresh(adoption, codes, _cause(delivery))


def refresh_with_time() -> None:
    """Time went on: judge again what time alone can turn."""
    refresh_due()


def reschedule(delivery: Delivery) -> None:
    """The calendar was corrected: compute due dates again."""
    reschedule_duties()


def settle_objection(delivery: Delivery) -> None:
    """An objection was raised, answered or withdrawn: whether the office still owes an answer."""
    settle_answer(delivery.subject_key, str(delivery.entry_id))


def _cause(delivery: Delivery) -> Cause:
    return Cause(delivery.event, str(delivery.entry_id))
