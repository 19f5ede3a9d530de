"""Reads of registers and records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from hongxian.kernel.actor import Actor, path_range, scoped
from hongxian.kernel.clock import today
from hongxian.kernel.flow import Step
from hongxian.kernel.module import source_of
from hongxian.modules.base.enterprises.queries import carried_keys, way_of
from hongxian.modules.base.places.queries import ancestry, subtree, visible_places
from hongxian.modules.base.policies.queries import fact_noun
from hongxian.modules.base.records.flow import RECORD
from hongxian.modules.base.records.models import Record, Register, Slot
from hongxian.modules.base.verdicts.queries import RESTRICTED

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import EnterpriseMerge
    from hongxian.modules.base.places.models import Place

RECORDS = Record._meta.label_lower
"""By this, and the key that a row has in every version, it is noted which records a merge turned."""


def visible_registers(actor: Actor, permission: str = "register.view") -> QuerySet[Register]:
    """The registers of the places within the actor's scope, or kept by the one organisation. To look at, those of the
    places above too: they are kept for these places as well. What stands in them is another matter."""
    rows = Register.objects.select_related("place", "keeper")
    own = scoped(rows, actor, permission, path="place__path", organisation="keeper_id")
    if permission != "register.view":
        return own
    above = {path for scope in actor.scopes(permission) for path in ancestry(scope.path)}
    return own | rows.filter(place__path__in=sorted(above))


def visible_records(actor: Actor, permission: str = "record.view") -> QuerySet[Record]:
    """The records about places within the actor's scope, or in the registers of the one organisation; all versions.
    Those that the dictionary marks as restricted only where the actor may besides see restricted rows."""
    rows = Record.objects.select_related("register__place", "register__keeper", "place")
    own = _within(rows, actor, permission)
    open_to_all = own.filter(restricted=False)
    return open_to_all | _within(own, actor, RESTRICTED) if actor.may(RESTRICTED) else open_to_all


def _within(rows: QuerySet[Record], actor: Actor, permission: str) -> QuerySet[Record]:
    return scoped(rows, actor, permission, path="path", organisation="register__keeper_id")


def closed_to(actor: Actor, keys: Iterable[str]) -> set[str]:
    """Which of the records with these keys hold what only named posts may see, the actor not being one of them."""
    restricted = Record.objects.filter(pk__in=list(keys), restricted=True)
    seen = _within(restricted, actor, RESTRICTED).values("pk")
    return {str(key) for key in restricted.exclude(pk__in=seen).values_list("pk", flat=True)}


def register_with(key: UUID) -> Register | None:
    """The register with that key, for the list of its records, which begins with the scope of records; None if there is
    none."""
    return Register.objects.select_related("place", "keeper").filter(pk=key).first()


def open_registers(
    noun: str, place_path: str, day: date | None = None, known_at: datetime | None = None
) -> QuerySet[Register]:
    """The registers of a noun that are kept for the place with that path, opened there or above, on a day (today), as
    known at a moment (now)."""
    return _open(Register.objects.filter(noun=noun), place_path, day, known_at)


def open_register_paths(day: date, known_at: datetime | None = None) -> dict[str, list[str]]:
    """By noun, the paths of the places at which, for all below them too, registers of it were open on a day, as
    known."""
    found: dict[str, list[str]] = {}
    rows = _standing(Register.objects.all(), day, known_at).order_by("noun", "place__path")
    for noun, path in rows.values_list("noun", "place__path").distinct():
        found.setdefault(noun, []).append(path)
    return found


def registers_of(place: Place, day: date | None = None) -> dict[str, Register]:
    """The registers kept for a place on a day (today), by noun: the one opened nearest to it."""
    rows = _open(Register.objects.select_related("place", "keeper"), place.path, day).order_by("place__path")
    return {register.noun: register for register in rows}


def _open(
    rows: QuerySet[Register], place_path: str, day: date | None, known_at: datetime | None = None
) -> QuerySet[Register]:
    return _standing(rows.filter(place__path__in=ancestry(place_path)), day or today(), known_at)


def _standing(rows: QuerySet[Register], on: date, known_at: datetime | None) -> QuerySet[Register]:
    rows = rows.filter(valid_from__lte=on)
    ends = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    if known_at is None:
        return rows.filter(ends, withdrawn_at__isnull=True)
    stands = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at)
    return rows.filter(ends | Q(closing_recorded_at__gt=known_at), stands, recorded_at__lte=known_at)


def slots_of(noun: str) -> dict[str, str]:
    """The columns of the records of a noun that hold what they point to, by field."""
    return dict(Slot.objects.filter(noun=noun).values_list("field", "column"))


def slots_by_noun() -> dict[str, dict[str, str]]:
    """Those columns of the records of every noun."""
    found: dict[str, dict[str, str]] = {}
    for noun, field, column in Slot.objects.values_list("noun", "field", "column"):
        found.setdefault(noun, {})[field] = column
    return found


def is_open(register: Register) -> bool:
    """Whether something may be entered: neither closed nor withdrawn, and no room has taken the noun over."""
    return register.valid_to is None and register.withdrawn_at is None and source_of(register.noun) is None


def address_of_kind(noun: str) -> str:
    """The address of the page of a kind of register, on which whoever may opens one: what to offer where a verdict
    lacks a source. In a template: `{% url "records:kind" noun %}`."""
    return reverse("records:kind", args=[noun])


def current_records(actor: Actor, permission: str = "record.view") -> QuerySet[Record]:
    """The records within the actor's scope as known now, also those rejected or withdrawn."""
    return visible_records(actor, permission).filter(recorded_to__isnull=True)


