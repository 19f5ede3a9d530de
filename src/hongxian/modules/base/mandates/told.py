"""Who is told of mandates: whoever has to answer or to review, and those whom it concerns."""

from hongxian.kernel.glossary import term
from hongxian.kernel.told import Told
from hongxian.modules.base.mandates import text
from hongxian.modules.base.mandates.models import AccessRequest, Delegation, EmergencyAccess, Handover


def _request(key: str) -> AccessRequest | None:
    return AccessRequest.objects.select_related("person", "post__party").filter(pk=key).first()


def asked(key: str) -> Told | None:
    """For whoever may grant it; nothing once it is answered."""
    request = _request(key)
    if request is None or request.state != "asked":
        return None
    post = f"{request.post.party.name} {request.post.name}"
    title = text.ASKED_TOLD.format(name=request.person.name, post=post, permission=term(request.permission))
    return Told(request, title, permission="access_request.grant")


def answered(key: str) -> Told | None:
    """For whoever asked."""
    request = _request(key)
    if request is None:
        return None
    title = text.ANSWERED_TOLD.format(
        permission=term(request.permission), state=term(f"access_request:{request.state}")
    )
    return Told(request, title, people=(str(request.person_id),))


def used(key: str) -> Told | None:
    """For whoever may say afterwards whether it was right."""
    access = EmergencyAccess.objects.select_related("person", "role", "place").filter(pk=key).first()
    if access is None:
        return None
    title = text.USED_TOLD.format(name=access.person.name, role=access.role.name, place=access.place.name)
    return Told(access, title, permission="emergency_access.justify")


def delegated(key: str) -> Told | None:
    """For the deputy."""
    made = Delegation.objects.select_related("delegator", "post").filter(pk=key, revoked_at__isnull=True).first()
    if made is None:
        return None
    title = text.DELEGATED_TOLD.format(
        name=made.delegator.name, post=made.post.name, since=made.valid_from, until=made.valid_to
    )
    return Told(made, title, people=(str(made.delegate_id),))


def handed_over(key: str) -> Told | None:
    """For whoever takes over."""
    handover = Handover.objects.select_related("person", "successor_post").filter(pk=key).first()
    if handover is None:
        return None
    title = text.HANDED_TOLD.format(name=handover.person.name, post=handover.successor_post.name)
    return Told(handover, title, people=(str(handover.successor_person_id),))
