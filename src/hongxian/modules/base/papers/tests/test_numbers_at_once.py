"""Several clerks issue at once: every number once, none left out, and a paper that fails loses none."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import now
from hongxian.kernel.problem import Problem
from hongxian.kernel.testing.together import together
from hongxian.modules.base.papers.commands import issue_paper, issued, open_series
from hongxian.modules.base.papers.models import Paper, PaperCounter
from hongxian.modules.base.parties.commands import create_party
from hongxian.modules.base.places.commands import load_places
from hongxian.modules.base.places.divisions import Division

pytestmark = pytest.mark.concurrent


def test_each_number_once_and_none_left_out(clock: Any, monkeypatch: Any) -> None:
    root = system_actor("builder", "place.load", "party.create", "paper_series.open")
    (place,) = load_places(actor=root, divisions=[Division("411000", "许昌市", "city", "")], source="试验")
    office = create_party(
        actor=root, place=place, kind="committee_office", name="市安委办", established_on=date(2016, 1, 1)
    )
    series = open_series(actor=root, issuer=office, code="试安委办", year=2026)

    def paper(title: str) -> Paper:
        return Paper.objects.create(
            kind="talk_notice",
            noun="record",
            issuer=office,
            path=place.path,
            title=title,
            wording=f"标题：{title}\n主送：无\n---\n正文。\n",
            state="signed",
            office=str(office.pk),
            drafted_at=now(),
            signed_at=now(),
        )

    def clerk(number: int) -> Any:
        given = {"actor": system_actor(f"clerk{number}", "paper.issue"), "paper": paper(str(number))}
        return lambda: issue_paper(**given, series=series)

    outcomes = together(*(clerk(number) for number in range(4)))
    assert sorted(each.number for each in outcomes if isinstance(each, Paper)) == [1, 2, 3, 4]

    with monkeypatch.context() as broken:
        broken.setattr(issued, "pdf_of", lambda _content: (_ for _ in ()).throw(Problem("没有字体")))
        with pytest.raises(Problem, match="没有字体"):
            clerk(5)()
    assert PaperCounter.objects.get().last == 4
    assert clerk(6)().number == 5
    same = paper("同一份")
    twins = together(*(lambda: issue_paper(actor=clerk_of(), paper=Paper.objects.get(pk=same.pk), series=series),) * 2)
    assert sorted(type(each).__name__ for each in twins) == ["Paper", "Stale"]
    assert PaperCounter.objects.get().last == 6


def clerk_of() -> Any:
    return system_actor("clerk", "paper.issue")
