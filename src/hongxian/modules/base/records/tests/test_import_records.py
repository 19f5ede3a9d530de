"""A register of the dictionary as a workbook: in, changed, out again."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from hongxian.kernel.imports import files, tasks
from hongxian.kernel.imports.commands import receive_batch, revoke_batch, start_batch
from hongxian.kernel.imports.reading.stream import open_file
from hongxian.kernel.imports.workbooks import editable, template
from hongxian.kernel.keys import new_key
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.problem import Problem
from hongxian.kernel.registers.declared import register_of, rows_of
from hongxian.modules.base.records.commands import close_register
from hongxian.modules.base.records.models import Record
from hongxian.modules.base.records.registers import PREFIX

HEAD = ["企业", "生效日期", "是否与政府平台衔接", "所在地", "佐证材料"]


def sheet_key(register: Any) -> str:
    return f"{PREFIX}{register.pk}"


def work(batch: Any, task: str) -> Any:
    getattr(tasks, task)(Delivery(key=new_key(), args={"batch": str(batch.pk)}))
    batch.refresh_from_db()
    return batch


@pytest.fixture
def bring(cast: Any, tmp_path: Any) -> Callable[..., Any]:
    def run(register: Any, rows: Sequence[Sequence[Any]]) -> Any:
        with xlsxwriter.Workbook(str(tmp_path / "made.xlsx")) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        key = new_key()
        digest, size = files.receive(key, [(tmp_path / "made.xlsx").read_bytes()])
        batch = receive_batch(
            actor=cast["张慧"], key=key, register=sheet_key(register), file_name="记录.xlsx", digest=digest, size=size
        )
        return work(batch, "check")

    return run


def test_records_come_in_are_corrected_and_taken_back(
    bring: Any, opened: Any, enterprise: Any, cast: Any, tmp_path: Any
) -> None:
    register = opened("enterprise_system")
    rows = [
        HEAD,
        [enterprise.credit_code, "2026.3.1", "是", "魏都区", "现场核查"],
        ["许昌试验机械", "2026年3月", "也许", "余杭区", ""],
    ]
    batch = bring(register, rows)
    assert batch.counts == {"new": 1, "failed": 1}
    faults = str(batch.rows.get(kind="failed").errors)
    for part in ("许昌试验机械有限公司", "不能确定是哪一天", "是或否", "管辖范围"):
        assert part in faults
    start_batch(actor=cast["张慧"], batch=batch, mode="good")
    assert work(batch, "apply").results == {"created": 1}
    record = Record.objects.get(register=register)
    assert (record.values["enterprise"], record.valid_from) == (str(enterprise.pk), date(2026, 3, 1))
    assert bring(register, rows[:2]).counts == {"same": 1}

    declared = register_of(sheet_key(register))
    assert declared is not None
    out = editable(cast["张慧"], declared, rows_of(declared, cast["张慧"]))
    (tmp_path / "out.xlsx").write_bytes(out.read())
    with open_file(tmp_path / "out.xlsx") as source:
        table = [list(cells) for _, cells in source.heads[0].rows[2:]]
    assert bring(register, table).counts == {"same": 1}
    table[1][table[0].index("是否与政府平台衔接")] = "否"
    corrected = bring(register, table)
    assert corrected.counts == {"changed": 1}
    start_batch(actor=cast["张慧"], batch=corrected, mode="all")
    assert work(corrected, "apply").results == {"changed": 1}
    assert Record.objects.get(row=record.row, recorded_to=None).values["connected"] is False

    revoke_batch(actor=cast["张慧"], batch=corrected, reason="误")
    assert work(corrected, "undo").results == {"restored": 1}
    revoke_batch(actor=cast["张慧"], batch=batch, reason="误")
    assert work(batch, "undo").results == {"not_undone": 1}


def test_a_register_that_is_closed_or_out_of_sight_takes_nothing(opened: Any, cast: Any, bring: Any) -> None:
    register = opened("enterprise_system")
    declared = register_of(sheet_key(register))
    assert declared is not None
    assert template(cast["张慧"], declared).read(2) == b"PK"
    close_register(actor=cast["张慧"], register=register, valid_to=date(2026, 1, 2), reason="并入他处")
    with pytest.raises(Problem, match="没有这个台账"):
        bring(register, [HEAD, ["x", "2026-03-01", "是", "", ""]])
    assert register_of("records-x") is None
