"""Verdicts as pages show them: judged live, with the first rows behind them. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.rules import verdict as rules
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.policies.queries import adoptions_on
from hongxian.modules.base.verdicts.judging import Bench, Case, adoption_of_verdict, cases_of, judge_case
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.base.verdicts.seen import Lack, as_seen, lacks_of, why_unseen

if TYPE_CHECKING:
    from hongxian.modules.base.policies.models import Adoption


@dataclass(frozen=True)
class Panel:
    """One verdict as a page shows it: what is stored, what is found live, and the first rows of each listing;
    `years_moved` is by how much the dates of the text are moved there."""

    verdict: Verdict
    case: Case
    found: rules.Verdict
    parts: tuple[PartRows, ...]
    years_moved: int = 0
    lacks: tuple[Lack, ...] = ()
    unseen: str = ""
    """Why the rows are not shown, in a sentence; empty where they are."""


@dataclass(frozen=True)
class PartRows:
    """The rows of one part: those that count, those that do not and why, members that fail."""

    part: rules.PartResult
    counting: rules.Page
    failing: rules.Page
    exceptions: rules.Page


def panel_of(actor: Actor, verdict: Verdict, case: Case, bench: Bench, limit: int = 10) -> Panel:
    """Judge the case live and fetch the first rows behind it, as far as the actor may see them."""
    judged, _ = judge_case(case, bench=bench)
    found = as_seen(actor, case, judged)
    parts = tuple(
        PartRows(
            part,
            part.counting.page(limit=limit),
            part.failing.page(limit=limit),
            part.exceptions.page(limit=limit),
        )
        for part in found.parts
    )
    lacks = tuple(lacks_of(actor, case, found))
    return Panel(verdict, case, found, parts, bench.years_moved, lacks, why_unseen(actor, case))


def panels_of(actor: Actor, verdicts: Iterable[Verdict], adoption: Adoption, as_of: AsOf | None = None) -> list[Panel]:
    """A panel for each stored verdict of an adoption whose grain is judged as of that day."""
    chosen = list(verdicts)
    codes = dict.fromkeys(verdict.obligation for verdict in chosen)
    bench = Bench(adoption, as_of or AsOf(today()))
    cases = {case.grain: case for case in cases_of(adoption, codes, bench.as_of)}
    found = []
    for verdict in chosen:
        case = cases.get(verdict.grain)
        if case is not None:
            found.append(panel_of(actor, verdict, case, bench))
    return found


def live_panels(actor: Actor, verdicts: Iterable[Verdict], as_of: AsOf | None = None) -> list[Panel]:
    """The same for stored verdicts of any adoptions, in their order, but for those that nothing judges any more."""
    chosen = list(verdicts)
    adoptions = list(adoptions_on(as_of.valid_on if as_of else None)) or list(adoptions_on())
    groups: dict[Adoption, list[Verdict]] = {}
    for each in chosen:
        if (adoption := adoption_of_verdict(each, adoptions)) is not None:
            groups.setdefault(adoption, []).append(each)
    panels = [panel for adoption, group in groups.items() for panel in panels_of(actor, group, adoption, as_of)]
    return sorted(panels, key=lambda panel: chosen.index(panel.verdict))
