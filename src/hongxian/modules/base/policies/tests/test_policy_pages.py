"""The pages of policies show the text word for word, and where what it leaves open is set."""

from collections.abc import Callable

import pytest
from django.test import Client

from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.policies.models import ParameterValue
from hongxian.modules.portal.demo.cast import plan
from hongxian.modules.portal.demo.world import World, settle

CLAUSE = "市委常委会每季度至少听取1次安全生产工作汇报，及时研究解决安全生产工作中的重大问题。"


@pytest.fixture
def read(world: World) -> Callable[..., str]:
    """What somebody of the cast reads on a page, with the status expected."""
    settle()

    def run(name: str, path: str, status: int = 200) -> str:
        client = Client()
        client.force_login(User.objects.get(username=_username(name)))
        response = client.get(path)
        assert response.status_code == status
        return str(response.content.decode())

    return run


def _username(name: str) -> str:
    return next(str(each["username"]) for each in plan("cast") if each["name"] == name)


def test_the_text_shows_every_article_and_what_follows_from_it(read: Callable[..., str]) -> None:
    page = read("刘洋", "/policies/xuchang-2018/")
    for words in (
        "（一）加强对安全生产工作的领导",
        "（二十五）完善安全生产惩戒和激励制度",
        CLAUSE,
        "XC-66",
    ):
        assert words in page
    assert "第一季度" not in page


def test_nothing_stands_at_an_unknown_address(read: Callable[..., str]) -> None:
    read("张慧", "/policies/nowhere-2018/", 404)
    read("张慧", "/policies/parameters/xuchang-2018/nothing/", 404)


def test_a_parameter_is_set_on_its_page_and_a_refusal_loses_nothing(read: Callable[..., str], world: World) -> None:
    client = Client()
    client.force_login(User.objects.get(username="zhanghui"))
    address = "/policies/parameters/xuchang-2018/office_record_period/"
    given = {"value": "半年", "valid_from": "2026-03-01", "reason": "会议议定", "source": ""}
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert "形如 P30D" in refused.content.decode()
    assert "会议议定" in refused.content.decode()
    assert not ParameterValue.objects.exists()
    accepted = client.post(address, given | {"value": "P6M"}, follow=True)
    assert "张慧：会议议定" in accepted.content.decode()
    assert ParameterValue.objects.get().value == "P6M"
