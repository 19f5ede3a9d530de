"""A token opens what its integration may do, within the post's scope, until it expires or is revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from hongxian.kernel.clock import simulated, today
from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.base.accounts.models import Authority
from hongxian.modules.base.integrations.commands import (
    end_integration,
    issue_access_token,
    register_integration,
    revoke_access_token,
)
from hongxian.modules.base.integrations.models import AccessToken, Integration
from hongxian.modules.base.integrations.queries import actor_of
from hongxian.modules.base.parties.models import Post
from hongxian.modules.portal.demo.cast import Cast, at

MEETINGS = "/api/v1/meetings"


@pytest.fixture(autouse=True)
def _fresh_rate() -> None:
    cache.clear()


def status(shown: str, path: str = MEETINGS) -> int:
    return Client().get(path, headers={"Authorization": f"Bearer {shown}"}).status_code


def test_it_opens_the_interface_and_nothing_else(shown: str) -> None:
    assert status(shown) == 200
    assert status(shown, "/meetings/") == 302, "pages are for people"
    assert status("hx_guessed") == 401
    guessed = Client().get(MEETINGS, headers={"Authorization": "Bearer hx_guessed"})
    assert "接口令牌无效" in guessed.json()["title"], "a program is not told to log in again"
    assert status("") == 401


def test_a_permission_that_was_not_given_is_refused_and_none_beyond_the_post_can_be(
    integration: Integration, shown: str, cast: Cast
) -> None:
    answer = Client().post(
        MEETINGS, data="{}", content_type="application/json", headers={"Authorization": f"Bearer {shown}"}
    )
    assert answer.status_code in (403, 422)
    assert not actor_of(integration).may("meeting.record")
    post = Post.objects.get(pk=cast["张慧"].post)
    with pytest.raises(Problem, match="不在该岗位现有的权限之内"):
        register_integration(actor=cast["郑凯"], name="x", purpose="y", post=post, permissions=["pack.publish"])
    with pytest.raises(Problem, match="至少选择一项"):
        register_integration(actor=cast["郑凯"], name="x", purpose="y", post=post, permissions=[])
    with pytest.raises(Denied):
        register_integration(actor=cast["张慧"], name="x", purpose="y", post=post, permissions=["pack.view"])


def test_what_the_post_loses_the_integration_loses(integration: Integration, shown: str) -> None:
    Authority.objects.filter(post=integration.post).update(valid_to=today() - timedelta(days=1))
    assert actor_of(integration).grants == {}


def test_it_ends_by_its_day_by_revocation_and_with_the_integration(
    integration: Integration, shown: str, cast: Cast
) -> None:
    token = AccessToken.objects.get()
    assert shown not in str(AccessToken.objects.values().get()), "only the digest is kept"
    with simulated(at(token.expires_on)):
        assert status(shown) == 200
    with simulated(at(token.expires_on + timedelta(days=1))):
        assert status(shown) == 401
    other = issue_access_token(
        actor=cast["郑凯"], integration=integration, expires_on=today() + timedelta(days=1)
    ).shown
    revoke_access_token(actor=cast["郑凯"], access_token=token, reason="外泄")
    assert (status(shown), status(other)) == (401, 200)
    with pytest.raises(Problem, match="已经吊销"):
        revoke_access_token(actor=cast["郑凯"], access_token=token, reason="再次")
    end_integration(actor=cast["郑凯"], integration=integration, reason="不再使用")
    assert status(other) == 401
    with pytest.raises(Problem, match="已经停用"):
        issue_access_token(actor=cast["郑凯"], integration=integration, expires_on=today() + timedelta(days=1))


@pytest.mark.parametrize("days", [0, 367])
def test_its_day_lies_within_a_year(integration: Integration, cast: Cast, days: int) -> None:
    with pytest.raises(Problem, match="一年之内"):
        issue_access_token(actor=cast["郑凯"], integration=integration, expires_on=today() + timedelta(days=days))


def test_too_many_requests_are_told_when_to_come_again(shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from hongxian.config.api import api

    monkeypatch.setattr(api.throttle[0], "num_requests", 2)  # type: ignore[index]
    assert [status(shown) for _ in range(3)] == [200, 200, 429]
    refused = Client().get(MEETINGS, headers={"Authorization": f"Bearer {shown}"})
    assert refused["Content-Type"] == "application/problem+json"
    assert int(refused["Retry-After"]) > 0
    assert "秒后再试" in refused.json()["title"]
