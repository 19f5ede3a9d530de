"""An old register of hidden dangers, brought in from a file with the heads that people use."""

from datetime import date
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hongxian.kernel.command import foresee
from hongxian.kernel.gathering import rehearsed
from hongxian.kernel.imports import files, tasks
from hongxian.kernel.imports.commands import receive_batch, revoke_batch, start_batch
from hongxian.kernel.keys import new_key
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.screening.hidden_dangers.commands import take_over_hidden_danger
from hongxian.modules.screening.hidden_dangers.models import DangerOriginReturn, HiddenDanger

OLD = """序号,隐患内容,单位名称,排查日期,隐患级别,责任人,整改期限,整改措施与要求,复查日期,隐患来源
1,基坑边坡局部垮塌,许昌演示化工有限公司,2025.5.26,一般事故隐患,李厂长,2025-05-28,进行加固处理,2025-05-28,自查
2,护栏缺失,许昌演示化工有限公司,20250601,一般,李厂长,2025-06-04,补装护栏,,执法检查
3,罐体腐蚀,许昌演示化工有限公司,2025-06-02,重大事故隐患,李厂长,,停用,,第三方
"""


def work(batch: Any, task: str) -> Any:
    getattr(tasks, task)(Delivery(key=new_key(), args={"batch": str(batch.pk)}))
    batch.refresh_from_db()
    return batch


def bring(actor: Any, content: str) -> Any:
    key = new_key()
    digest, size = files.receive(key, [content.encode("gb18030")])
    given = {"register": "hidden_danger", "file_name": "隐患台账.csv", "digest": digest, "size": size}
    return work(receive_batch(actor=actor, key=key, **given), "check")


def test_old_register_comes_in_and_goes_out_again(world: Any, cast: Any) -> None:
    batch = bring(cast["张慧"], OLD)
    assert (batch.counts["new"], batch.counts.get("failed", 0)) == (3, 0), batch.counts
    start_batch(actor=cast["张慧"], batch=batch, mode="all")
    work(batch, "apply")
    found = {each.description: each for each in HiddenDanger.objects.all()}
    assert {words: each.state for words, each in found.items()} == {
        "基坑边坡局部垮塌": "closed",
        "护栏缺失": "rectifying",
        "罐体腐蚀": "graded",
    }
    assert all(each.is_taken_over for each in found.values())
    assert {each.origin for each in found.values()} == {
        "enterprise_self_check",
        "enforcement_inspection",
        "intermediary_check",
    }
    revoke_batch(actor=cast["张慧"], batch=batch, reason="导错了文件")
    work(batch, "undo")
    assert set(HiddenDanger.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_lines_that_say_the_impossible_are_told_by_column(world: Any, cast: Any) -> None:
    bad = OLD.replace("2025-05-28,自查", "2025-05-01,自查").replace("执法检查", "听说")
    batch = bring(cast["张慧"], bad)
    assert batch.counts["failed"] == 2, batch.counts


def test_a_register_of_one_place_comes_in_with_a_few_statements(cast: Any, world: Any) -> None:
    clerk = cast["张慧"]
    taken = {"enterprise": world.enterprises["长葛演示铸造有限公司"], "grade": "general", "origin": "other"}
    calls = [{**taken, "description": f"第{at}台防护罩松动", "found_on": date(2026, 1, 1 + at % 9)} for at in range(60)]

    def work(gathering: Any) -> None:
        if gathering.queue is not None:
            foresee("hidden_danger.take_over", calls)
        for each in calls:
            take_over_hidden_danger(actor=clerk, **each)

    with rehearsed(clerk) as gathering:
        with CaptureQueriesContext(connection) as seen:
            gathering.together(lambda: work(gathering))
        assert len(seen) < 30, "what begins for their origin is looked up once, not for every row"
        assert HiddenDanger.objects.filter(description__startswith="第").count() == 60
        (begun,) = DangerOriginReturn.objects.filter(origin="other", place=taken["enterprise"].place)
        assert begun.valid_from == date(2026, 1, 1)
