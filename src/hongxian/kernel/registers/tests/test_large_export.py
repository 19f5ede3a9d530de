"""A large export is left to the worker, who sees what the person may see then; its file expires."""

import json
from datetime import timedelta
from typing import Any

import pytest


@pytest.fixture
def browser(enterprises: Any, settings: Any) -> Any:
    from django.test import Client

    from hongxian.modules.base.accounts.models import User

    settings.EXPORT_DIRECT_ROWS = 3
    client = Client()
    client.force_login(User.objects.get(person__name="张慧"))
    return client


def ask(browser: Any, query: str = "words=丁厂|") -> Any:
    return browser.post("/registers/enterprise/export/", {"format": "csv", "query": query.rstrip("|")})


def work() -> Any:
    from hongxian.kernel.keys import new_key
    from hongxian.kernel.outbox.delivery import Delivery
    from hongxian.kernel.registers import tasks
    from hongxian.kernel.registers.models import Export

    export = Export.objects.exclude(state="direct").order_by("-id").first()
    tasks.make(Delivery(key=new_key(), args={"export": str(export.pk)}))
    export.refresh_from_db()
    return export


def test_few_rows_come_at_once(browser: Any) -> None:
    assert ask(browser)["Content-Disposition"].endswith(".csv")


def test_many_rows_are_made_by_the_worker_and_each_download_is_put_down(browser: Any) -> None:
    from hongxian.kernel.ledger.models import Entry
    from hongxian.kernel.registers import exported

    answer = ask(browser, "sector=")
    assert answer.status_code == 302
    page = browser.get(answer.url).content.decode()
    assert "正在生成" in page
    assert browser.post(f"{answer.url}file/").status_code == 422
    export = work()
    assert export.state == "made"
    assert export.count == exported.progress(export.pk)[0] > 3
    assert "下载" in browser.get(answer.url).content.decode()
    assert "下载" in browser.get("/registers/exports/").content.decode()
    lines = b"".join(browser.post(f"{answer.url}file/").streaming_content).decode("utf-8-sig")
    assert "甲厂" in lines
    assert Entry.objects.filter(event="export.download", subject_key=str(export.pk)).count() == 1
    finished = Entry.objects.get(event="export.finish", subject_key=str(export.pk))
    assert finished.payload.content["detail"]["count"] == export.count
    assert json.dumps(finished.payload.content, ensure_ascii=False).count("张慧")


