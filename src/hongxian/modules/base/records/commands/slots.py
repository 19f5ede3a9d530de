"""Columns for what records point to, given out once for each field; only commands of this room call this."""

from uuid import UUID

from hongxian.modules.base.records.kinds import Kind
from hongxian.modules.base.records.models import SLOTS, Record, Slot
from hongxian.modules.base.records.queries import slots_of
from hongxian.modules.base.records.references import pointing_fields


def give_slots(kind: Kind) -> dict[str, str]:
    """The columns of the kind's fields that point to rows, by field, new ones given a column as long as there is one.

    A field that begins to point to rows later takes along what records said of it before.
    """
    given = slots_of(kind.key)
    wanting = [name for name in pointing_fields(kind) if name not in given]
    free = [slot for slot in SLOTS if slot not in given.values()]
    new = dict(zip(wanting, free, strict=False))
    if not new:
        return given
    rows = [Slot(noun=kind.key, field=name, column=slot) for name, slot in new.items()]
    Slot.objects.bulk_create(rows, ignore_conflicts=True)  # of two at once, both mean the same
    for name, slot in new.items():
        for key, said in Record.objects.filter(noun=kind.key, values__has_key=name).values_list(
            "pk", f"values__{name}"
        ):
            Record.objects.filter(pk=key).update(**{slot: as_uuid(said)})
    return given | new


def as_uuid(said: object) -> UUID | None:
    """A key as the columns hold it; None for what is no key of a row."""
    try:
        return UUID(str(said))
    except ValueError:
        return None
