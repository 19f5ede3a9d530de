"""`import_batch.*`: a file is checked whole, carried out as one act, and can be undone."""

from typing import Any

import pytest

from hongxian.kernel.imports import files
from hongxian.kernel.imports.commands import cancel_batch, revoke_batch, start_batch
from hongxian.kernel.imports.models import ImportBatch
from hongxian.kernel.imports.reading.stream import open_file
from hongxian.kernel.imports.workbooks import editable, returned
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.ledger.verify.rows import row_findings
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.registers.declared import register_of, rows_of
from hongxian.modules.base.enterprises.models import Enterprise

HEAD = ["企业名称", "信用代码", "所在地", "所有制", "行业", "高危"]


def rows(code: Any, *numbers: int, **changes: Any) -> list[list[Any]]:
    said = {"place": "魏都区", "ownership": "私营", "sector": "制造业", "high_risk": "否"} | changes
    return [HEAD, *([f"第{number}家", code(number), *said.values()] for number in numbers)]


def faults(batch: ImportBatch) -> dict[int, str]:
    return {row.number: str(row.errors) for row in batch.rows.filter(kind="failed")}


def test_good_rows_come_in_as_one_act_in_the_name_of_the_sender(bring: Any, code: Any, carry_out: Any) -> None:
    entries = Entry.objects.count()
    batch = carry_out(bring(rows(code, 1, 2, 3)))
    assert (batch.state, batch.results) == ("applied", {"created": 3})
    made = Enterprise.objects.get(credit_code=code(2))
    (moment,) = timeline(made)
    assert (moment.actor_name, moment.entry.event, moment.reason) == (
        "张慧",
        "enterprise.register",
        "Excel 导入：台账.xlsx",
    )
    events = list(Entry.objects.order_by("id")[entries:].values_list("event", flat=True))
    assert events.count("enterprise.register") == 1
    assert events[-1] == "import_batch.apply"
    assert not list(row_findings(chunk=500))


def test_all_that_is_wrong_is_said_at_once_by_row_and_column(bring: Any, code: Any) -> None:
    table = rows(code, 1)
    table += [
        ["", "123", "没有的地方", "私营", "危化工", "也许"],
        ["甲", code(1), "魏都区", "私营", "制造业", ""],
        ["乙", 4.11023456789012e17, "魏都区", "私营", "制造业", "是"],
        ["丙", code(7), "同上", "私营", "制造业", "是"],
    ]
    batch = bring(table)
    assert batch.counts == {"new": 2, "failed": 3}
    found = faults(batch)
    for part in ("必填", "没有的地方", "也许", "是否为“危险化学品”"):
        assert part in found[3]
    assert "第 2 行" in found[4]
    assert "15 位" in found[5]
    assert not Enterprise.objects.filter(name="第1家").exists()


def test_what_the_command_refuses_stands_beside_its_column(bring: Any, code: Any) -> None:
    table = rows(code, 1)
    table[1][1] = code(1)[:-1] + ("0" if code(1)[-1] != "0" else "1")
    batch = bring(table)
    (error,) = batch.rows.get().errors
    assert error["column"] == "credit_code"
    assert "GB 32100" in error["text"]


def test_all_or_nothing_refuses_and_good_only_leaves_the_bad(bring: Any, code: Any, cast: Any, carry_out: Any) -> None:
    table = rows(code, 1, 2)
    table[2][4] = "不知道"
    batch = bring(table)
    with pytest.raises(Problem, match="1 行有错误"):
        start_batch(actor=cast["张慧"], batch=batch, mode="all")
    carry_out(batch, "good")
    assert batch.results == {"created": 1}
    assert Enterprise.objects.filter(name="第1家").exists()
    assert not Enterprise.objects.filter(name="第2家").exists()


def test_the_same_file_again_changes_nothing_and_says_so(bring: Any, code: Any, carry_out: Any, browser: Any) -> None:
    first = carry_out(bring(rows(code, 1, 2)))
    entries = Entry.objects.filter(event="enterprise.register").count()
    again = bring((files.source(first.pk)).read_bytes())
    assert again.counts == {"same": 2}
    page = browser.get(f"/imports/{again.pk}/").content.decode()
    assert "导入过" in page
    assert "没有变化" in page
    with pytest.raises(Problem, match="没有需要导入的行"):
        carry_out(again)
    assert Entry.objects.filter(event="enterprise.register").count() == entries


