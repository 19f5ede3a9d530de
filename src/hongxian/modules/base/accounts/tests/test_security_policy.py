"""`security_policy.set`"""

from typing import Any

import pytest

from hongxian.kernel.problem import Denied, Faults, Problem, Stale
from hongxian.modules.base.accounts.commands import define_role, grant_authority, set_security_policy
from hongxian.modules.base.accounts.policy import policy


def test_refuses_values_outside_their_limits_all_at_once(root: Any, rules: Any) -> None:
    with pytest.raises(Faults) as caught:
        rules(password_length=7, lock_minutes=0)
    assert set(caught.value.by_field) == {"password_length", "lock_minutes"}
    assert "应在 8 到 64 位之间" in caught.value.text
    assert policy()["lock_minutes"] == 5


def test_second_of_two_is_told(root: Any, world: Any) -> None:
    set_security_policy(actor=root, values={"lock_minutes": 6}, basis="甲", seen=1)
    with pytest.raises(Stale):
        set_security_policy(actor=root, values={"lock_minutes": 7}, basis="乙", seen=1)
    assert policy()["lock_minutes"] == 6


def test_refuses_other_people(cast: Any) -> None:
    with pytest.raises(Denied):
        set_security_policy(actor=cast["张慧"], values={"lock_minutes": 6}, basis="甲", seen=1)


def test_administrators_are_kept_apart_only_when_nobody_mixes(root: Any, rules: Any, world: Any) -> None:
    with pytest.raises(Problem, match="郑凯目前同时承担"):
        rules(separate_administrators=1)


def test_kept_apart_no_role_and_no_person_mixes(root: Any, rules: Any, world: Any) -> None:
    from datetime import date

    from hongxian.modules.base.places.queries import place

    define_role(actor=root, code="administrator", name="系统管理员", permissions=["user.open", "user.close"])
    rules(separate_administrators=1)
    with pytest.raises(Problem, match="系统管理、安全管理"):
        define_role(actor=root, code="all", name="总管", permissions=["user.open", "role.define"])
    security = define_role(actor=root, code="security", name="安全管理员", permissions=["authority.grant"])
    given = {"actor": root, "role": security, "place": place("411000"), "valid_from": date(2026, 3, 1)}
    with pytest.raises(Problem, match="须由不同的人承担"):
        grant_authority(post=world.posts["系统管理员"], **given)
    grant_authority(post=world.posts["综合科科长"], **given)


def test_kept_apart_nobody_is_appointed_to_a_second_kind(root: Any, rules: Any, world: Any) -> None:
    from datetime import date

    from hongxian.modules.base.parties.commands import create_post, make_appointment
    from hongxian.modules.base.places.queries import place

    define_role(actor=root, code="administrator", name="系统管理员", permissions=["user.open", "user.close"])
    security = define_role(actor=root, code="security", name="安全管理员", permissions=["authority.grant"])
    harmless = define_role(actor=root, code="looker", name="查看员", permissions=["party.view"])
    post = create_post(actor=root, party=world.parties["市大数据中心"], kind="other", name="安全管理员岗")
    given = {"actor": root, "post": post, "place": place("411000"), "valid_from": date(2026, 3, 1)}
    grant_authority(role=security, **given)
    rules(separate_administrators=1)
    with pytest.raises(Problem, match="“郑凯”将同时具有系统管理、安全管理的权限，须由不同的人承担"):
        make_appointment(actor=root, post=post, person=world.people["郑凯"], valid_from=date(2026, 3, 10))
    make_appointment(actor=root, post=post, person=world.people["张慧"], valid_from=date(2026, 3, 10))
    grant_authority(role=harmless, **{**given, "post": world.posts["系统管理员"]})
    with pytest.raises(Problem, match="修改后郑凯将同时承担"):
        define_role(actor=root, code="looker", name="查看员", permissions=["authority.grant"])
