"""What an assessment makes of what somebody said: scores, grades, the tier that controls."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Problem
from hongxian.modules.prevention.risks import text
from hongxian.modules.prevention.risks.models import (
    ACCIDENT_TYPES,
    FACTORS,
    GRADES,
    IDENTIFICATIONS,
    MEASURES,
    METHODS,
    TIERS,
    RiskScheme,
)
from hongxian.modules.prevention.risks.queries import scheme_for
from hongxian.modules.prevention.risks.scoring import Scale, scales

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise

SCORES = ("likelihood", "exposure", "severity")
SAID = (
    "risk_factor", "factor_code", "accident_types", "identification", "job_step", "scoring_method", *SCORES,
    *(f"controlled_{name}" for name in SCORES), "risk_grade", "grade_basis", "control_tier", "responsible_unit",
    "responsible_person", *MEASURES,
)  # fmt: skip
"""What may be said in an assessment. `risk_grade` only of a risk judged directly."""
_PLAIN = ("job_step", "grade_basis", "responsible_unit", "responsible_person", *MEASURES)
_CODE = re.compile(r"[1-4]\d{0,5}")
_GRADING = {"scoring_method", "risk_grade", "grade_basis", *SCORES, *(f"controlled_{name}" for name in SCORES)}
"""Where nothing of this is said, the grade stays as it was, even if the scheme changed since."""
_SCORED = (*SCORES, *(f"controlled_{name}" for name in SCORES))
_GRADED = (
    *_SCORED, "scale_code", "inherent_score", "inherent_grade", "controlled_score", "controlled_grade", "risk_grade",
    "grade_basis",
)  # fmt: skip


def assessed(
    enterprise: Enterprise, said: Mapping[str, Any], before: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The columns that an assessment gives a risk, its name apart; what is not said stays as `before`. Raises `Problem`
    beside the field that is wrong, KeyError at what is none of `SAID`."""
    if unknown := set(said) - set(SAID):
        raise KeyError(sorted(unknown)[0])
    given = {name: (before or {}).get(name) for name in SAID} | dict(said)
    told: dict[str, Any] = {name: str(given[name] or "").strip() for name in _PLAIN}
    told["risk_factor"] = _one_of("risk_factor", given["risk_factor"], FACTORS)
    told["scoring_method"] = _one_of("scoring_method", given["scoring_method"], METHODS)
    told["identification"] = given["identification"] or ""
    if told["identification"]:
        _one_of("identification", told["identification"], IDENTIFICATIONS)
    told["factor_code"] = _code(str(given["factor_code"] or "").strip())
    told["accident_types"] = accidents(given["accident_types"] or ())
    scheme = scheme_for(enterprise)
    if before is not None and not _GRADING & set(said):
        told |= {name: before[name] for name in _GRADED}
    else:
        told |= _judged(given) if told["scoring_method"] == "direct" else _scored(given, scheme, told["scoring_method"])
    stays = before["control_tier"] if before is not None and before["risk_grade"] == told["risk_grade"] else ""
    told["control_tier"] = _tier(str(said.get("control_tier") or stays), told["risk_grade"], scheme)
    return told


def accidents(given: str | Iterable[str]) -> list[str]:
    """Kinds of accidents, by key or in words; words may stand in one text, parted by commas. In the order of the
    standard. Raises `Problem` at one that is none."""
    parts = re.split(text.COMMAS, given) if isinstance(given, str) else given
    keys = {term(f"accident_type#{key}"): key for key in ACCIDENT_TYPES} | {key: key for key in ACCIDENT_TYPES}
    found = set()
    for each in filter(None, (str(part).strip() for part in parts)):
        if each not in keys:
            expected = text.LISTED.join(term(f"accident_type#{key}") for key in ACCIDENT_TYPES)
            sentence = text.UNKNOWN_CHOICE.format(found=each, label=term("accident_types"), expected=expected)
            raise Problem(sentence, field="accident_types")
        found.add(keys[each])
    return [key for key in ACCIDENT_TYPES if key in found]


def scale_of(scheme: RiskScheme | None, method: str) -> Scale:
    """The scale by which a risk is scored. Raises `Problem` where nobody chose one."""
    code = getattr(scheme, f"{method}_scale", "")
    if not code:
        raise Problem(text.NO_SCALE.format(method=term(f"scoring_method#{method}")), field="scoring_method")
    return scales()[code]


def _scored(given: Mapping[str, Any], scheme: RiskScheme | None, method: str) -> dict[str, Any]:
    scale = scale_of(scheme, method)
    assert scheme is not None
    names = tuple(scale.factors)
    told: dict[str, Any] = dict.fromkeys(_SCORED) | {"scale_code": scale.code, "grade_basis": ""}
    told["inherent_score"], told["inherent_grade"] = scale.scored({name: given[name] for name in names})
    told |= {name: Decimal(str(given[name])) for name in names}
    told |= {"controlled_score": None, "controlled_grade": None}
    after = {name: given[f"controlled_{name}"] for name in names}
    if any(value not in (None, "") for value in after.values()):
        told["controlled_score"], told["controlled_grade"] = scale.scored(after, "controlled_")
        told |= {f"controlled_{name}": Decimal(str(value)) for name, value in after.items()}
        if told["controlled_score"] > told["inherent_score"]:
            words = {"after": f"{told['controlled_score']:f}", "before": f"{told['inherent_score']:f}"}
            raise Problem(text.WORSE_CONTROLLED.format(**words), field="controlled_likelihood")
    counted = told["controlled_grade"] if scheme.graded_by == "controlled" else None
    return told | {"risk_grade": counted or told["inherent_grade"]}


def _judged(given: Mapping[str, Any]) -> dict[str, Any]:
    """A grade that a written criterion gives."""
    try:
        grade = int(given["risk_grade"])
    except (TypeError, ValueError):
        grade = 0
    if grade not in GRADES:
        expected = text.LISTED.join(term(f"risk_grade#{each}") for each in GRADES)
        raise Problem(text.GRADE_NEEDED.format(expected=expected), field="risk_grade")
    basis = str(given["grade_basis"] or "").strip()
    if not basis:
        raise Problem(text.BASIS_NEEDED, field="grade_basis")
    empty = dict.fromkeys((*_SCORED, "inherent_score", "inherent_grade", "controlled_score", "controlled_grade"))
    return {**empty, "scale_code": "", "risk_grade": grade, "grade_basis": basis}


def _tier(found: str, grade: int, scheme: RiskScheme | None) -> str:
    """The tier that was chosen, else the one that the scheme has for the grade; never below that."""
    least = str(getattr(scheme, f"tier_{grade}", ""))
    if not found:
        if not least:
            raise Problem(text.TIER_NEEDED, field="control_tier")
        return least
    _one_of("control_tier", found, TIERS)
    if least and TIERS.index(found) > TIERS.index(least):
        words = {"grade": term(f"risk_grade#{grade}"), "least": term(f"control_tier#{least}")}
        raise Problem(text.TIER_TOO_LOW.format(**words, found=term(f"control_tier#{found}")), field="control_tier")
    return found


def _code(found: str) -> str:
    if found and not _CODE.fullmatch(found):
        raise Problem(text.CODE_WRONG.format(found=found), field="factor_code")
    return found


def _one_of(field: str, found: Any, values: tuple[str, ...]) -> str:
    if found not in values:
        expected = text.LISTED.join(term(f"{field}#{each}") for each in values)
        sentence = text.UNKNOWN_CHOICE.format(found=found or text.NOTHING, label=term(field), expected=expected)
        raise Problem(sentence, field=field)
    return str(found)
