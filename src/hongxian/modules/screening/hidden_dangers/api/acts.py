"""REST of what is done with a danger: the steps of its life and what is said beside it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from hongxian.kernel.web.access import actor_of, within
from hongxian.modules.base.parties.queries import visible_parties
from hongxian.modules.prevention.risks.queries import visible_risks
from hongxian.modules.screening.hidden_dangers import commands
from hongxian.modules.screening.hidden_dangers.api.around_schemas import (
    CodesIn,
    CostIn,
    EntrustIn,
    LikelyOut,
    MarksIn,
    MergeIn,
    ReasonIn,
    RiskIn,
    SpotIn,
    UpgradeIn,
)
from hongxian.modules.screening.hidden_dangers.api.finding import danger_of, upon
from hongxian.modules.screening.hidden_dangers.api.schemas import (
    AgainIn,
    AssignIn,
    CloseIn,
    CorrectIn,
    DangerOut,
    GradeIn,
    RectifiedIn,
)
from hongxian.modules.screening.hidden_dangers.duplicates import Likely, likely
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger

router = Router()


@router.post("/{uuid:key}/grade", response=DangerOut)
def grade(request: HttpRequest, key: UUID, said: GradeIn) -> HiddenDanger:
    """Say how grave it is."""
    return commands.grade_hidden_danger(**upon(request, key), **said.dict())


@router.post("/{uuid:key}/remove-on-the-spot", response=DangerOut)
def remove_on_the_spot(request: HttpRequest, key: UUID, said: SpotIn) -> HiddenDanger:
    """Say that it was removed as soon as it was found."""
    return commands.remove_on_the_spot(**upon(request, key), **said.dict())


@router.post("/{uuid:key}/correct", response=DangerOut)
def correct(request: HttpRequest, key: UUID, said: CorrectIn) -> HiddenDanger:
    """Correct what was entered."""
    return commands.correct_hidden_danger(**upon(request, key), **said.dict(exclude_none=True))


@router.post("/{uuid:key}/assign", response=DangerOut)
def assign(request: HttpRequest, key: UUID, said: AssignIn) -> HiddenDanger:
    """Order it removed."""
    return commands.assign_hidden_danger(**upon(request, key), **said.dict())


@router.post("/{uuid:key}/report-rectified", response=DangerOut)
def report_rectified(request: HttpRequest, key: UUID, said: RectifiedIn) -> HiddenDanger:
    """Say that it is removed."""
    return commands.report_rectified(**upon(request, key), **said.dict())


@router.post("/{uuid:key}/close", response=DangerOut)
def close(request: HttpRequest, key: UUID, said: CloseIn) -> HiddenDanger:
    """Find, by a re-check, that it is removed."""
    return commands.close_hidden_danger(**upon(request, key), **said.dict())


@router.post("/{uuid:key}/return", response=DangerOut)
def send_back(request: HttpRequest, key: UUID, said: AgainIn) -> HiddenDanger:
    """Find, by a re-check, that it is not removed."""
    return commands.return_hidden_danger(**upon(request, key), **said.dict())


@router.post("/{uuid:key}/reopen", response=DangerOut)
def reopen(request: HttpRequest, key: UUID, said: AgainIn) -> HiddenDanger:
    """Open a closed one again."""
    return commands.reopen_hidden_danger(**upon(request, key), **said.dict())


@router.post("/{uuid:key}/upgrade", response=DangerOut)
def upgrade(request: HttpRequest, key: UUID, said: UpgradeIn) -> HiddenDanger:
    """Find that a general one is a major one."""
    return commands.upgrade_hidden_danger(**upon(request, key), **said.dict())


@router.post("/{uuid:key}/withdraw", response=DangerOut)
def withdraw(request: HttpRequest, key: UUID, said: ReasonIn) -> HiddenDanger:
    """Strike out the entry of a general one."""
    return commands.withdraw_hidden_danger(**upon(request, key), **said.dict())


@router.post("/{uuid:key}/urge", response=DangerOut)
def urge(request: HttpRequest, key: UUID) -> HiddenDanger:
    """Mark what is owed about it on the desks."""
    return commands.urge_hidden_danger(**upon(request, key))


@router.post("/{uuid:key}/mark", response=DangerOut)
def mark(request: HttpRequest, key: UUID, said: MarksIn) -> HiddenDanger:
    """Set the three marks, and whether it touches public safety."""
    return commands.mark_hidden_danger(**upon(request, key), **said.dict())


@router.post("/{uuid:key}/code", response=DangerOut)
def code(request: HttpRequest, key: UUID, said: CodesIn) -> HiddenDanger:
    """Class it as a campaign asks."""
    return commands.code_hidden_danger(**upon(request, key), **said.dict())


@router.post("/{uuid:key}/name-risk", response=DangerOut)
def name_risk(request: HttpRequest, key: UUID, said: RiskIn) -> HiddenDanger:
    """Name the risk that it comes from and the measures that failed."""
    given = said.dict(exclude={"risk"})
    given["risk"] = within(visible_risks(actor_of(request)), said.risk) if said.risk is not None else None
    return commands.name_risk(**upon(request, key), **given)


@router.post("/{uuid:key}/record-cost", response=DangerOut)
def record_cost(request: HttpRequest, key: UUID, said: CostIn) -> HiddenDanger:
    """Put down what it has cost so far."""
    return commands.record_cost(**upon(request, key), **said.dict())


@router.post("/{uuid:key}/entrust", response=DangerOut)
def entrust(request: HttpRequest, key: UUID, said: EntrustIn) -> HiddenDanger:
    """Entrust another body with the rectification."""
    body = within(visible_parties(actor_of(request)), said.entrusted_to)
    return commands.entrust_rectification(**upon(request, key), entrusted_to=body, reason=said.reason)


@router.get("/{uuid:key}/likely-duplicates", response=list[LikelyOut])
def get_likely_duplicates(request: HttpRequest, key: UUID) -> list[Likely]:
    """Entries within one's scope that may be the same danger, most alike first, with the reasons."""
    return likely(actor_of(request), danger_of(request, key))


@router.post("/{uuid:key}/merge", response=DangerOut)
def merge(request: HttpRequest, key: UUID, said: MergeIn) -> HiddenDanger:
    """Say that it is the same danger as another entry: it is struck out and leads there."""
    kept = danger_of(request, said.kept_danger)
    return commands.merge_hidden_danger(**upon(request, key), kept_danger=kept, reason=said.reason)