def test_who_asked_is_told_when_the_file_is_there_or_why_it_is_not(
    browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hongxian.kernel.actor import NOBODY
    from hongxian.kernel.registers.told import taken_out

    ask(browser, "sector=")
    export = work()
    told = taken_out(str(export.pk))
    assert told is not None
    assert (told.subject, told.people) == (export, (export.exported_by,))
    assert f"导出“企业”：已生成，共 {export.count} 行" in told.title
    ask(browser, "sector=")
    monkeypatch.setattr("hongxian.kernel.registers.tasks.resolve", lambda dotted: lambda person, capacity: NOBODY)
    told = taken_out(str(work().pk))
    assert told is not None
    assert "没有生成，" in told.title
    assert "身份已经失效" in told.title


def test_who_took_out_records_is_told_by_the_name_of_their_register(browser: Any) -> None:
    from hongxian.kernel.registers.models import Export
    from hongxian.kernel.registers.told import taken_out

    ask(browser, "sector=")
    export = work()
    Export.objects.filter(pk=export.pk).update(register="record.drill")
    told = taken_out(str(export.pk))
    assert told is not None
    assert "演练" in told.title
    assert "record" not in told.title


def test_the_worker_sees_what_the_person_may_see_then(browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from hongxian.kernel.actor import NOBODY
    from hongxian.kernel.registers import exported

    ask(browser, "sector=")
    monkeypatch.setattr("hongxian.kernel.registers.tasks.resolve", lambda dotted: lambda person, capacity: NOBODY)
    export = work()
    assert export.state == "failed"
    assert "身份已经失效" in export.fault
    assert not exported.path(export.pk).exists()


def test_the_file_is_cleared_when_its_time_is_over(browser: Any, settings: Any) -> None:
    from hongxian.kernel.registers import exported, tasks
    from hongxian.kernel.registers.models import Export

    answer = ask(browser, "sector=")
    export = work()
    assert tasks.clear_expired() == 0
    Export.objects.filter(pk=export.pk).update(expires_at=export.expires_at - timedelta(hours=73))
    assert browser.post(f"{answer.url}file/").status_code == 422
    assert tasks.clear_expired() == 1
    assert not exported.path(export.pk).exists()
    assert "已过期" in browser.get(answer.url).content.decode()


def test_nobody_else_sees_it(browser: Any, world: Any) -> None:
    from hongxian.modules.base.accounts.models import User

    answer = ask(browser, "sector=")
    work()
    browser.force_login(User.objects.get(person__name="孙晓"))
    assert browser.get(answer.url).status_code == 404
    assert browser.post(f"{answer.url}file/").status_code == 404


def test_a_full_disk_is_told(browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    ask(browser, "sector=")
    monkeypatch.setattr("hongxian.kernel.registers.tasks.take_out", full)
    export = work()
    assert (export.state, "磁盘空间不足" in export.fault) == ("failed", True)


def test_called_off_before_the_worker_comes_nothing_is_made(browser: Any) -> None:
    from hongxian.kernel.ledger.models import Entry
    from hongxian.kernel.registers import exported

    answer = ask(browser, "sector=")
    assert "取消导出" in browser.get(answer.url).content.decode()
    assert browser.post(f"{answer.url}cancel/").status_code == 302
    export = work()
    assert export.state == "cancelled"
    assert not exported.path(export.pk).parent.exists()
    page = browser.get(answer.url).content.decode()
    assert ("没有留下文件" in page, "下载</button>" in page) == (True, False)
    assert "已取消" in browser.get("/registers/exports/").content.decode()
    assert Entry.objects.filter(event="export.cancel", subject_key=str(export.pk)).count() == 1
    assert browser.post(f"{answer.url}file/").status_code == 422


def test_called_off_in_the_midst_the_worker_stops_within_a_page_of_rows(
    browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hongxian.kernel.registers import exported, exporting

    monkeypatch.setattr(exporting, "CHUNK", 1)
    answer, note, told = ask(browser, "sector="), exported.note_progress, []

    def called_off(export: Any, done: int, total: int) -> None:
        told.append(done)
        if done == 2:
            assert browser.post(f"{answer.url}cancel/").status_code == 302
        note(export, done, total)

    monkeypatch.setattr(exported, "note_progress", called_off)
    export = work()
    assert (export.state, export.fault, told) == ("cancelled", "", [1, 2])
    assert not exported.path(export.pk).parent.exists()


def test_called_off_at_the_last_moment_nothing_is_left(browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from hongxian.kernel.registers import exported, tasks

    answer, finish = ask(browser, "sector="), tasks.finish_export

    def finishing(**given: Any) -> Any:
        assert browser.post(f"{answer.url}cancel/").status_code == 302
        return finish(**given)

    monkeypatch.setattr(tasks, "finish_export", finishing)
    export = work()
    assert (export.state, exported.path(export.pk).parent.exists()) == ("cancelled", False)


def test_what_cannot_be_called_off_is_said(browser: Any, world: Any) -> None:
    from hongxian.kernel.registers import exported
    from hongxian.modules.base.accounts.models import User

    answer = ask(browser, "sector=")
    browser.force_login(User.objects.get(person__name="孙晓"))
    assert browser.post(f"{answer.url}cancel/").status_code == 404
    browser.force_login(User.objects.get(person__name="张慧"))
    browser.post(f"{answer.url}cancel/")
    again = browser.post(f"{answer.url}cancel/")
    assert again.status_code == 422
    assert "当前状态为“已取消”，不能办理“取消后台导出”" in again.content.decode()
    made = ask(browser, "sector=&words=厂")
    export = work()
    late = browser.post(f"{made.url}cancel/")
    assert (late.status_code, "当前状态为“可下载”" in late.content.decode()) == (422, True)
    assert exported.path(export.pk).exists()


def test_programs_ask_how_far_it_is_and_call_it_off(browser: Any) -> None:
    from hongxian.kernel.registers.models import Export

    ask(browser, "sector=")
    address = f"/api/v1/registers/exports/{Export.objects.get().pk}"
    told = browser.get(address).json()
    assert (told["state"], told["done"], told["register_key"]) == ("waiting", 0, "enterprise")
    done = browser.post(f"{address}/cancel")
    assert (done.status_code, done.json()["state"]) == (200, "cancelled")
    assert browser.post(f"{address}/cancel").status_code == 422
    assert work().state == "cancelled"
