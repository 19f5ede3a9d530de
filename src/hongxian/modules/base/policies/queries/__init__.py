"""Reads of policies: packs, what they say, where they bind, what their parameters mean there.

What other rooms may ask of a pack's own files (`content_of`, `laid_out`) and of the values of its parameters
(`shown_value`, `stored_value`, `typed_value`) is named here too: rooms meet at this door.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor, scoped
from hongxian.kernel.clock import today
from hongxian.kernel.rules.dictionary import FactNoun
from hongxian.kernel.rules.obligation import Obligation
from hongxian.kernel.rules.population import Setting
from hongxian.kernel.rules.published import PublishedValue
from hongxian.kernel.two_times import current, valid
from hongxian.modules.base.national.queries import deciding_values
from hongxian.modules.base.policies.content import content_of as content_of
from hongxian.modules.base.policies.content import dictionary
from hongxian.modules.base.policies.content import fact_subjects as fact_subjects
from hongxian.modules.base.policies.content import read_folder as read_folder
from hongxian.modules.base.policies.content import shipped_packs as shipped_packs
from hongxian.modules.base.policies.models import Adoption, Pack, ParameterValue
from hongxian.modules.base.policies.reading import laid_out as laid_out
from hongxian.modules.base.policies.values import shown_value as shown_value
from hongxian.modules.base.policies.values import stored_value as stored_value
from hongxian.modules.base.policies.values import typed_value as typed_value

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


def visible_packs(actor: Actor, permission: str = "pack.view") -> QuerySet[Pack]:
    """Packs. A published text is public: whoever may see packs anywhere may see all published ones; drafts only
    within the scope."""
    rows = Pack.objects.select_related("place")
    own = scoped(rows, actor, permission, path="place__path")
    if permission == "pack.view" and actor.may(permission):
        return own | rows.filter(state="published")
    return own


def all_packs() -> QuerySet[Pack]:
    """Every pack, for the command line of the operator."""
    return Pack.objects.order_by("code", "version")


def visible_adoptions(actor: Actor, permission: str = "adoption.view") -> QuerySet[Adoption]:
    """Where packs are adopted within the actor's scope, all versions."""
    return scoped(Adoption.objects.select_related("pack", "place"), actor, permission, path="place__path")


def visible_parameter_values(actor: Actor, permission: str = "parameter_value.view") -> QuerySet[ParameterValue]:
    """What parameters were set to within the actor's scope, all versions."""
    return scoped(ParameterValue.objects.select_related("place"), actor, permission, path="place__path")


def adoptions_of(actor: Actor, code: str) -> QuerySet[Adoption]:
    """Where a pack is or was adopted within the actor's scope, as known now."""
    rows = current(visible_adoptions(actor)).filter(pack__code=code)
    return rows.order_by("place__path", "-valid_from")


def adoptions_kept(actor: Actor) -> QuerySet[Adoption]:
    """What binds, or is to bind, within the actor's scope until further notice, by place."""
    rows = current(visible_adoptions(actor)).filter(valid_to__isnull=True, pack__state="published")
    return rows.order_by("place__path", "pack__code")


def newest_pack(actor: Actor, code: str) -> Pack | None:
    """The newest version of a pack that the actor may see."""
    return visible_packs(actor).filter(code=code).order_by("-version").first()


def adoptions_on(day: date | None = None) -> QuerySet[Adoption]:
    """What binds where on that day (today): adoptions of published packs."""
    rows = Adoption.objects.select_related("pack__place", "place")
    return valid(rows, day or today()).filter(pack__state="published")


def adoption_at(pack_code: str, place_code: str, day: date) -> Adoption | None:
    """The adoption of a pack in a place that is in force on the day; before the first, the one in force today, since
    a day may be asked about that lies before the place began to use the system."""
    for each in (day, today()):
        if found := adoptions_on(each).filter(pack__code=pack_code, place=place_code).first():
            return found
    return None


