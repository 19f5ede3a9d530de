"""The importer is held against the finished packs: what it finds, misses and gets wrong."""

from __future__ import annotations

from fractions import Fraction

import pytest

from hongxian.modules.base.drafts.measure import measure
from hongxian.modules.base.policies.queries import shipped_packs


@pytest.mark.parametrize("index", range(len(shipped_packs())))
def test_most_clauses_and_obligations_of_a_finished_pack_are_found(index: int) -> None:
    content, file = shipped_packs()[index]
    found = measure(content, file.name, file.read_bytes())
    assert found.clauses.recall >= Fraction(8, 10), found.clauses.missed
    assert found.clauses.precision >= Fraction(9, 10), found.clauses.wrong
    assert found.obligations.recall >= Fraction(6, 10), found.obligations.missed
    assert found.obligations.precision >= Fraction(5, 10), found.obligations.wrong
