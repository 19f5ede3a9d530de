"""Writes about what law and standards publish."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.two_times import current, supersede
from hongxian.modules.base.national import text
from hongxian.modules.base.national.models import NationalConfirmation
from hongxian.modules.base.national.queries import value_on

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


@command("national_confirmation.confirm", sees="place=place.view")
def confirm_national_value(
    *, actor: Actor, place: Place, key: str, valid_from: date, basis: str
) -> NationalConfirmation:
    """Say for a place that a published value was checked against its text; from that day on it decides there.

    Raises `Problem` for a value that is not in force, decides by itself or was confirmed before, and without a basis.
    """
    value = value_on(key, valid_from)
    if value is None:
        raise Problem(text.NOT_IN_FORCE.format(key=key, day=valid_from), field="valid_from")
    if value.certainty.decides:
        raise Problem(text.DECIDES.format(label=value.label))
    if not basis.strip():
        raise Problem(text.BASIS_NEEDED, field="basis")
    if valid_from > today():
        raise Problem(text.AHEAD.format(day=valid_from), field="valid_from")
    same = NationalConfirmation.objects.filter(place=place, value_key=key, version_from=value.valid_from)
    if current(same).filter(valid_to__isnull=True).exists():
        raise Problem(text.CONFIRMED_BEFORE.format(label=value.label, place=place.name))
    row = NationalConfirmation.objects.create(
        place=place,
        value_key=key,
        version_from=value.valid_from,
        basis=basis.strip(),
        confirmed_by_name=actor.name,
        valid_from=valid_from,
        valid_to=None,
    )
    record(row, reason=basis.strip())
    return row


@command("national_confirmation.withdraw")
def withdraw_national_confirmation(
    *, actor: Actor, national_confirmation: NationalConfirmation, reason: str
) -> NationalConfirmation:
    """Take a confirmation back from today on: the value waits again. What was judged by it stays as it was judged."""
    if not reason.strip():
        raise Problem(text.REASON_NEEDED, field="reason")
    last = max(today() - timedelta(days=1), national_confirmation.valid_from)
    ended = supersede(national_confirmation, valid_to=last)
    record(ended, national_confirmation, reason=reason.strip())
    return ended
