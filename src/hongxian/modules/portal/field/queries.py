"""What somebody takes along for a day on foot, composed from what the rooms below let them see."""

from __future__ import annotations

from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import glossary, term
from hongxian.kernel.ledger.record import done_before
from hongxian.modules.portal.field.checks import checks_taken
from hongxian.modules.portal.field.dangers import dangers_taken
from hongxian.modules.portal.field.round import grids_taken, places_taken

MAY = ("hidden_danger.register", "hidden_danger.grade")
WORDS = ("danger_category#", "hidden_danger:", "grade#", "outcome#ok", "outcome#not_")
"""What is spoken of on the phone, in the words of the glossary, so that nobody translates twice."""


def snapshot(actor: Actor) -> dict[str, Any]:
    """All that the actor takes along, in a fixed number of queries; nothing that the actor may not see at the desk."""
    dangers, more_dangers = dangers_taken(actor)
    places, more_places = places_taken(actor)
    tasks, checklists, more_tasks = checks_taken(actor)
    return {
        **whoami(actor),
        "day": today(),
        "may": [each for each in MAY if actor.may(each)],
        "places": places,
        "grids": grids_taken(actor),
        "dangers": dangers,
        "tasks": tasks,
        "checklists": checklists,
        "more_places": more_places,
        "more_tasks": more_tasks,
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


def act_done(actor: Actor, request_key: str) -> tuple[str, str] | None:
    """Kind and key of what the actor's own act of that request made or changed; None where it was not carried out, or
    by somebody else."""
    entry = done_before(request_key)
    if entry is None or entry.actor_key != actor.key:
        return None
    return entry.subject_kind, entry.subject_key
