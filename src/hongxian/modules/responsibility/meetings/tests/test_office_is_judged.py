"""From the pages to the verdict: the records of the office and two parameters decide XC-05."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hongxian.modules.base.policies.commands import set_parameter
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.portal.demo.world import settle

FUNCTIONS = ("guide_coordinate", "supervise", "warning_talk", "tour_and_assessment")


def test_records_and_parameters_turn_what_could_not_be_judged_into_met(
    browse: Any, cast: Any, world: Any, worker: Callable[[], int]
) -> None:
    settle()
    verdict, client = Verdict.objects.get(obligation="XC-05"), browse("zhanghui")
    office = world.parties["市安委办"].pk

    def status() -> str:
        worker()
        verdict.refresh_from_db()
        return str(verdict.status)

    def enter(function: str) -> None:
        sent = {"body": office, "function": function, "done_on": "2026-02-10", "title": "履行职能"}
        assert client.post("/meetings/work/new/", sent).status_code == 302

    assert status() == "undecidable"
    for function in FUNCTIONS:
        enter(function)
    assert status() == "undecidable", "how many people and how long are still not said"
    for parameter, value in (("office_staff_norm", "5"), ("office_record_period", "P1Y")):
        set_parameter(
            actor=cast["张慧"],
            pack=world.pack,
            place=world.pack.place,
            parameter=parameter,
            value=value,
            valid_from=date(2026, 3, 1),
            reason="安委办主任办公会议定",
        )
    assert status() == "met"
    occasion = {
        "body": office,
        "function": "accident_investigation",
        "arose_on": "2026-03-01",
        "title": "发生应由本级调查的事故",
    }
    assert client.post("/meetings/work/occasions/new/", occasion).status_code == 302
    assert status() == "not_met", "an accident calls for the fifth function"
    enter("accident_investigation")
    assert status() == "met"
