"""Writes about registers: what a person keeps of them, and that something was taken out."""

from collections.abc import Sequence
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.registers import text
from hongxian.kernel.registers.declared import register_of
from hongxian.kernel.registers.models import SIZES, Export, ListSetting, SavedFilter

MOST_FILTERS = 30
SHORTEST_PURPOSE = 2


@command("saved_filter.save")
def save_filter(*, actor: Actor, register: str, name: str, query: str) -> SavedFilter:
    """Keep conditions of a register under a name; what bore the name before is replaced."""
    name = name.strip()
    if not name:
        raise Problem(text.NAME_NEEDED, field="name")
    if not query:
        raise Problem(text.NO_CONDITIONS, field="name")
    own = SavedFilter.objects.filter(person=actor.key, register=_known(register))
    if own.exclude(name=name).count() >= MOST_FILTERS:
        raise Problem(text.TOO_MANY_FILTERS.format(most=MOST_FILTERS), field="name")
    found = own.filter(name=name).first()
    if found is None:
        found = SavedFilter.objects.create(person=actor.key, register=register, name=name, query=query)
    else:
        found.query, found.saved_at = query, now()
        found.save(update_fields=["query", "saved_at"])
    record(found)
    return found


@command("saved_filter.delete")
def delete_filter(*, actor: Actor, saved_filter: SavedFilter) -> None:
    """Keep the conditions no longer."""
    record(saved_filter, erased=True)
    saved_filter.delete()


@command("list_setting.set")
def set_list(
    *, actor: Actor, register: str, columns: Sequence[str] | None = None, page_size: int | None = None
) -> ListSetting:
    """Remember which columns of a register to show (none: those of the declaration) and how many rows on a page."""
    declared = {each.key for each in register_of(_known(register)).columns}  # type: ignore[union-attr]
    if columns is not None and (unknown := [each for each in columns if each not in declared]):
        raise Problem(text.NO_SUCH_COLUMN.format(found=unknown[0]), field="columns")
    if page_size is not None and page_size not in SIZES:
        sizes = text.LISTED.join(str(each) for each in SIZES)
        raise Problem(text.NO_SUCH_SIZE.format(found=page_size, expected=sizes), field="page_size")
    found, _ = ListSetting.objects.get_or_create(person=actor.key, register=register)
    if columns is not None:
        found.columns = list(columns)
    if page_size is not None:
        found.page_size = page_size
    found.save(update_fields=["columns", "page_size"])
    record(found)
    return found


@command("export.make")
def record_export(
    *,
    actor: Actor,
    register: str,
    query: str,
    filter_digest: str,
    format: str,
    count: int,
    revealed: Sequence[str] = (),
    purpose: str = "",
) -> Export:
    """Put down that rows of a register were taken out: which conditions, how many rows, in what format; which columns
    of personal data stand in it whole, and for what purpose. Raises `Problem` where that is not said."""
    if revealed and len(purpose.strip()) < SHORTEST_PURPOSE:
        raise Problem(text.PURPOSE_NEEDED, field="purpose")
    done = Export.objects.create(
        register=_known(register),
        query=query,
        filter_digest=filter_digest,
        format=format,
        count=count,
        exported_by=actor.key,
        exported_by_name=actor.name,
    )
    detail: dict[str, Any] = {"register": register, "filter_digest": filter_digest, "count": count}
    if revealed:
        detail["revealed"] = sorted(revealed)
    record(done, detail=detail, reason=purpose.strip())
    return done


def _known(register: str) -> str:
    if register_of(register) is None:
        raise Problem(text.NO_SUCH_REGISTER, field="register")
    return register
