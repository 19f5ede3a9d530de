"""What somebody takes along for a day on foot, composed from what the rooms below let them see."""

from __future__ import annotations

from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import glossary, term
from hongxian.kernel.ledger.record import done_before
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.portal.field.dangers import dangers_taken
from hongxian.modules.screening.hidden_dangers.queries import acts_for_enterprise

MOST_PLACES = 500
"""So many places go along; a grid worker has some dozens."""
MAY = ("hidden_danger.register", "hidden_danger.grade")
WORDS = ("danger_category#", "hidden_danger:", "grade#")
"""What is spoken of on the phone, in the words of the glossary, so that nobody translates twice."""


def snapshot(actor: Actor) -> dict[str, Any]:
    """All that the actor takes along, in a fixed number of queries; nothing that the actor may not see at the desk."""
    dangers, more_dangers = dangers_taken(actor)
    places, more_places = places_taken(actor)
    return {
        **whoami(actor),
        "day": today(),
        "may": [each for each in MAY if actor.may(each)],
        "places": places,
        "dangers": dangers,
        "more_places": more_places,
        "more_dangers": more_dangers,
        "words": {key: term(key) for key in glossary() if key.startswith(WORDS)},
    }


def whoami(actor: Actor) -> dict[str, str]:
    """Whose session it is: what was done on a phone is sent for nobody else."""
    return {
        "account": actor.key,
        "capacity": actor.capacity,
        "name": actor.name,
        "post_name": actor.post_name,
        "organisation_name": actor.organisation_name,
    }


def places_taken(actor: Actor) -> tuple[list[dict[str, Any]], bool]:
    """The places that the actor goes to, and whether there are more than that."""
    own = sorted(acts_for_enterprise(actor, "hidden_danger.register"))
    rows = list(visible_enterprises(actor, "hidden_danger.register").filter(pk__in=own)[:MOST_PLACES])
    return [_enterprise(each) for each in rows], len(own) > MOST_PLACES


def _enterprise(enterprise: Any) -> dict[str, Any]:
    return {
        "key": enterprise.pk,
        "enterprise": enterprise.pk,
        "name": enterprise.name,
        "code": enterprise.credit_code or "",
        "address": enterprise.working_address or enterprise.registered_address,
        "place": enterprise.place.name,
        "longitude": enterprise.longitude,
        "latitude": enterprise.latitude,
    }


def act_done(actor: Actor, request_key: str) -> tuple[str, str] | None:
    """Kind and key of what the actor's own act of that request made or changed; None where it was not carried out, or
    by somebody else."""
    entry = done_before(request_key)
    if entry is None or entry.actor_key != actor.key:
        return None
    return entry.subject_kind, entry.subject_key
