"""`record.follow_places`"""

from datetime import date
from typing import Any

from hongxian.kernel.actor import system_actor
from hongxian.kernel.ledger.verify.rows import row_findings
from hongxian.modules.base.places.commands import confirm_place_adjustment, propose_place_adjustment
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.records.commands import follow_places
from hongxian.modules.base.records.models import Record
from hongxian.modules.base.records.queries import lag_behind_places


def test_records_of_a_county_are_found_where_it_went(opened: Any, entered: Any, enterprise: Any, cast: Any) -> None:
    values = {"enterprise": enterprise, "status": "started", "valid_from": date(2026, 3, 1)}
    entered(opened("standardisation"), _place="411002", **values)
    given = {"place": place("411002"), "adjustment_kind": "merge", "into": place("411003"), "basis": "演示批复"}
    adjustment = propose_place_adjustment(actor=cast["张慧"], valid_from=date(2026, 1, 1), **given)
    confirm_place_adjustment(actor=cast["陈刚"], place_adjustment=adjustment)
    assert lag_behind_places()
    assert follow_places(actor=system_actor("records", "record.follow_places")) == 1
    assert Record.objects.get().path == "410000/411000/411003/411002/"
    assert not lag_behind_places()
    assert list(row_findings(chunk=500)) == []
