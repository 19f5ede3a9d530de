"""What goes along on a phone: one's own and nobody else's, in a fixed number of queries, only when it changed."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hongxian.kernel.clock import now
from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.cast import PASSWORD
from hongxian.modules.portal.field import checks as taken
from hongxian.modules.portal.field import dangers
from hongxian.modules.screening.checks import commands as checks
from hongxian.modules.screening.hidden_dangers.commands import report_rectified

SNAPSHOT = "/api/v1/field/snapshot"


def steps(day: dict[str, Any]) -> dict[str, list[str]]:
    return {each["description"]: each["steps"] for each in day["dangers"]}


def test_each_takes_along_what_is_theirs(rectifying: Any, browse: Any, world: Any) -> None:
    rectifying()
    officer = browse("liuyang").get(SNAPSHOT).json()
    assert [each["name"] for each in officer["places"]] == ["许昌演示化工有限公司"]
    assert steps(officer) == {"罐区防火堤破损": ["report_rectified"]}
    assert officer["words"]["hidden_danger:rectifying"] == "整改中"
    for elsewhere in ("yuhaibo", "tianye", "baixue"):
        told = browse(elsewhere).get(SNAPSHOT).json()
        assert told["dangers"] == []
        assert "许昌演示化工有限公司" not in str(told)


def test_whoever_reported_it_removed_does_not_take_it_along_to_re_check(
    rectifying: Any, browse: Any, cast: Any
) -> None:
    report_rectified(actor=cast["刘洋"], hidden_danger=rectifying(), rectification="已修补")
    assert steps(browse("zhanghui").get(SNAPSHOT).json()) == {"罐区防火堤破损": ["close", "return"]}
    assert steps(browse("liuyang").get(SNAPSHOT).json()) == {}


def test_the_same_is_not_sent_twice(rectifying: Any, browse: Any) -> None:
    client = browse("liuyang")
    tag = client.get(SNAPSHOT)["ETag"]
    again = client.get(SNAPSHOT, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    rectifying()
    changed = client.get(SNAPSHOT, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed["ETag"] != tag
    assert "private" in changed["Cache-Control"]


def test_more_rows_take_no_more_queries_and_are_cut_off(
    rectifying: Any, browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browse("liuyang")
    rectifying("第一项")
    client.get(SNAPSHOT)
    with CaptureQueriesContext(connection) as few:
        client.get(SNAPSHOT)
    for number in range(4):
        rectifying(f"第{number}项")
    with CaptureQueriesContext(connection) as many:
        told = client.get(SNAPSHOT).json()
    assert len(many) == len(few)
    assert (len(told["dangers"]), told["more_dangers"]) == (5, False)
    monkeypatch.setattr(dangers, "MOST", 2)
    cut = client.get(SNAPSHOT).json()
    assert (len(cut["dangers"]), cut["more_dangers"]) == (2, True)


def test_a_danger_says_when_it_is_another_than_before(rectifying: Any, browse: Any, cast: Any) -> None:
    danger = rectifying()
    client = browse("liuyang")
    before = client.get(f"/api/v1/field/dangers/{danger.pk}").json()
    assert before["version"] == client.get(SNAPSHOT).json()["dangers"][0]["version"]
    report_rectified(actor=cast["刘洋"], hidden_danger=danger, rectification="已修补")
    after = client.get(f"/api/v1/field/dangers/{danger.pk}").json()
    assert after["version"] != before["version"]
    assert (after["changed_by"], after["act"]) == ("刘洋", "hidden_danger.report_rectified")
    assert browse("tianye").get(f"/api/v1/field/dangers/{danger.pk}").status_code == 404


def test_whether_an_act_was_carried_out_is_told_to_nobody_else(world: Any, browse: Any) -> None:
    client, key = browse("liuyang"), str(uuid4())
    session = client.get("/api/v1/field/session").json()
    body = {
        "description": "护栏松动",
        "origin": "enterprise_self_check",
        "enterprise": str(world.enterprises["许昌演示化工有限公司"].pk),
    }
    assert client.get(f"/api/v1/field/acts/{key}").status_code == 404
    headers = {"Idempotency-Key": key, "X-CSRFToken": session["csrf"]}
    made = client.post("/api/v1/hidden-dangers", body, content_type="application/json", headers=headers)
    assert made.status_code == 201
    told = client.get(f"/api/v1/field/acts/{key}").json()
    assert told == {"subject_kind": "hidden_danger", "subject_key": made.json()["id"]}
    assert browse("zhanghui").get(f"/api/v1/field/acts/{key}").status_code == 404


def test_a_token_is_worth_nothing_after_another_login(world: Any) -> None:
    """What one has written can never go out as another, not even between two requests."""
    from django.test import Client

    client = Client(enforce_csrf_checks=True)

    def log_in(username: str) -> str:
        client.get("/accounts/login/")
        told = {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
        client.post("/accounts/login/", told)
        session = client.get("/api/v1/field/session").json()
        assert session["account"]
        token: str = session["csrf"]
        return token

    first = log_in("liuyang")
    headers = {"X-CSRFToken": first}
    body = {
        "description": "护栏松动",
        "origin": "enterprise_self_check",
        "enterprise": str(world.enterprises["许昌演示化工有限公司"].pk),
    }
    sent = {"content_type": "application/json", "headers": headers}
    assert client.post("/api/v1/hidden-dangers", body, **sent).status_code == 201
    client.post("/accounts/logout/", {"csrfmiddlewaretoken": first})
    log_in("zhanghui")
    assert client.post("/api/v1/hidden-dangers", body, **sent).status_code == 403


def test_nobody_is_told_nothing_but_the_app_itself(client: Any, db: None) -> None:
    assert client.get(SNAPSHOT).status_code == 401
    page = client.get("/field/")
    assert page.status_code == 200
    assert "media-src 'self' blob:" in page["Content-Security-Policy"]
    worker = client.get("/field/sw.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert "/static/field/app.js" in worker.content.decode()
    assert client.get("/field/manifest.webmanifest").json()["scope"] == "/field/"


def test_a_grid_worker_takes_along_the_units_of_the_own_grid(kiln: Any, grid: Any, browse: Any) -> None:
    kiln("甲窑")
    client = browse("tianye")
    day = client.get(SNAPSHOT).json()
    (place,) = day["places"]
    assert (place["name"], place["grid"], place["is_due"]) == ("甲窑", str(grid.pk), True)
    assert (place["longitude"], place["latitude"]) == (113.221, 34.121)
    (told,) = day["grids"]
    assert (told["name"], told["has_upper"]) == ("老街社区网格", True)
    assert "禹州市人民政府" in {each["name"] for each in told["recipients"]}
    assert browse("liuyang").get(SNAPSHOT).json()["grids"] == []
    with CaptureQueriesContext(connection) as few:
        client.get(SNAPSHOT)
    for name in "乙丙丁":
        kiln(f"{name}窑")
    with CaptureQueriesContext(connection) as many:
        assert len(client.get(SNAPSHOT).json()["places"]) == 4
    assert len(many) == len(few)


def test_what_was_visited_is_due_no_more(kiln: Any, browse: Any) -> None:
    visited = kiln("甲窑")
    client, key = browse("tianye"), str(uuid4())
    body = {"id": key, "enterprise": str(visited.pk), "outcome": "closed", "visited_at": now().isoformat()}
    headers = {"Idempotency-Key": key}
    for status in (201, 200):  # the answer was lost, and it was sent again
        answer = client.post("/api/v1/grid/visits", body, content_type="application/json", headers=headers)
        assert answer.status_code == status
    (place,) = client.get(SNAPSHOT).json()["places"]
    assert (place["is_due"], place["last_outcome"]) == (False, "closed")


@pytest.fixture
def check_task(world: Any, cast: Any) -> Callable[..., Any]:
    """This month's task of the chemical works by a published list of two items."""

    def run(title: str = "演示清单") -> Any:
        draft = checks.draw_up_checklist(
            actor=cast["张慧"], kind="enterprise_hidden_danger_list", title=title, place=place("411000")
        )
        for code in ("1", "2"):
            checks.add_item(
                actor=cast["张慧"], checklist=draft, code=code, title=f"项目{code}", danger_category="fire",
                photo_required=code == "2",
            )  # fmt: skip
        checks.submit_checklist(actor=cast["张慧"], checklist=draft)
        done = checks.publish_checklist(actor=cast["陈刚"], checklist=draft, published_on=date(2026, 1, 1))
        firm = world.enterprises["许昌演示化工有限公司"]
        said = {"checklist": done, "enterprise": firm, "cadence": "monthly", "starts_on": date(2026, 1, 1)}
        checks.set_schedule(actor=cast["张慧"], **said)
        checks.make_due_tasks()

    return run


