"""The rows of a layer, narrowed to a place or a box, and the counting of its figures in one statement."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from hongxian.kernel.actor import Actor, path_range
from hongxian.modules.base.enterprises.queries import positions_on
from hongxian.modules.portal.atlas.asked import Asked, Box
from hongxian.modules.portal.atlas.layers import Layer

Numbers = dict[tuple[str, str], int]
"""How many, by layer and figure."""


def rows_of(actor: Actor, layer: Layer, asked: Asked) -> QuerySet[Any]:
    """The rows of a layer that the actor may see, on the day and in the place asked for."""
    source = layer.source(asked.day)
    rows = source.rows(actor, asked.day).order_by()
    if asked.place is None:
        return rows
    if asked.itself:
        return rows.filter(**{source.path: asked.place.path})
    return rows.filter(path_range(source.path, asked.place.path))


def within(layer: Layer, asked: Asked, box: Box) -> Q:
    """The condition of the rows of a layer that stand in a box: those of the enterprises in it, so that both databases
    begin with these."""
    edges = {
        "longitude__gte": f"{box.west:.6f}",
        "longitude__lt": f"{box.east:.6f}",
        "latitude__gte": f"{box.south:.6f}",
        "latitude__lt": f"{box.north:.6f}",
    }
    return Q(**{f"{layer.source(asked.day).enterprise}__in": positions_on(**_of_day(asked)).filter(**edges)})


def unplaced(layer: Layer, asked: Asked) -> Q:
    """The condition of the rows of a layer that have no position: their enterprise has none, or they have none."""
    enterprise = layer.source(asked.day).enterprise
    without = Q(**{f"{enterprise}__in": positions_on(**_of_day(asked)).filter(longitude__isnull=True)})
    return without | Q(**{f"{enterprise}__isnull": True}) if layer.may_lack_enterprise else without


def _of_day(asked: Asked) -> dict[str, Any]:
    return {"day": asked.day.on, "known_at": asked.day.known_at}


def counts(layer: Layer, asked: Asked) -> dict[str, Count]:
    """The figures of a layer, to annotate grouped rows with."""
    return {each.key: Count(Value(1), filter=layer.condition(each, asked.day)) for each in layer.measures}


def add(numbers: Numbers, layer: Layer, row: dict[str, Any]) -> None:
    """Put the figures of a group to those counted so far."""
    for each in layer.measures:
        numbers[layer.key, each.key] = numbers.get((layer.key, each.key), 0) + row[each.key]
