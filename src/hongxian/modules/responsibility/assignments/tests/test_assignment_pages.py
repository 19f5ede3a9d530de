"""The pages of assignments: breaking down, the list, one assignment, the sheet and its workbook."""

import re
from io import BytesIO
from typing import Any
from urllib.parse import quote
from zipfile import ZipFile

from hongxian.modules.responsibility.assignments.models import Assignment


def shown(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def figures(page: str) -> tuple[int, int]:
    found = re.search(r"(\d+) 条款 (\d+) 未分解条款", page)
    assert found
    return int(found[1]), int(found[2])


def test_every_clause_stands_there_and_what_is_open_is_counted(browse: Any, assigned: Any, world: Any) -> None:
    address = f"/assignments/breakdown/{world.adoption.pk}/"
    before = shown(browse("zhanghui").get(address))
    asked, still_open = figures(before)
    assert asked == still_open == before.count(" 未分解 ") > 25
    assigned()
    after = shown(browse("zhanghui").get(address))
    assert figures(after) == (asked, still_open - 1)
    assert "许昌市人民政府办公室牵头" in after
    assert after.count("逾期") == 1, "the figure alone"
    assert figures(shown(browse("zhanghui").get(f"{address}?open=1"))) == (asked, still_open - 1)


def test_clause_above_covers_those_below(browse: Any, assigned: Any, world: Any) -> None:
    address = f"/assignments/breakdown/{world.adoption.pk}/"
    asked, _ = figures(shown(browse("zhanghui").get(address)))
    assigned(clause_path="一/（一）")
    page = shown(browse("zhanghui").get(address))
    assert figures(page) == (asked, asked - page.count("随上级条款分解"))
    assert page.count("随上级条款分解") >= 2


def test_clause_is_assigned_on_the_page(browse: Any, world: Any) -> None:
    address = f"/assignments/breakdown/{world.adoption.pk}/assign/?clause={quote('一/（一）/2')}"
    client = browse("zhanghui")
    assert "市委常委会每季度至少听取1次" in shown(client.get(address))
    typed = {
        "task_text": "制定议题计划",
        "lead": str(world.parties["市政府办公室"].pk),
        "cooperating": [str(world.parties["市应急管理局"].pk)],
        "obligation": "XC-02",
        "due_on": "2026-03-04",
    }
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "早于今天" in shown(refused)
    page = shown(client.post(address, typed | {"due_on": "2026-03-31"}, follow=True))
    assert "任务已进入许昌市人民政府办公室的待办" in page
    assert Assignment.objects.get().cooperations.count() == 1
    assert client.get(address.replace(quote("一/（一）/2"), quote("九/（九）"))).status_code == 404


def test_lead_reports_and_the_office_accepts(browse: Any, assigned: Any) -> None:
    made = assigned()
    address = f"/assignments/{made.pk}/"
    lead, office = browse("liqiang"), browse("zhanghui")
    page = shown(
        lead.post(f"{address}progress/", {"reported_on": "2026-03-05", "words": "起草中", "percent": "40"}, follow=True)
    )
    assert "起草中 40%" in page
    assert "审核通过" not in page
    office.post(f"{address}urge/", {"words": "请于周五前报送"})
    assert "催报（1 次）" in shown(lead.get(address))
    twice = office.post(f"{address}urge/", {"words": "再催"})
    assert (twice.status_code, "每天最多催报一次" in shown(twice)) == (422, True)
    lead.post(f"{address}report-done/")
    returned = office.post(f"{address}return/", {"reason": ""})
    assert returned.status_code == 422
    office.post(f"{address}return/", {"reason": "缺附件"})
    assert "报结后被退回：缺附件" in shown(lead.get(address))
    material = {"party": str(made.lead_id), "title": "议题计划", "document_number": "演示〔2026〕1号"}
    assert "已提交佐证材料" in shown(lead.post(f"{address}material/", material, follow=True))
    lead.post(f"{address}report-done/")
    assert "任务办结" in shown(office.post(f"{address}accept/", follow=True))


def test_progress_is_taken_back_with_a_reason_on_the_page(browse: Any, assigned: Any) -> None:
    made = assigned()
    lead = browse("liqiang")
    lead.post(f"/assignments/{made.pk}/progress/", {"reported_on": "2026-03-05", "words": "起草中"})
    address = f"/assignments/{made.pk}/progress/{made.reports.get().pk}/withdraw/"
    assert "已作废" not in shown(lead.post(address, {"reason": ""}, follow=True))
    assert "已作废，留痕保留" in shown(lead.post(address, {"reason": "填错"}, follow=True))


def test_list_is_scoped_and_filtered(browse: Any, assigned: Any, world: Any) -> None:
    assigned()
    assigned(lead=world.parties["长葛市政府"], cooperating=[], task_text="长葛的任务")
    office, county = browse("zhanghui"), browse("zhaolei")
    assert "长葛的任务" in shown(office.get("/assignments/"))
    assert "长葛的任务" not in shown(county.get("/assignments/"))
    assert "长葛的任务" not in shown(county.get("/assignments/sheet/"))
    only = shown(office.get(f"/assignments/?lead={world.parties['长葛市政府'].pk}&state=assigned"))
    assert ("长葛的任务" in only, "制定议题计划" in only) == (True, False)
    assert "没有符合条件的任务" in shown(office.get("/assignments/?overdue=on"))


def test_workbook_is_scoped_and_holds_words_not_formulas(browse: Any, assigned: Any, world: Any) -> None:
    assigned(task_text='=HYPERLINK("x")')
    assigned(lead=world.parties["长葛市政府"], cooperating=[], task_text="长葛的任务")

    def opened(username: str) -> ZipFile:
        return ZipFile(BytesIO(browse(username).get("/assignments/sheet.xlsx").content))

    office, county = opened("zhanghui"), opened("zhaolei")
    assert "<f>" not in office.read("xl/worksheets/sheet1.xml").decode()
    assert "=HYPERLINK" in office.read("xl/worksheets/sheet1.xml").decode()
    assert "长葛的任务" in office.read("xl/worksheets/sheet1.xml").decode()
    assert "长葛的任务" not in county.read("xl/worksheets/sheet1.xml").decode()
