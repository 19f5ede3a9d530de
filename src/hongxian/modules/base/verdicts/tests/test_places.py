"""Places: figures are the rows behind them; nobody sees another's; two packs side by side."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hongxian.kernel.clock import today
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.places.models import Place
from hongxian.modules.base.policies.commands import load_pack, publish_pack, review_pack
from hongxian.modules.base.policies.queries import content_of
from hongxian.modules.base.verdicts.comparing import compare
from hongxian.modules.base.verdicts.models import STATUSES
from hongxian.modules.base.verdicts.places import bindings, places_listed, tallies_of, tally, trend, verdicts_at
from hongxian.modules.portal.demo.cast import plan
from hongxian.modules.portal.demo.world import PACK, World, settle


@pytest.fixture
def read(world: World) -> Callable[..., str]:
    """What somebody of the cast reads on a page, with the status expected."""
    settle()

    def run(name: str, path: str, status: int = 200) -> str:
        username = next(str(each["username"]) for each in plan("cast") if each["name"] == name)
        client = Client()
        client.force_login(User.objects.get(username=username))
        response = client.get(path)
        assert response.status_code == status
        return str(response.content.decode())

    return run


@pytest.fixture
def wuxi(cast, tmp_path):
    """The pack of another city, published by an office that may."""
    folder = tmp_path / "wuxi-2019" / "1"
    shutil.copytree(PACK.parent.parent / "wuxi-2019" / "1", folder)
    entry = folder / "pack.yaml"
    entry.write_text(re.sub('place_code: "?320200"?', 'place_code: "411000"', entry.read_text("utf-8")), "utf-8")
    pack = load_pack(actor=cast["郑凯"], folder=folder)
    review_pack(actor=cast["张慧"], pack=pack)
    return publish_pack(actor=cast["陈刚"], pack=pack)


@pytest.mark.parametrize("code", ["411000", "411081"])
@pytest.mark.parametrize("status", STATUSES)
def test_every_figure_is_the_number_of_rows_behind_it(cast, code, status, read) -> None:
    place = Place.objects.get(pk=code)
    (binding,) = bindings(place, today())
    found = tally(cast["张慧"], place, binding)
    rows = verdicts_at(cast["张慧"], place, binding.pack, status=status)
    assert found.counts[status] == len(rows)
    assert all(each.path.startswith(place.path) for each in rows)
    page = read("张慧", f"/verdicts/places/{code}/xuchang-2018/?status={status}")
    assert f"共 {found.counts[status]} 项" in page
    assert f"status={status}" in read("张慧", f"/verdicts/places/{code}/")


def test_the_pages_of_rows_hold_every_verdict_once(cast, read) -> None:
    place = Place.objects.get(pk="411000")
    (binding,) = bindings(place, today())
    expected = {str(each.pk) for each in verdicts_at(cast["张慧"], place, binding.pack)}
    seen: list[str] = []
    query = "?"
    while query:
        page = read("张慧", f"/verdicts/places/411000/xuchang-2018/{query}")
        seen += re.findall(r'class="ops"[^>]*><a href="/verdicts/([0-9a-f-]{36})/', page)
        match = re.search(r'rel="next" href="(\?[^"]+)"', page)
        query = match.group(1).replace("&amp;", "&") if match else ""
    assert len(seen) == len(set(seen))
    assert set(seen) == expected


def test_as_of_today_gives_the_figures_stored(cast, read) -> None:
    place = Place.objects.get(pk="411081")
    (binding,) = bindings(place, today())
    stored = tally(cast["张慧"], place, binding)
    page = read("张慧", f"/verdicts/places/411081/xuchang-2018/?valid_on={today()}")
    assert f"共 {stored.total} 项" in page
    page = read("张慧", f"/verdicts/places/411081/?valid_on={today()}")
    assert f"全部 {stored.total} 项判定" in page
    assert f"valid_on={today()}&amp;status=met" in page or f"valid_on={today()}&status=met" in page


def test_the_list_of_places_gives_the_figures_of_each(cast, read) -> None:
    found = tallies_of(cast["张慧"], places_listed(cast["张慧"]), today())
    assert [place.pk for place, _ in found] == [each.pk for each in places_listed(cast["张慧"])]
    for place, counts in found:
        assert counts == tally(cast["张慧"], place, bindings(place, today())[0]).counts
    counts = {place.pk: counts for place, counts in found}["411081"]
    assert f'data-label="无法判定">{counts["undecidable"]}<' in read("赵磊", "/verdicts/places/")


def test_the_trend_ends_in_the_figures_of_today(cast, read) -> None:
    place = Place.objects.get(pk="411000")
    (binding,) = bindings(place, today())
    months = trend(cast["张慧"], place, [binding.pack], today())
    assert len(months) == 12
    assert months[-1].counts == tally(cast["张慧"], place, binding).counts
    assert months[0].counts is None
    assert "计数不是排名" in read("张慧", "/verdicts/places/411000/")


def test_an_account_of_a_county_sees_its_county_only(cast, read) -> None:
    assert [each.code for each in places_listed(cast["赵磊"])] == ["411081"]
    assert "由许昌市启用" in read("赵磊", "/verdicts/places/411081/")
    for code in ("411000", "411024", "nowhere"):
        read("赵磊", f"/verdicts/places/{code}/", 404)
        read("赵磊", f"/verdicts/places/{code}/xuchang-2018/", 404)


def test_who_sees_one_body_only_is_told_that_the_figures_are_its_own(cast, read) -> None:
    page = read("孙晓", "/verdicts/places/411000/")
    assert "只统计这一部分" in page
    place = Place.objects.get(pk="411000")
    (binding,) = bindings(place, today())
    own = {each.party.name for each in verdicts_at(cast["孙晓"], place, binding.pack)}
    assert own <= {"许昌市委常委会", "许昌市委办公室"}


def test_a_place_without_a_pack_says_so(read) -> None:
    read("张慧", "/verdicts/places/411000/wuxi-2019/", 404)
    from hongxian.kernel.two_times import current
    from hongxian.modules.base.policies.models import Adoption

    assert current(Adoption.objects.all()).count() == 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hongxian.modules.base.verdicts.views.places.bindings", lambda place, day: [])
        assert "没有政策在此地启用" in read("张慧", "/verdicts/places/411081/")


def test_the_cost_of_a_place_does_not_grow_with_its_verdicts(read) -> None:
    costs = []
    for code in ("411081", "411000"):
        with CaptureQueriesContext(connection) as queries:
            read("张慧", f"/verdicts/places/{code}/")
        costs.append(len(queries))
    assert costs[1] <= costs[0] + 2


def test_two_packs_stand_side_by_side_by_family(wuxi, world: World, read) -> None:
    one, other = content_of(world.pack), content_of(wuxi)
    found = compare(one, other)
    told = [*found.both, *found.only_one, *found.only_other]
    assert sum(len(each.one) for each in told) + found.outside[0] == len(one.obligations)
    assert sum(len(each.other) for each in told) + found.outside[1] == len(other.obligations)
    assert found.both
    page = read("张慧", "/verdicts/compare/?one=xuchang-2018&other=wuxi-2019")
    for each in told:
        assert each.label in page
    first = found.both[0]
    assert first.one[0].title in page
    assert first.other[0].title in page


def test_packs_without_a_common_family_are_told_apart(wuxi, world: World) -> None:
    one, other = content_of(world.pack), content_of(wuxi)
    bare = {
        key: replace(each, entry=each.entry.model_copy(update={"family": ""}))
        for key, each in other.obligations.items()
    }
    found = compare(one, replace(other, obligations=bare))
    assert found.both == ()
    assert found.only_other == ()
    assert found.outside[1] == len(bare)


def test_a_pack_is_not_compared_with_itself(wuxi, read) -> None:
    assert "请选择两份不同的政策" in read("张慧", "/verdicts/compare/?one=wuxi-2019&other=wuxi-2019", 422)
    assert "规则族（" not in read("张慧", "/verdicts/compare/?one=wuxi-2019&other=nothing", 422)
