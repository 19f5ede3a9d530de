"""From a page of this room to the verdict: the set-up of a department decides XC-13 for its government."""

from collections.abc import Callable
from typing import Any

from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.portal.demo.world import settle


def test_establishing_the_missing_department_meets_the_obligation(
    browse: Any, world: Any, worker: Callable[[], int]
) -> None:
    settle()
    verdict = Verdict.objects.get(obligation="XC-13", party__name="长葛市人民政府")
    assert verdict.status == "not_met"
    sent = {
        "function": "safety_authority",
        "safety_class": "supervision",
        "is_working_department": "yes",
        "in_enforcement_sequence": "",
        "valid_from": "2026-03-02",
        "basis": "演示〔2026〕7号",
    }
    client, address = browse("zhanghui"), f"/parties/{world.parties['长葛市应急管理局'].pk}/institutions/"
    assert client.post(address, sent).status_code == 302
    worker()
    verdict.refresh_from_db()
    assert verdict.status == "not_met", "nobody has said that it stands in the enforcement sequence"
    corrected = sent | {"in_enforcement_sequence": "yes", "valid_from": "2026-03-03"}
    assert client.post(address, corrected).status_code == 302
    worker()
    verdict.refresh_from_db()
    assert verdict.status == "met"
    others = Verdict.objects.filter(obligation="XC-13").exclude(status="met")
    assert [each.party.name for each in others] == ["襄城县人民政府"]
