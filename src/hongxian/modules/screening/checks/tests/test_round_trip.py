"""The items of a list go out as a workbook, come back changed, are compared, carried out, and undone."""

from typing import Any

from hongxian.kernel.testing.round_trip import Sheet, bring, carry_out, faults, undo
from hongxian.modules.base.places.queries import place
from hongxian.modules.screening.checks import commands as act
from hongxian.modules.screening.checks.queries import items_of


def test_items_changed_in_excel_are_compared_carried_out_and_undone(world: Any, cast: Any, listed: Any) -> None:
    zhang = cast["张慧"]
    published = listed()
    draft = act.draw_up_checklist(
        actor=zhang, kind="enterprise_hidden_danger_list", title="新清单", place=place("411000")
    )
    for code in ("1", "2"):
        act.add_item(actor=zhang, checklist=draft, code=code, title=f"新项目{code}", basis="第3条", photo_required=True)
    sheet = Sheet(zhang, "checklist_item")
    sheet.change(sheet.row("title", "新项目1"), section="消防")
    sheet.add(checklist="新清单", code="3", title="新项目3", danger_category="消防")
    sheet.change(sheet.row("title", "项目1"), title="改已发布的")
    batch = bring(zhang, "checklist_item", sheet.saved())
    assert list(faults(batch).values()) == [["checklist"]], "a published list stands"
    assert {key: batch.counts[key] for key in ("new", "changed", "failed")} == {"new": 1, "changed": 1, "failed": 1}
    assert carry_out(zhang, batch, "good").results == {"created": 1, "changed": 1}
    first = items_of(draft)[0]
    assert (first.section, first.title, first.basis, first.photo_required) == ("消防", "新项目1", "第3条", True)
    assert [each.code for each in items_of(draft)] == ["1", "2", "3"]
    assert undo(zhang, batch).results == {"withdrawn": 1, "restored": 1}
    assert [(each.code, each.section) for each in items_of(draft)] == [("1", ""), ("2", "")]
    assert [each.title for each in items_of(published)] == ["项目1", "项目2", "项目3"]
