"""The pages and the REST of risks, as an enterprise's officer and a stranger meet them."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from hongxian.modules.base.attachments.models import Attachment
from hongxian.modules.prevention.risks import commands
from hongxian.modules.prevention.risks.models import PlantPlan, Risk, RiskUnit

Make = Callable[..., Any]
Browse = Callable[[str], Any]
TYPED = {
    "risk_unit_name": "罐区",
    "risk_unit_kind": "place",
    "name": "储罐泄漏",
    "risk_factor": "process",
    "assessed_on": "2026-03-01",
    "likelihood": "3",
    "exposure": "6",
    "severity": "15",
}


def test_an_officer_registers_assesses_and_prints(browse: Browse, scheme: Any, works: Any) -> None:
    page = browse("liuyang")
    form = page.get(reverse("risks:register"))
    assert "完全可以预料" in form.content.decode()
    done = page.post(reverse("risks:register"), TYPED | {"_request": str(uuid4())})
    found = Risk.objects.get()
    assert (done.status_code, done["Location"]) == (302, reverse("risks:detail", args=[found.pk]))
    assert "较大风险（橙）" in page.get(done["Location"]).content.decode()
    again = reverse("risks:act", args=[found.pk, "assess"])
    typed = TYPED | {"likelihood": "1", "version": "1", "assessed_on": "2026-03-05"}
    assert page.post(again, typed).status_code == 302
    assert page.post(again, typed).status_code == 409
    found.refresh_from_db()
    assert found.risk_grade == 3
    assert "2026-03-01" in page.get(reverse("risks:detail", args=[found.pk]) + "?on=2026-03-02").content.decode()
    for address in (
        reverse("risks:enterprise", args=[works.pk]),
        reverse("risks:board", args=[works.pk]),
        reverse("risks:unit", args=[found.risk_unit_id]),
        reverse("risks:card", args=[found.risk_unit_id]),
        reverse("risks:list") + "?risk_grade=3&ended=standing",
    ):
        assert "罐区" in page.get(address).content.decode(), address


def test_what_was_refused_stands_beside_its_field_and_stays_typed(browse: Browse, scheme: Any) -> None:
    page = browse("liuyang").post(reverse("risks:register"), TYPED | {"risk_unit_kind": "", "name": "泄漏了"})
    assert page.status_code == 422
    assert "泄漏了" in page.content.decode()
    assert not RiskUnit.objects.exists()


def test_without_a_scale_the_form_asks_for_a_direct_judgement(browse: Browse, works: Any) -> None:
    words = browse("liuyang").get(reverse("risks:register")).content.decode()
    assert "尚未选定评分标准" in words
    assert "判定依据" in words


def test_the_short_way_takes_a_ready_list(browse: Browse, scheme: Any, works: Any) -> None:
    page, address = browse("liuyang"), reverse("risks:adopt", args=["catering"])
    assert "参考清单" in page.get(address).content.decode()
    typed = {"line": ["1", "4"], "risk_grade_1": "2", "risk_grade_4": "", "name_1": "燃气泄漏", "name_4": "出口堵塞"}
    refused = page.post(address, typed)
    assert refused.status_code == 422
    assert "请选择风险等级" in refused.content.decode()
    assert page.post(address, typed | {"risk_grade_4": "3"}).status_code == 302
    assert set(Risk.objects.values_list("name", "risk_grade")) == {("燃气泄漏", 2), ("出口堵塞", 3)}


@pytest.mark.parametrize(("x", "status"), [("0", 302), ("1000", 302), ("1001", 422), ("左边", 422), ("", 422)])
def test_a_point_is_put_on_the_plan(risk: Make, browse: Browse, works: Any, x: str, status: int) -> None:
    unit = risk().risk_unit
    typed = {"unit": str(unit.pk), "plan_x": x, "plan_y": "500"}
    page = browse("liuyang")
    assert page.post(reverse("risks:plan", args=[works.pk]), typed).status_code == status
    unit.refresh_from_db()
    assert (unit.plan_x is not None) == (status == 302)


def _picture(width: int, height: int) -> SimpleUploadedFile:
    made = BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(made, "JPEG")
    return SimpleUploadedFile("平面图.jpg", made.getvalue(), "image/jpeg")


def test_a_picture_lies_under_the_points_and_another_replaces_it(
    risk: Make, browse: Browse, works: Any, cast: Any
) -> None:
    unit = risk().risk_unit
    commands.place_risk_unit(actor=cast["刘洋"], risk_unit=unit, plan_x=250, plan_y=500)
    page, address = browse("liuyang"), reverse("risks:plan", args=[works.pk])
    upload = reverse("risks:upload_plan", args=[works.pk])
    blank = page.get(address).content.decode()
    assert 'viewBox="0 0 1000 1000"' in blank
    assert "还没有上传平面图" in blank
    assert page.post(upload, {"name": "一楼", "picture": _picture(400, 200)}).status_code == 302
    shown = page.get(address).content.decode()
    assert 'viewBox="0 0 1000 500"' in shown
    assert 'cy="250"' in shown  # in thousandths of the height of the picture
    assert "较大风险（橙）</text>" in shown  # the colour with its word
    picture = Attachment.objects.get()
    file = reverse("attachments:file", args=[picture.pk, "large"])
    assert file in shown
    assert page.get(file).status_code == 200
    assert browse("zhaolei").get(file).status_code == 404
    refused = page.post(upload, {"name": "二楼", "picture": SimpleUploadedFile("图.jpg", b"no picture")})
    assert refused.status_code == 422
    assert page.post(upload, {"name": "三楼"}).status_code == 422
    assert PlantPlan.objects.get().name == "一楼"
    assert page.post(upload, {"name": "全厂", "picture": _picture(300, 300)}).status_code == 302
    assert list(PlantPlan.objects.order_by("pk").values_list("name", "is_current")) == [("一楼", False), ("全厂", True)]
    assert browse("zhaolei").post(upload, {"name": "他人", "picture": _picture(9, 9)}).status_code in (403, 404)


def test_work_activities_are_listed_with_their_steps(risk: Make, browse: Browse, works: Any) -> None:
    risk()
    page, address = browse("liuyang"), reverse("risks:activities", args=[works.pk])
    assert "还没有作业活动类的风险" in page.get(address).content.decode()
    for name, step in (("受限空间中毒", "进罐"), ("受限空间窒息", "清罐")):
        risk(risk_unit_name="清罐作业", risk_unit_kind="activity", name=name, job_step=step)
    words = page.get(address).content.decode()
    found = [each in words for each in ('rowspan="2"', "进罐", "清罐", "储罐泄漏")]
    assert found == [True, True, True, False]
    assert browse("zhaolei").get(address).status_code == 404


def test_what_calls_for_another_look_stands_on_the_page_of_the_enterprise(
    risk: Make, browse: Browse, works: Any, cast: Any
) -> None:
    found = risk()
    commands.report_change(actor=cast["刘洋"], risk=found, title="工艺改了")
    page, address = browse("liuyang"), reverse("risks:enterprise", args=[works.pk])
    assert "工艺改了" in page.get(address).content.decode()


def test_the_short_way_lets_one_say_once_what_holds_for_all_lines(browse: Browse, scheme: Any, works: Any) -> None:
    page, address = browse("liuyang"), reverse("risks:adopt", args=["catering"])
    typed = {"line": ["1", "2", "4"], "usual_risk_grade": "3", "usual_responsible_person": "店长", "risk_grade_1": "2"}
    assert page.post(address, typed | {"responsible_person_2": "厨师长"}).status_code == 302
    assert list(Risk.objects.order_by("pk").values_list("risk_grade", "responsible_person")) == [
        (2, "店长"), (3, "厨师长"), (3, "店长"),
    ]  # fmt: skip


def test_a_stranger_finds_nothing(risk: Make, browse: Browse, works: Any) -> None:
    found = risk()
    for username in ("zhaolei", "tianye", "baixue"):
        page = browse(username)
        for name, key in (("detail", found.pk), ("unit", found.risk_unit_id), ("plan", works.pk), ("board", works.pk)):
            assert page.get(reverse(f"risks:{name}", args=[key])).status_code == 404, (username, name)
        assert page.get(f"/api/v1/risks/{found.pk}").status_code in (403, 404)


def test_rest_creates_assesses_and_lists_within_scope(browse: Browse, scheme: Any, works: Any, world: Any) -> None:
    officer = browse("liuyang")

    def send(address: str, **told: Any) -> Any:
        return officer.post(address, json.dumps(told), content_type="application/json")

    said = {"risk_factor": "process", "scoring_method": "lec", "likelihood": 3, "exposure": 6, "severity": 15}
    new = {
        "risk_unit_name": "罐区",
        "risk_unit_kind": "place",
        "name": "储罐泄漏",
        "engineering_measures": "联锁",
        **said,
    }
    made = send("/api/v1/risks", enterprise=str(works.pk), **new)
    assert made.status_code == 201, made.content
    key = made.json()["id"]
    assert (made.json()["risk_grade"], made.json()["inherent_score"]) == (2, "270.00")
    other = world.enterprises["禹州演示煤业有限公司"]
    assert send("/api/v1/risks", enterprise=str(other.pk), **new).status_code == 404
    again = send(f"/api/v1/risks/{key}/assess", version=1, **said | {"likelihood": 1})
    assert (again.status_code, again.json()["risk_grade"], again.json()["engineering_measures"]) == (200, 3, "联锁")
    assert send(f"/api/v1/risks/{key}/measures", version=1, responsible_person="李厂长").status_code == 409
    held = send(f"/api/v1/risks/{key}/measures", version=2, responsible_person="李厂长")
    assert (held.json()["responsible_person"], held.json()["risk_grade"]) == ("李厂长", 3)
    assert len(officer.get("/api/v1/risks?risk_grade=3").json()["risks"]) == 1
    assert officer.get("/api/v1/risks?risk_grade=1").json()["risks"] == []
    assert officer.get(f"/api/v1/risks/{key}/on/2026-03-05").json()["risk_grade"] == 3
    assert officer.get(f"/api/v1/risks/{key}/on/2026-03-04").status_code == 404


def test_an_enterprise_and_a_county_are_told_the_scheme_of_the_city(browse: Browse, scheme: Any) -> None:
    for username, may_set in (("liuyang", True), ("zhaolei", False)):
        page = browse(username).get("/risks/schemes/").content.decode()
        assert "市安委办通知（演示）" in page
        assert ("/risks/schemes/new/" in page) == may_set
    assert "市安委办通知（演示）" not in browse("yuhaibo").get("/risks/schemes/").content.decode()
