"""A request for access as a duty on the desk of the bodies that may answer it, until somebody did or it was taken
back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hongxian.kernel.actor import system_actor
from hongxian.kernel.duties.commands import Owed, discharge_duty, open_duty, withdraw_duty
from hongxian.kernel.duties.queries import duties_under
from hongxian.kernel.glossary import term
from hongxian.modules.base.accounts.queries import bodies_that_may
from hongxian.modules.base.mandates import text
from hongxian.modules.base.mandates.models import AccessRequest
from hongxian.modules.base.mandates.queries import request_of

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party

CLERK = system_actor("access_requests", "duty.open", "duty.discharge", "duty.withdraw")


def settle(key: str, cause: str) -> None:
    """Put the duty to answer the request (by its key) on the desks of the nearest bodies that may grant it, or take it
    off. May be called again at any time."""
    request = request_of(key)
    standing = {each.source: each for each in duties_under(f"access_request:{request.pk}:")}
    if request.state == "asked":
        for body in bodies_that_may("access_request.grant", request.post.party, but_post=request.post_id):
            source = f"access_request:{request.pk}:{body.pk}"
            if source not in standing:
                owed = _owed(request, body).about(source, "access_request", str(request.pk))
                open_duty(actor=CLERK, owed=owed)
        return
    for duty in standing.values():
        if duty.state in ("open", "explained"):
            if request.state == "withdrawn":
                withdraw_duty(actor=CLERK, duty=duty, reason=text.REQUEST_GONE)
            else:
                discharge_duty(actor=CLERK, duty=duty, cause=cause)


def _owed(request: AccessRequest, body: Party) -> Owed:
    party = request.post.party
    said = {"name": request.person.name, "party": party.name, "post": request.post.name}
    return Owed(
        organisation=str(body.pk),
        organisation_name=body.name,
        path=body.place.path,
        title=text.ANSWER_TITLE.format(permission=term(request.permission), **said)[:200],
        clause=text.ANSWER_CLAUSE.format(reason=request.reason),
        clause_source=text.ANSWER_SOURCE,
        calculation=[text.ANSWER_STEP],
    )
