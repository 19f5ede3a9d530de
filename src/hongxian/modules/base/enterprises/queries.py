"""Reads of enterprises."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet

from hongxian.kernel.actor import Actor, path_range, scoped
from hongxian.kernel.registers.declaration import Filter, FilterKind
from hongxian.kernel.two_times import current, valid
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.credit_code import check_character
from hongxian.modules.base.enterprises.models import (
    OPERATING,
    OWNERSHIPS,
    SECTORS,
    CarriedRow,
    Enterprise,
    EnterpriseContact,
    EnterpriseMerge,
    EnterpriseVersion,
    OperatingStatus,
    ResponsiblePerson,
    RiskFlag,
)
from hongxian.modules.base.enterprises.names import ALIKE, alike, without_places
from hongxian.modules.base.parties.queries import visible_people
from hongxian.modules.base.places.queries import names_above

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Person
    from hongxian.modules.base.places.models import Place

_OF_ENTERPRISE = {
    "path": "enterprise__place__path",
    "sector": "enterprise__sector",
    "enterprise": "enterprise_id",
}
COMPARED = 200
"""With so many enterprises of one county a name is compared at most."""


def visible_enterprises(actor: Actor, permission: str = "enterprise.view") -> QuerySet[Enterprise]:
    """The enterprises within the actor's scope; those merged into others and those registered by mistake
    apart."""
    rows = Enterprise.objects.select_related("place").filter(merged_into__isnull=True, withdrawn_at__isnull=True)
    return scoped(rows, actor, permission, path="place__path", sector="sector", enterprise="id")


def visible_responsible_people(
    actor: Actor, permission: str = "responsible_person.view"
) -> QuerySet[ResponsiblePerson]:
    """Who answers for safety in the enterprises within the actor's scope, all versions."""
    return scoped(ResponsiblePerson.objects.select_related("enterprise", "person"), actor, permission, **_OF_ENTERPRISE)


def visible_versions(actor: Actor, permission: str = "enterprise_version.view") -> QuerySet[EnterpriseVersion]:
    """What the enterprises within the actor's scope were when, all versions."""
    return scoped(EnterpriseVersion.objects.select_related("place"), actor, permission, **_OF_ENTERPRISE)


def visible_statuses(actor: Actor, permission: str = "operating_status.view") -> QuerySet[OperatingStatus]:
    """Whether the enterprises within the actor's scope worked when, all versions."""
    return scoped(OperatingStatus.objects.all(), actor, permission, **_OF_ENTERPRISE)


def visible_risk_flags(actor: Actor, permission: str = "risk_flag.view") -> QuerySet[RiskFlag]:
    """What makes the enterprises within the actor's scope dangerous, all versions."""
    return scoped(RiskFlag.objects.select_related("enterprise"), actor, permission, **_OF_ENTERPRISE)


def visible_contacts(actor: Actor, permission: str = "enterprise_contact.view") -> QuerySet[EnterpriseContact]:
    """Whom to call in the enterprises within the actor's scope."""
    return scoped(EnterpriseContact.objects.select_related("enterprise"), actor, permission, **_OF_ENTERPRISE)


def visible_merges(actor: Actor, permission: str = "enterprise_merge.view") -> QuerySet[EnterpriseMerge]:
    """The proposals to merge into an enterprise within the actor's scope."""
    rows = EnterpriseMerge.objects.select_related("duplicate__place", "kept__place")
    return scoped(rows, actor, permission, path="kept__place__path", sector="kept__sector", enterprise="kept_id")


def kept_instead(key: UUID | str) -> UUID | None:
    """The enterprise into which the one with that key was merged; None if it was not."""
    return Enterprise.objects.filter(pk=key).values_list("merged_into", flat=True).first()


def merge_of(key: str) -> EnterpriseMerge:
    """The merge with that key, for the worker."""
    return EnterpriseMerge.objects.get(pk=key)


def way_of(merge: EnterpriseMerge) -> tuple[UUID, UUID] | None:
    """From which enterprise to which what hangs on it goes by the merge as it stands: to the one kept, back to the
    duplicate once it is undone. None where nothing goes: it is not decided, or the duplicate was merged again."""
    if merge.state in ("confirmed", "contested"):
        return merge.duplicate_id, merge.kept_id
    back = merge.state == "undone" and merge.duplicate.merged_into_id is None
    return (merge.kept_id, merge.duplicate_id) if back else None


