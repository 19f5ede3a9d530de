"""Of which origins a place has dangers, or has stated that there are none: DQ-12."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from hongxian.kernel.clock import now, today
from hongxian.kernel.problem import Problem
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.places.queries import place
from hongxian.modules.screening.hidden_dangers import commands as act
from hongxian.modules.screening.hidden_dangers import facts
from hongxian.modules.screening.hidden_dangers.models import DangerOriginReturn


def _told(as_of: AsOf | None = None) -> set[tuple[Any, ...]]:
    rows = facts.origins(as_of or AsOf(today())).page()
    return {
        (row.values["place"], row.values["origin"], row.values["items"], row.values["declared_none"]) for row in rows
    }


def test_counts_what_stands_by_place_and_origin(found: Any, world: Any, cast: Any) -> None:
    where = world.enterprises["许昌演示化工有限公司"].place_id
    first = found()
    found(found_on=today() - timedelta(days=20), description="旧的")
    found(origin="grid_patrol", description="占道")
    assert _told() == {(where, "enforcement_inspection", 2, False), (where, "grid_patrol", 1, False)}
    assert _told(AsOf(today() - timedelta(days=20))) == {(where, "enforcement_inspection", 1, False)}
    assert _told(AsOf(today(), now() - timedelta(days=1))) == set()
    act.withdraw_hidden_danger(actor=cast["张慧"], hidden_danger=first, reason="误登")
    assert (where, "enforcement_inspection", 1, False) in _told()


def test_an_origin_may_say_none_until_one_is_entered(found: Any, cast: Any) -> None:
    danger, city = found(), place("411000")
    said = {"actor": cast["张慧"], "place": city, "basis": "本年没有委托中介排查"}
    with pytest.raises(Problem, match="有 1 项来源"):  # in a place below, too
        act.declare_none(origin=danger.origin, **said)
    for wrong in ({"origin": "other"}, {"origin": "grid_patrol", "basis": " "}):
        with pytest.raises(Problem):
            act.declare_none(**said | wrong)
    row = act.declare_none(origin="intermediary_check", **said)
    assert ("411000", "intermediary_check", 0, True) in _told()
    with pytest.raises(Problem, match="注明过"):
        act.declare_none(origin="intermediary_check", **said)
    act.take_back_declaration(actor=cast["张慧"], danger_origin_return=row, reason="后来委托了")
    assert ("411000", "intermediary_check", 0, False) in _told()
    with pytest.raises(Problem, match="没有注明过"):
        act.take_back_declaration(actor=cast["张慧"], danger_origin_return=row, reason="再撤")


def test_the_page_states_it_and_the_list_shows_it_within_scope(found: Any, browse: Any) -> None:
    found()
    page = browse("zhanghui")
    typed = {"place": "411000", "origin": "grid_patrol", "basis": "网格化尚未启动", "declared_on": today().isoformat()}
    assert page.post(reverse("hidden_dangers:declare_origin"), typed | {"basis": ""}).status_code == 422
    assert page.post(reverse("hidden_dangers:declare_origin"), typed).status_code == 302
    assert DangerOriginReturn.objects.get(origin="grid_patrol").declared_none
    rows = page.get("/api/v1/registers/danger_origin_return").json()["rows"]
    assert sorted(each["items"] for each in rows) == [0, 1]
    assert "网格化尚未启动" in page.get(reverse("hidden_dangers:origins")).content.decode()
    assert browse("yuhaibo").get("/api/v1/registers/danger_origin_return").json()["rows"] == []


def test_a_program_states_it_and_takes_it_back(found: Any, browse: Any) -> None:
    found()
    root, client = "/api/v1/hidden-dangers/danger-origin-return", browse("zhanghui")
    said = {"place": "411000", "origin": "grid_patrol", "basis": "网格化尚未启动"}

    def send(address: str, told: dict[str, str]) -> Any:
        return client.post(f"{root}/{address}", told, content_type="application/json")

    assert send("declare", said | {"origin": "enforcement_inspection"}).status_code == 422
    made = send("declare", said)
    assert made.status_code == 201, made.content
    (key,) = made.json()["keys"]
    assert send(f"{key}/take-back", {"reason": ""}).status_code == 422
    assert send(f"{key}/take-back", {"reason": "已启动"}).status_code == 201
    assert not DangerOriginReturn.objects.get(origin="grid_patrol").declared_none
    client = browse("yuhaibo")
    assert send("declare", said).status_code in (403, 404)
