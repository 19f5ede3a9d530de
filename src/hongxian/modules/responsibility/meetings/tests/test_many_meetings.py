"""Many meetings done with at once from the list, by the worker: each by itself, none twice."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest

from hongxian.kernel.keys import new_key
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.registers import acting_pages, exported, tasks
from hongxian.kernel.registers.models import BulkAct
from hongxian.modules.responsibility.meetings import commands
from hongxian.modules.responsibility.meetings.models import Meeting

LATE = date(2025, 12, 24)
ACT, REST = "/registers/meeting/act/", "/api/v1/registers/meeting/act"
QUERY = "state=awaiting_confirmation"


@pytest.fixture
def waiting(recorded: Any) -> list[Any]:
    return [recorded(held_on=LATE, session=number, title=f"第{number}号会议") for number in (1, 2, 3)]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows are few, three are many."""
    monkeypatch.setattr(acting_pages, "AT_ONCE", 2)


def shown(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def work(bulk_act: BulkAct | None = None) -> BulkAct:
    found = bulk_act or BulkAct.objects.latest("pk")
    tasks.act(Delivery(key=new_key(), args={"bulk_act": str(found.pk)}))
    return BulkAct.objects.get(pk=found.pk)


def states() -> list[str]:
    return list(Meeting.objects.order_by("pk").values_list("state", flat=True))


def of_all(client: Any, **more: Any) -> Any:
    """All of the list: asked about first, then confirmed."""
    sent = {"command": "meeting.confirm", "all": "1", "query": QUERY, "request_key": "a" * 20}
    asked = client.post(ACT, sent)
    assert "对以下 3 项办理“复核会议”" in shown(asked)
    return client.post(ACT, sent | {"given": "1", "expected": "3", "request_key": "b" * 20} | more)


def test_those_ticked_are_left_to_the_worker_where_they_are_many(
    browse: Any, waiting: Any, recorded: Any, few: None
) -> None:
    client, in_time = browse("wangjing"), recorded(title="期内会议")
    keys = [str(each.pk) for each in (*waiting, in_time)] + ["00000000-0000-7000-8000-000000000000"]
    sent = {"command": "meeting.confirm", "rows": keys, "request_key": "k" * 20}
    first = client.post(ACT, sent)
    assert first.status_code == 302
    assert "正在办理" in shown(client.get(first["Location"]))
    assert client.post(ACT, sent)["Location"] == first["Location"], "the same click twice leads to the same act"
    assert BulkAct.objects.count() == 1
    done = work()
    assert (done.state, done.done, done.left, len(done.refused)) == ("done", 3, 0, 2)
    page = shown(client.get(first["Location"]))
    assert "共 5 项：办理成功 3 项，没有办理 2 项。" in page
    assert "期内会议 当前状态为“已登记”" in page
    assert "不在您当前岗位的管辖范围内" in page
    assert Entry.objects.filter(event="meeting.confirm").count() == 3
    assert "批量办理" in shown(client.get("/registers/acts/"))


def test_all_that_the_list_asks_for(browse: Any, waiting: Any, recorded: Any) -> None:
    client, in_time = browse("wangjing"), recorded(title="期内会议")
    page = of_all(client)
    assert states().count("awaiting_confirmation") == 3, "nothing happens before the worker comes"
    done = work()
    assert (done.done, done.refused, done.query) == (3, [], QUERY)
    in_time.refresh_from_db()
    assert in_time.state == "recorded"
    again = of_all_again(client)
    assert again["Location"] == page["Location"], "the same click, though no row stands under the conditions any more"
    assert BulkAct.objects.count() == 1


def of_all_again(client: Any) -> Any:
    sent = {"command": "meeting.confirm", "all": "1", "query": QUERY, "given": "1", "expected": "3"}
    return client.post(ACT, sent | {"request_key": "b" * 20})


def test_another_number_than_was_seen_is_refused(browse: Any, waiting: Any, recorded: Any) -> None:
    client = browse("wangjing")
    recorded(held_on=LATE, session=9, title="刚来的会议")
    refused = client.post(ACT, {"command": "meeting.confirm", "all": "1", "query": QUERY, "expected": "3"})
    assert (refused.status_code, "现有 4 行，与您确认时的 3 行不同" in shown(refused)) == (422, True)
    none = client.post(ACT, {"command": "meeting.confirm", "all": "1", "query": "state=rejected"})
    assert "没有符合条件的行" in shown(none)
    wrong = client.post(ACT, {"command": "meeting.confirm", "all": "1", "query": "state=nonsense"})
    assert wrong.status_code == 422
    assert not BulkAct.objects.exists()


def test_broken_off_and_begun_anew_nothing_is_done_twice(
    browse: Any, waiting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = exported.note_progress

    def dies(key: Any, done: int, total: int) -> None:
        note(key, done, total)
        if done == 2:
            raise SystemError

    of_all(browse("wangjing"))
    with monkeypatch.context() as patched:
        patched.setattr(exported, "note_progress", dies)
        with pytest.raises(SystemError):
            work()
    done = work()
    assert (done.state, done.done, done.refused) == ("done", 3, [])
    assert Entry.objects.filter(event="meeting.confirm").count() == 3
    assert work().done == 3, "told once more, it does nothing"


def test_of_two_clerks_each_row_is_done_by_one(browse: Any, waiting: Any, cast: Any) -> None:
    of_all(browse("wangjing"))
    commands.confirm_meeting(actor=cast["王静"], meeting=waiting[1])
    done = work()
    assert (done.done, [each["row"] for each in done.refused]) == (2, [str(waiting[1])])
    assert "已" in done.refused[0]["sentence"]


def test_stopped_it_goes_no_further(browse: Any, waiting: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client, note = browse("wangjing"), exported.note_progress
    address = of_all(client)["Location"]

    def stops(key: Any, done: int, total: int) -> None:
        note(key, done, total)
        assert client.post(f"{address}stop/").status_code == 302

    assert browse("sunxiao").post(f"{address}stop/").status_code == 404
    monkeypatch.setattr(exported, "note_progress", stops)
    done = work()
    assert (done.state, done.done, done.left) == ("done", 1, 2)
    assert "停止后没有开始 2 项" in shown(client.get(address))
    assert states().count("confirmed") == 1
    assert client.post(f"{address}stop/").status_code == 422


def test_who_may_no_more_does_nothing(browse: Any, waiting: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from hongxian.kernel.actor import NOBODY

    of_all(browse("wangjing"))
    monkeypatch.setattr(tasks, "resolve", lambda dotted: lambda person, capacity: NOBODY)
    failed = work()
    assert (failed.state, failed.left, "身份已经失效" in failed.fault) == ("failed", 3, True)
    assert states().count("confirmed") == 0


def test_the_list_offers_all_only_where_there_are_more_than_on_the_page(
    browse: Any, waiting: Any, recorded: Any
) -> None:
    client = browse("wangjing")
    assert 'name="all"' not in client.get("/meetings/").content.decode()
    for number in range(10, 28):
        recorded(session=number, title=f"第{number}号会议")
    assert "全部（共 21 条）" in shown(client.get("/meetings/"))


def test_programs_do_the_same_and_ask_what_became_of_it(browse: Any, waiting: Any) -> None:
    client = browse("wangjing")

    def send(**told: Any) -> Any:
        return client.post(REST, {"command": "meeting.reject", **told}, content_type="application/json")

    reason = {"inputs": {"reason": "与纪要不符"}}
    keys = [str(each.pk) for each in waiting[:2]]
    for wrong in ({"rows": keys}, {**reason}, {"rows": keys, "query": QUERY, **reason}, {"rows": ["x"], **reason}):
        assert send(**wrong).status_code == 422, wrong
    assert send(rows=keys, command="meeting.withdraw").status_code == 422
    assert browse("sunxiao").post(
        REST, {"command": "meeting.confirm", "rows": keys}, "application/json"
    ).status_code in (
        403,
        404,
    )
    asked = send(rows=keys, **reason)
    assert (asked.status_code, asked.json()["state"], asked.json()["count"]) == (202, "waiting", 2)
    work()
    told = client.get(f"/api/v1/registers/acts/{asked.json()['id']}").json()
    assert (told["state"], told["done"], told["refused"], told["progress"]) == ("done", 2, [], 0)
    rest = send(query=urlencode({"state": "awaiting_confirmation"}), expected=1, **reason)
    stopped = client.post(f"/api/v1/registers/acts/{rest.json()['id']}/stop")
    assert stopped.json()["state"] == "stopping"
    assert (work().left, states().count("rejected")) == (1, 2)


def test_who_asked_is_told_when_it_ends_and_led_to_the_report(
    browse: Any, waiting: Any, cast: Any, worker: Any
) -> None:
    client = browse("wangjing")
    report = of_all(client)["Location"]
    commands.confirm_meeting(actor=cast["王静"], meeting=waiting[1])
    worker()
    told = client.get("/notices/").content.decode()
    assert "复核会议：已办理 2 项，没有办理 1 项" in re.sub(r"\s+", " ", told)
    (address,) = re.findall(r'href="(/notices/[0-9a-f-]+/)"', told)[:1]
    opened = client.get(address, follow=True)
    assert opened.redirect_chain[-1][0] == report
    assert "共 3 项：办理成功 2 项，没有办理 1 项" in shown(opened)
    assert "复核会议：" not in shown(browse("sunxiao").get("/notices/")), "nobody else is told"


def test_who_may_no_more_is_told_why_nothing_was_done(browse: Any, waiting: Any, worker: Any) -> None:
    from hongxian.modules.base.accounts.models import Authority

    client = browse("wangjing")
    of_all(client)
    Authority.objects.filter(post__name="督查专员").delete()
    worker()
    assert "复核会议：没有办理，您申请时使用的身份已经失效" in shown(client.get("/notices/"))
