"""The plans of the demo name only what there is: nouns that registers keep, their fields, parameters of the pack."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from hongxian.modules.base.policies.queries import fact_noun, read_folder
from hongxian.modules.base.records.kinds import is_offered
from hongxian.modules.portal.demo.cast import OTHERS, plan
from hongxian.modules.portal.demo.rooms import OF_ROOMS
from hongxian.modules.portal.demo.world import World

_BESIDE_FIELDS = {"as", "each", "place", "valid_from", "valid_to", "code"}


@pytest.mark.parametrize("name", ["registers", *OTHERS])
def test_rows_stand_in_registers_that_are_kept_and_say_what_the_dictionary_knows(name: str, world: World) -> None:
    told = plan(name)
    kept = [noun for nouns in told["keepers"].values() for noun in nouns]
    assert len(kept) == len(set(kept)), "a register has one keeper"
    assert [noun for noun in kept if not is_offered(noun) or fact_noun(noun) is None] == []
    assert {noun for noun in told["rows"] if noun not in OF_ROOMS} <= set(kept), "or a room takes them"
    unknown = [
        (noun, field)
        for noun, rows in told["rows"].items()
        if noun not in OF_ROOMS  # a room takes its rows in its own words
        for row in rows
        for field in {*row, *row.get("each", {})} - _BESIDE_FIELDS
        if field not in _fields(noun)
    ]
    assert unknown == []


@pytest.mark.parametrize("name", OTHERS)
def test_parameters_are_those_of_the_pack_and_some_stay_unset(name: str) -> None:
    told = plan(name)
    known = read_folder(Path(settings.PACKAGE_DIR) / "packs" / told["pack"]["folder"]).parameters
    given = set(told["parameters"]["values"])
    assert given < set(known)


def _fields(noun: str) -> Any:
    kind = fact_noun(noun)
    return {} if kind is None else kind.fields
