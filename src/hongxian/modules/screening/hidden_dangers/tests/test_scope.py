"""Who sees which hidden dangers: in lists, counts, exports, pages, for programs, in figures."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import connection

from hongxian.kernel.problem import Problem
from hongxian.kernel.testing.together import together
from hongxian.modules.screening.hidden_dangers import commands as act
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger
from hongxian.modules.screening.hidden_dangers.queries import figures, visible_hidden_dangers


@pytest.fixture
def several(found: Any, world: Any) -> dict[str, Any]:
    """A danger at the chemical works in Weidu, at the coal mine in Yuzhou, and at a workshop in Shenhou town."""
    from hongxian.modules.base.places.queries import place

    return {
        "化工": found(description="化工的隐患"),
        "煤业": found(description="煤业的隐患", enterprise=world.enterprises["禹州演示煤业有限公司"], grade="major"),
        "作坊": found(
            description="作坊的隐患",
            enterprise=None,
            premises="神垕镇作坊",
            place=place("411081103"),
            origin="grid_patrol",
        ),
    }


SEES = {
    "zhanghui": {"化工", "煤业", "作坊"},
    "zhaolei": {"煤业", "作坊"},
    "tianye": {"作坊"},
    "liuyang": {"化工"},
    "yuhaibo": set(),
}


@pytest.mark.parametrize("username", SEES)
def test_everybody_sees_their_own_and_no_trace_of_others(several: Any, browse: Any, username: str) -> None:
    client = browse(username)
    page = client.get("/hidden-dangers/").content.decode()
    rest = client.get("/api/v1/hidden-dangers").json()["hidden_dangers"]
    register = client.get("/api/v1/registers/hidden_danger").json()["rows"]
    file = client.post("/registers/hidden_danger/export/", {"format": "csv"})
    csv = b"".join(file.streaming_content if file.streaming else [file.content]).decode("utf-8-sig", "replace")
    for name, danger in several.items():
        seen = name in SEES[username]
        words = f"{name}的隐患"
        assert (words in page) is seen
        assert (words in csv) is seen
        assert (str(danger.pk) in {each["id"] for each in rest}) is seen
        status = 200 if seen else 404
        assert client.get(f"/hidden-dangers/{danger.pk}/").status_code == status
        assert client.get(f"/api/v1/hidden-dangers/{danger.pk}").status_code == status
        assert client.get(f"/api/v1/hidden-dangers/{danger.pk}/history").status_code == status
    assert len(rest) == len(register) == len(SEES[username])


def test_figures_count_within_scope(several: Any, cast: Any) -> None:
    assert figures(visible_hidden_dangers(cast["赵磊"]))["found"] == 2
    assert figures(visible_hidden_dangers(cast["赵磊"]))["major"] == 1
    assert figures(visible_hidden_dangers(cast["刘洋"]))["found"] == 1
    assert figures(visible_hidden_dangers(cast["孙晓"]))["found"] == 0


def test_programs_write_by_the_same_commands_once(several: Any, browse: Any, world: Any) -> None:
    client, firm = browse("liuyang"), world.enterprises["许昌演示化工有限公司"]
    said = {
        "description": "通道堵塞",
        "origin": "enterprise_self_check",
        "enterprise": str(firm.pk),
        "grade": "general",
    }
    send = partial(client.post, "/api/v1/hidden-dangers", said, content_type="application/json")
    first = send(headers={"Idempotency-Key": "abcdefgh12345678"})
    assert first.status_code == 201, first.content
    assert send(headers={"Idempotency-Key": "abcdefgh12345678"}).status_code == 409
    assert HiddenDanger.objects.filter(description="通道堵塞").count() == 1
    key = first.json()["id"]
    assign = {"rectifier": "李厂长", "limit": 3}
    done = client.post(f"/api/v1/hidden-dangers/{key}/assign", assign, content_type="application/json")
    assert (done.status_code, done.json()["due_on"]) == (200, "2026-03-10")
    other = str(world.enterprises["禹州演示煤业有限公司"].pk)
    strange = client.post("/api/v1/hidden-dangers", said | {"enterprise": other}, content_type="application/json")
    assert strange.status_code == 404
    tell = said | {"origin": "grid_patrol"}
    assert client.post("/api/v1/hidden-dangers", tell, content_type="application/json").status_code == 422


def test_enterprise_sees_no_notifications(several: Any, browse: Any, cast: Any, world: Any) -> None:
    act.send_notification(
        actor=cast["张慧"],
        hidden_danger=several["化工"],
        sender=world.parties["市安委办"],
        recipient_key=str(world.parties["市应急管理局"].pk),
        kind="copy",
        content="内部情况",
    )
    page = browse("liuyang").get(f"/hidden-dangers/{several['化工'].pk}/").content.decode()
    assert "内部情况" not in page
    assert "抄告〔" not in page
    assert browse("liuyang").get("/hidden-dangers/notifications/").status_code == 403


def test_list_of_a_place_rides_an_index(several: Any, cast: Any) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    rows = visible_hidden_dangers(cast["赵磊"]).filter(state="rectifying")
    plan = rows.order_by().explain()
    assert "danger_place_state" in plan or "danger_state" in plan or "danger_major" in plan, plan
    assert "SCAN hidden_dangers" not in plan, plan


@pytest.mark.concurrent
def test_of_two_clerks_at_once_one_is_told() -> None:
    from hongxian.modules.portal.demo.cast import Cast, plan
    from hongxian.modules.portal.demo.enterprises import build_enterprises
    from hongxian.modules.portal.demo.world import build_base

    world, cast = build_base(date(2025, 12, 22)), Cast()
    build_enterprises(world, plan("world"))
    danger = act.register_hidden_danger(
        actor=cast["张慧"],
        enterprise=world.enterprises["许昌演示化工有限公司"],
        origin="enforcement_inspection",
        description="防火堤破损",
        grade="general",
    )
    act.assign_hidden_danger(actor=cast["张慧"], hidden_danger=danger, rectifier="李厂长", limit=5)
    act.report_rectified(actor=cast["刘洋"], hidden_danger=danger, rectification="已修复")
    read = [HiddenDanger.objects.get(pk=danger.pk) for _ in range(2)]
    answers = together(
        partial(act.close_hidden_danger, actor=cast["张慧"], hidden_danger=read[0], opinion="到位"),
        partial(act.return_hidden_danger, actor=cast["张慧"], hidden_danger=read[1], reason="不到位", limit=3),
    )
    assert sorted(isinstance(each, Problem) for each in answers) == [False, True]
    numbered = partial(
        act.send_notification,
        actor=cast["张慧"],
        hidden_danger=danger,
        sender=world.parties["市安委办"],
        recipient_key=str(world.parties["市应急管理局"].pk),
        kind="copy",
        content="请协助",
    )
    sent = [each for each in together(numbered, numbered) if not isinstance(each, Exception)]
    assert len({each.number for each in sent}) == len(sent)
    assert sent


def test_what_is_wrong_for_all_ticked_rows_is_said_beside_its_input(found: Any, browse: Any) -> None:
    rows = [str(found(description=words).pk) for words in ("漏油", "堵门")]
    client, act = browse("zhanghui"), "/registers/hidden_danger/act/"
    sent = {"command": "hidden_danger.assign", "rows": rows, "given": "1", "rectifier": "李厂长", "limit": "十五天"}
    refused = client.post(act, sent)
    assert refused.status_code == 422
    for words in ("1 至 365 的整数，您填写的是 十五天", 'value="李厂长"', f'name="rows" value="{rows[1]}"'):
        assert words in refused.content.decode()
    assert client.post(act, sent | {"limit": "15"}).status_code == 302
    assert set(HiddenDanger.objects.values_list("state", flat=True)) == {"rectifying"}
