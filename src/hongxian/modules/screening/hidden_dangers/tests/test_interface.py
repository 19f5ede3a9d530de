"""Over REST as on the pages: what hangs on a danger, what bodies tell each other, what enterprises report."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hongxian.modules.screening.hidden_dangers.models import HiddenDanger

ROOT = "/api/v1/hidden-dangers"


@pytest.fixture
def call(browse: Any) -> Callable[..., Any]:
    """`call("zhanghui", "post", path, body)` sends a request as that account and gives its status and what it says."""

    def run(username: str, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        client = browse(username)
        answer = client.generic(method.upper(), ROOT + path, _written(body), content_type="application/json")
        return answer.status_code, answer.json()

    return run


def _written(body: Any) -> str:
    import json

    return "" if body is None else json.dumps(body, ensure_ascii=False)


def test_more_time_is_asked_for_and_given(assigned: Any, call: Any) -> None:
    danger = assigned()
    asked = {"asked_until": "2026-04-30", "reason": "供货期长", "measures": "停用该罐"}
    status, told = call("liuyang", "post", f"/{danger.pk}/extensions", asked)
    assert (status, told["state"], told["hidden_danger"]) == (201, "requested", str(danger.pk))
    assert call("liuyang", "post", f"/extensions/{told['id']}/agree", {"agreed_until": "2026-04-15"})[0] in (403, 404)
    early = call("zhanghui", "post", f"/extensions/{told['id']}/agree", {"agreed_until": "2026-03-01"})
    assert (early[0], early[1]["field"]) == (422, "agreed_until")
    assert call("zhanghui", "post", f"/extensions/{told['id']}/agree", {"agreed_until": "2026-04-15"})[0] == 200
    assert HiddenDanger.objects.get().due_on == date(2026, 4, 15)
    assert [each["state"] for each in call("zhanghui", "get", f"/{danger.pk}/extensions")[1]] == ["agreed"]
    events = [each["event"] for each in call("zhanghui", "get", f"/{danger.pk}/history")[1]]
    assert events == ["extension.agree", "hidden_danger.assign", "hidden_danger.register"]


def test_controls_marks_and_notices(assigned: Any, call: Any) -> None:
    danger = assigned()
    said = {"measures": "停用", "rectifier": "李厂长", "expires_on": "2026-03-20"}
    status, control = call("zhanghui", "post", f"/{danger.pk}/interim-controls", said)
    assert (status, control["ended_at"]) == (201, None)
    ended = call("zhanghui", "post", f"/interim-controls/{control['id']}/end", {"reason": "已修复"})
    assert ended[0] == 200
    assert ended[1]["ended_at"]
    notice = {"kind": "notice", "recipients": "周边住户", "proof": "告知书"}
    assert call("zhanghui", "post", f"/{danger.pk}/notices", notice)[0] == 422, "it does not touch the public"
    marks = dict.fromkeys(("hard_to_fix", "high_danger", "mass_casualty"), False) | {"touches_public_safety": True}
    assert call("zhanghui", "post", f"/{danger.pk}/mark", marks)[0] == 200
    assert call("zhanghui", "post", f"/{danger.pk}/notices", notice)[0] == 201
    assert len(call("zhanghui", "get", f"/{danger.pk}/notices")[1]) == 1


def test_a_notification_is_sent_and_read_by_whom_it_concerns(assigned: Any, call: Any, world: Any) -> None:
    danger = assigned()
    said = {
        "kind": "copy",
        "sender": str(world.parties["市安委办"].pk),
        "recipient": str(world.parties["市应急管理局"].pk),
        "content": "请关注",
    }
    status, told = call("zhanghui", "post", f"/{danger.pk}/notifications", said)
    assert (status, told["number"], told["state"]) == (201, 1, "sent")
    listed = call("zhanghui", "get", f"/notifications?hidden_danger={danger.pk}&state=sent")[1]
    assert [each["id"] for each in listed["formal_notifications"]] == [told["id"]]
    assert call("liuyang", "get", f"/notifications/{told['id']}")[0] == 404
    assert (
        call("zhanghui", "post", f"/notifications/{told['id']}/withdraw", {"reason": "发错"})[1]["state"] == "withdrawn"
    )


def test_reports_and_figures(found: Any, call: Any, world: Any) -> None:
    found()
    firm = str(world.enterprises["许昌演示化工有限公司"].pk)
    said = {"enterprise": firm, "kind": "self_report", "report_form": "counted", "counts": {"fire": 3}}
    status, told = call("liuyang", "post", "/reports", said)
    assert (status, told["is_on_behalf"]) == (201, False)
    assert call("zhanghui", "get", f"/reports/{told['id']}/counts")[1] == [{"danger_category": "fire", "removed": 3}]
    assert len(call("zhanghui", "get", f"/reports?enterprise={firm}&since=2026-03-01")[1]["hidden_danger_reports"]) == 1
    assert call("zhanghui", "get", "/reports?since=2026-03-06")[1]["hidden_danger_reports"] == []
    assert call("zhanghui", "get", "/figures?place=411000")[1]["found"] == 1


def test_a_page_of_many_is_the_page_of_few(found: Any, call: Any, monkeypatch: Any) -> None:
    from hongxian.kernel.registers import counting

    keys = [str(found(description=f"第{number}处").pk) for number in range(5)]
    few = call("zhanghui", "get", "?place=411000&state=graded&limit=3")[1]
    monkeypatch.setattr(counting, "MOST_COUNTED", 2)
    counting.cache.clear()
    many = call("zhanghui", "get", "?place=411000&state=graded&limit=3")[1]
    assert many == few
    rest = call("zhanghui", "get", f"?place=411000&state=graded&limit=3&after={many['next']}")[1]
    assert [each["id"] for each in many["hidden_dangers"] + rest["hidden_dangers"]] == keys[::-1]
    counting.cache.clear()


def test_a_program_takes_over_an_old_entry(call: Any, world: Any) -> None:
    said = {
        "description": "配电柜没有门",
        "origin": "enforcement_inspection",
        "grade": "general",
        "found_on": "2026-03-02",
        "enterprise": str(world.enterprises["许昌演示化工有限公司"].pk),
    }
    status, told = call("zhanghui", "post", "/hidden-danger/take-over", said)
    assert (status, told["noun"]) == (201, "hidden_danger")
    assert HiddenDanger.objects.get(pk=told["keys"][0]).is_taken_over
    coal = str(world.enterprises["禹州演示煤业有限公司"].pk)
    assert call("liuyang", "post", "/hidden-danger/take-over", said | {"enterprise": coal})[0] in (403, 404)
    assert call("zhanghui", "post", "/hidden-danger/take-over", {"origin": "other"})[0] == 422
