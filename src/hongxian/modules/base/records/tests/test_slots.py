"""What a record points to stands in a column given once: whatever becomes of the dictionary, rows are still found."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.clock import now
from hongxian.kernel.keys import new_key
from hongxian.kernel.rules.dictionary import FactNoun
from hongxian.modules.base.records.commands import correct_record
from hongxian.modules.base.records.commands.slots import give_slots
from hongxian.modules.base.records.kinds import Kind
from hongxian.modules.base.records.models import Record, Register
from hongxian.modules.base.records.queries import slots_of


def kind(*names: str, plain: tuple[str, ...] = ()) -> Kind:
    """A kind whose fields of these names point to parties; those of `plain` hold keys of nothing known."""
    fields: dict[str, Any] = {name: {"type": "key", "label": name, "of": "party"} for name in names}
    fields |= {name: {"type": "key", "label": name} for name in plain}
    return Kind("sample", FactNoun.model_validate({"label": "试验", "description": "试验", "fields": fields}))


def test_entering_fills_the_columns_and_correcting_empties_them(
    opened: Any, entered: Any, enterprise: Any, cast: Any
) -> None:
    record = entered(opened("standardisation"), enterprise=enterprise, status="started", valid_from="2026-01-01")
    assert slots_of("standardisation")["enterprise"] == "ref1"
    assert (record.ref1, record.ref2) == (enterprise.pk, None)
    corrected = correct_record(actor=cast["张慧"], record=record, values={"enterprise": ""}, reason="录错")
    assert (corrected.ref1, corrected.values) == (None, {"status": "started"})


@pytest.mark.django_db
def test_a_column_once_given_is_kept() -> None:
    assert give_slots(kind("owner", "crew")) == {"owner": "ref1", "crew": "ref2"}
    moved = give_slots(kind("inspector", "crew", "owner"))
    assert moved == {"owner": "ref1", "crew": "ref2", "inspector": "ref3"}
    assert slots_of("sample") == moved
    assert slots_of("other") == {}


@pytest.mark.django_db
def test_what_finds_no_column_stays_in_the_values() -> None:
    names = tuple(f"field{number}" for number in range(8))
    assert sorted(give_slots(kind(*names)).values()) == [f"ref{number}" for number in range(1, 7)]


def test_a_field_that_begins_to_point_takes_along_what_was_said(world: Any) -> None:
    place, keeper = world.parties["市安委办"].place, world.parties["市安委办"]
    register = Register.objects.create(
        noun="sample", place=place, keeper=keeper, valid_from=date(2026, 1, 1), recorded_at=now()
    )
    assert give_slots(kind(plain=("owner",))) == {}
    for said in (str(keeper.pk), "no key"):
        key = new_key()
        Record.objects.create(
            id=key,
            row=key,
            register=register,
            noun="sample",
            place=place,
            path=place.path,
            values={"owner": said},
            fingerprint=said,
            recorded_at=now(),
            recorded_from=now(),
        )
    assert give_slots(kind("owner")) == {"owner": "ref1"}
    assert list(Record.objects.order_by("row").values_list("ref1", flat=True)) == [keeper.pk, None]
