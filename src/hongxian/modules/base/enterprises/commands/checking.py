"""What must hold of the particulars of an enterprise, however they come in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from hongxian.kernel.problem import Faults, Problem
from hongxian.kernel.together import Lookup
from hongxian.modules.base.enterprises import credit_code as gb32100
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.industries import is_industry
from hongxian.modules.base.enterprises.models import SCALES, Enterprise

PARTICULARS_SAID = (
    "registered_address",
    "working_address",
    "longitude",
    "latitude",
    "industry",
    "scale",
    "employees",
    "opened_on",
)
"""What may be said of an enterprise beside the arguments that have a name of their own."""
CHINA = {"longitude": (Decimal(73), Decimal(136)), "latitude": (Decimal(3), Decimal(54))}
MOST_EMPLOYEES = 9_999_999
DEEPEST = 20
"""So many enterprises may stand above one another."""


BY_CREDIT_CODE = Lookup(lambda: Enterprise.objects.all(), "credit_code")


def checked(particulars: Mapping[str, Any]) -> dict[str, Any]:
    """The particulars in the form in which they are kept. Raises `Faults` with a sentence for each that is wrong,
    KeyError for a name that is none of `PARTICULARS_SAID`."""
    if unknown := set(particulars) - set(PARTICULARS_SAID):
        raise KeyError(sorted(unknown)[0])
    said, faults = dict(particulars), dict[str, str]()
    for name in {"longitude", "latitude"} & set(said):
        said[name] = _degrees(name, said[name], faults)
    if (said.get("longitude") is None) != (said.get("latitude") is None) and not faults:
        faults["longitude" if said.get("longitude") is None else "latitude"] = text.BOTH_DEGREES
    if (industry := said.get("industry")) and not is_industry(str(industry)):
        faults["industry"] = text.NO_INDUSTRY.format(found=industry)
    if (scale := said.get("scale")) and scale not in SCALES:
        faults["scale"] = text.NO_SCALE.format(found=scale)
    employees = said.get("employees")
    if employees is not None and not 0 <= int(employees) <= MOST_EMPLOYEES:
        faults["employees"] = text.NO_NUMBER.format(found=employees, most=MOST_EMPLOYEES)
    if faults:
        raise Faults(faults)
    return said


def _degrees(name: str, value: Any, faults: dict[str, str]) -> Decimal | None:
    if value in (None, ""):
        return None
    least, most = CHINA[name]
    try:
        found = Decimal(str(value)).quantize(Decimal("0.000001"))
    except InvalidOperation:
        found = Decimal(-1)
    if not least <= found <= most:
        faults[name] = text.OUTSIDE_CHINA.format(found=value, least=least, most=most)
    return found


def check_numbers(credit_code: str, registration_number: str, enterprise: Enterprise | None = None) -> None:
    """Raise `Problem` unless there is a right credit code that nobody else bears, or else an old number."""
    if registration_number and (len(registration_number) != 15 or not registration_number.isdigit()):
        raise Problem(text.NUMBER_SHAPE.format(found=registration_number), field="registration_number")
    if not credit_code:
        if not registration_number:
            raise Problem(text.NUMBER_NEEDED, field="credit_code")
        return
    if len(credit_code) != 18 or any(character not in gb32100.ALPHABET for character in credit_code):
        sentence = text.CODE_SHAPE.format(code=credit_code, length=len(credit_code))
        raise Problem(sentence, field="credit_code")
    if not gb32100.is_valid(credit_code):
        expected = gb32100.check_character(credit_code[:17])
        raise Problem(text.CODE_WRONG.format(code=credit_code, expected=expected), field="credit_code")
    others = (each for each in BY_CREDIT_CODE.of(credit_code) if enterprise is None or each.pk != enterprise.pk)
    if other := next(others, None):
        raise Problem(text.CODE_TAKEN.format(code=credit_code, name=other.name), field="credit_code")


def refuse_cycle(enterprise: Enterprise, parent: Enterprise) -> None:
    """Raise `Problem` where the enterprise would stand above itself."""
    above: Enterprise | None = parent
    for _ in range(DEEPEST):
        if above is None:
            return
        if above.pk == enterprise.pk:
            raise Problem(text.CYCLE.format(parent=parent.name, name=enterprise.name), field="parent")
        above = above.parent
    raise Problem(text.TOO_DEEP.format(most=DEEPEST), field="parent")
