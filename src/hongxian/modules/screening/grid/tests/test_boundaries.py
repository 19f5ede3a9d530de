"""Outlines of grids: what is taken, what is refused, who sees them."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hongxian.kernel.outlines import Outline
from hongxian.kernel.problem import Problem
from hongxian.modules.base.places.commands import load_place_boundaries
from hongxian.modules.base.places.queries import place
from hongxian.modules.screening.grid import commands as act
from hongxian.modules.screening.grid import queries
from hongxian.modules.screening.grid.models import GridBoundary
from hongxian.modules.screening.grid.outlines import MOST_POINTS, read_outline

SQUARE = [[113.20, 34.10], [113.22, 34.10], [113.22, 34.12], [113.20, 34.12], [113.20, 34.10]]


def _polygon(*rings: Any) -> str:
    return json.dumps({"type": "Polygon", "coordinates": list(rings)})


def test_takes_what_drawing_tools_write() -> None:
    feature = {"type": "Feature", "properties": {}, "geometry": json.loads(_polygon(SQUARE))}
    for told in (feature, {"type": "FeatureCollection", "features": [feature]}, feature["geometry"]):
        found = read_outline("\ufeff" + json.dumps(told))
        assert (found.points, found.box) == (5, (113.20, 34.10, 113.22, 34.12))
    hole = [[113.205, 34.105], [113.21, 34.105], [113.21, 34.11], [113.205, 34.105]]
    assert read_outline(_polygon(SQUARE, hole)).points == 9


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("{", "不是 JSON"),
        ("[]", "须为 Polygon"),
        ('{"type": "Point", "coordinates": [113.2, 34.1]}', "现为 Point"),
        ('{"type": "FeatureCollection", "features": []}', "有 0 个"),
        (_polygon(SQUARE[:-1]), "没有闭合"),
        (_polygon([SQUARE[0], SQUARE[1], SQUARE[0]]), "没有闭合"),
        (_polygon([["东", 34.1], *SQUARE[1:-1], ["东", 34.1]]), "成对的数字"),
        (
            '{"type": "Polygon", "coordinates": [[[NaN, 34.1], [113.2, 34.1], [113.2, 34.2], [NaN, 34.1]]]}',
            "成对的数字",
        ),
        (_polygon([[y, x] for x, y in SQUARE]), "不在中国境内"),
        (_polygon([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]]), "与自身相交"),
        (_polygon([*SQUARE[:3], [113.21, 34.10], SQUARE[3], SQUARE[0]]), "与自身相交"),  # a corner touches another side
        (_polygon([[113.2 + n / 1e6, 34.1] for n in range(MOST_POINTS)] + [[113.2, 34.1]]), "请先简化"),
        (_polygon(), "0 个点"),
    ],
)
def test_refuses_what_is_no_outline(words: str, sentence: str) -> None:
    with pytest.raises(Problem, match=sentence) as refused:
        read_outline(words)
    assert refused.value.field == "geojson"


def test_an_outline_may_not_leave_the_box_of_its_place(shenhou: Any, world: Any) -> None:
    read = type("Read", (Outline,), {"code": "411081"})
    around = read(_polygon(SQUARE), 5, (113.20, 34.10, 113.22, 34.12))
    load_place_boundaries(actor=world.root, outlines=[around], source="测试", licence="自有")
    far = [[x + 0.01, y] for x, y in SQUARE]
    with pytest.raises(Problem, match="超出禹州市的范围"):
        act.draw_boundary(actor=shenhou.boss, grid=shenhou.old, geojson=_polygon(far), source="镇政府划分图")
    near = [[x + 0.004, y] for x, y in SQUARE]  # outlines of places are simplified
    act.draw_boundary(actor=shenhou.boss, grid=shenhou.old, geojson=_polygon(near), source="镇政府划分图")
    assert GridBoundary.objects.get().west == pytest.approx(113.204)


def test_the_map_is_told_key_path_and_outline_of_what_one_sees(shenhou: Any, cast: Any) -> None:
    said = {"grid": shenhou.old, "source": "镇政府划分图"}
    act.draw_boundary(actor=shenhou.boss, geojson=_polygon(SQUARE), **said)
    drawn = act.draw_boundary(actor=shenhou.boss, geojson=_polygon([SQUARE[0], *SQUARE[1:3], SQUARE[0]]), **said)
    assert (drawn.version, GridBoundary.objects.count()) == (2, 1)
    path = place("411081103").path
    assert queries.grid_boundaries(shenhou.boss) == [(str(shenhou.old.pk), path, drawn.geometry)]
    assert queries.grid_boundaries(shenhou.boss, "999/") == []
    assert queries.grid_boundaries(cast["俞海波"]) == []


def test_typed_or_uploaded_on_the_page(shenhou: Any, browse: Any) -> None:
    page, address = browse("zhaolei"), reverse("grid:draw", args=[shenhou.old.pk])
    file = SimpleUploadedFile("老街.geojson", _polygon(SQUARE).encode())
    assert page.post(address, {"source": "划分图"}).status_code == 422
    assert page.post(address, {"source": "划分图", "geojson": "{}", "file": file}).status_code == 422
    refused = page.post(address, {"source": "划分图", "geojson": _polygon(SQUARE[:-1])})
    assert "没有闭合" in refused.content.decode()
    file.seek(0)
    assert page.post(address, {"source": "划分图", "file": file}).status_code == 302
    assert "边界略图" in page.get(reverse("grid:detail", args=[shenhou.old.pk])).content.decode()
    assert browse("tianye").get(address).status_code == 403
    assert browse("yuhaibo").get(address).status_code in (403, 404)


def test_drawn_by_a_program(shenhou: Any, browse: Any) -> None:
    root, told = "/api/v1/grid/grid-boundary/draw", {"grid": str(shenhou.old.pk), "source": "划分图"}
    long_ring = [[113.2 + index / 10**5, 34.1] for index in range(100)]  # more than a text of no column may say
    ring = _polygon([*long_ring, [113.22, 34.12], long_ring[0]])

    def draw(username: str, geojson: str) -> Any:
        return browse(username).post(root, told | {"geojson": geojson}, content_type="application/json")

    assert draw("zhaolei", ring).status_code == 201
    assert "没有闭合" in draw("zhaolei", _polygon(SQUARE[:-1])).json()["title"]
    assert draw("yuhaibo", ring).status_code in (403, 404)
    assert GridBoundary.objects.get().points == 102
