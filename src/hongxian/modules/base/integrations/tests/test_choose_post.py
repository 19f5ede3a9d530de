"""Of thousands of posts no list is made: a part of the name is typed, and it works without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from hongxian.kernel.web import choices
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.parties.models import Post

ADDRESS = "/integrations/new/"


@pytest.fixture
def client(world: Any) -> Client:
    found = Client()
    found.force_login(User.objects.get(username="zhengkai"))
    return found


@pytest.fixture
def many(world: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Three rows are too many for a list, and so many officers there are in one office."""
    monkeypatch.setattr(choices, "MANY", 3)
    office = world.parties["市安委办"]
    return [Post.objects.create(party=office, kind="clerk", name=f"联络员{number}") for number in range(1, 5)]


def page(client: Client, **query: str) -> tuple[int, str]:
    response = client.get(ADDRESS, query)
    return response.status_code, response.content.decode()


def test_few_posts_are_listed(client: Client) -> None:
    assert "<option" in page(client)[1]


def test_many_posts_are_not_listed_but_typed(client: Client, many: list[Post]) -> None:
    _, shown = page(client)
    assert "联络员1" not in shown
    assert '<input type="search" name="post"' in shown
    assert "输入名称或其中几个字" in shown


@pytest.mark.parametrize("words", ["联络员3", "安全生产委员会 联络员3", "许昌市安全生产委员会办公室·联络员3"])
def test_a_name_leads_on(client: Client, many: list[Post], words: str) -> None:
    response = client.get(ADDRESS, {"post": words})
    assert response.status_code == 302
    assert response["Location"] == f"{ADDRESS}?post={many[2].pk}"
    assert client.get(response["Location"]).status_code == 200


def test_several_of_that_name_are_offered_to_choose_from(client: Client, many: list[Post]) -> None:
    status, shown = page(client, post="联络员")
    assert (status, shown.count("<option")) == (422, 5)
    assert "名称含“联络员”的有 4 个，请从列表中选定一个。" in shown
    assert f'value="{many[0].pk}"' in shown


def test_too_many_or_none_is_said(client: Client, many: list[Post], monkeypatch: pytest.MonkeyPatch) -> None:
    status, shown = page(client, post="没有这样的岗位")
    assert (status, "没有找到名称含“没有这样的岗位”的" in shown) == (422, True)
    assert 'value="没有这样的岗位"' in shown, "nothing typed is lost"
    monkeypatch.setattr(choices, "FEW", 2)
    status, shown = page(client, post="联络员")
    assert (status, "名称含“联络员”的超过 2 个，请写得更全" in shown) == (422, True)
    assert "联络员4" not in shown


def test_a_post_out_of_sight_is_not_found(client: Client, world: Any, many: list[Post], monkeypatch: Any) -> None:
    from hongxian.modules.base.integrations import forms

    monkeypatch.setattr(forms, "visible_posts", lambda actor: Post.objects.exclude(pk=many[0].pk))
    assert "没有找到" in page(client, post="联络员1")[1]
    assert page(client, post=str(many[0].pk))[0] == 422
