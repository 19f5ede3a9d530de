"""Who is told of objections: the office that owes the answer, then whoever raised it."""

from hongxian.kernel.told import Told
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.models import Objection


def _objection(key: str) -> Objection | None:
    return Objection.objects.select_related("verdict__party").filter(pk=key).first()


def raised(key: str) -> Told | None:
    """An answer is owed; nothing once it is given."""
    objection = _objection(key)
    if objection is None or objection.state != "raised" or objection.office_id is None:
        return None
    return Told(objection, _title(objection), organisations=(str(objection.office_id),))


def answered(key: str) -> Told | None:
    """The office answered."""
    objection = _objection(key)
    return Told(objection, _title(objection), people=(objection.raised_by,)) if objection else None


def _title(objection: Objection) -> str:
    verdict = objection.verdict
    return text.OBJECTION_TOLD.format(party=verdict.party.name, obligation=verdict.obligation, period=verdict.period)
