"""Rows that go out, are changed by several hands, and come back: what is new, what conflicts, what can be undone."""

from collections.abc import Callable
from typing import Any

import pytest

from hongxian.kernel.imports.commands import choose_rows, revoke_batch, start_batch
from hongxian.kernel.imports.reading.stream import open_file
from hongxian.kernel.imports.workbooks import editable
from hongxian.kernel.problem import Problem
from hongxian.kernel.registers.declared import register_of, rows_of
from hongxian.modules.base.enterprises.commands import change_enterprise
from hongxian.modules.base.enterprises.models import Enterprise


@pytest.fixture
def exported(cast: Any, tmp_path: Any) -> Callable[[list[Enterprise]], list[list[Any]]]:
    """Rows of the register as a workbook gives them: the head, then a list of cells for each."""

    def run(rows: list[Enterprise]) -> list[list[Any]]:
        register = register_of("enterprise")
        assert register is not None
        found = rows_of(register, cast["张慧"]).filter(pk__in=[row.pk for row in rows]).order_by("name")
        (tmp_path / "out.xlsx").write_bytes(editable(cast["张慧"], register, found).read())
        with open_file(tmp_path / "out.xlsx") as source:
            return [list(cells) for _, cells in source.heads[0].rows[2:]]

    return run


def test_what_was_changed_in_the_sheet_is_changed_in_the_register(
    bring: Any, code: Any, registered: Any, exported: Any, carry_out: Any
) -> None:
    first, second = (registered(name=f"第{each}家", credit_code=code(each)) for each in (1, 2))
    table = exported([first, second])
    table[1][table[0].index("名称")] = "第一家（更名）"
    batch = bring(table)
    assert batch.counts == {"changed": 1, "same": 1}
    row = batch.rows.get(kind="changed")
    assert (row.before, row.values) == ({"name": "第1家"}, {"name": "第一家（更名）"})
    assert carry_out(batch).results == {"changed": 1}
    first.refresh_from_db()
    assert (first.name, first.version) == ("第一家（更名）", 2)


def test_a_row_changed_on_both_sides_waits_for_a_choice(
    bring: Any, code: Any, registered: Any, exported: Any, carry_out: Any, cast: Any, browser: Any
) -> None:
    made = [registered(name=f"第{each}家", credit_code=code(each)) for each in (1, 2, 3)]
    table = exported(made)
    for each in made[:2]:
        change_enterprise(actor=cast["张慧"], enterprise=each, name=f"{each.name}（他人改）", is_correction=True)
    for row in table[1:3]:
        row[table[0].index("名称")] += "（文件改）"
    table[3][table[0].index("名称")] = ""
    batch = bring(table)
    assert batch.counts == {"conflict": 2, "failed": 1}
    with pytest.raises(Problem, match="2 行与台账冲突"):
        start_batch(actor=cast["张慧"], batch=batch, mode="good")
    choose_rows(actor=cast["张慧"], batch=batch, choice="keep")
    number = batch.rows.order_by("number")[0].number
    answer = browser.post(f"/imports/{batch.pk}/choose/", {"choice": "file", "number": number})
    assert answer.url == f"/imports/{batch.pk}/?kind=conflict"
    assert carry_out(batch, "good").results == {"changed": 1, "kept": 1}
    assert sorted(Enterprise.objects.filter(pk__in=[each.pk for each in made]).values_list("name", flat=True)) == [
        "第1家（文件改）",
        "第2家（他人改）",
        "第3家",
    ]


def test_without_a_hidden_key_an_empty_cell_leaves_what_is_there(
    bring: Any, code: Any, registered: Any, exported: Any
) -> None:
    made = registered(credit_code=code(1), is_high_risk=True)
    head = ["企业名称", "信用代码", "所在地", "所有制", "行业", "高危"]
    assert bring([head, [made.name, code(1), "", "", "", ""]]).counts == {"same": 1}
    table = exported([made])
    table[1][table[0].index("高危行业")] = ""
    row = bring(table).rows.get(kind="changed")
    assert (row.before, row.values) == ({"is_high_risk": True}, {"is_high_risk": None})


def test_undoing_sets_back_and_leaves_what_changed_since(
    bring: Any, code: Any, registered: Any, exported: Any, carry_out: Any, cast: Any, worker: Any
) -> None:
    made = [registered(name=f"第{each}家", credit_code=code(each)) for each in (1, 2)]
    table = exported(made)
    for row in table[1:]:
        row[table[0].index("行业")] = "交通运输"
    batch = carry_out(bring(table))
    change_enterprise(actor=cast["张慧"], enterprise=Enterprise.objects.get(pk=made[1].pk), sector="commerce")
    revoke_batch(actor=cast["张慧"], batch=batch, reason="传错了文件")
    assert worker(batch, "undo").results == {"restored": 1, "not_undone": 1}
    assert [Enterprise.objects.get(pk=each.pk).sector for each in made] == ["manufacturing", "commerce"]
    assert "导入之后已被修改" in str(batch.rows.get(outcome="not_undone").errors)


def test_a_row_changed_between_check_and_import_is_left_alone(
    bring: Any, code: Any, registered: Any, exported: Any, carry_out: Any, cast: Any
) -> None:
    made = registered(credit_code=code(1))
    table = exported([made])
    table[1][table[0].index("名称")] = "更名"
    batch = bring(table)
    change_enterprise(actor=cast["张慧"], enterprise=made, sector="commerce")
    carry_out(batch)
    assert (batch.state, batch.counts) == ("checked", {"failed": 1})
    assert "检查之后已被他人修改" in str(batch.rows.get().errors)


def test_undoing_withdraws_what_was_created_and_it_may_come_in_again(
    bring: Any, code: Any, carry_out: Any, cast: Any, worker: Any
) -> None:
    head = ["企业名称", "信用代码", "所在地", "所有制", "行业"]
    table = [head, *([f"第{each}家", code(each), "魏都区", "民营", "其他"] for each in (1, 2))]
    batch = carry_out(bring(table))
    revoke_batch(actor=cast["张慧"], batch=batch, reason="传错了文件")
    assert worker(batch, "undo").results == {"withdrawn": 2}
    register = register_of("enterprise")
    assert register is not None
    assert not rows_of(register, cast["张慧"]).filter(name="第1家").exists()
    assert bring(table).counts == {"new": 2}
