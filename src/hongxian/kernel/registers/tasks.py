"""What the worker does with large exports. Each may be broken off and begun anew."""

from __future__ import annotations

from contextlib import suppress
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
from hongxian.kernel.registers.commands import clear_export, fail_export, finish_export
from hongxian.kernel.registers.declared import register_of
from hongxian.kernel.registers.exporting import Taken, take_out
from hongxian.kernel.registers.listing import Listing
from hongxian.kernel.registers.models import Export
from hongxian.kernel.registers.queries import export_with, exports_expired

SYSTEM = system_actor("registers", "export.fail", "export.clear")


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


def clear_expired() -> int:
    """Clear the files whose time is over; how many."""
    found = list(exports_expired(now())[:100])
    for each in found:
        clear_export(actor=SYSTEM, export=each)
        exported.forget(each.pk)
    return len(found)
