"""Who sees what on the map: exactly what the rooms' own registers show them, in figures, spots and rows."""

import re
from typing import Any

import pytest

from hongxian.modules.portal.atlas.tests.test_figures import XUCHANG, sums

LAYERS = "risk,hidden_danger,enterprise"
SEES = {
    "zhanghui": {"窑厂", "铁厂", "油站"},
    "zhaolei": {"窑厂", "铁厂"},
    "tianye": {"窑厂"},
    "liuyang": set(),
    "yuhaibo": set(),
}


@pytest.fixture
def one_each(risk: Any, danger: Any, firms: Any, clock: Any) -> None:
    """A risk and a danger at each enterprise."""
    for name in firms:
        risk(name, 1, "火灾")
        danger(name)
    clock.at("2026-03-05 09:00")


@pytest.mark.parametrize("username", SEES)
def test_everybody_sees_their_own_and_no_trace_of_others(one_each: Any, ask: Any, username: str) -> None:
    for told in ({}, {"on": "2026-02-01"}, {"on": "2026-02-01", "known": "true"}):
        drawn = ask(username, layers="hidden_danger", bbox=XUCHANG, zoom=10, **told)
        points = [each for each in drawn["spots"] if each["kind"] == "point"]
        unplaced = username in ("zhanghui", "zhaolei", "tianye")
        assert {each["name"] for each in points} == SEES[username]
        assert sums(points)["hidden_danger.open"] == len(SEES[username])
        assert sums(drawn["spots"])["hidden_danger.open"] == len(SEES[username]) + unplaced
        places = ask(username, "figures", layers="hidden_danger", **told)["places"]
        assert sums(places)["hidden_danger.open"] == len(SEES[username]) + unplaced


def test_an_enterprise_sees_itself_alone(one_each: Any, ask: Any, cast: Any, world: Any) -> None:
    figures = ask("liuyang", "figures", layers=LAYERS)
    assert sums(figures["places"]) == {"enterprise.standing": 1}
    drawn = ask("liuyang", layers=LAYERS, bbox=XUCHANG, zoom=10)
    assert [each["name"] for each in drawn["spots"]] == ["许昌演示化工有限公司"]
    # Whatever place it names, nothing of others is counted.
    assert ask("liuyang", "figures", layers=LAYERS, place="411081")["places"] == []
    assert ask("liuyang", "outlines", place="411000")["features"] == []


def test_rows_behind_a_figure_are_scoped_too(one_each: Any, browse: Any) -> None:
    query = {"layers": "hidden_danger", "measure": "open", "on": "2026-02-01"}
    assert "共 3 条" in browse("zhaolei").get("/atlas/rows/", query).content.decode()
    assert "共 0 条" in browse("liuyang").get("/atlas/rows/", query).content.decode()


@pytest.mark.parametrize("username", ["zhanghui", "zhaolei", "tianye", "liuyang"])
def test_every_link_of_the_page_opens(one_each: Any, browse: Any, username: str) -> None:
    client = browse(username)
    for query in ("", "on=2026-02-01"):
        page = client.get(f"/atlas/?{query}").content.decode().split('id="figures"')[1].split("<footer")[0]
        links = {link.replace("&amp;", "&") for link in re.findall(r'<a href="([^"]+)"', page)}
        assert links
        for link in links:
            address = link if link.startswith("/") else f"/atlas/{link}"
            assert client.get(address).status_code == 200, address


def test_without_the_permission_there_is_no_map(browse: Any) -> None:
    client = browse("zhengkai")
    assert client.get("/atlas/").status_code == 403
    for path in ("map", "figures", "outlines"):
        assert client.get(f"/api/v1/atlas/{path}").status_code == 403
