"""Writes of papers that are not issued yet: drafted, revised, sent to be signed, sent back, signed, given up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.documents.markup import Parsed, parse
from hongxian.kernel.documents.templates import fill
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.papers import text
from hongxian.modules.base.papers.composing import to_fill
from hongxian.modules.base.papers.flow import PAPER
from hongxian.modules.base.papers.models import Paper, Recipient
from hongxian.modules.base.papers.offers import Offered, filled, offers, row_of, template_at
from hongxian.modules.base.papers.queries import signers_for
from hongxian.modules.base.parties.queries import issuers_for, parties_by_name

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party, Person


@command("paper.draft", sees="issuer=party.view")
def draft_paper(
    *,
    actor: Actor,
    kind: str,
    subject_key: str,
    issuer: Party,
    recipients: Sequence[str] | None = None,
    copied: Sequence[str] = (),
    asked: Mapping[str, Any] | None = None,
) -> Paper:
    """Draft a paper of that kind from a row, by the template of the issuer's place; without `recipients`, to those
    whom the row names.

    Raises `Problem` for a kind nobody offers, an issuer the actor does not work for, a template that does not fit;
    `NotVisible` where the row may not be seen.
    """
    offered = _offered(kind)
    if not issuers_for(actor).filter(pk=issuer.pk).exists():
        raise Problem(text.NOT_YOUR_ISSUER.format(name=issuer.name), field="issuer")
    given = filled(offered, actor, row_of(offered, actor, subject_key), asked or {})
    template, own = template_at(offered, issuer.place)
    wording = fill(template, {**given.values, "issuer": issuer.name})
    parsed = parse(wording)
    paper = Paper.objects.create(
        kind=kind,
        noun=offered.offer.noun,
        subject_key=subject_key,
        issuer=issuer,
        path=issuer.place.path,
        template=own,
        template_hash=_hash(template),
        office=actor.organisation,
        drafted_at=now(),
        drafted_by=actor.key,
        drafted_by_name=actor.name,
        **_said(wording, parsed),
    )
    named = _set_recipients(paper, parsed, given.recipients if recipients is None else recipients, copied)
    record(paper, *named)
    return paper


@command("paper.revise")
def revise_paper(
    *, actor: Actor, paper: Paper, wording: str, recipients: Sequence[str], copied: Sequence[str] = ()
) -> Paper:
    """Change the text and the recipients of a draft. Raises `Problem` naming the line at fault, or once it was
    submitted; `Stale` when somebody changed it meanwhile."""
    parsed = parse(wording)
    PAPER.advance(paper, "revise", actor, **_said(wording, parsed))
    if before := list(paper.recipients.order_by("order")):
        record(*before, erased=True)
        paper.recipients.all().delete()
    record(paper, *_set_recipients(paper, parsed, recipients, copied))
    return paper


@command("paper.submit", sees="signer=paper.draft")
def submit_paper(*, actor: Actor, paper: Paper, signer: Person) -> Paper:
    """Send the draft to a named leader to be signed; from now on its text cannot be changed. Raises `Problem` while
    something is left to be filled in, without recipients, or where that person may not sign it."""
    if missing := to_fill(paper.wording):
        raise Problem(text.STILL_TO_FILL.format(found=text.LISTED.join(missing)))
    chosen = next((each for each in signers_for(actor, paper.issuer) if each.person_id == signer.pk), None)
    if chosen is None or str(signer.pk) == paper.drafted_by:
        raise Problem(text.SIGNER_UNKNOWN, field="signer")
    post = f"{chosen.post.party.name}{chosen.post.name}"
    PAPER.advance(paper, "submit", actor, signer=signer, signer_post=post, submitted_at=now())
    record(paper)
    return paper


@command("paper.return")
def return_paper(*, actor: Actor, paper: Paper, reason: str) -> Paper:
    """Send it back to be revised, also after it was signed while it is not issued; it must be signed anew."""
    changes = {"signer": None, "signer_post": "", "submitted_at": None, "signed_at": None}
    PAPER.advance(paper, "return", actor, {"reason": reason}, **changes)
    record(paper, reason=reason)
    return paper


@command("paper.sign")
def sign_paper(*, actor: Actor, paper: Paper) -> Paper:
    """Sign it for issue. Only the named leader may, never whoever drafted it."""
    PAPER.advance(paper, "sign", actor, signed_at=now())
    record(paper)
    return paper


@command("paper.abandon")
def abandon_paper(*, actor: Actor, paper: Paper, reason: str) -> Paper:
    """Give up a draft; it stays on record and takes no number."""
    PAPER.advance(paper, "abandon", actor, {"reason": reason}, closed_at=now(), closing_reason=reason[:300])
    record(paper, reason=reason)
    return paper


def _offered(kind: str) -> Offered:
    found = offers().get(kind)
    if found is None:
        raise Problem(text.UNKNOWN_PAPER, field="kind")
    return found


def _said(wording: str, parsed: Parsed) -> dict[str, Any]:
    return {"title": parsed.content.title[:200], "wording": wording, "wording_hash": _hash(wording)}


def _hash(words: str) -> str:
    return sha256(words.encode()).hexdigest()


def _set_recipients(paper: Paper, parsed: Parsed, main: Sequence[str], copied: Sequence[str]) -> list[Recipient]:
    names = [(name, False) for name in _names(main)] + [(name, True) for name in _names(copied)]
    if parsed.addressed and not any(not also for _, also in names):
        raise Problem(text.NO_RECIPIENT, field="recipients")
    seen: set[str] = set()
    for name, _ in names:
        if name in seen:
            raise Problem(text.RECIPIENT_TWICE.format(name=name), field="recipients")
        if len(name) > 120:
            raise Problem(text.NAME_TOO_LONG.format(name=name[:20]), field="recipients")
        seen.add(name)
    known = parties_by_name(seen)
    return Recipient.objects.bulk_create(
        Recipient(paper=paper, order=order, name=name, party_id=known.get(name), copied=also)
        for order, (name, also) in enumerate(names, start=1)
    )


def _names(lines: Iterable[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip()]
