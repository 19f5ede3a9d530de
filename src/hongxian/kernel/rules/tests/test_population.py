"""The memory population keeps the contract that the rooms' querysets keep."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongxian.kernel.rules import contract
from hongxian.kernel.rules.digest import digest_of
from hongxian.kernel.rules.memory import MemoryFacts, population_of
from hongxian.kernel.rules.population import AsOf, MissingSource, Row, day_start


def make(rows):
    return population_of(rows, contract.FIELDS, contract.DAY)


@pytest.mark.parametrize("check", contract.CHECKS, ids=lambda check: check.__name__)
def test_memory_population_keeps_the_contract(check):
    check(make)


def test_a_population_that_forgets_absent_values_fails_the_contract():
    class Careless:
        def __init__(self, inner):
            self.inner = inner

        def __getattr__(self, name):
            return getattr(self.inner, name)

        def filter(self, condition):
            if type(condition).__name__ == "Not":
                kept = self.inner.filter(condition)
                rows = [row for row in kept.rows if row.get("flag") is not None]
                return Careless(population_of(rows, contract.FIELDS, contract.DAY))
            return Careless(self.inner.filter(condition))

    with pytest.raises(AssertionError):
        contract.population_contract(lambda rows: Careless(make(rows)))


@given(st.lists(st.text(min_size=1), unique=True), st.randoms(use_true_random=False))
def test_digest_does_not_depend_on_order(keys, random):
    shuffled = list(keys)
    random.shuffle(shuffled)
    assert digest_of(keys) == digest_of(shuffled)


@given(st.sets(st.text(min_size=1)), st.text(min_size=1))
def test_digest_changes_with_one_key(keys, key):
    assert digest_of(keys) != digest_of(keys ^ {key})


def test_a_noun_without_rows_has_no_source_but_an_empty_one_has():
    facts = MemoryFacts({"post": []}, {"post": ["kind"]})
    assert facts.population("post", AsOf(contract.DAY)).count() == 0
    with pytest.raises(MissingSource) as error:
        facts.population("party", AsOf(contract.DAY))
    assert error.value.noun == "party"


def test_what_was_not_known_then_is_not_there():
    rows = [Row("1", "", {}, day_start(date(2026, 4, 2))), Row("2", "", {}, day_start(date(2026, 3, 1)))]
    facts = MemoryFacts({"post": rows}, {"post": ["kind"]})
    then = AsOf(contract.DAY, day_start(date(2026, 4, 1)))
    assert [row.id for row in facts.population("post", then).page()] == ["2"]
    assert facts.population("post", AsOf(contract.DAY)).count() == 2
