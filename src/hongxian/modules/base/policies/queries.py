"""Reads of policies: packs, where they bind, what their parameters mean there, verdicts."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from hongxian.kernel.actor import Actor, scoped
from hongxian.kernel.clock import today
from hongxian.kernel.rules.forms.deadline import Deadline
from hongxian.kernel.rules.judge import periods
from hongxian.kernel.rules.obligation import Obligation
from hongxian.kernel.rules.population import Value
from hongxian.kernel.two_times import current, valid
from hongxian.modules.base.policies.content import content_of
from hongxian.modules.base.policies.models import Adoption, Pack, ParameterValue, Verdict
from hongxian.modules.base.policies.values import typed_value

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party
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


def visible_verdicts(actor: Actor, permission: str = "verdict.view") -> QuerySet[Verdict]:
    """The verdicts about the parties within the actor's scope."""
    rows = Verdict.objects.select_related("pack", "party")
    return scoped(rows, actor, permission, path="path", organisation="party_id")


def adoptions_on(day: date | None = None) -> QuerySet[Adoption]:
    """What binds where on that day (today): adoptions of published packs."""
    rows = Adoption.objects.select_related("pack__place", "place")
    return valid(rows, day or today()).filter(pack__state="published")


def values_at(pack: Pack, place: Place, day: date, known_at: datetime | None = None) -> dict[str, Value]:
    """The values of the pack's parameters in a place on a day, as known then; what is unset is absent."""
    entries = content_of(pack).parameters
    rows = valid(ParameterValue.objects.filter(pack_code=pack.code, place=place), day, known_at)
    return {key: typed_value(entries[key], value) for key, value in rows.values_list("parameter", "value")}


def history_of_parameter(pack: Pack, key: str) -> QuerySet[ParameterValue]:
    """Every value a parameter was given, newest first."""
    rows = ParameterValue.objects.filter(pack_code=pack.code, parameter=key).select_related("place")
    return current(rows).order_by("-valid_from", "-recorded_from")


def is_back_entry(party: Party, fact: str, day: date) -> bool:
    """Whether a row of that fact, dated that day, would count only in a period or before a deadline already past,
    under any obligation that binds the party's place: then a second person has to confirm it."""
    now_day = today()
    for adoption in adoptions_on(now_day):
        if not party.place.path.startswith(adoption.place.path):
            continue
        for obligation in content_of(adoption.pack).obligations.values():
            if fact in obligation.needs and _is_past(obligation, day, now_day):
                return True
    return False


def _is_past(obligation: Obligation, day: date, now_day: date) -> bool:
    due = printed_due(obligation)
    if due is not None:
        return day <= due < now_day
    return any(period.start <= day <= period.end < now_day for period in periods(obligation, day, day))


def printed_due(obligation: Obligation) -> date | None:
    """The day printed in the text by which the obligation is due, if it prints one."""
    dues = (part.due for part in obligation.parts if isinstance(part, Deadline) and part.due is not None)
    return min(dues, default=None)


def latest_verdicts(actor: Actor, pack: Pack) -> QuerySet[Verdict]:
    """The verdicts of a pack that the actor may see: for periodic obligations every period."""
    return visible_verdicts(actor).filter(pack=pack).order_by("obligation", "party__name", "period_start")


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


def status_counts(actor: Actor, pack: Pack | None = None) -> dict[str, int]:
    """How many verdicts of each status the actor may see, over everything judged or under one pack."""
    rows = visible_verdicts(actor) if pack is None else visible_verdicts(actor).filter(pack=pack)
    counted = rows.order_by().values_list("status").annotate(number=Count("pk"))
    return {"met": 0, "not_met": 0, "not_due": 0, "undecidable": 0} | dict(counted)
