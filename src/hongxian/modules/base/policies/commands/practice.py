"""Writes of practices: what a pack only reports from elsewhere binds where a place makes it its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.two_times import current, supersede
from hongxian.modules.base.policies import text
from hongxian.modules.base.policies.content import content_of
from hongxian.modules.base.policies.models import Pack, Practice
from hongxian.modules.base.policies.queries import binds

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


@command("practice.adopt", sees="pack=pack.view")
def adopt_practice(
    *, actor: Actor, pack: Pack, place: Place, obligation: str, document: str, issued_on: date, valid_from: date
) -> Practice:
    """Let a reported practice bind a place and what lies below it from that day, by a document of the place.

    Raises `Problem` when the pack has no such obligation, when it binds anyway, when the pack does not bind the place,
    without a document, at one issued in the future, or when the place adopted it already.
    """
    entry = content_of(pack).obligations.get(obligation)
    if entry is None or not entry.entry.practice:
        raise Problem(text.NO_PRACTICE.format(code=obligation), field="obligation")
    if not binds(pack, place, valid_from):
        raise Problem(text.PACK_NOT_IN_FORCE.format(place=place.name, day=valid_from), field="place")
    _check_document(document, issued_on)
    same = Practice.objects.filter(pack_code=pack.code, obligation=obligation, place=place)
    if other := current(same).filter(valid_to__isnull=True).first():
        raise Problem(text.PRACTICE_ADOPTED.format(place=place.name, start=other.valid_from, document=other.document))
    practice = Practice.objects.create(
        pack_code=pack.code,
        obligation=obligation,
        place=place,
        document=document.strip(),
        issued_on=issued_on,
        valid_from=valid_from,
    )
    record(practice, reason=practice.document, pack=f"{pack.code}/{pack.version}")
    return practice


@command("practice.end")
def end_practice(*, actor: Actor, practice: Practice, document: str, issued_on: date, last_day: date) -> Practice:
    """End it with that last day, by a document of the place; what was judged until then stays on record."""
    if practice.valid_to is not None:
        raise Problem(text.PRACTICE_ENDED.format(end=practice.valid_to))
    if last_day < practice.valid_from:
        raise Problem(text.ENDS_TOO_EARLY.format(found=last_day, start=practice.valid_from), field="last_day")
    _check_document(document, issued_on)
    ended = supersede(practice, valid_to=last_day, ended_by=document.strip(), ended_by_issued_on=issued_on)
    record(ended, practice, reason=ended.ended_by)
    return ended


def _check_document(document: str, issued_on: date) -> None:
    if not document.strip():
        raise Problem(text.DOCUMENT_NEEDED, field="document")
    if issued_on > today():
        raise Problem(text.NOT_ISSUED_YET.format(found=issued_on, today=today()), field="issued_on")
