"""A check sees one state of the database, and nobody waits for it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.ledger.verify import snapshot, verify
from hongxian.kernel.testing.together import together

pytestmark = pytest.mark.concurrent


def test_acts_during_a_check_go_through_and_are_not_seen_by_it(change: Callable[..., Any], ledger_files: Any) -> None:
    change(name="甲")
    with snapshot():
        before = Entry.objects.count()
        assert [type(outcome).__name__ for outcome in together(lambda: change(name="乙"))] == ["Thing"]
        assert Entry.objects.count() == before
    assert Entry.objects.count() == before + 1
    assert not connection.in_atomic_block
    assert verify() == []
