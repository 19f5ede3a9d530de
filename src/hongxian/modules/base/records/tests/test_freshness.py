"""A record turns only the verdicts that rest on its noun; opening and closing a register turns them too."""

from datetime import date
from typing import Any

import pytest

from hongxian.modules.base.records.commands import close_register, correct_record, withdraw_record
from hongxian.modules.base.verdicts import refreshing
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.portal.demo.world import settle


@pytest.fixture
def judged(world: Any, monkeypatch: Any) -> list[str]:
    """The obligations judged from now on, one for each judgement."""
    settle()
    found: list[str] = []
    judge = refreshing.judge_case

    def watched(case: Any, **given: Any) -> Any:
        found.append(case.obligation.id)
        return judge(case, **given)

    monkeypatch.setattr(refreshing, "judge_case", watched)
    return found


NOUN = "enterprise_checklist"
"""What XC-08 needs beside the enterprises: what is in place in each of them."""
ITEMS = ("responsibility", "management", "input", "training", "emergency_rescue")


def status(place: str = "411000") -> str:
    return Verdict.objects.get(obligation="XC-08", party__place=place, party__kind="government").status


def lacks_source(place: str = "411000") -> bool:
    found = Verdict.objects.get(obligation="XC-08", party__place=place, party__kind="government")
    return NOUN in [each["key"] for each in found.missing]


def test_a_record_turns_the_verdicts_that_need_its_noun_and_no_other(
    judged: list[str], opened: Any, entered: Any, enterprise: Any, cast: Any, worker: Any
) -> None:
    worker()
    judged.clear()
    assert (status(), lacks_source()) == ("undecidable", True)
    register = opened(NOUN)
    worker()
    assert set(judged) == {"XC-08"}
    assert (status(), status("411002"), lacks_source()) == ("not_met", "not_met", False)
    judged.clear()
    for item in ITEMS:
        record = entered(
            register, enterprise=enterprise, item=item, in_place=True, valid_from="2026-01-01", _place="411002"
        )
    worker()
    assert set(judged) == {"XC-08"}
    assert (status(), lacks_source()) == ("met", False)
    corrected = correct_record(actor=cast["张慧"], record=record, values={"valid_from": "2026-04-01"}, reason="录错")
    worker()
    assert status() == "not_met"
    withdraw_record(actor=cast["张慧"], record=corrected, reason="录错")
    judged.clear()
    worker()
    assert set(judged) == {"XC-08"}


def test_a_register_of_a_county_serves_that_county_alone(
    judged: list[str], opened: Any, enterprise: Any, worker: Any
) -> None:
    opened(NOUN, "411002")
    worker()
    assert (status("411002"), lacks_source("411002")) == ("not_met", False)
    assert lacks_source()
    assert lacks_source("411081")


def test_a_closed_register_leaves_the_verdict_without_a_source(
    judged: list[str], opened: Any, cast: Any, enterprise: Any, worker: Any
) -> None:
    register = opened(NOUN)
    worker()
    assert not lacks_source()
    close_register(actor=cast["张慧"], register=register, valid_to=date(2026, 3, 4), reason="改由企业填报")
    judged.clear()
    worker()
    assert set(judged) == {"XC-08"}
    assert (status(), lacks_source()) == ("undecidable", True)


def test_a_noun_of_a_pack_s_own_is_judged_without_any_python(
    boats: Any, opened: Any, entered: Any, worker: Any, clock: Any
) -> None:
    settle()
    first = Verdict.objects.get(obligation="BT-01", period="2026-Q1")
    assert (first.status, first.missing[0]["key"]) == ("undecidable", "boat_check")
    register = opened("boat_check")
    worker()
    assert Verdict.objects.get(obligation="BT-01", period="2026-Q1").status == "not_due"
    entered(register, checked_on="2026-03-01", serious=False)
    worker()
    assert Verdict.objects.get(obligation="BT-01", period="2026-Q1").status == "not_due"
    entered(register, checked_on="2026-03-02", serious=True)
    worker()
    assert Verdict.objects.get(obligation="BT-01", period="2026-Q1").status == "met"
    clock.at("2026-07-01 09:00")
    settle()
    assert Verdict.objects.get(obligation="BT-01", period="2026-Q2").status == "not_met"
    late = entered(register, checked_on="2026-06-30", serious=True)
    worker()
    assert (late.state, Verdict.objects.get(obligation="BT-01", period="2026-Q2").status) == (
        "awaiting_confirmation",
        "not_met",
    )
