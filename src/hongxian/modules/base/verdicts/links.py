"""From the rows behind a verdict to the pages on which they stand, as far as the actor may open them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from django.urls import reverse

from hongxian.kernel.actor import Actor
from hongxian.kernel.module import noun, source_of, visible_rows
from hongxian.kernel.rules.verdict import Found, Page
from hongxian.modules.base.policies.queries import fact_noun
from hongxian.modules.base.verdicts.panels import Panel, PartRows

_RECORD = "record"
"""The noun of whatever no room tells: a record of a register."""


@dataclass(frozen=True)
class Linked(Found):
    """A row of a listing, with the page on which it stands; without one where it has none, or may not be opened."""

    address: str = ""


def linked(actor: Actor, panel: Panel) -> Panel:
    """The panel, its rows with their pages: one question for each noun that the obligation asks for."""
    keys = {UUID(each.row.id) for page in _pages(panel) for each in page.found if each.row and _is_uuid(each.row.id)}
    facts = {use.noun for part in panel.case.obligation.parts for use in part.uses()}
    known = dict(_addresses(actor, facts, keys)) if keys else {}
    parts = (PartRows(each.part, *(_with(page, known) for page in _of(each))) for each in panel.parts)
    return replace(panel, parts=tuple(parts))


def _addresses(actor: Actor, facts: Iterable[str], keys: set[UUID]) -> Iterator[tuple[str, str]]:
    for key in sorted({_noun_of(fact) for fact in facts}):
        if page := noun(key).page:
            column = "row" if key == _RECORD else "pk"
            rows = visible_rows(key, actor, f"{key}.view").filter(**{f"{column}__in": keys})
            for found in rows.order_by().values_list(column, flat=True):
                yield str(found), reverse(page, args=[found])


def _noun_of(fact: str) -> str:
    """The noun whose keys the rows of a fact have: departments have those of parties."""
    kind, source = fact_noun(fact), source_of(fact)
    keyed = kind.field(kind.key) if kind is not None and kind.key != "id" else None
    if keyed is not None and keyed.of:
        return _noun_of(keyed.of)
    return (source.noun or source.fact) if source else _RECORD


def _with(page: Page, known: dict[str, str]) -> Page:
    found = (Linked(**vars(each), address=known.get(each.row.id, "") if each.row else "") for each in page.found)
    return replace(page, found=tuple(found))


def _of(rows: PartRows) -> tuple[Page, Page, Page]:
    return rows.counting, rows.failing, rows.exceptions


def _pages(panel: Panel) -> Iterator[Page]:
    for each in panel.parts:
        yield from _of(each)


def _is_uuid(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True