def test_a_checklist_goes_along_with_what_was_filled_until_it_is_handed_in(
    check_task: Any, browse: Any, world: Any
) -> None:
    check_task()
    client = browse("liuyang")
    day = client.get(SNAPSHOT).json()
    (task,), (listed,) = day["tasks"], day["checklists"]
    assert (task["where"], task["checklist"], task["sheet"]) == ("许昌演示化工有限公司", listed["key"], None)
    assert [(each["code"], each["photo_required"]) for each in listed["items"]] == [("1", False), ("2", True)]
    for elsewhere in ("yuhaibo", "tianye", "baixue"):
        assert browse(elsewhere).get(SNAPSHOT).json()["tasks"] == []
    first, answer = listed["items"][0]["key"], {"id": str(uuid4()), "outcome": "not_ok", "note": "灯不亮"}
    told = {"id": str(uuid4()), "task": task["key"], "answers": [{**answer, "item": first}]}
    assert client.post("/api/v1/checks", told, content_type="application/json").status_code == 201
    sheet = client.get(SNAPSHOT).json()["tasks"][0]["sheet"]
    assert sheet["key"] == told["id"]
    kept = sheet["answers"][0]
    assert (kept["key"], kept["item"], kept["note"], kept["version"]) == (answer["id"], first, "灯不亮", 1)


