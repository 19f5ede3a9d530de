"""`post.create`"""

from typing import Any

import pytest

from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.modules.base.parties.commands import create_post


def test_one_name_once_in_a_party(cast: Any, world: Any) -> None:
    def create(party: str) -> Any:
        return create_post(actor=cast["张慧"], party=world.parties[party], kind="department_deputy", name="副局长")

    assert create("市应急管理局").seats == 1
    with pytest.raises(Problem, match="已有名为“副局长”的岗位") as caught:
        create("市应急管理局")
    assert caught.value.field == "name"
    assert create("禹州市应急管理局").pk


def test_refuses_other_people(cast: Any, world: Any) -> None:
    with pytest.raises(Denied):
        create_post(actor=cast["孙晓"], party=world.parties["市委办公室"], kind="staff", name="科员")


def test_refuses_a_party_outside_the_scope(cast: Any, world: Any) -> None:
    from dataclasses import replace

    from hongxian.kernel.actor import Scope

    zhao = replace(cast["赵磊"], grants={"post.create": (Scope(path="410000/411000/411081/"),)})
    with pytest.raises(NotVisible):
        create_post(actor=zhao, party=world.parties["市应急管理局"], kind="staff", name="科员")
