"""Writes of plans: the picture under the four colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.inputs import said
from hongxian.kernel.keys import new_key
from hongxian.kernel.ledger.record import record
from hongxian.modules.base.attachments.commands import attach
from hongxian.modules.prevention.risks.commands.checking import by
from hongxian.modules.prevention.risks.models import PlantPlan

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise


@command("plant_plan.upload")
def upload_plan(*, actor: Actor, enterprise: Enterprise, name: str, content: bytes, file_name: str = "") -> PlantPlan:
    """Lay a picture under the risk points of an enterprise, instead of the one before, which stays on record. Raises
    `Problem` for a file that is no picture, by its content; then nothing is kept."""
    PlantPlan.objects.filter(enterprise=enterprise, is_current=True).update(is_current=False)
    plan = PlantPlan.objects.create(
        enterprise=enterprise,
        place_path=enterprise.place.path,
        name=said("name", name),
        recorded_at=now(),
        **by(actor),
    )
    attach(
        actor=actor,
        key=new_key(),
        subject_kind="plant_plan",
        subject_key=str(plan.pk),
        kind="photo",
        content=content,
        file_name=file_name,
    )
    record(plan)
    return plan
