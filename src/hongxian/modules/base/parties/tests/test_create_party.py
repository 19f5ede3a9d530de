"""`party.create`"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.base.parties.commands import create_party
from hongxian.modules.base.parties.queries import name_on, names_of
from hongxian.modules.base.places.queries import place


def create(actor: Any, name: str = "许昌市开发区管委会", code: str = "411000") -> Any:
    return create_party(actor=actor, place=place(code), kind="zone", name=name, established_on=date(2020, 1, 1))


def test_stands_under_its_first_name_from_its_first_day(cast: Any) -> None:
    party = create(cast["张慧"])
    (first,) = names_of(party)
    assert (first.name, first.valid_from, first.valid_to) == ("许昌市开发区管委会", date(2020, 1, 1), None)
    assert name_on(party.pk, date(2020, 1, 1)) == "许昌市开发区管委会"


def test_refuses_a_name_that_the_place_has(cast: Any) -> None:
    create(cast["张慧"])
    with pytest.raises(Problem, match="不能重复建立") as caught:
        create(cast["张慧"])
    assert caught.value.field == "name"
    assert create(cast["张慧"], code="411081").pk, "another place may have one of that name"


def test_refuses_other_people(cast: Any) -> None:
    with pytest.raises(Denied):
        create(cast["孙晓"])
