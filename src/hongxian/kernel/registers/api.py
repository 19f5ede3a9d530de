"""REST of registers: the same rows, conditions and order as the lists."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from ninja import Router, Schema

from hongxian.kernel.paging import page
from hongxian.kernel.problem import Problem
from hongxian.kernel.registers import acting_api, exported, text
from hongxian.kernel.registers.cells import Cells
from hongxian.kernel.registers.commands import cancel_export
from hongxian.kernel.registers.counting import MOST_COUNTED
from hongxian.kernel.registers.declaration import Register
from hongxian.kernel.registers.declared import declared, registers_for
from hongxian.kernel.registers.listing import Listing
from hongxian.kernel.registers.models import Export
from hongxian.kernel.registers.queries import visible_exports
from hongxian.kernel.web.access import actor_of, within

router = Router()
router.add_router("", acting_api.router)

MOST = 200


class ColumnOut(Schema):
    """A column: its key in the rows, its Chinese, what kind of value it has; `choices` by value."""

    key: str
    label: str
    kind: str
    sortable: bool
    choices: dict[str, str]


class FilterOut(Schema):
    """A condition: its parameter (`<key>_from` and `<key>_to` for a range), its Chinese, what it expects."""

    key: str
    label: str
    kind: str


class RegisterOut(Schema):
    """A register that one may look at."""

    key: str
    title: str
    columns: list[ColumnOut]
    filters: list[FilterOut]


class RowsOut(Schema):
    """One page of rows: the key of each and its columns. `next` and `previous` are tokens for `after` and `before`,
    empty where there is nothing more; `count` goes up to 10,000, `counted` says whether that is all."""

    rows: list[dict[str, Any]]
    next: str
    previous: str
    count: int
    counted: bool


class ExportOut(Schema):
    """A large export: `done` of `total` rows are written as long as it is `waiting`, then `made`, `failed` (with the
    `fault`), `cancelled`, in the end `cleared`."""

    id: UUID
    register_key: str
    state: str
    format: str
    done: int
    total: int
    fault: str


@router.get("", response=list[RegisterOut])
def list_registers(request: HttpRequest) -> list[dict[str, Any]]:
    """The registers that one may look at, with their columns and conditions: those of the rooms, and those of which
    the dictionary of facts gives the columns (`record.` and the key of one that was opened)."""
    return [_described(each) for each in registers_for(actor_of(request))]


@router.get("/exports/{uuid:key}", response=ExportOut)
def get_export(request: HttpRequest, key: UUID) -> dict[str, Any]:
    """How far a large export of one's own is."""
    return _export_told(within(visible_exports(actor_of(request), "export.view"), key))


@router.post("/exports/{uuid:key}/cancel", response=ExportOut)
def cancel_one_export(request: HttpRequest, key: UUID) -> dict[str, Any]:
    """Call off a large export of one's own that is not made yet; what was written of it is removed."""
    actor = actor_of(request)
    found = cancel_export(actor=actor, export=within(visible_exports(actor, "export.cancel"), key))
    exported.forget(found.pk)
    return _export_told(found)


@router.get("/{key}", response=RowsOut)
def list_rows(
    request: HttpRequest, key: str, sort: str = "", after: str = "", before: str = "", limit: int = 20
) -> dict[str, Any]:
    """The rows of a register within one's scope. Its conditions are further parameters, as `GET /registers` names
    them; one that it does not know, or a value that cannot be read, is refused."""
    actor = actor_of(request)
    register = declared(actor, key)
    if not 1 <= limit <= MOST:
        raise Problem(text.NO_SUCH_SIZE.format(found=limit, expected=f"1–{MOST}"), field="limit")
    given: QueryDict = request.GET.copy()
    given.pop("limit", None)
    listing = Listing(register, actor, given)
    if not listing.valid:
        raise listing.form.refusal()
    many = listing.count > MOST_COUNTED
    found = page(listing.rows, listing.order, after=after, before=before, limit=limit, many=many)
    cells = Cells(register, actor, register.columns, found.rows)
    return {
        "rows": [{"key": str(row.pk), **cells.told(row)} for row in found.rows],
        "next": found.older,
        "previous": found.newer,
        "count": min(listing.count, MOST_COUNTED),
        "counted": listing.count <= MOST_COUNTED,
    }


def _export_told(export: Export) -> dict[str, Any]:
    waits = export.state == "waiting"
    done, total = exported.progress(export.pk) if waits else (export.count, export.count)
    told = {name: getattr(export, name) for name in ("id", "state", "format", "fault")}
    return told | {"register_key": export.register, "done": done, "total": total}


def _described(register: Register) -> dict[str, Any]:
    columns = [
        {
            "key": each.key,
            "label": each.words,
            "kind": str(each.kind),
            "sortable": bool(each.sort),
            "choices": dict(each.choices.pairs()) if each.choices else {},
        }
        for each in register.columns
    ]
    filters = [{"key": each.key, "label": each.words, "kind": str(each.kind)} for each in register.filters]
    return {"key": register.key, "title": register.words, "columns": columns, "filters": filters}
