"""What rooms hold of an enterprise follows it when it is merged, and comes back when the merge is undone. A room says
what it holds; which of it the merge carried is noted here, once for all rooms."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hongxian.modules.base.enterprises.models import CarriedRow, Enterprise, EnterpriseMerge
from hongxian.modules.base.enterprises.queries import carried_keys, way_of

Pointing = Callable[[UUID, UUID], Iterable[QuerySet[Any]]]
"""The rows that point to the one enterprise (`enterprise`) and can point to the other instead."""
Hanging = Callable[[EnterpriseMerge], Iterable[QuerySet[Any]]]
"""The rows of the one kept that belong to rows which come back to the duplicate, and so come along."""


def _alone(_merge: EnterpriseMerge) -> Iterable[QuerySet[Any]]:
    """Nothing hangs on what comes back."""
    return ()


def lags_behind(merge: EnterpriseMerge, pointing_to: Pointing, hanging: Hanging = _alone) -> bool:
    """Whether some row has not yet followed the merge, or its undoing, as it stands now."""
    merge.refresh_from_db()
    return any(rows.exists() for rows in _behind(merge, pointing_to, hanging))


def held(merge: EnterpriseMerge) -> EnterpriseMerge:
    """The merge as it stands, so that nobody decides about it before the command under way ends."""
    return EnterpriseMerge.objects.select_for_update().get(pk=merge.pk)


def carried(merge: EnterpriseMerge, pointing_to: Pointing, most: int, hanging: Hanging = _alone) -> list[Any]:
    """Let up to `most` rows that point to the duplicate point to the one kept, or, once the merge is undone, those that
    it carried point to the duplicate again; give them back as they stand. Rows that have no place of their own bear the
    path of the enterprise. Only within a command, which records them; nobody undoes the merge meanwhile."""
    merge = held(merge)
    if (way := way_of(merge)) is None:
        return []
    into = Enterprise.objects.select_related("place").get(pk=way[1])
    moved: list[Any] = []
    for rows in _behind(merge, pointing_to, hanging):
        model: Any = rows.model
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[: most - len(moved)])
        names = {field.name for field in model._meta.concrete_fields}
        path = {"place_path": into.place.path} if "place_path" in names and "place" not in names else {}
        model.objects.filter(pk__in=keys).update(enterprise=into, **path)
        if merge.state != "undone":
            note_carried(merge, model._meta.label_lower, keys)
        moved += list(model.objects.filter(pk__in=keys).order_by("pk"))
    return moved


def note_carried(merge: EnterpriseMerge, kind: str, keys: Iterable[UUID], field: str = "enterprise") -> None:
    """Note that the merge let these rows of a kind (the label of their model, in lower case) point to the one kept, by
    that field, where they pointed to the duplicate."""
    carried_row = partial(CarriedRow, enterprise_merge=merge, row_kind=kind, row_field=field)
    CarriedRow.objects.bulk_create([carried_row(row_key=key) for key in keys], ignore_conflicts=True)


def _behind(merge: EnterpriseMerge, pointing_to: Pointing, hanging: Hanging) -> list[QuerySet[Any]]:
    if (way := way_of(merge)) is None:
        return []
    rows = list(pointing_to(*way))
    if merge.state != "undone":
        return rows
    return [*(each.filter(pk__in=carried_keys(merge, each.model._meta.label_lower)) for each in rows), *hanging(merge)]