def adopted_at(pack: Pack, place: Place) -> bool:
    """Whether that very place adopted any version of the pack, until further notice."""
    kept = current(Adoption.objects.filter(pack__code=pack.code, pack__state="published", valid_to__isnull=True))
    return kept.filter(place=place).exists()


def binds(pack: Pack, place: Place, day: date) -> bool:
    """Whether any version of the pack binds the place on that day, adopted there or above."""
    adopted = adoptions_on(day).filter(pack__code=pack.code)
    return any(place.path.startswith(each.place.path) for each in adopted)


def values_at(pack: Pack, place: Place, day: date, known_at: datetime | None = None) -> dict[str, Setting]:
    """The values of the pack's parameters in a place on a day, as known then: those that were set, else those that
    law or a standard publishes and that decide there; what is unset is absent."""
    entries = content_of(pack).parameters
    rows = valid(ParameterValue.objects.filter(pack_code=pack.code, place=place), day, known_at)
    found = {key: typed_value(entries[key], value) for key, value in rows.values_list("parameter", "value")}
    return {key: value.value for key, value in national_values(pack, place, day, known_at).items()} | found


def national_values(pack: Pack, place: Place, day: date, known_at: datetime | None = None) -> dict[str, PublishedValue]:
    """What law or a standard says, where it decides, for the parameters of the pack that refer to it."""
    wanted = {key: each.national for key, each in content_of(pack).parameters.items() if each.national}
    deciding = deciding_values(set(wanted.values()), place, day, known_at)
    return {key: deciding[national] for key, national in wanted.items() if national in deciding}


def history_of_parameter(adoption: Adoption, key: str) -> QuerySet[ParameterValue]:
    """Every value a parameter was given in a place, newest first."""
    same = {"pack_code": adoption.pack.code, "place": adoption.place_id, "parameter": key}
    rows = ParameterValue.objects.filter(**same).select_related("place")
    return current(rows).order_by("-valid_from", "-recorded_from")


def adoption_of(key: str) -> Adoption | None:
    """The adoption with that key, for the judge, if it binds today."""
    return adoptions_on().filter(pk=key).first()


def pack_code_of(key: str) -> str:
    """The code of the pack with that key, whatever its state."""
    return Pack.objects.values_list("code", flat=True).get(pk=key)


def fact_noun(key: str) -> FactNoun | None:
    """A noun of the dictionary of facts as it holds today: shared by all packs, or brought along by an adopted one."""
    return dictionary().nouns.get(key) or nouns_in_force().get(key)


def nouns_in_force() -> dict[str, FactNoun]:
    """The nouns of facts that hold today: those all packs share, then those that adopted packs bring along. Where two
    packs bring one of the same name, that of the pack whose code comes first holds."""
    found = dict(dictionary().nouns)
    for adoption in adoptions_on().order_by("pack__code", "-pack__version"):
        for key, noun in content_of(adoption.pack).dictionary.nouns.items():
            found.setdefault(key, noun)
    return found


def obligations_needing(*paths: str) -> dict[str, list[tuple[Pack, Obligation]]]:
    """The obligations in force at a place with one of those paths, or in what lies in it, by the facts they need."""
    found: dict[str, dict[tuple[str, str], tuple[Pack, Obligation]]] = {}
    for adoption in adoptions_on().order_by("pack__code"):
        pack, bound = adoption.pack, adoption.place.path
        if any(path.startswith(bound) or bound.startswith(path) for path in paths):
            for obligation in content_of(pack).obligations.values():
                for noun in obligation.needs:
                    found.setdefault(noun, {}).setdefault((pack.code, obligation.id), (pack, obligation))
    return {noun: list(needing.values()) for noun, needing in found.items()}


def adoptions_of_national(key: str) -> list[tuple[Adoption, list[str]]]:
    """Where a published value may count, and the obligations that use it there."""
    found = []
    for adoption in adoptions_on():
        content = content_of(adoption.pack)
        named = {name for name, entry in content.parameters.items() if entry.national == key}
        if named:
            found.append(
                (adoption, [code for code, each in content.obligations.items() if named & set(each.parameters)])
            )
    return found
