"""The unified social credit code of GB 32100-2015."""

import csv

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from hongxian.modules.base.enterprises.credit_code import ALPHABET, check_character, is_valid

TRUE = ("91350100M000100Y43", "91120000MA06TF6Q2U", "12320500466959475A", "91310000679399272D")
LIST = settings.PROJECT_DIR.parent / "shared" / "data" / "worked" / "uscc.csv"


@pytest.mark.parametrize("code", TRUE)
def test_true_codes_pass(code: str) -> None:
    assert check_character(code[:17]) == code[17]
    assert is_valid(code)


def test_alphabet_leaves_out_what_is_mistaken_for_digits() -> None:
    assert len(ALPHABET) == 31
    assert not set("IOSVZ") & set(ALPHABET)


@pytest.mark.parametrize("code", ["", TRUE[0][:17], TRUE[0] + "0", TRUE[0].lower(), "9135O100M000100Y43", "　" * 18])
def test_wrong_shapes_fail(code: str) -> None:
    assert not is_valid(code)


CODES = st.text(ALPHABET, min_size=17, max_size=17).map(lambda first: first + check_character(first))


@given(CODES, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(code: str, place: int, other: str) -> None:
    wrong = code[:place] + other + code[place + 1 :]
    assert is_valid(wrong) == (wrong == code)


@given(CODES, st.integers(0, 16))
def test_two_neighbours_changing_places_are_always_found(code: str, place: int) -> None:
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert is_valid(swapped) == (swapped == code)


@pytest.mark.skipif(not LIST.exists(), reason="the list of stored codes lies beside the checkout, not in it")
def test_stored_codes_are_judged_as_the_list_says() -> None:
    with LIST.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    judged = {row["code_as_stored"]: row["gb32100_check_ok(computed here)"] == "True" for row in rows}
    assert {code: is_valid(code) for code in judged} == judged