def record_with(actor: Actor, key: UUID) -> Record | None:
    """The record with that key, or that a version with that key belonged to, as it stands now, if it may be seen."""
    rows = Record.objects.filter(Q(pk=key) | Q(row=key)).values("row")
    return current_records(actor).filter(row__in=rows).first()


def versions_of(record: Record) -> list[Record]:
    """All versions of a record that the caller may see, newest first."""
    return list(Record.objects.filter(row=record.row).select_related("place").order_by("-version"))


def record_counts(actor: Actor, place: Place | None = None) -> dict[str, int]:
    """How many records the actor may see that stand, by noun; those about a place and what lies in it, if given."""
    rows = current_records(actor).filter(ended_at__isnull=True)
    if place is not None:
        rows = rows.filter(path_range("path", place.path))
    return dict(rows.order_by().values_list("noun").annotate(number=Count("pk")))


def counts_by_register(actor: Actor, registers: Iterable[Register]) -> dict[UUID, int]:
    """How many records that stand the actor may see in each register."""
    rows = current_records(actor).filter(ended_at__isnull=True, register__in=[each.pk for each in registers])
    return dict(rows.order_by().values_list("register_id").annotate(number=Count("pk")))


def places_to_enter(actor: Actor, register: Register, permission: str = "record.enter") -> QuerySet[Place]:
    """The places about which the actor may enter records in a register: those of the register within the scope, all
    of them for whoever works for its keeper."""
    rows = subtree(register.place)
    noun = fact_noun(register.noun)
    if noun is not None and noun.restricted and not actor.may(RESTRICTED):
        return rows.none()
    if any(scope.limits() == {"organisation": str(register.keeper_id)} for scope in actor.scopes(permission)):
        return rows
    return rows.filter(pk__in=visible_places(actor, permission).values("pk"))


def steps_open(actor: Actor, record: Record) -> list[Step]:
    """The steps that the actor may take on the record now, the scope of each permission included."""
    if record.recorded_to is not None:
        return []
    return RECORD.open_to(actor, record)


def may(actor: Actor, record: Record, permission: str) -> bool:
    """Whether the record lies within the actor's scope for a permission."""
    return visible_records(actor, permission).filter(pk=record.pk).exists()


def nouns_opened() -> list[str]:
    """The nouns of which a register was ever opened."""
    return sorted(set(Register.objects.values_list("noun", flat=True)))


def behind(nouns: Iterable[str], merge: EnterpriseMerge) -> QuerySet[Record]:
    """The records of these nouns, as known now, of which a field that can point to an enterprise has not yet followed
    that merge, or its undoing; for the worker."""
    found = Q(pk__in=[])
    if (way := way_of(merge)) is not None:
        for noun in nouns:
            for field, slot in slots_of(noun).items():
                back = {"row__in": carried_keys(merge, RECORDS, field)} if merge.state == "undone" else {}
                found |= Q(noun=noun, **{slot: way[0]}, **back)
    return Record.objects.filter(found, recorded_to__isnull=True).order_by("pk")


def lag_behind_places() -> bool:
    """Whether some record does not have the path that its place has now."""
    return Record.objects.exclude(path=F("place__path")).exists()