def carried_keys(merge: EnterpriseMerge, kind: str, field: str = "enterprise") -> QuerySet[CarriedRow, UUID]:
    """The keys of the rows of a kind (the label of their model, in lower case) that the merge let point to the one
    kept, by that field."""
    rows = CarriedRow.objects.filter(enterprise_merge=merge, row_kind=kind, row_field=field)
    return rows.values_list("row_key", flat=True)


def enterprise_on(
    actor: Actor, enterprise: Enterprise, day: date, known_at: datetime | None = None
) -> EnterpriseVersion | None:
    """What the enterprise was on that day, as known at that moment (now, if not given)."""
    rows = visible_versions(actor).filter(enterprise=enterprise)
    return valid(rows, day, known_at).order_by("-valid_from").first()


def standing_on(rows: QuerySet[Enterprise], day: date) -> QuerySet[Enterprise]:
    """Of the enterprises, those that stood on the day; one whose opening day is unknown counts as standing."""
    rows = rows.filter(Q(opened_on__isnull=True) | Q(opened_on__lte=day))
    return rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=day))


def as_it_was(versions: str, day: date, known_at: datetime | None = None) -> FilteredRelation:
    """What enterprises were on that day, as known at that moment (now, if not given): to annotate rows from which
    `versions` leads to the versions of an enterprise. One version at most is valid on a day."""

    def at(**lookups: object) -> Q:
        return Q(**{f"{versions}__{name}": value for name, value in lookups.items()})

    valid_then = at(valid_from__lte=day) & (at(valid_to__isnull=True) | at(valid_to__gte=day))
    if known_at is None:
        return FilteredRelation(versions, condition=valid_then & at(recorded_to__isnull=True))
    known_then = at(recorded_from__lte=known_at) & (at(recorded_to__isnull=True) | at(recorded_to__gt=known_at))
    return FilteredRelation(versions, condition=valid_then & known_then)


def positions_on(day: date | None = None, known_at: datetime | None = None) -> QuerySet[Any, Any]:
    """The keys of enterprises, to be narrowed by `longitude` and `latitude`: those of now, or of a day as known at a
    moment (now, if not given). Not scoped: only a condition of rows that are."""
    if day is None:
        return Enterprise.objects.order_by().values("pk")
    return valid(EnterpriseVersion.objects.all(), day, known_at).order_by().values("enterprise")


def responsible_on(actor: Actor, enterprises: Iterable[Enterprise], day: date) -> list[ResponsiblePerson]:
    """Who answers for safety in these enterprises on the day, as far as the actor may see it."""
    rows = visible_responsible_people(actor).filter(enterprise__in=[each.pk for each in enterprises])
    return list(valid(rows, day).order_by("valid_from"))


def responsible_history(actor: Actor, enterprise: Enterprise) -> QuerySet[ResponsiblePerson]:
    """Who answered for safety in the enterprise, and in those merged into it, when, as known now, latest first."""
    rows = current(visible_responsible_people(actor))
    rows = rows.filter(Q(enterprise=enterprise) | Q(enterprise__merged_into=enterprise))
    return rows.order_by("-valid_from", "role")


def enterprises_named(actor: Actor, words: str, permission: str = "enterprise.view") -> list[Enterprise]:
    """The enterprise with that credit code, or up to two of exactly that name, that the actor may see."""
    rows = visible_enterprises(actor, permission)
    return list(rows.filter(Q(credit_code=words.upper()) | Q(name=words) | Q(registration_number=words))[:2])


def found_by_name(actor: Actor, permission: str) -> tuple[Callable[[str], list[Enterprise]], QuerySet[Enterprise, str]]:
    """For a field in which an enterprise is named: what finds those within the actor's scope, and their names."""
    names = visible_enterprises(actor, permission).order_by("name").values_list("name", flat=True)
    return partial(enterprises_named, actor, permission=permission), names


def people_known(actor: Actor, enterprise: Enterprise) -> QuerySet[Person]:
    """Those who bear or bore a role in the enterprise, in its parent or branches: it may be one of them again."""
    family = Q(enterprise=enterprise) | Q(enterprise__parent=enterprise)
    if enterprise.parent_id:
        family |= Q(enterprise=enterprise.parent_id)
    known = current(visible_responsible_people(actor)).filter(family).values("person")
    return visible_people(actor).filter(pk__in=known).order_by("name", "pk")


def credit_code_of(first17: str) -> str:
    """The credit code with its check character (GB 32100)."""
    return first17 + check_character(first17)


def branches_of(actor: Actor, enterprise: Enterprise) -> list[Enterprise]:
    """The branches and the firms of an enterprise that the actor may see, by name."""
    return list(visible_enterprises(actor).filter(parent=enterprise).order_by("name"))


