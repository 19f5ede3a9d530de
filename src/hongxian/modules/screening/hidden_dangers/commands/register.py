"""Entering hidden dangers: as they are found, and those of registers kept elsewhere before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, Subquery

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, now, today
from hongxian.kernel.command import Calls, command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import one_of, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.together import insert
from hongxian.modules.base.places.queries import paths_of
from hongxian.modules.prevention.risks.queries import risks_of
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.coding import check_codes
from hongxian.modules.screening.hidden_dangers.commands.checking import body_key, day_fixed, written
from hongxian.modules.screening.hidden_dangers.commands.origins import origin_of, origins_ahead
from hongxian.modules.screening.hidden_dangers.desk import dangers_ahead, dropped, first
from hongxian.modules.screening.hidden_dangers.models import CATEGORIES, GRADES, ORIGINS, REFERENCES, HiddenDanger
from hongxian.modules.screening.hidden_dangers.queries import (
    is_itself,
    look_ahead,
    origins_open,
    supervisor_of,
)

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.parties.models import Party
    from hongxian.modules.base.places.models import Place

AT_ONCE = 200


def _ahead(calls: Calls) -> None:
    """What entering dangers looks up, for many at once."""
    owners = [each["enterprise"] for each in calls if each.get("enterprise") is not None]
    look_ahead({each.pk for each in owners})
    origins_ahead({each.place_id for each in owners})


@command("hidden_danger.register", together=_ahead)
def register_hidden_danger(
    *,
    actor: Actor,
    description: str,
    origin: str,
    enterprise: Enterprise | None = None,
    premises: str = "",
    place: Place | None = None,
    location: str = "",
    grade: str = "",
    danger_category: str = "",
    basis: str = "",
    found_on: date | None = None,
    found_by: str = "",
    removed_on_the_spot: bool = False,
    rectification: str = "",
    references: Mapping[str, str] | None = None,
) -> HiddenDanger:
    """Enter what was found at an enterprise, or at premises that are none, in their place. With a grade it is ready to
    be assigned, a major one on the desk of who oversees it; removed on the spot it is closed at once and counted
    apart. `references` are opaque keys: `risk_key`, `check_item_key`, `patrol_key`.

    Raises `Problem` where it is not said what, where or of which grade, at a day to come, at a major danger “removed on
    the spot”, at a risk that is none of the enterprise, and for an enterprise that enters anything but what it found
    itself.
    """
    told = _finding(actor, "hidden_danger.register", enterprise, premises, place, origin, found_on)
    told |= _words(description, location, danger_category, basis, found_by, references)
    told |= _graded(grade, danger_category)
    if told.get("risk_key"):
        _refuse_other_risk(actor, enterprise, told["risk_key"])
    if removed_on_the_spot:
        told |= _removed(grade, rectification, told["found_on"], actor)
    danger = _entered(told)
    if danger.grade == "major":
        first(danger)
    return danger


@command("hidden_danger.take_over", sees="supervisor=party.view entrusted_to=party.view", together=_ahead)
def take_over_hidden_danger(
    *,
    actor: Actor,
    description: str,
    origin: str,
    grade: str,
    found_on: date,
    enterprise: Enterprise | None = None,
    premises: str = "",
    place: Place | None = None,
    location: str = "",
    danger_category: str = "",
    basis: str = "",
    found_by: str = "",
    rectifier: str = "",
    measures: str = "",
    due_on: date | None = None,
    rectified_on: date | None = None,
    verified_on: date | None = None,
    verifier: str = "",
    supervisor: Party | None = None,
    marks: Mapping[str, bool] | None = None,
    responsibility: str = "",
    focus: str = "",
    oversight_source: str = "",
) -> HiddenDanger:
    """Enter a danger as a register kept before tells it: as far as its days say, it is graded, being rectified,
    reported rectified or closed. It is marked as taken over for good. `marks` are the yes-or-no columns that are set.
    Raises `Problem` as `register_hidden_danger` does, and at days out of order.
    """
    told = _finding(actor, "hidden_danger.take_over", enterprise, premises, place, origin, found_on)
    told |= _words(description, location, danger_category, basis, found_by, None)
    told |= _graded(said("grade", grade), danger_category) | {"is_taken_over": True} | dict(marks or {})
    told |= as_far_as(found_on, due_on, rectified_on, verified_on, verifier, actor)
    told |= {"rectifier": rectifier.strip(), "measures": measures.strip()}
    told |= check_codes(responsibility=responsibility, focus=focus, oversight_source=oversight_source)
    told["supervisor"] = supervisor or told["supervisor"]
    danger = _entered(told)
    first(danger)
    return danger


@command("hidden_danger.take_back", together=lambda calls: dangers_ahead(each["hidden_danger"].pk for each in calls))
def take_back_hidden_danger(*, actor: Actor, hidden_danger: HiddenDanger, reason: str) -> HiddenDanger:
    """Take back, on the day on which it was taken over, an entry that was a mistake; it stays on record."""
    if not hidden_danger.is_taken_over or hidden_danger.recorded_at.astimezone(LOCAL).date() != today():
        raise Problem(text.NOT_TO_TAKE_BACK)
    if hidden_danger.state == "withdrawn":
        raise Problem(text.WITHDRAWN_ALREADY)
    words = said("reason", reason)
    dropped(f"hidden_danger:{hidden_danger.pk}:", text.NO_LONGER_OWED.format(state=term("hidden_danger:withdrawn")))
    written(hidden_danger, state="withdrawn", withdrawn_at=now(), change_reason=words)
    record(hidden_danger, reason=words)
    return hidden_danger


@command("hidden_danger.follow_places")
def follow_places(*, actor: Actor) -> int:
    """Give up to `AT_ONCE` dangers the path that their place has now; return how many. There must be some."""
    behind = HiddenDanger.objects.exclude(place_path=F("place__path")).order_by("pk")
    keys = list(behind.values_list("pk", flat=True)[:AT_ONCE])
    moved = HiddenDanger.objects.filter(pk__in=keys).update(place_path=Subquery(paths_of(OuterRef("place_id"))))
    record(*HiddenDanger.objects.filter(pk__in=keys).order_by("pk"))
    return moved


def _finding(
    actor: Actor,
    permission: str,
    enterprise: Enterprise | None,
    premises: str,
    place: Place | None,
    origin: str,
    found_on: date | None,
) -> dict[str, Any]:
    """Where and when it was found, by whom it is entered."""
    one_of("origin", origin, ORIGINS)
    if enterprise is not None and premises.strip():
        raise Problem(text.WHERE_TWICE, field="premises")
    if enterprise is None and not premises.strip():
        raise Problem(text.WHERE_NEEDED, field="enterprise")
    if enterprise is None and place is None:
        raise Problem(text.PLACE_NEEDED, field="place")
    where = place if enterprise is None else enterprise.place
    assert where is not None
    is_own = enterprise is not None and is_itself(actor, permission, enterprise)
    if origin not in origins_open(actor, permission):
        raise Problem(text.OWN_FINDINGS_ONLY, field="origin")
    day = found_on or today()
    if day > today():
        raise Problem(text.FOUND_IN_FUTURE.format(found=day, today=today()), field="found_on")
    return {
        "enterprise": enterprise,
        "premises": "" if enterprise is not None else premises.strip(),
        "place": where,
        "place_path": where.path,
        "supervisor": supervisor_of(enterprise) if enterprise is not None else None,
        "origin": origin,
        "found_on": day,
        "is_on_behalf": origin == "enterprise_self_check" and not is_own,
        "recorded_at": now(),
        "recorded_by": actor.key,
        "recorded_by_name": actor.name,
        "recorded_by_body_id": body_key(actor),
    }


def _words(
    description: str,
    location: str,
    danger_category: str,
    basis: str,
    found_by: str,
    references: Mapping[str, str] | None,
) -> dict[str, Any]:
    if not description.strip():
        raise Problem(text.DESCRIPTION_NEEDED, field="description")
    if unknown := set(references or {}) - set(REFERENCES):
        raise TypeError(f"no such references: {sorted(unknown)}")
    return {
        "description": description.strip(),
        "location": location.strip(),
        "danger_category": danger_category,
        "basis": basis.strip(),
        "found_by": found_by.strip(),
        **(references or {}),
    }


def _refuse_other_risk(actor: Actor, enterprise: Enterprise | None, key: str) -> None:
    """Refuse a risk that is none of the enterprise, or that the actor may not see."""
    known = {str(each) for each in risks_of(actor, enterprise).values_list("pk", flat=True)} if enterprise else set()
    if key not in known:
        raise Problem(text.NO_SUCH_RISK.format(found=key), field="risk_key")


def _graded(grade: str, danger_category: str) -> dict[str, Any]:
    if danger_category:
        one_of("danger_category", danger_category, CATEGORIES)
    if not grade:
        return {"state": "reported"}
    one_of("grade", grade, GRADES)
    return {"grade": grade, "state": "graded"}


def _removed(grade: str, rectification: str, day: date, actor: Actor) -> dict[str, Any]:
    """What is entered of a danger that was removed as soon as it was found: general, closed, counted apart."""
    if grade == "major":
        raise Problem(text.MAJOR_NOT_ON_THE_SPOT, field="removed_on_the_spot")
    if not rectification.strip():
        raise Problem(text.ON_THE_SPOT_NEEDS, field="rectification")
    return {
        "grade": "general",
        "state": "closed",
        "removed_on_the_spot": True,
        "rectification": rectification.strip(),
        "rectified_on": day,
        "rectified_at": now(),
        "rectified_by": actor.key,
        "rectified_by_name": actor.name,
        "closed_at": now(),
    }


def as_far_as(
    found_on: date,
    due_on: date | None,
    rectified_on: date | None,
    verified_on: date | None,
    verifier: str,
    actor: Actor,
) -> dict[str, Any]:
    """The state that the days of an old register mean, and the columns with it."""
    days = [("found_on", found_on), ("rectified_on", rectified_on), ("verified_on", verified_on)]
    _refuse_order([(name, day) for name, day in days if day is not None])
    told: dict[str, Any] = day_fixed(due_on) if due_on is not None else {}
    if due_on is not None:
        told["state"] = "rectifying"
    if rectified_on is not None:
        told |= {
            "state": "rectified",
            "rectified_on": rectified_on,
            "rectified_at": now(),
            "rectified_by": actor.key,
            "rectified_by_name": actor.name,
        }
    if verified_on is not None:
        told |= {"state": "closed", "closed_at": now(), "verified_on": verified_on, "verifier": verifier.strip()}
    return told


def _entered(told: dict[str, Any]) -> HiddenDanger:
    """The danger that was told, entered with what begins for its origin."""
    danger = HiddenDanger(**told)
    begun = origin_of(danger)
    insert(danger)
    record(danger, *begun)
    return danger


def _refuse_order(days: list[tuple[str, date]]) -> None:
    """Refuse a day before the one that goes before it, or after today."""
    for (earlier, before), (later, after) in pairwise(days):
        if after < before:
            said_so = {"later": term(later), "later_on": after, "earlier": term(earlier), "earlier_on": before}
            raise Problem(text.TAKEN_OVER_ORDER.format(**said_so), field=later)
    name, last = days[-1]
    if last > today():
        raise Problem(text.DAY_IN_FUTURE.format(label=term(name), found=last, today=today()), field=name)
