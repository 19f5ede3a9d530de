"""What is said of a hidden danger beside its way: marks, codes, money, who is entrusted with it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.coding import check_codes
from hongxian.modules.screening.hidden_dangers.commands.checking import in_state, money, standing, written
from hongxian.modules.screening.hidden_dangers.desk import put_rectification
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger
from hongxian.modules.screening.hidden_dangers.queries import is_only_of_enterprise

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party

_LIVE = ("reported", "graded", "rectifying", "rectified", "closed")


@command("hidden_danger.mark")
def mark_hidden_danger(
    *,
    actor: Actor,
    hidden_danger: HiddenDanger,
    hard_to_fix: bool,
    high_danger: bool,
    mass_casualty: bool,
    touches_public_safety: bool,
    reason: str = "",
) -> HiddenDanger:
    """Set the three marks of a danger that must be put under a supervision order, and whether it touches public safety.

    Raises `Problem` where nothing is different, where an enterprise takes a mark away, and where one is taken away from
    a major danger without a reason: the marks decide whether it is listed and whether the public is warned.
    """
    in_state(hidden_danger, _LIVE, text.WITHDRAWN_ALREADY)
    told = {
        "hard_to_fix": hard_to_fix,
        "high_danger": high_danger,
        "mass_casualty": mass_casualty,
        "touches_public_safety": touches_public_safety,
    }
    taken = [name for name, value in told.items() if getattr(hidden_danger, name) and not value]
    if taken and is_only_of_enterprise(actor, "hidden_danger.mark"):
        raise Problem(text.MARK_STANDS.format(label=term(taken[0])), field=taken[0])
    if taken and hidden_danger.grade == "major" and not reason.strip():
        raise Problem(text.MARK_REASON.format(label=term(taken[0])), field="reason")
    return _told(hidden_danger, told, reason.strip())


@command("hidden_danger.code")
def code_hidden_danger(
    *,
    actor: Actor,
    hidden_danger: HiddenDanger,
    responsibility: str = "",
    focus: str = "",
    oversight_source: str = "",
) -> HiddenDanger:
    """Class it under one of the responsibilities, one of the focuses, and the oversight from which it came, as the text
    of a campaign names them; empty is none."""
    in_state(hidden_danger, _LIVE, text.WITHDRAWN_ALREADY)
    told = {"responsibility": responsibility, "focus": focus, "oversight_source": oversight_source}
    check_codes(**told)
    return _told(hidden_danger, told)


@command("hidden_danger.record_cost")
def record_cost(*, actor: Actor, hidden_danger: HiddenDanger, cost: Decimal) -> HiddenDanger:
    """Put down what the rectification has cost so far, in yuan."""
    in_state(hidden_danger, _LIVE, text.WITHDRAWN_ALREADY)
    return _told(hidden_danger, {"cost": money("cost", cost)})


@command("hidden_danger.entrust", sees="entrusted_to=party.view")
def entrust_rectification(
    *, actor: Actor, hidden_danger: HiddenDanger, entrusted_to: Party, reason: str
) -> HiddenDanger:
    """Entrust another body with the rectification: it sees the danger, and what is owed moves to its desk."""
    in_state(hidden_danger, ("graded", "rectifying"), text.ENTRUST_STATE)
    standing(entrusted_to, "entrusted_to")
    if hidden_danger.entrusted_to_id == entrusted_to.pk:
        raise Problem(text.ENTRUST_SAME.format(name=entrusted_to.name), field="entrusted_to")
    if not reason.strip():
        raise Problem(text.TEXT_NEEDED.format(label=term("reason")), field="reason")
    written(hidden_danger, entrusted_to=entrusted_to)
    record(hidden_danger, reason=reason.strip())
    if hidden_danger.state == "rectifying":
        put_rectification(hidden_danger)
    return hidden_danger


def _told(danger: HiddenDanger, told: dict[str, Any], reason: str = "") -> HiddenDanger:
    if all(getattr(danger, field) == value for field, value in told.items()):
        raise Problem(text.SAME_MARKS)
    written(danger, **told)
    record(danger, reason=reason)
    return danger
