"""Several sealers and writers at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from hongxian.kernel.act import acting
from hongxian.kernel.actor import Actor
from hongxian.kernel.custody.seal import seal
from hongxian.kernel.ledger.models import Entry, Leaf, Pending
from hongxian.kernel.ledger.record import record
from hongxian.kernel.ledger.verify import verify
from hongxian.kernel.problem import AlreadyDone
from hongxian.kernel.testing.together import together

pytestmark = pytest.mark.concurrent


def test_two_sealers_and_two_writers_leave_one_whole_tree(
    change: Callable[..., Any], thing: Any, clerk: Actor, ledger_files: Any
) -> None:
    change(name="甲")
    seal()

    def write() -> None:
        for number in range(10):
            with transaction.atomic(), acting("thing.change", clerk):
                row = thing(name=str(number))
                row.save(force_insert=True)
                record(row)

    def seal_often() -> None:
        for _ in range(5):
            seal(batch=3)

    assert together(write, write, seal_often, seal_often) == [None] * 4
    seal()
    assert not Pending.objects.exists()
    assert sorted(Leaf.objects.values_list("index", flat=True)) == list(range(Entry.objects.count()))
    assert verify() == []


def test_of_two_requests_with_one_key_one_is_told_it_was_done(thing: Any, clerk: Actor) -> None:
    def act() -> None:
        with transaction.atomic(), acting("thing.change", clerk.within("request-1")):
            row = thing(name="甲")
            row.save(force_insert=True)
            record(row)

    outcomes = together(act, act)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [AlreadyDone.__name__, "NoneType"]
    assert thing.objects.count() == 1
