"""Merging an entry into another of the same danger."""

from __future__ import annotations

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.desk import dropped
from hongxian.modules.screening.hidden_dangers.flow import HIDDEN_DANGER
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger


@command("hidden_danger.merge", sees="kept_danger=hidden_danger.view")
def merge_hidden_danger(
    *, actor: Actor, hidden_danger: HiddenDanger, kept_danger: HiddenDanger, reason: str
) -> HiddenDanger:
    """Say that an entry is of the same danger as another, `kept_danger`: it is struck out, stays on record and
    leads there.

    Raises `Problem` for a major one (a second person decides on striking out), for an entry that stands elsewhere, was
    struck out itself, or is this very one.
    """
    if hidden_danger.pk == kept_danger.pk:
        raise Problem(text.MERGE_ITSELF, field="kept_danger")
    if kept_danger.withdrawn_at is not None:
        raise Problem(text.MERGE_INTO_WITHDRAWN, field="kept_danger")
    if (hidden_danger.enterprise_id, hidden_danger.place_id) != (kept_danger.enterprise_id, kept_danger.place_id):
        raise Problem(
            text.MERGE_ELSEWHERE.format(here=hidden_danger.where, there=kept_danger.where), field="kept_danger"
        )
    words = said("reason", reason)
    told = {"withdrawn_at": now(), "change_reason": words, "duplicate_of": kept_danger}
    HIDDEN_DANGER.advance(hidden_danger, "withdraw", actor, {"reason": words}, **told)
    record(hidden_danger, kept_danger, reason=words)
    dropped(f"hidden_danger:{hidden_danger.pk}:", text.NO_LONGER_OWED.format(state=term("hidden_danger:withdrawn")))
    return hidden_danger
