"""One page finds words in every register that is searched, within what one may see."""

from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def browse(world: Any, cast: Any) -> Any:
    from hongxian.modules.base.accounts.models import User
    from hongxian.modules.base.enterprises.commands import register_enterprise
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.screening.hidden_dangers.commands import register_hidden_danger

    given = {"ownership": "private", "sector": "manufacturing", "registration_number": "411000100099991"}
    firm = register_enterprise(actor=cast["张慧"], place=place("411002"), name="许昌绿洲精密机械有限公司", **given)
    said = {"origin": "enforcement_inspection", "description": "三号冲床没有双手按钮"}
    register_hidden_danger(actor=cast["张慧"], enterprise=firm, **said)

    def run(name: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(person__name=name))
        return client

    return run


def test_finds_in_all_registers_and_leads_to_the_row(browse: Any) -> None:
    page = browse("张慧").get("/registers/search/?words=绿洲精密").content.decode()
    assert page.count("许昌绿洲精密机械有限公司") >= 2
    assert "/enterprises/" in page
    assert "三号冲床没有双手按钮" in page
    assert "没有找到" in browse("张慧").get("/registers/search/?words=绝无此词").content.decode()


def test_says_what_is_too_short_and_shows_nothing_beyond_the_scope(browse: Any) -> None:
    assert browse("张慧").get("/registers/search/").status_code == 200
    short = browse("张慧").get("/registers/search/?words=绿")
    assert (short.status_code, "两个字以上" in short.content.decode()) == (422, True)
    assert browse("张慧").get("/registers/search/?words=" + "绿" * 101).status_code == 422
    assert "双手按钮" not in browse("刘洋").get("/registers/search/?words=冲床").content.decode()
