"""Records follow merges: what points to an enterprise that was a duplicate points to the one that was kept; and comes
back once the merge is undone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from uuid import UUID

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.modules.base.enterprises.commands import held, note_carried
from hongxian.modules.base.enterprises.queries import carried_keys, way_of
from hongxian.modules.base.records.models import SLOTS, Record
from hongxian.modules.base.records.queries import RECORDS, behind, slots_of

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import EnterpriseMerge

AT_ONCE = 500
"""So many records are named in one entry of the ledger."""


@command("record.follow_merge")
def follow_merge(*, actor: Actor, nouns: list[str], enterprise_merge: EnterpriseMerge) -> int:
    """Let up to `AT_ONCE` records of these nouns, as known now, that point to the duplicate point to the one kept, or
    back to it once the merge is undone: those that the merge turned, corrected since or not; return how many. There
    must be some. What earlier versions said stays."""
    merge = held(enterprise_merge)
    rows = list(behind(nouns, merge)[:AT_ONCE])
    of, to = way_of(merge) or (None, None)
    turned: dict[str, list[UUID]] = defaultdict(list)
    came = _came(merge, rows) if merge.state == "undone" else None
    for row in rows:
        for field, slot in slots_of(row.noun).items():
            if getattr(row, slot) == of and (came is None or row.row in came[field]):
                setattr(row, slot, to)
                row.values[field] = str(to)
                turned[field].append(row.row)
    Record.objects.bulk_update(rows, ["values", *SLOTS])
    for field, keys in turned.items() if came is None else ():
        note_carried(merge, RECORDS, keys, field)
    record(*rows, facts={row.noun for row in rows})
    return len(rows)


def _came(merge: EnterpriseMerge, rows: list[Record]) -> dict[str, set[UUID]]:
    """Of these records, by field, the keys of those that the merge turned."""
    fields = {field for noun in {row.noun for row in rows} for field in slots_of(noun)}
    keys = [row.row for row in rows]
    return {field: set(carried_keys(merge, RECORDS, field).filter(row_key__in=keys)) for field in fields}
