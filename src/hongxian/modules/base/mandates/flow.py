"""The life of an access taken in an emergency."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.base.mandates import text
from hongxian.modules.base.mandates.models import EmergencyAccess


def _holder_only(access: EmergencyAccess, actor: Actor) -> str | None:
    return None if actor.key == str(access.person_id) else text.HOLDER_ENDS


def _second_person(access: EmergencyAccess, actor: Actor) -> str | None:
    return text.SECOND_PERSON if actor.key == str(access.person_id) else None


def _over(access: EmergencyAccess, _actor: Actor) -> str | None:
    return None if access.state == "closed" or access.ends_at <= now() else text.STILL_OPEN


EMERGENCY_ACCESS = Flow(
    noun="emergency_access",
    states=("open", "closed", "justified", "unjustified"),
    steps=(
        Step("close", ("open",), "closed", guards=(_holder_only,)),
        Step("justify", ("open", "closed"), "justified", needs=("opinion",), guards=(_second_person, _over)),
        Step("object", ("open", "closed"), "unjustified", needs=("opinion",), guards=(_second_person, _over)),
    ),
)
