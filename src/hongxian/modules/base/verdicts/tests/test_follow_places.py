"""Places are adjusted: verdicts and records are found where their places lie then, and judged there."""

from datetime import date
from typing import Any

from hongxian.kernel.actor import Scope
from hongxian.kernel.ledger.verify.rows import row_findings
from hongxian.modules.base.places.commands import confirm_place_adjustment, propose_place_adjustment
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.portal.demo.world import settle


def test_verdicts_of_a_county_go_with_it(world: Any, cast: Any) -> None:
    settle()
    before = Verdict.objects.filter(party__place="411002", lapsed_at=None).count()
    given = {"place": place("411002"), "adjustment_kind": "merge", "into": place("411003"), "basis": "演示批复"}
    adjustment = propose_place_adjustment(actor=cast["张慧"], valid_from=date(2026, 1, 1), **given)
    confirm_place_adjustment(actor=cast["陈刚"], place_adjustment=adjustment)
    settle()
    found = Verdict.objects.filter(party__place="411002", lapsed_at=None)
    assert {each.path for each in found} == {"410000/411000/411003/411002/"}
    assert found.count() == before > 0
    assert Scope(path="410000/411000/411003/").path < found[0].path
    assert list(row_findings(chunk=500)) == []
