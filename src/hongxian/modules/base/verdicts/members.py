"""Obligations that range over many members (enterprises), as one of these members meets them: what is asked for each is
asked for this one alone. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.rules import verdict as rules
from hongxian.kernel.rules.explanation import sentence
from hongxian.kernel.rules.forms.part import Part
from hongxian.kernel.rules.judge import NoPart, judge
from hongxian.kernel.rules.obligation import Obligation
from hongxian.kernel.rules.population import AsOf, Facts, Leaf, Op, Population
from hongxian.modules.base.policies.queries import adoptions_on, content_of
from hongxian.modules.base.verdicts.judging import Bench, Case, cases_of, shift_by
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.base.verdicts.queries import visible_verdicts
from hongxian.modules.base.verdicts.seen import why_unseen

if TYPE_CHECKING:
    from hongxian.modules.base.policies.models import Adoption


@dataclass(frozen=True)
class Asked:
    """What one part of an obligation asks for this member: how it stands, and what is missing, in Chinese sentences."""

    title: str
    status: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Upon:
    """An obligation that reaches the member: the verdict of the body that answers for it, and what is asked for this
    member. `hidden` says why the rows are not shown, `yields_to` which pack prevails."""

    case: Case
    verdict: Verdict
    asked: tuple[Asked, ...]
    hidden: str = ""

    @property
    def status(self) -> str:
        """The worst of what is asked."""
        return min((each.status for each in self.asked), key=_WORST.index)


_WORST = ("not_met", "undecidable", "not_due", "met")


def ranges_over(obligation: Obligation, noun: str) -> tuple[Part, ...]:
    """The parts of an obligation that ask something for each row of that fact."""
    return tuple(part for part in obligation.parts if getattr(getattr(part, "members", None), "fact", "") == noun)


def obligations_upon(actor: Actor, noun: str, key: str, path: str) -> list[Upon]:
    """What the obligations in force at that place ask for one row of a fact, judged now; those of whose verdict the
    actor may not see are left out. `path` is the place of the row, `key` its key in the population."""
    as_of = AsOf(today())
    found: list[Upon] = []
    for adoption in adoptions_on():
        if path.startswith(adoption.place.path):
            found += _under(actor, adoption, noun, key, path, as_of)
    return found


def _under(actor: Actor, adoption: Adoption, noun: str, key: str, path: str, as_of: AsOf) -> Iterator[Upon]:
    parts = {each.id: ranges_over(each, noun) for each in content_of(adoption.pack).obligations.values()}
    codes = [code for code, ranging in parts.items() if ranging]
    stored = _stored(actor, adoption, codes, path)
    if not stored:
        return
    bench = Bench(adoption, as_of)
    for case in _nearest(cases_of(adoption, codes, as_of), path):
        verdict = stored.get(case.grain)
        if verdict is None:
            continue
        asked = tuple(_asked(case, parts[case.obligation.id], bench, noun, key))
        if asked:
            hidden = why_unseen(actor, case)
            yield Upon(case, verdict, tuple(replace(each, reasons=()) for each in asked) if hidden else asked, hidden)


def _stored(actor: Actor, adoption: Adoption, codes: list[str], path: str) -> dict[tuple[str, str, str], Verdict]:
    steps = path.rstrip("/").split("/")
    above = ["/".join(steps[:number]) + "/" for number in range(1, len(steps) + 1)]
    rows = visible_verdicts(actor).filter(pack=adoption.pack, obligation__in=codes, path__in=above)
    return {each.grain: each for each in rows.filter(lapsed_at__isnull=True)}


def _nearest(cases: Iterable[Case], path: str) -> list[Case]:
    """Of each obligation the case of the body nearest to the member, in the latest period."""
    chosen: dict[str, Case] = {}
    for case in cases:
        if path.startswith(str(case.holder.get("place_path") or "")):
            old = chosen.get(case.obligation.id)
            if old is None or _order(case) >= _order(old):
                chosen[case.obligation.id] = case
    return list(chosen.values())


def _order(case: Case) -> tuple[int, str]:
    return len(str(case.holder.get("place_path") or "")), case.period.key if case.period else ""


@dataclass(frozen=True)
class _One:
    """The facts, with one row alone in the population that obligations range over."""

    facts: Facts
    noun: str
    key: str

    def population(self, noun: str, as_of: AsOf) -> Population:
        """As the facts tell it, narrowed where it is the members'."""
        found = self.facts.population(noun, as_of)
        return found.filter(Leaf("id", Op.IS, self.key)) if noun == self.noun else found


def _asked(case: Case, parts: tuple[Part, ...], bench: Bench, noun: str, key: str) -> Iterator[Asked]:
    try:
        found = judge(
            replace(case.obligation, parts=parts),
            holder=case.holder,
            period=case.period,
            facts=_One(bench.facts(case.holder), noun, key),
            parameters=bench.values,
            as_of=bench.as_of,
            pack_effective=case.adoption.pack.effective_from,
            shift=shift_by(bench.years_moved),
        )
    except NoPart:
        return
    for part in found.parts:
        missing = [each for each in part.missing if each.kind is not rules.MissingKind.MEMBERS]
        if not part.counts.get("members") and not missing:
            continue
        page = part.exceptions.page(limit=1).found or part.failing.page(limit=1).found
        reasons = (*(sentence(each) for each in missing), *(each.reason for each in page if each.reason))
        yield Asked(part.text, str(part.status), reasons)
