"""The figures of the map are those of the registers, at every zoom, with and without positions."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

ALL = "risk,hidden_danger,supervision_order,enterprise,grid,place_risk"
XUCHANG = "112.5,33.4,114.5,34.6"


def sums(spots: list[dict[str, Any]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for spot in spots:
        for each in spot["figures"]:
            found[f"{each['layer']}.{each['measure']}"] += each["number"]
    return found


@pytest.fixture
def several(risk: Any, danger: Any, clock: Any) -> None:
    """Risks and dangers at enterprises with a position and without, and a danger at premises that are none."""
    from hongxian.modules.base.places.queries import place

    risk("窑厂", 1, "窑炉爆炸")
    risk("窑厂", 3, "烫伤")
    risk("铁厂", 1, "铁水喷溅")
    risk("作坊", 2, "触电")
    danger("窑厂", date(2026, 1, 20))
    danger("铁厂")
    danger("作坊", description="私拉电线")
    danger("窑厂", enterprise=None, premises="路边棚", place=place("411081103"))
    clock.at("2026-03-05 09:00")


def test_counts_every_row_at_its_place_whether_it_has_a_position_or_not(several: Any, ask: Any) -> None:
    found = ask("zhanghui", "figures", layers=ALL, place="411000")
    by_place = {each["place"]: sums([each]) for each in found["places"]}
    assert by_place["411081"]["hidden_danger.open"] == 4
    assert by_place["411081"]["hidden_danger.overdue"] == 1
    assert (by_place["411081"]["risk.grade_1"], by_place["411081"]["risk.grade_2"]) == (2, 1)
    assert found["without_position"]["risk"] == 1
    assert found["without_position"]["hidden_danger"] == 2


@pytest.mark.parametrize("zoom", [4, 8, 11, 14, 18])
def test_cells_and_what_has_no_position_make_up_the_whole(
    several: Any, ask: Any, zoom: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hongxian.modules.portal.atlas.queries.positions.MOST_POINTS", 0)
    told = {"layers": "risk,hidden_danger", "place": "411000"}
    drawn = ask("zhanghui", bbox=XUCHANG, zoom=zoom, **told)
    figures = ask("zhanghui", "figures", **told)
    whole = sums(figures["places"])
    placed = sums([each for each in drawn["spots"] if each["kind"] == "cell"])
    assert drawn["mode"] == "cells"
    assert sums(drawn["spots"]) == whole
    assert placed["hidden_danger.open"] + figures["without_position"]["hidden_danger"] == whole["hidden_danger.open"]
    risks = sum(number for name, number in placed.items() if name.startswith("risk."))
    assert risks + figures["without_position"]["risk"] == 4


def test_each_figure_leads_to_as_many_rows(several: Any, ask: Any, browse: Any, monkeypatch: Any) -> None:
    from django.http import QueryDict

    from hongxian.kernel.registers.declared import register_of
    from hongxian.kernel.registers.listing import Listing
    from hongxian.modules.portal.demo.cast import Cast

    registers = {"/risks/": "risk", "/hidden-dangers/": "hidden_danger", "/enterprises/": "enterprise"}
    told = {"layers": "risk,hidden_danger,enterprise", "place": "411000"}
    views = [ask("zhanghui", bbox=XUCHANG, zoom=9, **told)["spots"], ask("zhanghui", "figures", **told)["places"]]
    monkeypatch.setattr("hongxian.modules.portal.atlas.queries.positions.MOST_POINTS", 0)
    views.append(ask("zhanghui", bbox=XUCHANG, zoom=12, **told)["spots"])
    followed = 0
    for each in (figure for view in views for spot in view for figure in spot["figures"]):
        path, _, query = each["href"].partition("?")
        if path in registers:
            register = register_of(registers[path])
            assert register is not None
            listing = Listing(register, Cast()["张慧"], QueryDict(query))
            assert listing.valid, listing.form.errors
            assert listing.count == each["number"], each
            followed += 1
    assert followed > 20


def test_rows_that_lie_in_none_of_the_places_below_are_counted_and_listed(
    several: Any, danger: Any, world: Any, ask: Any, browse: Any
) -> None:
    danger("窑厂", enterprise=world.enterprises["禹州演示煤业有限公司"], description="县本级的")
    places = ask("zhanghui", "figures", layers="hidden_danger", place="411081")["places"]
    (itself,) = [each for each in places if each["itself"]]
    (figure,) = itself["figures"]
    assert figure["number"] == 1
    page = browse("zhanghui").get(figure["href"]).content.decode()
    assert "共 1 条" in page
    assert "县本级的" in page


def test_a_box_holds_its_west_and_south_edge_and_not_the_others(several: Any, ask: Any) -> None:
    told = {"layers": "enterprise", "zoom": 18}
    at = {"w": "113.2", "s": "34.1"}

    def inside(bbox: str) -> set[str]:
        spots = ask("zhanghui", bbox=bbox, **told)["spots"]
        return {each["name"] for each in spots if each["kind"] == "point"}

    assert inside("{w},{s},113.3,34.2".format(**at)) == {"窑厂"}
    assert inside("113.1,{s},{w},34.2".format(**at)) == set()
    assert inside("{w},34.0,113.3,{s}".format(**at)) == set()
    assert inside("113.2,34.1,113.400001,34.2") == {"窑厂", "铁厂"}


def test_shows_places_where_too_much_is_in_sight(several: Any, ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hongxian.modules.portal.atlas.queries.positions.MOST_IN_BOX", 1)
    drawn = ask("zhanghui", layers="risk", place="411000", bbox=XUCHANG, zoom=9)
    assert drawn["mode"] == "places"
    (yuzhou,) = drawn["spots"]
    assert yuzhou["place"] == "411081"
    assert sums([yuzhou]) == {"risk.grade_1": 2, "risk.grade_2": 1, "risk.grade_3": 1}
    assert (round(yuzhou["longitude"], 3), round(yuzhou["latitude"], 3)) == (113.351, 34.106)  # of three enterprises


def test_with_outlines_a_place_stands_in_the_middle_of_its_own(
    several: Any, ask: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = [[113.0, 34.0], [113.8, 34.0], [113.8, 34.4], [113.0, 34.4], [113.0, 34.0]]
    feature = {"properties": {"code": "411081"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    file = tmp_path / "outlines.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", **feature}]}))
    call_command("places", "boundaries", str(file), "--source", "演示", "--licence", "演示")
    monkeypatch.setattr("hongxian.modules.portal.atlas.queries.positions.MOST_IN_BOX", 1)
    (yuzhou,) = ask("zhanghui", layers="risk", place="411000", bbox=XUCHANG, zoom=9)["spots"]
    assert (yuzhou["longitude"], yuzhou["latitude"]) == (113.4, 34.2)
    (outline,) = ask("zhaolei", "outlines")["features"]
    assert outline["properties"]["code"] == "411081"


BAD = [
    ({"bbox": "1,2,3"}, "西,南,东,北"),
    ({"bbox": "114,34,113,35"}, "应小于"),
    ({"bbox": "nan,1,2,3"}, "读不懂"),
    ({"zoom": "19"}, "3 至 18"),
    ({"zoom": "x"}, "3 至 18"),
    ({"layers": "casualty"}, "没有“casualty”这个图层"),
    ({"place": "999999"}, "没有代码为“999999”的区划"),
    ({"on": "2026-02-30"}, "2026-03-31 的形式"),
    ({"on": "2099-01-01"}, "还没有到"),
    ({"on": "1949-10-01"}, "最早为"),
]


@pytest.mark.parametrize(("said", "words"), BAD)
def test_refuses_what_it_cannot_read_with_a_sentence(ask: Any, clock: Any, said: dict[str, str], words: str) -> None:
    status, title = ask("zhanghui", **said)
    assert status == 422
    assert words in title


def test_the_page_says_what_is_wrong(browse: Any) -> None:
    response = browse("zhanghui").get("/atlas/", {"on": "2099-01-01"})
    assert response.status_code == 422
    assert "还没有到" in response.content.decode()


def test_the_page_has_the_figures_without_a_script(several: Any, browse: Any) -> None:
    page = browse("zhanghui").get("/atlas/").content.decode()
    assert "禹州市" in page
    assert "/hidden-dangers/?stage=open&amp;place=411081" in page
    assert "没有位置、只计入区划的：" in page


def test_the_page_goes_down_to_the_place_below(several: Any, browse: Any) -> None:
    page = browse("zhanghui").get("/atlas/", {"layers": "risk,hidden_danger", "place": "411081"}).content.decode()
    assert "神垕镇" in page.split('id="figures"')[1]
    assert "魏都区" not in page.split('id="figures"')[1]


def test_tiles_come_from_the_host_set_and_nowhere_else(browse: Any, settings: Any) -> None:
    client = browse("zhanghui")
    assert "tiles.example" not in client.get("/atlas/")["Content-Security-Policy"]
    settings.MAP_TILES = ["https://tiles.example/{z}/{x}/{y}.png?key=k"]
    policy = client.get("/atlas/")["Content-Security-Policy"]
    assert "img-src 'self' data: blob: https://tiles.example;" in policy
    assert "tiles.example" not in client.get("/")["Content-Security-Policy"]
