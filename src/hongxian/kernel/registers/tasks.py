"""What the worker does with acts on many rows and with large exports. Each may be broken off and begun anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import QueryDict

from hongxian.kernel.actor import Actor, system_actor
from hongxian.kernel.clock import now
from hongxian.kernel.disk import disk_full_told
from hongxian.kernel.module import resolve
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.problem import AlreadyDone, Problem
from hongxian.kernel.registers import exported, text
from hongxian.kernel.registers.acting import AT_ONCE, Outcome, act_upon, action_of, rows_with
from hongxian.kernel.registers.commands import clear_export, fail_bulk_act, fail_export, finish_bulk_act, finish_export
from hongxian.kernel.registers.declaration import Register
from hongxian.kernel.registers.declared import register_of
from hongxian.kernel.registers.exporting import Taken, take_out
from hongxian.kernel.registers.listing import Listing
from hongxian.kernel.registers.models import BulkAct, Export
from hongxian.kernel.registers.queries import bulk_act_with, export_with, exports_expired, is_waiting
from hongxian.kernel.text import NOT_IN_SCOPE

SYSTEM = system_actor("registers", "export.fail", "export.clear", "bulk_act.fail")


def make(delivery: Delivery) -> None:
    """Make the file as the one who asked for it, with what that person may see now; nothing is left of one called off
    meanwhile."""
    key = str(delivery.args["export"])
    exported.begin(UUID(key))
    if not _wanted(key):
        return
    through = False
    with suppress(exported.Unwanted):
        _make(delivery, key)
        through = True
    if not through and _wanted(key):
        raise RuntimeError(f"the folder of export {key} is gone")


def _wanted(key: str) -> bool:
    """Whether the export still waits; what lies beside one called off is removed."""
    export = export_with(key)
    if export is None or export.state == "cancelled":
        exported.forget(UUID(key))
    return export is not None and export.state == "waiting"


def _make(delivery: Delivery, key: str) -> None:
    export = export_with(key)
    assert export is not None
    actor: Actor = resolve(settings.ACTOR_FINDER)(export.exported_by, export.capacity)
    try:
        with disk_full_told(), _taken(export, actor) as taken:
            finish_export(
                actor=actor.within(f"message:{delivery.key}"), export=export, file_name=taken.name, count=taken.count
            )
    except AlreadyDone:
        return
    except Problem as problem:
        if not _wanted(key):
            return
        exported.forget(export.pk)
        fail_export(actor=SYSTEM, export=export, fault=problem.text)


def _taken(export: Export, actor: Actor) -> Taken:
    register = register_of(export.register)
    if register is None or not actor.may(register.permission) or not actor.may("export.make"):
        raise Problem(text.MAY_NO_MORE)
    listing = Listing(register, actor, QueryDict(export.query))
    total = listing.rows.order_by().count() if listing.valid else 0
    return take_out(
        listing,
        export.format,
        whole=bool(export.revealed),
        into=exported.opened(export.pk),
        progress=lambda done: exported.note_progress(export.pk, done, total),
    )


def act(delivery: Delivery) -> None:
    """Do with each row what was asked for, as the one who asked, with what that person may do now. Broken off and begun
    anew it does nothing twice: the key of each act is made of this one's and the row's."""
    bulk_act = bulk_act_with(str(delivery.args["bulk_act"]))
    if bulk_act is None or bulk_act.state not in ("waiting", "stopping"):
        return
    actor: Actor = resolve(settings.ACTOR_FINDER)(bulk_act.person, bulk_act.capacity)
    register = register_of(bulk_act.register)
    if register is None or not actor.may(register.permission) or not actor.may(bulk_act.action):
        fail_bulk_act(actor=SYSTEM, bulk_act=bulk_act, fault=text.MAY_ACT_NO_MORE)
        return
    exported.begin(bulk_act.pk)
    outcomes = list(_outcomes(bulk_act, register, actor))
    refused = [{"row": each.row, "sentence": each.sentence, "href": each.href} for each in outcomes if not each.done]
    told: dict[str, Any] = {
        "done": len(outcomes) - len(refused),
        "left": bulk_act.count - len(outcomes),
        "refused": refused,
    }
    bulk_act.refresh_from_db(fields=["state"])  # it may have been stopped meanwhile
    with suppress(AlreadyDone):
        finish_bulk_act(actor=actor.within(f"message:{delivery.key}"), bulk_act=bulk_act, **told)
    exported.forget(bulk_act.pk)


def _outcomes(bulk_act: BulkAct, register: Register, actor: Actor) -> Iterator[Outcome]:
    """What becomes of the rows, one by one, until it is stopped."""
    action, within = action_of(register, bulk_act.action), actor.within(f"bulk:{bulk_act.pk}")
    for start in range(0, bulk_act.count, AT_ONCE):
        part = bulk_act.keys[start : start + AT_ONCE]
        found = {str(row.pk): row for row in rows_with(register, actor, part)}
        for number, key in enumerate(part, start=start):
            if not is_waiting(bulk_act):
                return
            row = found.get(key)
            yield (
                Outcome(text.MISSING, False, NOT_IN_SCOPE)
                if row is None
                else act_upon(register, within, action, row, bulk_act.inputs)
            )
            exported.note_progress(bulk_act.pk, number + 1, bulk_act.count)


def clear_expired() -> int:
    """Clear the files whose time is over; how many."""
    found = list(exports_expired(now())[:100])
    for each in found:
        clear_export(actor=SYSTEM, export=each)
        exported.forget(each.pk)
    return len(found)
