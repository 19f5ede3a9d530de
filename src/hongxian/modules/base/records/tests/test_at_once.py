"""Two clerks act on one thing at the same moment: one does it, the other is told in Chinese."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.actor import system_actor
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.testing.together import together
from hongxian.modules.base.parties.commands import create_party
from hongxian.modules.base.places.commands import load_places
from hongxian.modules.base.places.divisions import Division
from hongxian.modules.base.records.commands import correct_record, enter_record, open_register
from hongxian.modules.base.records.models import Record, Register

pytestmark = pytest.mark.concurrent


def actor(name: str) -> Any:
    return system_actor(name, "register.open", "register.view", "record.enter", "record.correct", "party.view")


@pytest.fixture
def keeper(clock: Any) -> Any:
    """A body in a city."""
    root = system_actor("builder", "place.load", "party.create")
    (place,) = load_places(actor=root, divisions=[Division("411000", "许昌市", "city", "")], source="试验")
    return create_party(actor=root, place=place, kind="department", name="应急局", established_on=date(2016, 1, 1))


def opening(name: str, keeper: Any) -> Any:
    return open_register(
        actor=actor(name), place=keeper.place, noun="accident", keeper=keeper, valid_from=date(2026, 1, 1)
    )


def refused(outcomes: list[Any]) -> Problem:
    (problem,) = [each for each in outcomes if isinstance(each, Problem)]
    return problem


def test_a_register_is_opened_once(keeper: Any) -> None:
    outcomes = together(lambda: opening("甲", keeper), lambda: opening("乙", keeper))
    assert "已启用" in refused(outcomes).text or isinstance(refused(outcomes), Stale)
    assert (Register.objects.count(), Entry.objects.filter(event="register.open").count()) == (1, 1)


def test_the_same_row_is_entered_once(keeper: Any) -> None:
    register = opening("甲", keeper)

    def clerk(name: str) -> Any:
        said = {"happened_on": "2026-03-01", "grade": "general"}
        return lambda: enter_record(actor=actor(name), register=register, values=said)

    outcomes = together(clerk("甲"), clerk("乙"))
    assert "没有重复登记" in refused(outcomes).text
    assert Record.objects.count() == 1


def test_a_row_is_corrected_by_one_of_two(keeper: Any) -> None:
    said = {"happened_on": "2026-03-01", "grade": "general"}
    record = enter_record(actor=actor("甲"), register=opening("甲", keeper), values=said)

    def clerk(name: str, grade: str) -> Any:
        seen = Record.objects.get(pk=record.pk)
        return lambda: correct_record(actor=actor(name), record=seen, values={"grade": grade}, reason="录错")

    outcomes = together(clerk("甲", "serious"), clerk("乙", "relatively_serious"))
    assert isinstance(refused(outcomes), Stale)
    assert Record.objects.filter(recorded_to__isnull=True).count() == 1
    assert Record.objects.count() == 2
