"""How far the packs are judged: how many obligations have rules, are judged, are decided; what the others wait for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import path_range
from hongxian.kernel.rules.obligation import Obligation
from hongxian.modules.base.policies.queries import content_of
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.models import Verdict

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place
    from hongxian.modules.base.policies.models import Pack


@dataclass(frozen=True)
class Count:
    """So many obligations: `live` have rules, `judged` have a verdict, `decided` one that says more than that it cannot
    be judged."""

    obligations: int = 0
    live: int = 0
    judged: int = 0
    decided: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            *(mine + others for mine, others in zip(asdict(self).values(), asdict(other).values(), strict=True))
        )


@dataclass(frozen=True)
class Waiting:
    """An obligation of which nothing is decided, and in Chinese what it waits for."""

    obligation: str
    title: str
    waits: str


@dataclass(frozen=True)
class Coverage:
    """How far one version of a pack is judged: `count` of all its obligations, `first` of those first counted."""

    code: str
    version: str
    count: Count
    first: Count
    waiting: tuple[Waiting, ...]

    def as_json(self) -> dict[str, Any]:
        """The same as JSON."""
        waiting = [asdict(each) for each in self.waiting]
        named = {"code": self.code, "version": self.version}
        return named | asdict(self.count) | {"without_added": asdict(self.first), "waiting": waiting}


def coverage_of(pack: Pack, place: Place | None = None) -> Coverage:
    """How far a pack is judged, by the verdicts about bodies in the place and what lies in it, if given; for the
    operator, whoever asks: no verdict is shown."""
    rows = Verdict.objects.filter(pack=pack, lapsed_at__isnull=True)
    if place is not None:
        rows = rows.filter(path_range("path", place.path))
    found: dict[str, list[Verdict]] = {}
    for verdict in rows.only("obligation", "status", "missing"):
        found.setdefault(verdict.obligation, []).append(verdict)
    obligations = content_of(pack).obligations
    return Coverage(
        code=pack.code,
        version=str(pack.version),
        count=_counted(obligations.values(), found),
        first=_counted((each for each in obligations.values() if not each.entry.added), found),
        waiting=tuple(
            Waiting(code, each.title, _waits(each, found.get(code, [])))
            for code, each in obligations.items()
            if not _is_decided(found.get(code, []))
        ),
    )


def _counted(obligations: Iterable[Obligation], found: dict[str, list[Verdict]]) -> Count:
    several = list(obligations)
    return Count(
        obligations=len(several),
        live=sum(not each.waits for each in several),
        judged=sum(each.id in found for each in several),
        decided=sum(_is_decided(found.get(each.id, [])) for each in several),
    )


def _is_decided(verdicts: list[Verdict]) -> bool:
    return any(each.status != "undecidable" for each in verdicts)


def _waits(obligation: Obligation, verdicts: list[Verdict]) -> str:
    if obligation.waits:
        return text.WAITS_FOR_RULE.format(waits=obligation.entry.waits)
    if not verdicts:
        return text.WAITS_FOR_HOLDER
    lacking: dict[str, dict[str, None]] = {}
    for verdict in verdicts:
        for each in verdict.missing:
            lacking.setdefault(each["kind"], {})[each["label"]] = None
    told = [
        sentence.format(names=text.LISTED.join(lacking[kind]))
        for kind, sentence in text.WAITS_FOR.items()
        if kind in lacking
    ]
    return text.CLAUSES_JOINED.join(told) or text.WAITS_UNKNOWN
