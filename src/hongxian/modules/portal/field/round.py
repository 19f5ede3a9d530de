"""Where somebody goes: the units of one's own grids with what is due, or the enterprise for which one acts."""

from __future__ import annotations

from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.screening.grid.queries import Due, bodies_to_tell, due_of, my_grids, my_units
from hongxian.modules.screening.hidden_dangers.queries import acts_for_enterprise

MOST = 500
"""So many places go along; a grid worker has some dozens."""
MOST_GRIDS = 20
"""Of so many grids it is told to whom they may turn; who oversees more does so at a desk."""


def places_taken(actor: Actor) -> tuple[list[dict[str, Any]], bool]:
    """The places that the actor goes to, those due first, and whether there are more than that."""
    units = list(my_units(actor)[: MOST + 1])
    places = [_unit(each) for each in due_of(units[:MOST])]
    known = {each["enterprise"] for each in places}
    own = sorted(acts_for_enterprise(actor, "hidden_danger.register"))
    rows = visible_enterprises(actor, "hidden_danger.register").filter(pk__in=own)[: MOST + 1] if own else []
    places += [_at(each) | {"key": each.pk, "enterprise": each.pk} for each in rows if each.pk not in known]
    return places[:MOST], len(units) > MOST or len(places) > MOST


def grids_taken(actor: Actor) -> list[dict[str, Any]]:
    """The leaf grids that the actor goes round, and to whom each may turn."""
    return [
        {
            "key": each.pk,
            "name": each.name,
            "has_upper": each.parent_id is not None,
            "recipients": [{"key": body.pk, "name": body.name} for body in bodies_to_tell(each)],
        }
        for each in my_grids(actor)[:MOST_GRIDS]
    ]


def _unit(due: Due) -> dict[str, Any]:
    unit = due.unit
    at: Any = unit.enterprise or unit.premises
    return {
        **_at(at),
        "key": at.pk,
        "enterprise": unit.enterprise_id,
        "premises": unit.premises_id,
        "grid": unit.grid_id,
        "grid_name": unit.grid.name,
        "is_due": due.is_due,
        "due_until": due.until,
        "last_outcome": due.last.outcome if due.last else "",
        "last_visited_at": due.last.visited_at if due.last else None,
    }


def _at(where: Any) -> dict[str, Any]:
    """Name and address of an enterprise, or of premises that are none."""
    address = getattr(where, "working_address", "") or getattr(where, "registered_address", "")
    return {
        "name": where.name,
        "code": getattr(where, "credit_code", "") or "",
        "address": address or getattr(where, "location", ""),
        "place": where.place.name,
        "longitude": where.longitude,
        "latitude": where.latitude,
    }
