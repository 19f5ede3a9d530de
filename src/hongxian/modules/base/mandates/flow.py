"""The lives of an access taken in an emergency, and of a request for access."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.flow import Flow, Step
from hongxian.modules.base.mandates import text
from hongxian.modules.base.mandates.models import AccessRequest, EmergencyAccess


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


def _asker_only(request: AccessRequest, actor: Actor) -> str | None:
    return None if actor.key == str(request.person_id) else text.ASKER_WITHDRAWS


def _not_asker(request: AccessRequest, actor: Actor) -> str | None:
    return text.NOT_OWN_REQUEST if actor.key == str(request.person_id) else None


ACCESS_REQUEST = Flow(
    noun="access_request",
    states=("asked", "granted", "refused", "withdrawn"),
    steps=(
        Step("grant", ("asked",), "granted", needs=("opinion",), guards=(_not_asker,)),
        Step("refuse", ("asked",), "refused", needs=("opinion",), guards=(_not_asker,)),
        Step("withdraw", ("asked",), "withdrawn", guards=(_asker_only,)),
    ),
)
