"""Grids and their people go out as a workbook, come back changed, are compared, carried out, and undone."""

from typing import Any

from hongxian.kernel.testing.round_trip import Sheet, bring, carry_out, faults, undo
from hongxian.modules.screening.grid.models import Grid


def test_grids_changed_in_excel_are_compared_carried_out_and_undone(shenhou: Any) -> None:
    boss = shenhou.boss
    sheet = Sheet(boss, "grid")
    sheet.change(sheet.row("name", "老街社区网格"), boundary_note="东至驺虞河", one_net_code="N-7")
    sheet.change(sheet.row("name", "神垕镇网格"), grid_level=1)
    given = {"place": "神垕镇", "unit_kind": "村（社区）", "parent": "神垕镇网格", "is_leaf": "是", "is_part": "是"}
    sheet.add(name="西寺社区网格", grid_level=4, **given)
    batch = bring(boss, "grid", sheet.saved())
    assert len(faults(batch)) == 1, faults(batch)
    assert {key: batch.counts.get(key) for key in ("new", "changed", "same", "failed")} == {
        "new": 1,
        "changed": 1,
        "same": 2,
        "failed": 1,
    }
    assert carry_out(boss, batch, "good").results == {"created": 1, "changed": 1}
    old = Grid.objects.get(pk=shenhou.old.pk)
    assert (old.boundary_note, old.one_net_code, old.is_part) == ("东至驺虞河", "N-7", True)
    assert undo(boss, batch).results == {"withdrawn": 1, "restored": 1}
    old.refresh_from_db()
    assert (old.boundary_note, old.one_net_code) == ("", "")
