"""Risks go out as a workbook, come back changed, are compared, carried out, and undone."""

from typing import Any

from hongxian.kernel.testing.round_trip import Sheet, bring, carry_out, faults, undo
from hongxian.modules.prevention.risks.models import Risk


def test_risks_changed_in_excel_are_compared_carried_out_and_undone(risk: Any, cast: Any) -> None:
    officer = cast["刘洋"]
    tank, static = risk(control_tier="company"), risk(name="静电放电", control_tier="company", likelihood=1)
    sheet = Sheet(officer, "risk")
    sheet.change(sheet.row("risk_name", "储罐泄漏"), responsible_person="李厂长")
    sheet.change(sheet.row("risk_name", "静电放电"), likelihood=7)
    batch = bring(officer, "risk", sheet.saved())
    assert list(faults(batch).values()) == [["likelihood"]], "no such step of the scale"
    assert {key: batch.counts.get(key) for key in ("changed", "failed")} == {"changed": 1, "failed": 1}
    assert carry_out(officer, batch, "good").results == {"changed": 1}
    assert Risk.objects.get(pk=tank.pk).responsible_person == "李厂长"
    assert undo(officer, batch).results == {"restored": 1}
    assert Risk.objects.get(pk=tank.pk).responsible_person == ""
    assert Risk.objects.get(pk=static.pk).version == 1