def flags_of(actor: Actor, enterprise: Enterprise) -> QuerySet[RiskFlag]:
    """What makes and made the enterprise dangerous, as known now, those that hold first."""
    rows = current(visible_risk_flags(actor)).filter(enterprise=enterprise)
    return rows.order_by(F("valid_to").desc(nulls_first=True), "risk_kind")


def contact_of(actor: Actor, enterprise: Enterprise) -> EnterpriseContact | None:
    """Whom to call, if the actor may know."""
    return visible_contacts(actor).filter(enterprise=enterprise).first()


def masked(phone: str) -> str:
    """A number of which only beginning and end can be read."""
    return f"{phone[:3]}{text.MASK}{phone[-2:]}" if len(phone) > 7 else text.MASK


def status_on(enterprise: Enterprise, day: date) -> str:
    """How the enterprise stood on that day, as known now."""
    rows = valid(OperatingStatus.objects.filter(enterprise=enterprise), day)
    return rows.values_list("operating_status", flat=True).first() or OPERATING


def merged_into(enterprise: Enterprise) -> list[Enterprise]:
    """The duplicates that were merged into the enterprise."""
    return list(Enterprise.objects.filter(merged_into=enterprise).order_by("name"))


def pending_merge(actor: Actor, enterprise: Enterprise) -> EnterpriseMerge | None:
    """A proposal about the enterprise that nobody decided yet."""
    rows = visible_merges(actor).filter(state="proposed")
    return rows.filter(Q(duplicate=enterprise) | Q(kept=enterprise)).first()


def place_in_words(place: Place) -> str:
    """Where a place lies, from the city down."""
    names = names_above(place)
    return " ".join(names[1:] or names)


def lookalikes(actor: Actor, enterprise: Enterprise, limit: int = 5) -> list[Enterprise]:
    """Enterprises that the actor may see and that may be this one, each with `why`: the same old number, the same
    name, the same address, a like name in the same county. It is for a person to say which of them is."""
    others = visible_enterprises(actor).exclude(pk=enterprise.pk)
    found: dict[UUID, Enterprise] = {}

    def take(why: str, rows: Iterable[Enterprise]) -> None:
        for each in rows:
            if each.pk not in found and not (each.credit_code and enterprise.credit_code):
                each.why = why  # type: ignore[attr-defined]
                found[each.pk] = each

    if enterprise.registration_number:
        take(text.SAME_NUMBER, others.filter(registration_number=enterprise.registration_number)[:limit])
    take(text.SAME_NAME, others.filter(name_key=enterprise.name_key)[:limit])
    if enterprise.working_address:
        same = others.filter(place=enterprise.place_id, working_address=enterprise.working_address)
        take(text.SAME_ADDRESS, same[:limit])
    take(text.LIKE_NAME, _alike_in_county(others, enterprise))
    return list(found.values())[:limit]


def _alike_in_county(others: QuerySet[Enterprise], enterprise: Enterprise) -> list[Enterprise]:
    places = names_above(enterprise.place)
    core = without_places(enterprise.name_key, places)
    near = others.filter(path_range("place__path", "/".join(enterprise.place.path.split("/")[:3]).rstrip("/") + "/"))
    compared = near.filter(name_key__contains=core[:2])[:COMPARED]
    return [each for each in compared if alike(core, without_places(each.name_key, places)) >= ALIKE]


def enterprise_called(actor: Actor, words: str, permission: str = "enterprise.view") -> Enterprise | None:
    """The enterprise with that credit code, or the only one with that very name, within the actor's scope."""
    rows = visible_enterprises(actor, permission)
    if by_code := rows.filter(credit_code=words.upper()).first():
        return by_code
    named = list(rows.filter(name=words)[:2])
    return named[0] if len(named) == 1 else None


def positions_within(enterprise: str = "") -> tuple[Filter, ...]:
    """For a register of what stands where its enterprise does (`enterprise` leads to it from a row): filters by
    longitude and latitude, from–to, both included, in degrees."""
    return tuple(Filter(each, FilterKind.NUMBERS, (f"{enterprise}{each}",)) for each in ("longitude", "latitude"))


def sectors() -> tuple[str, ...]:
    """The sectors that are offered for an enterprise; their words are those of `sector#`. Packs may name finer ones."""
    return SECTORS


def ownerships() -> tuple[str, ...]:
    """The kinds of ownership; their words are those of `ownership#`."""
    return OWNERSHIPS
