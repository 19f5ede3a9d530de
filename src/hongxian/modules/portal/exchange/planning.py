"""What has to go out: today's records against what was sent of the period before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hongxian.modules.portal.exchange.models import DispatchRecord
from hongxian.modules.portal.exchange.taking import Made
from hongxian.modules.portal.exchange.values import digest_of


@dataclass
class Plan:
    """What to do: `fresh` are new versions, not yet saved; `gone` records that never reached the other side and are no
    longer meant; `rejected` counts those left alone because nothing changed since they were rejected."""

    fresh: list[DispatchRecord] = field(default_factory=list)
    gone: list[DispatchRecord] = field(default_factory=list)
    waiting: int = 0
    rejected: int = 0

    def counts(self) -> dict[str, int]:
        """How many records of each kind go out, and how many are held."""
        found = dict.fromkeys(("create", "correct", "withdraw", "held"), 0)
        for each in self.fresh:
            found["held" if each.state == "held" else each.action] += 1
        return found


def plan(records: Iterable[Made], latest: Mapping[str, DispatchRecord], *, again: bool = False) -> Plan:
    """Compare. A record is new, changed (sent as a correction) or gone (its withdrawal is sent); what is the same as
    before stays alone, also what was rejected, unless it is to go `again`."""
    found, met = Plan(), set()
    for made in records:
        met.add(made.key)
        old = latest.get(made.key)
        if made.reason:
            if old is None or (old.state, old.reason) != ("held", made.reason):
                found.fresh.append(_next(old, made, state="held"))
            continue
        digest = digest_of(made.values)
        if _differs(old, digest) or (again and old is not None and old.state == "rejected"):
            found.fresh.append(_next(old, made, digest=digest))
        elif old is not None:
            found.waiting += old.state == "waiting"
            found.rejected += old.state == "rejected"
    for key, old in latest.items():
        if key not in met:
            _gone(found, old, again=again)
    return found


def _differs(old: DispatchRecord | None, digest: str) -> bool:
    if old is None or old.action == "withdraw" or old.state in ("held", "withdrawn"):
        return True
    return old.digest != digest


def stands(old: DispatchRecord | None) -> bool:
    """Whether the other side holds, or may hold, some version of the record."""
    if old is None or (old.action == "withdraw" and old.state == "withdrawn"):
        return False
    return old.stands_there or (old.action != "withdraw" and old.state in ("sent", "accepted"))


def _next(old: DispatchRecord | None, made: Made, *, digest: str = "", state: str = "waiting") -> DispatchRecord:
    standing = stands(old)
    return DispatchRecord(
        key=made.key,
        row=made.row,
        version=old.version + 1 if old else 1,
        action="correct" if standing else "create",
        values=made.values,
        digest=digest,
        state=state,
        reason=made.reason[:500],
        stands_there=standing,
    )


def _gone(found: Plan, old: DispatchRecord, *, again: bool) -> None:
    if old.action == "withdraw" and old.state in ("waiting", "sent", "withdrawn"):
        found.waiting += old.state == "waiting"
    elif old.action == "withdraw" and not again:
        found.rejected += 1
    elif stands(old):
        withdrawal = _next(old, Made(old.key, old.row), digest=digest_of({}))
        withdrawal.action = "withdraw"
        found.fresh.append(withdrawal)
    elif old.state != "withdrawn":
        found.gone.append(old)