def test_more_checks_take_no_more_queries_and_are_cut_off(
    check_task: Any, browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browse("liuyang")
    check_task()
    client.get(SNAPSHOT)
    with CaptureQueriesContext(connection) as few:
        client.get(SNAPSHOT)
    check_task("又一份")
    with CaptureQueriesContext(connection) as many:
        assert len(client.get(SNAPSHOT).json()["tasks"]) == 2
    assert len(many) == len(few)
    monkeypatch.setattr(taken, "MOST", 1)
    cut = client.get(SNAPSHOT).json()
    assert (len(cut["tasks"]), len(cut["checklists"]), cut["more_tasks"]) == (1, 1, True)


def test_whose_post_ended_is_told_in_what_capacities_one_may_still_act(world: Any, browse: Any) -> None:
    from datetime import timedelta

    from hongxian.kernel.clock import today
    from hongxian.modules.base.parties.commands import end_appointment
    from hongxian.modules.base.parties.queries import terms_of_anybody

    client = browse("liuyang")
    before = client.get("/api/v1/field/session").json()
    assert before["capacities"] == [before["capacity"]]
    (term,) = terms_of_anybody().filter(person=world.people["刘洋"])
    end_appointment(actor=world.root, appointment=term, last_day=today() - timedelta(days=1), basis="调离")
    after = client.get("/api/v1/field/session").json()
    assert (after["account"], after["capacity"], after["capacities"]) == (before["account"], "", [])
    told = client.get(SNAPSHOT).json()
    assert (told["places"], told["dangers"], told["may"]) == ([], [], [])
    body = {"description": "护栏松动", "origin": "enterprise_self_check"}
    refused = client.post("/api/v1/hidden-dangers", body, content_type="application/json")
    assert refused.status_code == 403
