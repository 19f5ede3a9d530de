"""The tree of grids as it stands: levels, staff and its turnover, who falls into no grid and who into several."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hongxian.kernel.actor import Actor, path_range, system_actor
from hongxian.kernel.clock import today
from hongxian.kernel.two_times import current, entered, valid
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.places.queries import ancestry
from hongxian.modules.screening.grid.models import Grid, GridMember, GridSetting, GridUnit
from hongxian.modules.screening.grid.queries.scope import visible_grids

_SYSTEM = system_actor("grid", "enterprise.view")


def grids_standing(day: date | None = None) -> QuerySet[Grid]:
    """The grids that stand on that day; not scoped."""
    on = day or today()
    return Grid.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


def grid_boundaries(actor: Actor, path: str = "", day: date | None = None) -> list[tuple[str, str, str]]:
    """Of the grids that stand on that day within the actor's scope, under a path of places if one is given: key, path
    of the place, and the outline as GeoJSON, by path; those without an outline apart."""
    seen = visible_grids(actor).filter(pk__in=grids_standing(day).values("pk"), boundary__isnull=False)
    rows = seen.filter(path_range("place_path", path)) if path else seen
    found = rows.order_by("place_path", "pk").values_list("pk", "place_path", "boundary__geometry")
    return [(str(key), where, geometry) for key, where, geometry in found]


def enterprises_in(grid: Grid, day: date | None = None) -> QuerySet[Any]:
    """The keys of the enterprises that fall, on that day, into a grid or into one below it; not scoped."""
    on = day or today()
    keys, level = [grid.pk], [grid.pk]
    while level := list(Grid.objects.filter(parent__in=level).exclude(pk__in=keys).values_list("pk", flat=True)):
        keys += level
    return valid(GridUnit.objects.filter(grid__in=keys, enterprise__isnull=False), on).order_by().values("enterprise")


def grids_on(actor: Actor, day: date, known_at: datetime | None = None) -> QuerySet[Grid]:
    """The grids within the actor's scope that stood on that day; with `known_at`, only those entered by that moment."""
    rows = visible_grids(actor).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
    return entered(rows, known_at)


def children_of(actor: Actor, grid: Grid | None, day: date | None = None) -> QuerySet[Grid]:
    """The grids right below one, or those at the top of what the actor sees, with how many people and units each
    has."""
    seen = visible_grids(actor).filter(pk__in=grids_standing(day).values("pk"))
    if grid is not None:
        rows = seen.filter(parent=grid)
    else:
        rows = seen.filter(Q(parent__isnull=True) | ~Q(parent__in=seen.order_by().values("pk")))
    return with_counts(rows, day).order_by("grid_level", "name", "pk")


def with_counts(rows: QuerySet[Grid], day: date | None = None) -> QuerySet[Grid]:
    """The grids with `staff_now` and `units_now`, of the day."""
    on = day or today()
    stands = {f"{each}__recorded_to__isnull": True for each in ("members",)}
    staff = Q(members__valid_from__lte=on, **stands) & (
        Q(members__valid_to__isnull=True) | Q(members__valid_to__gte=on)
    )
    units = Q(units__valid_from__lte=on, units__recorded_to__isnull=True) & (
        Q(units__valid_to__isnull=True) | Q(units__valid_to__gte=on)
    )
    return rows.annotate(
        staff_now=Count("members", filter=staff, distinct=True), units_now=Count("units", filter=units, distinct=True)
    )


def setting_for(place_path: str) -> GridSetting | None:
    """What holds for that place: its own setting, or that of the nearest place above that has one."""
    rows = GridSetting.objects.filter(place__path__in=ancestry(place_path)).select_related("place")
    return rows.order_by("-place__path").first()


def staff_on(grid: Grid, day: date | None = None) -> QuerySet[GridMember]:
    """The people of a grid on that day, its head first."""
    return valid(grid.members.all(), day or today()).order_by("grid_role", "member_name")


def turnover(rows: QuerySet[GridMember], since: date, until: date) -> dict[str, Any]:
    """Of these people: how many were there before and on the first day (`at_first`), how many first and last days lie
    in the period, its ends included (`came`, `left`), how many stayed on after it (`at_last` = at_first + came - left),
    and how many per cent of all left; None where nobody was there."""
    known = current(rows).order_by()
    figures: dict[str, Any] = known.aggregate(
        at_first=Count("pk", filter=Q(valid_from__lt=since) & (Q(valid_to__isnull=True) | Q(valid_to__gte=since))),
        came=Count("pk", filter=Q(valid_from__gte=since, valid_from__lte=until)),
        left=Count("pk", filter=Q(valid_to__gte=since, valid_to__lte=until)),
        at_last=Count("pk", filter=Q(valid_from__lte=until) & (Q(valid_to__isnull=True) | Q(valid_to__gt=until))),
    )
    ever = figures["at_first"] + figures["came"]
    figures["rate"] = round(100 * figures["left"] / ever) if ever else None
    return figures


def standing_enterprises(rows: QuerySet[Any], day: date | None = None) -> QuerySet[Any]:
    """Of the enterprises, those that stand on that day."""
    on = day or today()
    rows = rows.filter(Q(opened_on__isnull=True) | Q(opened_on__lte=on))
    return rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=on))


def _leaf_units(day: date) -> QuerySet[GridUnit]:
    """The rows by which an enterprise falls into a leaf grid that stands on that day."""
    leaves = grids_standing(day).filter(is_leaf=True)
    return valid(GridUnit.objects.filter(enterprise=OuterRef("pk"), grid__in=leaves.values("pk")), day)


def blind_spots(actor: Actor, permission: str = "enterprise.view", day: date | None = None) -> QuerySet[Any]:
    """The enterprises that stand within the actor's scope and fall into no leaf grid."""
    on = day or today()
    return standing_enterprises(visible_enterprises(actor, permission), on).filter(~Exists(_leaf_units(on)))


def overlaps(actor: Actor, permission: str = "enterprise.view", day: date | None = None) -> QuerySet[Any]:
    """The enterprises within the actor's scope that fall into more than one leaf grid."""
    on = day or today()
    leaves = grids_standing(on).filter(is_leaf=True)
    several = valid(GridUnit.objects.filter(enterprise__isnull=False, grid__in=leaves.values("pk")), on)
    keys = several.order_by().values("enterprise").annotate(total=Count("pk")).filter(total__gt=1).values("enterprise")
    return standing_enterprises(visible_enterprises(actor, permission), on).filter(pk__in=keys)


def enterprise_with(key: UUID | str) -> Any:
    """The enterprise with that key, or None; not scoped."""
    return visible_enterprises(_SYSTEM).filter(pk=key).first()


def tops_of_grids() -> list[str]:
    """The codes of the places that have or had grids and lie in no other such place."""
    found: list[tuple[str, str]] = []
    for path, code in Grid.objects.order_by("place__path").values_list("place__path", "place_id").distinct():
        if not found or not path.startswith(found[-1][0]):
            found.append((path, code))
    return [code for _, code in found]
