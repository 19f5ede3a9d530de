"""Texts are compared by pairs of characters; which of many are alike is found without comparing all."""

from itertools import combinations
from random import Random

import pytest

from hongxian.kernel.search.likeness import likeness, near_pairs, shared_words

WORDS = ["灭火器压力不足", "配电柜没有门", "安全出口堵塞", "东侧", "西侧", "二号仓库", "指针在红区", "未张贴警示标志"]


@pytest.mark.parametrize("least", [0.3, 0.6, 0.8, 1.0])
def test_no_near_pair_is_missed_and_none_is_invented(least: float) -> None:
    chance = Random(7)
    texts = ["，".join(chance.sample(WORDS, chance.randint(0, 4))) for _ in range(60)] + ["", "门", "门"]
    found = {(one, other): alike for one, other, alike in near_pairs(texts, least)}
    expected = {
        (one, other): likeness(texts[one], texts[other])
        for one, other in combinations(range(len(texts)), 2)
        if likeness(texts[one], texts[other]) >= least
    }
    assert found == expected


def test_the_longest_words_in_both_come_first() -> None:
    assert shared_words("东墙灭火器压力不足，门坏", "灭火器，压力不足；东墙湿") == ["灭火器压力不足", "东墙"]
    assert shared_words("灭火器", "配电柜") == []
