"""A pack judged anew at a place for two times, verdict by verdict, within what somebody may see. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.problem import Problem
from hongxian.kernel.rules import verdict as rules
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.judging import Bench, Case, judge_case
from hongxian.modules.base.verdicts.models import STATUSES, Verdict
from hongxian.modules.base.verdicts.queries import latest_verdicts
from hongxian.modules.base.verdicts.seen import as_seen
from hongxian.modules.base.verdicts.standing import seen_cases

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place
    from hongxian.modules.base.policies.models import Adoption

LIMIT = 3000
"""How many verdicts may be judged for one page or paper: beyond, it would keep whoever asked waiting for minutes."""


@dataclass(frozen=True)
class Judged:
    """One case and what was found; `stored` is the verdict kept of it, if it was ever judged."""

    case: Case
    found: rules.Verdict
    stored: Verdict | None

    @property
    def status(self) -> str:
        """One of the four."""
        return str(self.found.status)

    @property
    def token(self) -> str:
        """Its place in the order of a list: obligation, party, period."""
        return "|".join(self.case.grain)


def judged_at(actor: Actor, place: Place, adoption: Adoption, as_of: AsOf) -> list[Judged]:
    """Everything the adoption has judged at the place and below it for the two times, as far as the actor may see, in
    the order of the pack. Raises `Problem` beyond `LIMIT`."""
    cases = [
        case
        for case in seen_cases(actor, adoption, as_of)
        if str(case.holder.get("place_path") or "").startswith(place.path)
    ]
    if len(cases) > LIMIT:
        raise Problem(text.TOO_MANY_JUDGED.format(found=len(cases), limit=LIMIT))
    stored = {each.grain: each for each in latest_verdicts(actor, adoption.pack)}
    bench = Bench(adoption, as_of)
    found = ((case, judge_case(case, bench=bench)[0]) for case in cases)
    return [Judged(case, as_seen(actor, case, verdict), stored.get(case.grain)) for case, verdict in found]


def counted(judged: list[Judged]) -> dict[str, int]:
    """How many of each status."""
    return {status: sum(each.status == status for each in judged) for status in STATUSES}
