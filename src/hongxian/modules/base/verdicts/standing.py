"""How matters stand, obligation by obligation: as stored, or judged anew for any two times. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.parties.queries import visible_parties
from hongxian.modules.base.verdicts.judging import Bench, Case, cases_of, judge_case
from hongxian.modules.base.verdicts.models import STATUSES, Verdict
from hongxian.modules.base.verdicts.queries import determinations_of, latest_verdicts

if TYPE_CHECKING:
    from hongxian.modules.base.policies.models import Adoption


@dataclass
class Standing:
    """How the verdicts of one obligation stand: status → number, and whether any was cured late."""

    counts: dict[str, int] = field(default_factory=dict)
    backfilled: bool = False
    determined: dict[str, int] = field(default_factory=dict)
    """What was signed beside these verdicts: status → number. Never counted among the verdicts."""
    yielding: dict[str, int] = field(default_factory=dict)
    """How many of them yield to another pack: its code → number."""

    def add(self, status: str, backfilled: bool, yields_to: str) -> None:
        """Count one more verdict."""
        if yields_to:
            self.yielding[yields_to] = self.yielding.get(yields_to, 0) + 1
        self.counts[status] = self.counts.get(status, 0) + 1
        self.backfilled |= backfilled


def standings(verdicts: Iterable[Verdict]) -> dict[str, Standing]:
    """By the id of the obligation, as stored."""
    found: dict[str, Standing] = {}
    chosen = list(verdicts)
    for each in chosen:
        found.setdefault(each.obligation, Standing()).add(each.status, each.backfilled, each.yields_to)
    _determined(found, chosen, AsOf(today()))
    return found


def standings_at(actor: Actor, adoptions: Iterable[Adoption], as_of: AsOf) -> dict[str, Standing]:
    """By the id of the obligation, judged anew for the two times, as far as the actor may see."""
    found: dict[str, Standing] = {}
    for adoption in adoptions:
        bench = Bench(adoption, as_of)
        for case in seen_cases(actor, adoption, as_of):
            verdict, _ = judge_case(case, bench=bench)
            standing = found.setdefault(case.obligation.id, Standing())
            standing.add(str(verdict.status), verdict.backfilled, case.yields_to)
        _determined(found, latest_verdicts(actor, adoption.pack), as_of)
    return found


def _determined(found: dict[str, Standing], verdicts: Iterable[Verdict], as_of: AsOf) -> None:
    chosen = {each.pk: each for each in verdicts}
    for key, determination in determinations_of(chosen.values(), as_of.valid_on, as_of.known_at).items():
        standing = found.get(chosen[key].obligation)
        if standing is not None:
            standing.determined[determination.status] = standing.determined.get(determination.status, 0) + 1


def seen_cases(actor: Actor, adoption: Adoption, as_of: AsOf) -> list[Case]:
    """What an adoption has judged as of the two times, of the parties whose verdicts the actor may see."""
    cases = list(cases_of(adoption, None, as_of))
    holders = {case.holder.id for case in cases}
    keys = visible_parties(actor, "verdict.view").filter(pk__in=holders).values_list("pk", flat=True)
    seen = {str(key) for key in keys}
    return [case for case in cases if case.holder.id in seen]


def totals(found: dict[str, Standing]) -> dict[str, int]:
    """How many verdicts of each status, over all obligations."""
    return {status: sum(each.counts.get(status, 0) for each in found.values()) for status in STATUSES}
