"""A letter that waits for a signature, as a duty on the desk of whoever is to sign: of who is bound by it from when it
is issued, of who signs from above once the other side has signed. Where nobody of that body may enter a signature,
nobody is given the duty."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from hongxian.kernel.actor import system_actor
from hongxian.kernel.duties.commands import Owed, discharge_duty, open_duty, withdraw_duty
from hongxian.kernel.duties.queries import duties_under
from hongxian.modules.base.accounts.queries import bodies_able
from hongxian.modules.base.calendars.queries import remind_by
from hongxian.modules.responsibility.pledges import text
from hongxian.modules.responsibility.pledges.models import Pledge
from hongxian.modules.responsibility.pledges.naming import giver_of, name_of
from hongxian.modules.responsibility.pledges.queries import pledge_of, unsigned_in

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party

CLERK = system_actor("pledges", "duty.open", "duty.discharge", "duty.withdraw")
Able = tuple[dict[UUID, "Party"], dict[UUID, "Party"]]


def settle(key: str, cause: str) -> None:
    """Put the signatures that a letter (by its key) waits for on desks, and take off what is signed or not wanted any
    more. May be called again at any time."""
    _settle(pledge_of(key), cause, bodies_able("pledge.sign"))


def settle_round(key: str, cause: str) -> None:
    """The same for every letter of a round that is not signed, as far as somebody is there to sign it."""
    able = bodies_able("pledge.sign")
    for pledge in unsigned_in(key, bearers=able[0], enterprises=able[1]):
        _settle(pledge, cause, able)


def _settle(pledge: Pledge, cause: str, able: Able) -> None:
    prefix = f"pledge_sign:{pledge.pk}:"
    standing = {each.source: each for each in duties_under(prefix)}
    signed = {each.side for each in pledge.signatures.all()}
    wanted = _wanted(pledge, signed, able)
    for side, body in wanted.items():
        duty = standing.get(f"{prefix}{side}")
        if duty is None or duty.state in ("done", "withdrawn"):
            owed = _owed(pledge, body).about(f"{prefix}{side}", "pledge", str(pledge.pk))
            open_duty(actor=CLERK, owed=owed)
    for source, duty in standing.items():
        side = source.removeprefix(prefix)
        if side not in wanted and duty.state in ("open", "explained"):
            if side in signed:
                discharge_duty(actor=CLERK, duty=duty, cause=cause)
            else:
                withdraw_duty(actor=CLERK, duty=duty, reason=text.NOT_TO_BE_SIGNED)


def _wanted(pledge: Pledge, signed: set[str], able: Able) -> dict[str, Party]:
    """Who is to sign now, by side, as far as somebody there may enter it."""
    found: dict[str, Party | None] = {}
    if pledge.state in ("issued", "half_signed") and "bearer" not in signed:
        found["bearer"] = _able(pledge.bearer_id, pledge.enterprise_id, able)
    if pledge.state == "half_signed" and "bearer" in signed and "giver" not in signed:
        found["giver"] = _able(pledge.giver_id, pledge.enterprise_id, able)
    return {side: body for side, body in found.items() if body is not None}


def _able(body: UUID | None, enterprise: UUID | None, able: Able) -> Party | None:
    """Who enters the signature: the body itself, or, where it is an enterprise, the body that acts for it."""
    own, of_enterprises = able
    if body is not None:
        return own.get(body)
    return of_enterprises.get(enterprise) if enterprise is not None else None


def _owed(pledge: Pledge, body: Party) -> Owed:
    held = pledge.link.round
    words = {"title": pledge.link.title, "year": held.year, "bearer": name_of(pledge), "giver": giver_of(pledge)}
    known = text.SIGN_BY_STEP if held.sign_by else text.NO_SIGN_BY_STEP
    return Owed(
        organisation=str(body.pk),
        organisation_name=body.name,
        path=body.place.path,
        title=text.SIGN_TITLE.format(**words)[:200],
        clause=text.SIGN_CLAUSE.format(**words),
        clause_source=(held.basis or held.title)[:200],
        due_on=held.sign_by,
        remind_on=remind_by(held.sign_by).due_on if held.sign_by else None,
        calculation=[known.format(issuer=held.issuer.name, day=held.sign_by)],
    )
