"""What every `Population` must do, as checks that any implementation can be put through.

A factory makes a population of the rows given, as of `DAY`. Rows have the fields of `FIELDS`; `valid_from` and
`valid_to` are its validity. Run all with `population_contract(factory)`, or parametrise a test over `CHECKS`.
"""

from collections.abc import Callable

from hongxian.kernel.rules.contract import conditions, reading, sets
from hongxian.kernel.rules.contract.sample import DAY as DAY
from hongxian.kernel.rules.contract.sample import FIELDS as FIELDS
from hongxian.kernel.rules.contract.sample import Factory as Factory
from hongxian.kernel.rules.contract.sample import key as key
from hongxian.kernel.rules.contract.sample import row as row

CHECKS: tuple[Callable[[Factory], None], ...] = (
    conditions.check_count,
    conditions.check_leaves,
    conditions.check_absent,
    conditions.check_not,
    conditions.check_compound,
    conditions.check_fields_compared,
    conditions.check_implicit,
    conditions.check_unknown_field,
    sets.check_sets,
    sets.check_project,
    sets.check_related,
    sets.check_related_by_nothing,
    sets.check_related_by_moment,
    sets.check_related_boundary,
    sets.check_related_by_number,
    sets.check_related_through,
    sets.check_holding,
    sets.check_mostly,
    sets.check_total,
    reading.check_pages,
    reading.check_earliest,
    reading.check_next_after,
    reading.check_digest,
    reading.check_tally,
    reading.check_validity,
)


def population_contract(make: Factory) -> None:
    """Put an implementation through every check; raises AssertionError at the first that fails."""
    for check in CHECKS:
        check(make)
