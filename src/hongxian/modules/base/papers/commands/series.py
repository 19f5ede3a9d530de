"""Writes of series: which number goes before the year in the numbers of an issuer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.papers import text
from hongxian.modules.base.papers.models import PaperCounter, PaperSeries

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party

_NO_PART = re.compile(r"[\s\d〔〕\[\]()（）]")


@command("paper_series.open")
def open_series(*, actor: Actor, issuer: Party, code: str, year: int, last: int = 0) -> PaperSeries:
    """Open a series of an issuer. `last` is the last number it used in that year elsewhere: the next paper takes the
    one after it. Raises `Problem` for a code with year or brackets, or one that is open already."""
    code = code.strip()
    if not code:
        raise Problem(text.CODE_BLANK, field="code")
    if _NO_PART.search(code):
        raise Problem(text.CODE_SIGNS.format(found=code), field="code")
    if not 2000 <= year <= 2100:
        raise Problem(text.YEAR_RANGE.format(year=year), field="year")
    if PaperSeries.objects.filter(issuer=issuer, code=code).exists():
        raise Problem(text.NUMBER_OPENED.format(issuer=issuer.name, code=code), field="code")
    series = PaperSeries.objects.create(issuer=issuer, code=code, opened_at=now(), opened_by=actor.key)
    counter = PaperCounter.objects.create(series=series, year=year, last=last)
    record(series, counter, detail={"year": year, "last": last})
    return series
