"""Signatures under a letter: who signed for which side, on which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.parties.queries import appointments_on, visible_parties
from hongxian.modules.responsibility.pledges import text
from hongxian.modules.responsibility.pledges.commands.pledges import in_force
from hongxian.modules.responsibility.pledges.flow import PLEDGE
from hongxian.modules.responsibility.pledges.models import Pledge, PledgeSignature

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Post


@dataclass(frozen=True)
class Signed:
    """One side signed: the name, the day, the post held (of the body that signs), or for whom he signed instead."""

    signer_name: str
    signed_on: date
    post: Post | None = None
    on_behalf_of: str = ""


@command("pledge.sign")
def sign_pledge(*, actor: Actor, pledge: Pledge, signatures: Mapping[str, Signed]) -> Pledge:
    """Enter the signatures of one side or both (`giver`, `bearer`). When both are there, a second person confirms
    what one person alone has entered; what two people entered, each one side, is in force at once.

    Raises `Problem` when a side has signed already or does not sign, the day lies ahead, the signer holds another post
    than he signs for without saying on whose behalf, or one person would sign for both (its `field` is side.name);
    `Denied` for a side for which the actor does not act.
    """
    held = Pledge.objects.select_for_update(of=("self",)).select_related("link").get(pk=pledge.pk)
    rows = [_signature(actor, held, side, each) for side, each in signatures.items()]
    if not rows:
        raise Problem(text.SIGNATURE_NEEDED)
    done = list(held.signatures.all())
    if len(done) == len(_sides_of(held)):
        if _same_person(done):
            raise Problem(text.SAME_SIGNER.format(name=done[0].signer_name), field="bearer.signer_name")
        signed_on = max(each.signed_on for each in done)
        if held.state == "issued":
            PLEDGE.advance(held, "sign", actor)
        PLEDGE.advance(held, "countersign", actor, signed_on=signed_on)
        touched = in_force(held, actor) if len({each.recorded_by for each in done}) > 1 else []
    else:
        PLEDGE.advance(held, "sign", actor)
        touched = []
    record(held, *rows, *touched)
    pledge.refresh_from_db()
    return held


def _signature(actor: Actor, pledge: Pledge, side: str, signed: Signed) -> PledgeSignature:
    if side not in _sides_of(pledge):
        raise Problem(text.SIDE_DOES_NOT_SIGN, field=f"{side}.signer_name")
    if pledge.state not in ("issued", "half_signed"):
        raise Problem(text.NOT_TO_SIGN.format(state=term(f"pledge:{pledge.state}")))
    if before := pledge.signatures.filter(side=side).first():
        words = {"side": term(f"side#{side}"), "name": before.signer_name, "day": before.signed_on}
        raise Problem(text.SIGNED_ALREADY.format(**words), field=f"{side}.signer_name")
    if signed.signed_on > today():
        raise Problem(text.SIGNED_AHEAD.format(found=signed.signed_on, today=today()), field=f"{side}.signed_on")
    if not signed.signer_name.strip():
        raise Problem(text.SIGNER_NEEDED, field=f"{side}.signer_name")
    if not _acts_for(actor, pledge, side):
        raise Denied(text.NOT_THAT_SIDE.format(side=term(f"side#{side}")))
    return PledgeSignature.objects.create(
        pledge=pledge,
        side=side,
        signer_name=signed.signer_name.strip(),
        person=_holder(pledge, side, signed),
        post=signed.post,
        on_behalf_of=signed.on_behalf_of.strip(),
        signed_on=signed.signed_on,
        recorded_at=now(),
        recorded_by=actor.key,
        recorded_by_name=actor.name,
    )


def _sides_of(pledge: Pledge) -> tuple[str, ...]:
    """A promise is signed by the enterprise alone."""
    return ("bearer",) if pledge.link.tier == "promises" else ("giver", "bearer")


def _acts_for(actor: Actor, pledge: Pledge, side: str) -> bool:
    """Whoever acts from above may enter both signatures from the paper; who is bound only his own."""
    rows = visible_parties(actor, "pledge.sign")
    if pledge.giver_id and rows.filter(pk=pledge.giver_id).exists():
        return True
    if pledge.bearer_id:
        return side == "bearer" and rows.filter(pk=pledge.bearer_id).exists()
    inside = visible_enterprises(actor, "pledge.sign").filter(pk__in=[pledge.enterprise_id]).exists()
    return inside and (side == "bearer" or not pledge.giver_id)


def _holder(pledge: Pledge, side: str, signed: Signed) -> Any:
    """The person who signed, where the post he signed for says who it is."""
    if signed.post is None:
        return None
    body = pledge.giver_id if side == "giver" else pledge.bearer_id
    if signed.post.party_id != body:
        raise Problem(text.POST_OF_ANOTHER.format(post=signed.post.name), field="post")
    held = [each.person for each in appointments_on(signed.signed_on).filter(post=signed.post)]
    same = [each for each in held if each.name == signed.signer_name.strip()]
    if same:
        return same[0]
    if held and not signed.on_behalf_of.strip():
        names = text.LISTED.join(each.name for each in held)
        words = {"day": signed.signed_on, "post": signed.post.name, "holder": names, "name": signed.signer_name}
        raise Problem(text.NOT_THE_HOLDER.format(**words), field=f"{side}.on_behalf_of")
    return None


def _same_person(done: list[PledgeSignature]) -> bool:
    if len(done) < 2:
        return False
    one, other = done
    if one.person_id and other.person_id:
        return one.person_id == other.person_id
    return one.signer_name == other.signer_name