def test_a_row_that_fails_late_hands_all_back(
    bring: Any, code: Any, carry_out: Any, registered: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = bring(rows(code, 1, 2))
    registered(credit_code=code(2), name="抢先一步")
    carry_out(batch)
    assert batch.state == "checked"
    assert "没有保存任何内容" in batch.fault
    assert batch.counts == {"new": 1, "failed": 1}
    assert not Enterprise.objects.filter(name="第1家").exists()
    carry_out(batch, "good")
    assert batch.results == {"created": 1}


def test_a_batch_called_off_while_carried_out_leaves_nothing(bring: Any, code: Any, cast: Any, worker: Any) -> None:
    batch = bring(rows(code, 1, 2))
    start_batch(actor=cast["张慧"], batch=batch, mode="all")
    real = files.begin

    def called_off(key: Any) -> None:
        real(key)
        files.call_off(key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "begin", called_off)
        worker(batch, "apply")
    assert not Enterprise.objects.filter(name="第1家").exists()
    cancel_batch(actor=cast["张慧"], batch=batch)
    assert worker(batch, "apply").state == "cancelled"
    with pytest.raises(Problem):
        start_batch(actor=cast["张慧"], batch=batch, mode="all")


def test_a_worker_that_died_begins_anew(bring: Any, code: Any, carry_out: Any, worker: Any) -> None:
    batch = bring(rows(code, 1), check=False)
    real = files.checked

    def dies(key: Any) -> Any:
        yield next(real(key))
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "checked", dies)
        with pytest.raises(KeyboardInterrupt):
            worker(batch, "check")
    batch.refresh_from_db()
    assert (batch.state, batch.rows.count()) == ("received", 0)
    assert worker(batch, "check").counts == {"new": 1}
    assert worker(batch, "check").counts == {"new": 1}
    assert carry_out(batch).results == {"created": 1}
    assert worker(batch, "apply").results == {"created": 1}


def test_a_full_disk_saves_nothing(bring: Any, code: Any, carry_out: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    from django.db import OperationalError

    batch = bring(rows(code, 1, 2))
    monkeypatch.setattr(
        "hongxian.kernel.imports.applying.Batch._note_versions",
        lambda *_: (_ for _ in ()).throw(OperationalError("database or disk is full")),
    )
    carry_out(batch)
    assert (batch.state, "磁盘空间不足" in batch.fault) == ("checked", True)
    assert not Enterprise.objects.filter(name="第1家").exists()

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Problem, match="磁盘空间不足"):
        bring(rows(code, 3))


def test_one_sees_and_brings_only_what_is_ones_own(bring: Any, code: Any, cast: Any, browser: Any) -> None:
    with pytest.raises(Problem):
        bring(rows(code, 1), person="王静")
    batch = bring(rows(code, 1, place="余杭区"))
    assert batch.counts == {"failed": 1}
    assert "管辖范围" in faults(batch)[2]


def test_a_file_that_cannot_be_read_is_refused_in_words(bring: Any) -> None:
    batch = bring(b"\x89PNG\r\n\x1a\n")
    assert (batch.state, "图片" in batch.fault, batch.rows.count()) == ("refused", True, 0)


def test_the_file_comes_back_with_what_is_wrong(bring: Any, code: Any, cast: Any, tmp_path: Any) -> None:
    table = rows(code, 1, 2)
    table[2][4] = "不知道"
    batch = bring(table)
    register = register_of("enterprise")
    assert register is not None
    for only_failed, count in ((True, 1), (False, 2)):
        (tmp_path / "back.xlsx").write_bytes(returned(cast["张慧"], register, batch, only_failed=only_failed).read())
        with open_file(tmp_path / "back.xlsx") as source:
            found = [cells for _, cells in source.heads[0].rows]
        assert len(found) == 2 + count
        assert "不知道" in str(found[-1][-1])
    again = bring((tmp_path / "back.xlsx").read_bytes())
    assert again.counts == {"new": 1, "failed": 1}


def test_what_goes_out_comes_back_unchanged(bring: Any, code: Any, carry_out: Any, cast: Any, tmp_path: Any) -> None:
    carry_out(bring(rows(code, 1, 2, 3)))
    register = register_of("enterprise")
    assert register is not None
    out = editable(cast["张慧"], register, rows_of(register, cast["张慧"]).order_by("name"))
    batch = bring(out.read(), name="导出.xlsx")
    assert set(batch.counts) == {"same"}
    assert batch.warnings == []


def test_undoing_needs_a_reason_and_happens_once(bring: Any, code: Any, cast: Any, carry_out: Any) -> None:
    batch = carry_out(bring(rows(code, 1)))
    with pytest.raises(Problem, match="理由"):
        revoke_batch(actor=cast["张慧"], batch=batch, reason=" ")
    revoke_batch(actor=cast["张慧"], batch=batch, reason="传错了文件")
    with pytest.raises((Problem, Stale)):
        revoke_batch(actor=cast["张慧"], batch=batch, reason="传错了文件")


def test_a_code_that_moved_to_another_county_names_its_successor(bring: Any, code: Any) -> None:
    from datetime import date

    from hongxian.modules.base.places.models import Place

    town = Place.objects.filter(parent="411002", level="town").order_by("code")[0]
    other = Place.objects.filter(parent="411081", level="town").order_by("code")[0]
    Place.objects.filter(pk=town.pk).update(abolished_on=date(2026, 2, 28), succeeded_by=other)
    batch = bring(rows(code, 1, place=town.code))
    assert batch.counts == {"failed": 1}
    assert f"“{town}”已由“{other}”承接" in faults(batch)[2]


def test_the_same_request_twice_is_one_act(bring: Any, code: Any, cast: Any, worker: Any) -> None:
    from hongxian.kernel.problem import AlreadyDone

    batch = bring(rows(code, 1))
    sender = cast["张慧"].within("request-1")
    start_batch(actor=sender, batch=batch, mode="all")
    with pytest.raises(AlreadyDone):
        start_batch(actor=sender, batch=ImportBatch.objects.get(pk=batch.pk), mode="all")
    assert worker(batch, "apply").results == {"created": 1}
    assert worker(batch, "apply").results == {"created": 1}
    assert Enterprise.objects.filter(name="第1家").count() == 1
