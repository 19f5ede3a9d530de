"""What the policy packs in force over a place ask about supervision orders, read from their obligations: which major
dangers must be listed, whether completion is published, whether a decision about the unit is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hongxian.kernel.clock import today
from hongxian.modules.base.policies.queries import adoptions_on, content_of, values_at
from hongxian.modules.base.policies.queries.choices import practices_on
from hongxian.modules.screening.supervision_orders import text

if TYPE_CHECKING:
    from hongxian.modules.screening.hidden_dangers.models import HiddenDanger

MUST, MAY, OPEN = "must", "may", "open"


@dataclass(frozen=True)
class Demand:
    """One obligation that asks something about each major danger (or accident): its id and title, the number of marks a
    danger needs for it to apply (None: every one), or that this number was not set (`unset`); how long after, as an
    ISO duration, if the place set it."""

    obligation: str
    title: str
    marks: int | None = None
    unset: bool = False
    within: str = ""


def demands(path: str, fact: str, trigger: str = "hidden_danger") -> tuple[Demand, ...]:
    """The obligations in force over the place with that path that ask a row of `fact` about each `trigger`."""
    return tuple(_demands(path, fact, trigger))


def _demands(path: str, fact: str, trigger: str) -> Iterator[Demand]:
    for adoption in adoptions_on().order_by("pack__code"):
        if path.startswith(adoption.place.path):
            found = [
                (obligation, part, act)
                for obligation in content_of(adoption.pack).obligations.values()
                for part in obligation.entry.parts
                if (act := _act_upon(part, fact, trigger)) is not None and _binds(obligation.entry, adoption.pack, path)
            ]
            settings = values_at(adoption.pack, adoption.place, today()) if found else {}
            for obligation, part, act in found:
                yield _demand(obligation, part, act, settings)


def _binds(entry: Any, pack: Any, path: str) -> bool:
    """Whether the obligation binds that place: not one of another place, nor a practice that nobody adopted."""
    if entry.binds and f"/{entry.binds}/" not in f"/{path}":
        return False
    adopted = practices_on(pack, today()) if entry.practice else ()
    return not entry.practice or any(
        each.obligation == entry.id and path.startswith(each.place.path) for each in adopted
    )


def _act_upon(part: Mapping[str, Any], fact: str, trigger: str) -> Mapping[str, Any] | None:
    triggers = part.get("triggers")
    if not isinstance(triggers, Mapping) or triggers.get("fact") != trigger:
        return None
    return next((act for act in part.get("actions", ()) if act.get("have", {}).get("fact") == fact), None)


def _demand(obligation: Any, part: Mapping[str, Any], act: Mapping[str, Any], settings: Mapping[str, Any]) -> Demand:
    least = _marks(part["triggers"])
    if isinstance(least, Mapping):
        least = settings.get(least["parameter"], text.UNSET)
    within = act.get("within", "")
    if isinstance(within, Mapping):
        within = settings.get(within["parameter"], "")
    unset = least == text.UNSET
    marks = least if isinstance(least, int) else None
    return Demand(obligation.id, obligation.title, marks, unset, str(within))


def _marks(told: Any) -> Any:
    """What a condition compares the number of marks with, wherever it stands in it; None if it does not."""
    if isinstance(told, Mapping):
        if told.get("field") == "marks" and "at_least" in told:
            return told["at_least"]
        told = list(told.values())
    if isinstance(told, list | tuple):
        return next((found for each in told if (found := _marks(each)) is not None), None)
    return None


def marks_of(danger: HiddenDanger) -> int:
    """How many of the three marks a danger bears."""
    return sum((danger.hard_to_fix, danger.high_danger, danger.mass_casualty))


@dataclass(frozen=True)
class Standing:
    """Whether a danger must be listed, may be, or whether that waits for a parameter; and why, in a sentence."""

    kind: str
    sentence: str


def standing_of(danger: HiddenDanger, asked: tuple[Demand, ...]) -> Standing:
    """The test of the marks, and what the packs say."""
    count = marks_of(danger)
    due = [each for each in asked if not each.unset and (each.marks is None or count >= each.marks)]
    if due:
        names = text.LISTED.join(each.obligation for each in due)
        return Standing(MUST, text.MUST_LIST.format(names=names, count=count))
    if unset := [each for each in asked if each.unset]:
        return Standing(OPEN, text.MARKS_UNSET.format(names=unset[0].obligation, count=count))
    needed = [each for each in asked if each.marks is not None]
    if needed:
        return Standing(MAY, text.MARKS_SHORT.format(names=needed[0].obligation, needed=needed[0].marks, count=count))
    return Standing(MAY, text.NOT_ASKED.format(count=count))
