"""A list of risks as enterprises keep them in Excel: it comes in, is graded, changes, and goes out again."""

from collections.abc import Callable
from typing import Any

from hongxian.kernel.imports import files, tasks
from hongxian.kernel.imports.commands import receive_batch, revoke_batch, start_batch
from hongxian.kernel.keys import new_key
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.prevention.risks import commands as act
from hongxian.modules.prevention.risks.models import Risk, RiskUnit

LIST = """序号,企业名称,风险点,风险点类型,风险描述,风险因素,评价方法,L,E,C,事故类型,管控层级,责任人,管理措施
1,许昌演示化工有限公司,罐区,场所,储罐泄漏,工艺,LEC法,3,6,15,火灾、中毒和窒息,公司级,李厂长,巡检
2,许昌演示化工有限公司,罐区,,静电放电,设备设施,LEC,1,10,7,火灾,,李厂长,接地
3,许昌演示化工有限公司,叉车运输,作业活动,碰撞,人员行为,LEC,2,6,7,车辆伤害,,孙班长,限速
"""


def work(batch: Any, task: str) -> Any:
    getattr(tasks, task)(Delivery(key=new_key(), args={"batch": str(batch.pk)}))
    batch.refresh_from_db()
    return batch


def test_a_list_comes_in_is_graded_and_goes_out_again(cast: Any, scheme: Any, works: Any) -> None:
    key = new_key()
    digest, size = files.receive(key, [LIST.encode("gb18030")])
    given = {"register": "risk", "file_name": "风险清单.csv", "digest": digest, "size": size}
    batch = work(receive_batch(actor=cast["刘洋"], key=key, **given), "check")
    told = [(each.number, each.errors) for each in batch.rows.filter(kind="failed")]
    assert (batch.counts.get("new"), batch.counts.get("failed", 0)) == (2, 1), (batch.fault, batch.counts, told)
    (bad,) = batch.rows.filter(kind="failed")
    assert [each["column"] for each in bad.errors] == ["likelihood"]
    start_batch(actor=cast["刘洋"], batch=batch, mode="good")
    work(batch, "apply")
    found = {each.name: (each.inherent_score, each.risk_grade, each.accident_types[0]) for each in Risk.objects.all()}
    assert found == {"储罐泄漏": (270, 2, "fire"), "静电放电": (70, 4, "fire")}
    assert RiskUnit.objects.get().risk_grade == 2
    revoke_batch(actor=cast["刘洋"], batch=batch, reason="导错了文件")
    work(batch, "undo")
    assert not Risk.objects.filter(withdrawn_at=None).exists()
    assert RiskUnit.objects.get().risk_grade is None


def test_a_changed_line_moves_the_risk_and_keeps_what_it_does_not_say(risk: Callable[..., Any], cast: Any) -> None:
    found = risk(control_tier="company", likelihood=1, management_measures="巡检")
    assert found.risk_grade == 3
    moved = act.change_risk(
        actor=cast["刘洋"], risk=found, risk_unit_name="泵房", assessment={"responsible_person": "李厂长"}, version=1
    )
    assert (moved.risk_unit.name, moved.control_tier, moved.management_measures) == ("泵房", "company", "巡检")
    assert {each.name: each.risk_grade for each in RiskUnit.objects.all()} == {"罐区": None, "泵房": 3}
    assert (moved.inherent_score, moved.responsible_person) == (90, "李厂长")
