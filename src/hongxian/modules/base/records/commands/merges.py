"""Records follow merges: what points to an enterprise that was a duplicate points to the one that was kept."""

from __future__ import annotations

from uuid import UUID

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.modules.base.records.models import SLOTS, Record
from hongxian.modules.base.records.queries import pointing_to, slots_of

AT_ONCE = 500
"""So many records are named in one entry of the ledger."""


@command("record.follow_merge")
def follow_merge(*, actor: Actor, nouns: list[str], duplicate: UUID, kept: UUID) -> int:
    """Let up to `AT_ONCE` records of these nouns, as known now, that point to the duplicate point to the one kept;
    return how many. There must be some. What earlier versions said stays."""
    rows = list(pointing_to(nouns, duplicate)[:AT_ONCE])
    for row in rows:
        for name, slot in slots_of(row.noun).items():
            if getattr(row, slot) == duplicate:
                setattr(row, slot, kept)
                row.values[name] = str(kept)
    Record.objects.bulk_update(rows, ["values", *SLOTS])
    record(*rows)
    return len(rows)
