"""Writes of drafts: a text received, its proposals decided one by one, the pack made of what was confirmed."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.drafts import text
from hongxian.modules.base.drafts.flow import DRAFT, PROPOSAL
from hongxian.modules.base.drafts.folder import Cover, write_folder
from hongxian.modules.base.drafts.models import Draft, Proposal
from hongxian.modules.base.drafts.reading import read
from hongxian.modules.base.policies.commands import load_pack

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


@command("draft.receive", sees="place=place.view")
def receive_draft(*, actor: Actor, place: Place, file_name: str, content: bytes, title: str = "") -> Draft:
    """Read a policy text and propose obligations. Raises `Problem` when the file cannot be read, or when the same
    file is being worked on for that place."""
    digest = hashlib.sha256(content).hexdigest()
    if Draft.objects.filter(place=place, sha256=digest, state="open").exists():
        raise Problem(text.RECEIVED_BEFORE.format(place=place.name), field="file")
    found = read(file_name, content)
    draft = Draft.objects.create(
        title=title.strip() or found.title or Path(file_name).stem,
        place=place,
        file_name=Path(file_name).name,
        sha256=digest,
        original="\n".join(found.received.lines),
        how=found.received.how,
        notes=list(found.received.notes),
        clauses=[asdict(clause) for clause in found.outline.clauses],
        damage=[asdict(each) for each in found.damage],
        set_apart={
            "title": found.outline.title_lines,
            "clutter": sorted([*found.outline.clutter_lines, *found.outline.contents_lines]),
        },
        received_at=now(),
        received_by=actor.key,
        received_by_name=actor.name,
    )
    rows = [
        Proposal(draft=draft, number=number, **{**asdict(each), "vague": list(each.vague)})
        for number, each in enumerate(found.proposals, 1)
    ]
    Proposal.objects.bulk_create(rows)
    record(draft, *rows)
    return draft


@command("proposal.confirm")
def confirm_proposal(*, actor: Actor, proposal: Proposal, changes: dict[str, Any] | None = None) -> Proposal:
    """Confirm a proposal, with what the person changed. Raises `Problem` when the draft is closed, a field is none of
    a proposal's, or the form lacks what it rests on."""
    _still_open(proposal.draft)
    unknown = set(changes or {}) - set(Proposal.EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {sorted(unknown)}")
    wanted = {name: getattr(proposal, name) for name in Proposal.EDITABLE} | (changes or {})
    _check(wanted)
    PROPOSAL.advance(proposal, "confirm", actor, decided_by_name=actor.name, decided_at=now(), **(changes or {}))
    record(proposal)
    return proposal


@command("proposal.refuse")
def refuse_proposal(*, actor: Actor, proposal: Proposal, reason: str = "") -> Proposal:
    """Say that this sentence binds nobody, or was misread; it stays on record."""
    _still_open(proposal.draft)
    PROPOSAL.advance(proposal, "refuse", actor, decided_by_name=actor.name, decided_at=now())
    record(proposal, reason=reason)
    return proposal


@command("proposal.add")
def add_proposal(*, actor: Actor, draft: Draft, path: str, quote: str, title: str, rule_form: str) -> Proposal:
    """Add an obligation that the importer did not find. The quotation must stand in the clause, word for word."""
    _still_open(draft)
    clause = next((each for each in draft.clauses if each["path"] == path), None)
    if clause is None:
        raise Problem(text.NO_SUCH_CLAUSE.format(path=path), field="path")
    if not quote.strip() or quote.strip() not in clause["text"]:
        raise Problem(text.QUOTE_NOT_THERE.format(path=path), field="quote")
    last = draft.proposals.order_by("-number").first()
    proposal = Proposal.objects.create(
        draft=draft,
        number=(last.number if last else 0) + 1,
        path=path,
        line=clause["line"],
        quote=quote.strip(),
        title=title,
        rule_form=rule_form,
        by_hand=True,
    )
    record(proposal)
    return proposal


@command("draft.finish")
def finish_draft(*, actor: Actor, draft: Draft, cover: Cover) -> Draft:
    """Write the draft pack from what was confirmed, and load it. Raises `Problem` when proposals are still undecided,
    none was confirmed, or the pack cannot be loaded."""
    _still_open(draft)
    undecided = draft.proposals.filter(state="proposed").count()
    if undecided:
        raise Problem(text.UNDECIDED.format(count=undecided))
    if not draft.proposals.filter(state="confirmed").exists():
        raise Problem(text.NONE_CONFIRMED)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / cover.code / str(cover.version)
        write_folder(draft, cover, folder)
        pack = load_pack(actor=actor, folder=folder)
    DRAFT.advance(draft, "finish", actor, pack=str(pack.pk))
    record(draft, pack=f"{pack.code}/{pack.version}")
    return draft


@command("draft.abandon")
def abandon_draft(*, actor: Actor, draft: Draft, reason: str) -> Draft:
    """Give a draft up; it stays on record."""
    DRAFT.advance(draft, "abandon", actor, {"reason": reason})
    record(draft, reason=reason)
    return draft


def _still_open(draft: Draft) -> None:
    if draft.state != "open":
        raise Problem(text.CLOSED.format(title=draft.title))


def _check(wanted: dict[str, Any]) -> None:
    if wanted["rule_form"] == "PERIODIC" and not wanted["period"]:
        raise Problem(text.PERIOD_NEEDED, field="period")
    if wanted["rule_form"] == "DEADLINE" and not isinstance(wanted["due"], date):
        raise Problem(text.DUE_NEEDED, field="due")
    if not str(wanted["title"]).strip():
        raise Problem(text.TITLE_NEEDED, field="title")
