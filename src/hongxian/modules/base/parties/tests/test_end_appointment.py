"""`appointment.end`"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.clock import now
from hongxian.kernel.problem import Denied, Problem, Stale
from hongxian.modules.base.parties.commands import end_appointment, make_appointment
from hongxian.modules.base.parties.models import Appointment
from hongxian.modules.base.parties.queries import appointments_on, posts_held


@pytest.fixture
def term(cast: Any, post: Any, people: Any) -> Any:
    return make_appointment(actor=cast["张慧"], post=post, person=people[0], valid_from=date(2024, 1, 1))


def end(cast: Any, term: Any, day: date = date(2026, 2, 28), who: str = "张慧") -> Any:
    return end_appointment(actor=cast[who], appointment=term, last_day=day, basis="演示〔2026〕9号")


def test_last_day_is_still_held(cast: Any, term: Any, people: Any) -> None:
    end(cast, term)
    assert posts_held(people[0], date(2026, 2, 28))
    assert not posts_held(people[0], date(2026, 3, 1))


def test_what_was_known_before_stays_known(cast: Any, term: Any, clock: Any) -> None:
    before = now()
    clock.forward(hours=1)
    end(cast, term)
    day = date(2026, 3, 1)
    assert appointments_on(day, before).filter(person=term.person).count() == 1
    assert appointments_on(day).filter(person=term.person).count() == 0
    assert Appointment.objects.filter(person=term.person).count() == 2


def test_may_end_on_its_first_day_but_not_before(cast: Any, term: Any) -> None:
    with pytest.raises(Problem, match="2023-12-31 早于开始日期 2024-01-01") as caught:
        end(cast, term, date(2023, 12, 31))
    assert caught.value.field == "last_day"
    assert end(cast, term, date(2024, 1, 1)).valid_to == date(2024, 1, 1)


def test_refuses_to_end_twice(cast: Any, term: Any) -> None:
    ended = end(cast, term)
    with pytest.raises(Problem, match="已登记于 2026-02-28 结束"):
        end(cast, ended)
    with pytest.raises(Stale):
        end(cast, Appointment.objects.get(pk=term.pk))


def test_refuses_other_people(cast: Any, term: Any) -> None:
    with pytest.raises(Denied):
        end(cast, term, who="孙晓")
