"""REST of acts on many rows: the same as on the pages, always carried out by the worker."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from ninja import Field, Router, Schema, Status

from hongxian.kernel.problem import Problem
from hongxian.kernel.registers import exported, text
from hongxian.kernel.registers.acting import MOST_ROWS, action_of, keys_of, rows_with
from hongxian.kernel.registers.commands import request_bulk_act, stop_bulk_act
from hongxian.kernel.registers.declared import declared
from hongxian.kernel.registers.forms import InputsForm
from hongxian.kernel.registers.listing import Listing
from hongxian.kernel.registers.models import BulkAct
from hongxian.kernel.registers.queries import visible_bulk_acts
from hongxian.kernel.web.access import actor_of, must, within

router = Router()


class BulkIn(Schema):
    """What is to be done with which rows: those of these keys, or all that stand under the conditions of `query`
    (written as in an address; empty: every row one sees). `expected` is how many one saw there."""

    command: str = Field(max_length=80)
    rows: list[str] = Field(default_factory=list, max_length=MOST_ROWS)
    query: str | None = Field(None, max_length=2000)
    expected: int | None = Field(None, ge=0)
    inputs: dict[str, str] = Field(default_factory=dict)


class RefusedOut(Schema):
    """A row with which it was not done, and why."""

    row: str
    sentence: str


class BulkOut(Schema):
    """An act on many rows: `progress` of `count` are gone through as long as it is `waiting` or `stopping`. Once it is
    `done`, so many are done, the others refused or left; `failed` with the `fault`."""

    id: UUID
    state: str
    command: str = Field(alias="action")
    count: int
    progress: int
    done: int
    left: int
    refused: list[RefusedOut]
    fault: str


@router.get("/acts/{uuid:key}", response=BulkOut)
def get_bulk_act(request: HttpRequest, key: UUID) -> dict[str, Any]:
    """What became of an act on many rows of one's own."""
    return _told(within(visible_bulk_acts(actor_of(request)), key))


@router.post("/acts/{uuid:key}/stop", response=BulkOut)
def stop_one_bulk_act(request: HttpRequest, key: UUID) -> dict[str, Any]:
    """Go no further; what is done stays done."""
    actor = actor_of(request)
    return _told(stop_bulk_act(actor=actor, bulk_act=within(visible_bulk_acts(actor, "bulk_act.stop"), key)))


@router.post("/{key}/act", response={202: BulkOut})
def act_on_rows(request: HttpRequest, key: str, said: BulkIn) -> Status[dict[str, Any]]:
    """Have something done with many rows; each is an act of its own, refused or done by itself."""
    actor = actor_of(request)
    register = declared(actor, key)
    action = action_of(register, said.command)
    must(actor, said.command)
    if bool(said.rows) == (said.query is not None):
        raise Problem(text.ROWS_OR_QUERY, field="rows")
    asked = InputsForm(action, said.inputs)
    if not asked.is_valid():
        raise asked.refusal()
    if said.query is None:
        rows_with(register, actor, said.rows)
        keys, more = list(dict.fromkeys(said.rows)), {}
    else:
        listing = Listing(register, actor, QueryDict(said.query))
        keys, more = keys_of(listing), {"query": listing.query, "expected": said.expected}
    given: dict[str, Any] = {
        "register": key,
        "action": said.command,
        "keys": keys,
        "inputs": asked.cleaned_data,
        **more,
    }
    return Status(202, _told(request_bulk_act(actor=actor, **given)))


def _told(bulk_act: BulkAct) -> dict[str, Any]:
    names = ("id", "state", "action", "count", "done", "left", "refused", "fault")
    return {name: getattr(bulk_act, name) for name in names} | {"progress": exported.progress(bulk_act.pk)[0]}
