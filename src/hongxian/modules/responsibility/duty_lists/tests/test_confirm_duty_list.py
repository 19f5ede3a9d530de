"""`duty_list.confirm`"""

from dataclasses import replace
from typing import Any

import pytest

from hongxian.kernel.actor import Scope
from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.responsibility.duty_lists.commands import confirm_duty_list


def test_second_person_confirms(waiting: Any, cast: Any) -> None:
    done = confirm_duty_list(actor=cast["陈刚"], duty_list=waiting)
    assert (done.state, done.confirmed_by_name) == ("confirmed", "陈刚")


def test_nobody_confirms_what_they_recorded(waiting: Any, cast: Any) -> None:
    zhang = cast["张慧"]
    both = replace(zhang, grants={**zhang.grants, "duty_list.confirm": (Scope(),)})
    with pytest.raises(Problem, match="本人不能复核自己录入的记录"):
        confirm_duty_list(actor=both, duty_list=waiting)


def test_refuses_what_needs_no_confirmation(recorded: Any, cast: Any) -> None:
    with pytest.raises(Problem, match="已登记"):
        confirm_duty_list(actor=cast["陈刚"], duty_list=recorded())


def test_refuses_other_people(waiting: Any, cast: Any) -> None:
    with pytest.raises(Denied):
        confirm_duty_list(actor=cast["王静"], duty_list=waiting)
