"""Whether an enterprise works: suspended, closed, gone, and working again."""

from __future__ import annotations

from datetime import date, timedelta

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.two_times import end_before
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.commands.restating import set_row
from hongxian.modules.base.enterprises.models import GONE, OPERATING, STATUSES, Enterprise, OperatingStatus


@command("enterprise.close")
def close_enterprise(
    *,
    actor: Actor,
    enterprise: Enterprise,
    operating_status: str,
    valid_from: date,
    basis: str,
    version: int | None = None,
) -> Enterprise:
    """Say that the enterprise does not work from that day, how, and by what evidence. One deregistered or moved away
    stands no more. Raises `Problem` at a day to come, at what is so already, and without evidence."""
    if operating_status not in STATUSES or operating_status == OPERATING:
        raise Problem(text.CHOOSE_STATUS, field="operating_status")
    return _stand(enterprise, operating_status, valid_from, basis, version)


@command("enterprise.reopen")
def reopen_enterprise(
    *, actor: Actor, enterprise: Enterprise, valid_from: date, basis: str, version: int | None = None
) -> Enterprise:
    """Say that the enterprise works again from that day, by what evidence."""
    return _stand(enterprise, OPERATING, valid_from, basis, version)


def _stand(enterprise: Enterprise, status: str, valid_from: date, basis: str, version: int | None) -> Enterprise:
    if not basis.strip():
        raise Problem(text.BASIS_NEEDED, field="basis")
    if valid_from > today():
        raise Problem(text.DAY_TO_COME.format(found=valid_from), field="valid_from")
    if enterprise.merged_into_id is not None:
        raise Problem(text.WAS_MERGED)
    if status == enterprise.operating_status:
        sentence = text.STANDS_ALREADY.format(name=enterprise.name, status=term(f"operating_status#{status}"))
        raise Problem(sentence, field="operating_status")
    touched = end_before(OperatingStatus.objects.filter(enterprise=enterprise), valid_from, _too_early)
    new = OperatingStatus.objects.create(
        enterprise=enterprise, operating_status=status, valid_from=valid_from, basis=basis
    )
    last_day = valid_from - timedelta(days=1) if status in GONE else None
    set_row(enterprise, version, {"operating_status": status, "closed_on": last_day})
    record(enterprise, new, *touched, reason=basis)
    return enterprise


def _too_early(old: OperatingStatus) -> Problem:
    words = {"status": term(f"operating_status#{old.operating_status}"), "start": old.valid_from}
    return Problem(text.STATUS_LATER.format(**words), field="valid_from")
