"""Risks over REST beyond a single assessment: what a workbook changes, ready lists, the picture of a site."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hongxian.modules.prevention.risks.models import PlantPlan, Risk

ROOT = "/api/v1/risks"


def sender(client: Any) -> Callable[..., Any]:
    def run(address: str, **told: Any) -> Any:
        return client.post(f"{ROOT}/{address}", told, content_type="application/json")

    return run


def test_a_risk_is_put_at_another_point_and_what_is_not_said_stays(risk: Any, browse: Any) -> None:
    found, send = risk(engineering_measures="联锁"), sender(browse("liuyang"))
    moved = send(f"risk/{found.pk}/change", version=1, risk_unit_name="装卸区", assessment={"responsible_person": "李"})
    assert moved.status_code == 201, moved.content
    found.refresh_from_db()
    assert (found.risk_unit.name, found.responsible_person) == ("装卸区", "李")
    assert (found.engineering_measures, found.risk_grade, found.name) == ("联锁", 2, "储罐泄漏")
    assert send(f"risk/{found.pk}/change", version=1, assessment={"likelihood": 1}).status_code == 409
    assert send(f"risk/{found.pk}/change", version=2, assessment={"likelihood": 1}).status_code == 201
    found.refresh_from_db()
    assert found.risk_grade == 3
    assert send(f"risk/{found.pk}/change", assessment={"risk_factor": "luck"}).status_code == 422
    assert sender(browse("tianye"))(f"risk/{found.pk}/change", name="别的").status_code in (403, 404)


def test_lines_of_a_ready_list_are_taken_over_all_or_none(scheme: Any, works: Any, browse: Any) -> None:
    client = browse("liuyang")
    send = sender(client)
    trade = client.get(f"{ROOT}/trades").json()[0]
    first, second = trade["lines"][:2]
    given = {"enterprise": str(works.pk), "trade_code": trade["code"]}
    said = {"line": first["line"], "risk_grade": 3, "responsible_person": "店长"}
    for items in ([said, {"line": 9999, "risk_grade": 3}], [said, {"line": second["line"]}], []):
        assert send("risk/adopt-list", **given, items=items).status_code == 422, items
    assert not Risk.objects.exists()
    done = send("risk/adopt-list", **given, items=[said, {"line": second["line"], "risk_grade": 4, "name": "改过的名"}])
    assert done.status_code == 201, done.content
    rows = Risk.objects.filter(pk__in=done.json()["keys"]).order_by("pk")
    assert [(each.name, each.risk_grade) for each in rows] == [(first["name"], 3), ("改过的名", 4)]


def test_a_picture_of_the_site_is_laid_under_the_points(works: Any, browse: Any) -> None:
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")

    def upload(username: str, content: bytes) -> Any:
        picture = SimpleUploadedFile("a.png", content, "image/png")
        given = {"enterprise": str(works.pk), "name": "总平面图", "picture": picture}
        return browse(username).post(f"{ROOT}/plant-plan/upload", given)

    assert upload("liuyang", b"no picture").status_code == 422
    assert upload("tianye", out.getvalue()).status_code in (403, 404)
    assert not PlantPlan.objects.exists()
    made = upload("liuyang", out.getvalue())
    assert (made.status_code, made.json()["name"]) == (201, "总平面图"), made.content
