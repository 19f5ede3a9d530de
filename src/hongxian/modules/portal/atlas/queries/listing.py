"""The rows behind a figure, one by one: those of a past day, and those that no register can be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.urls import reverse

from hongxian.kernel.actor import Actor
from hongxian.kernel.problem import Problem
from hongxian.modules.base.places.queries import places_at
from hongxian.modules.portal.atlas import text
from hongxian.modules.portal.atlas.asked import Asked
from hongxian.modules.portal.atlas.layers import Layer, Measure
from hongxian.modules.portal.atlas.queries.reading import rows_of, unplaced, within

MOST_ROWS = 100


@dataclass(frozen=True)
class Found:
    """A row: what it is called, at which enterprise, in which place, and its own page."""

    title: str
    enterprise: str
    place: str
    href: str


def found(
    actor: Actor, asked: Asked, measure: str, enterprise: str, after: str
) -> tuple[Measure, int, list[Found], str]:
    """The rows of one figure of the only layer asked for: the figure, how many rows there are in all, a page of them,
    and after which key the next page begins (empty: it is the last)."""
    (layer,) = asked.layers
    source = layer.source(asked.day)
    which = _measure(layer, measure)
    rows = rows_of(actor, layer, asked).filter(layer.condition(which, asked.day))
    if layer.has_positions and asked.box is not None:
        rows = rows.filter(within(layer, asked, asked.box))
    if layer.has_positions and asked.unplaced:
        rows = rows.filter(unplaced(layer, asked))
    try:
        if enterprise and source.enterprise:
            rows = rows.filter(**{source.enterprise: UUID(enterprise)})
        total = rows.count()
        page = rows.filter(**{f"{source.key}__gt": UUID(after)}) if after else rows
    except (ValueError, ValidationError) as error:
        raise Problem(text.NOT_A_KEY.format(found=enterprise or after), field="enterprise") from error
    return which, total, *_page(layer, asked, page)


def _measure(layer: Layer, key: str) -> Measure:
    for each in layer.measures:
        if each.key == key:
            return each
    expected = text.LISTED.join(each.key for each in layer.measures)
    raise Problem(text.NO_SUCH_MEASURE.format(layer=layer.words, found=key, expected=expected), field="measure")


def _page(layer: Layer, asked: Asked, rows: Any) -> tuple[list[Found], str]:
    source = layer.source(asked.day)
    name = "" if source.enterprise in ("", "pk") else f"{source.enterprise}__name"
    columns = [source.key, source.title, source.path, *([name] if name else [])]
    taken = list(rows.order_by(source.key).values(*columns)[: MOST_ROWS + 1])
    shown = taken[:MOST_ROWS]
    places = places_at({row[source.path] for row in shown if row[source.path]})
    made = [
        Found(
            row[source.title],
            (row[name] or "") if name else "",
            place.name if (place := places.get(row[source.path])) else "",
            reverse(layer.detail, args=[row[source.key]]),
        )
        for row in shown
    ]
    return made, str(shown[-1][source.key]) if len(taken) > MOST_ROWS else ""
