"""`person.register`"""

from typing import Any

import pytest

from hongxian.kernel.problem import Denied
from hongxian.modules.base.parties.commands import register_person
from hongxian.modules.base.parties.queries import visible_people


def test_may_be_chosen_as_soon_as_entered(cast: Any) -> None:
    person = register_person(actor=cast["张慧"], name="钱三")
    assert person in visible_people(cast["张慧"])
    assert not visible_people(cast["孙晓"]).exists()


def test_two_people_may_share_a_name(cast: Any) -> None:
    first, second = (register_person(actor=cast["张慧"], name="王伟") for _ in range(2))
    assert first.pk != second.pk


def test_refuses_other_people(cast: Any) -> None:
    with pytest.raises(Denied):
        register_person(actor=cast["赵磊"], name="钱三")
