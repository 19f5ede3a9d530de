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
from hongxian.kernel.two_times import current, valid
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


def values_at(pack: Pack, place: Place, day: date, known_at: datetime | None = None) -> dict[str, Setting]:
    """The values of the pack's parameters in a place on a day, as known then; what is unset is absent."""
    entries = content_of(pack).parameters
    rows = valid(ParameterValue.objects.filter(pack_code=pack.code, place=place), day, known_at)
    return {key: typed_value(entries[key], value) for key, value in rows.values_list("parameter", "value")}


def history_of_parameter(pack: Pack, key: str) -> QuerySet[ParameterValue]:
    """Every value a parameter was given, newest first."""
    rows = ParameterValue.objects.filter(pack_code=pack.code, parameter=key).select_related("place")
    return current(rows).order_by("-valid_from", "-recorded_from")


def adoption_of(key: str) -> Adoption:
    """The adoption with that key, for the judge."""
    return Adoption.objects.select_related("pack__place", "place").get(pk=key)


def adoptions_of_parameter(key: str) -> list[tuple[Adoption, list[str]]]:
    """Where a parameter value (by key) counts, and the obligations that use the parameter there."""
    value = ParameterValue.objects.get(pk=key)
    found = []
    for adoption in adoptions_on().filter(pack__code=value.pack_code, place=value.place_id):
        obligations = content_of(adoption.pack).obligations
        found.append((adoption, [code for code, each in obligations.items() if value.parameter in each.parameters]))
    return found


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


def obligations_needing(path: str) -> dict[str, list[tuple[Pack, Obligation]]]:
    """The obligations in force at the place with that path, by the facts they need."""
    found: dict[str, list[tuple[Pack, Obligation]]] = {}
    for adoption in adoptions_on().order_by("pack__code"):
        if path.startswith(adoption.place.path):
            for obligation in content_of(adoption.pack).obligations.values():
                for noun in obligation.needs:
                    found.setdefault(noun, []).append((adoption.pack, obligation))
    return found
