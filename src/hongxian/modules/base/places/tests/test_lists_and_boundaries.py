"""A user's own list of places and outlines: all that is wrong at once, nothing half loaded."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from hongxian.modules.base.places.models import Place, PlaceBoundary
from hongxian.modules.base.places.queries import place

RING = [[113.0, 34.0], [114.0, 34.0], [114.0, 35.0], [113.0, 34.0]]


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("places", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def city(db: None, clock: Any) -> None:
    run("load", "411000")


def test_loads_villages_by_their_codes(tmp_path: Path) -> None:
    file = tmp_path / "villages.csv"
    file.write_text("code,name\n411081103001,甲村\n411081103002,乙村\n", encoding="gb18030")
    assert "2 个" in run("load", str(file))
    assert place("411081103002").path == "410000/411000/411081/411081103/411081103002/"


def test_loads_a_zone_with_its_parent_and_level(tmp_path: Path) -> None:
    file = tmp_path / "zones.csv"
    file.write_text("code,name,parent,kind,level\n411000Z09,演示产业集聚区,411000,zone,county\n", encoding="utf-8")
    run("load", str(file))
    assert place("411000Z09").level == "county"


def test_tells_every_row_that_is_wrong_and_loads_none(tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    rows = ["411081103001,甲村", "411081103001,又一", "4110811,短码", "411099001,无上级", "411081103003,"]
    file.write_text("\n".join(["code,name", *rows]), encoding="utf-8")
    before = Place.objects.count()
    with pytest.raises(CommandError) as caught:
        run("load", str(file))
    said = str(caught.value)
    for words in ("4 处", "第 3 行：代码 411081103001 与第 2 行重复", "第 4 行", "第 5 行：", "第 6 行：名称"):
        assert words in said
    assert Place.objects.count() == before
    file.write_text("名称\n甲村\n", encoding="utf-8")
    with pytest.raises(CommandError, match="缺少列：code、name"):
        run("load", str(file))


def test_loads_a_whole_province() -> None:
    run("load", "330000")
    assert place("330212Z01").path == "330000/330200/330212/330212Z01/"
    assert Place.objects.filter(level="city", parent="330000").count() == 11


def geojson(tmp_path: Path, *features: dict[str, Any]) -> str:
    file = tmp_path / "some.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return str(file)


def outline(code: Any, ring: Any = RING, kind: str = "Polygon") -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": [ring]}
    return {"type": "Feature", "properties": {"adcode": code}, "geometry": geometry}


LICENCE = ("--source", "演示", "--licence", "演示用")


def test_keeps_outlines_of_known_places_with_source_and_licence(tmp_path: Path) -> None:
    file = geojson(tmp_path, outline(411002), outline(999999))
    with pytest.raises(CommandError, match="出处和使用许可"):
        run("boundaries", file)
    assert "1 个区划的边界，共 4 个点；文件中另有 1 个" in run("boundaries", file, *LICENCE)
    assert PlaceBoundary.objects.get().east == 114.0


def test_tells_every_outline_that_is_wrong(tmp_path: Path) -> None:
    far = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]
    bad = [outline(411002, RING[:3]), outline(411003, far), outline(None), outline(411024, kind="Point")]
    with pytest.raises(CommandError) as caught:
        run("boundaries", geojson(tmp_path, outline(411081), *bad), *LICENCE)
    for words in ("第 2 个要素：区划 411002", "不在东经", "第 4 个要素：没有区划代码", "第 5 个要素"):
        assert words in str(caught.value)
    assert not PlaceBoundary.objects.exists()
