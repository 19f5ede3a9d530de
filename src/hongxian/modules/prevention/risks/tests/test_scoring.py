"""Scores and grades: every vector of the scales, and what lies on either side of each bound."""

from decimal import Decimal

import pytest

from hongxian.kernel.problem import Problem
from hongxian.modules.prevention.risks.scoring import scales


def graded(code: str, *values: object) -> tuple[Decimal, int]:
    scale = scales()[code]
    return scale.scored(dict(zip(scale.factors, values, strict=True)))


@pytest.mark.parametrize(
    ("values", "score", "grade"),
    [
        ((3, 6, 15), "270", 2),
        ((6, 6, 15), "540", 1),
        ((3, 6, 7), "126", 3),
        ((1, 10, 7), "70", 4),
        ((3, 3, 40), "360", 1),
        (("0.5", 6, 40), "120", 3),
        ((1, 3, 7), "21", 4),
        (("0.1", "0.5", 1), "0.05", 4),
    ],
)
def test_lec_of_double_prevention(values: tuple[object, ...], score: str, grade: int) -> None:
    assert graded("lec_double_prevention", *values) == (Decimal(score), grade)


@pytest.mark.parametrize(
    ("score", "double_prevention", "classic"),
    [
        ("320.1", 1, 1), ("320", 2, 2), ("160.1", 2, 2), ("160", 3, 2), ("159.9", 3, 3), ("70.1", 3, 3),
        ("70", 4, 3), ("69.9", 4, 4), ("20", 4, 4), ("0.05", 4, 4),
    ],
)  # fmt: skip
def test_bounds_of_both_scales(score: str, double_prevention: int, classic: int) -> None:
    def grade(code: str) -> int:
        return next(band.grade for band in scales()[code].bands if band.holds(Decimal(score)))

    assert grade("lec_double_prevention") == double_prevention
    assert grade("lec_classic") == classic


@pytest.mark.parametrize(
    ("likelihood", "severity", "grade"),
    [
        (5, 5, 1),
        (4, 5, 1),
        (4, 4, 2),
        (3, 5, 2),
        (3, 4, 3),
        (2, 5, 3),
        (3, 3, 3),
        (2, 4, 4),
        (2, 2, 4),
        (1, 3, 4),
        (1, 1, 4),
    ],
)
def test_ls_matrix(likelihood: int, severity: int, grade: int) -> None:
    assert graded("ls_matrix", likelihood, severity) == (Decimal(likelihood * severity), grade)


@pytest.mark.parametrize("found", [2, "七", None, "", 0])
def test_a_value_that_the_scale_does_not_have_is_refused_beside_its_field(found: object) -> None:
    with pytest.raises(Problem, match=r"应为：10、6、3、1、0\.5、0\.2、0\.1") as caught:
        graded("lec_double_prevention", found, 6, 15)
    assert caught.value.field == "likelihood"
