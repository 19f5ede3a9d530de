"""Writes of the settings of login security."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Faults, Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.base.accounts import text
from hongxian.modules.base.accounts.models import SecurityPolicy
from hongxian.modules.base.accounts.policy import latest_policy, policy, settings
from hongxian.modules.base.accounts.queries import mixed_people


@command("security_policy.set")
def set_security_policy(*, actor: Actor, values: dict[str, int], basis: str, seen: int = 0) -> SecurityPolicy:
    """Put these values in force; what is not named stays as it is. `seen` is the number of the version looked at.

    Raises `Faults` for each value outside its limits, `Problem` when administrators are to be kept apart while
    somebody administers in two ways, `Stale` when somebody set something meanwhile.
    """
    wrong = {
        key: text.SETTING_OUTSIDE.format(found=values[key], least=each.least, most=each.most, unit=each.unit)
        for key, each in settings().items()
        if key in values and not each.least <= values[key] <= each.most
    }
    if wrong:
        raise Faults(wrong)
    if values.get("separate_administrators") and (mixed := mixed_people()):
        raise Problem(text.STILL_MIXED.format(names=text.LISTED.join(mixed)), field="separate_administrators")
    latest = latest_policy()
    number = latest.number if latest else 0
    if number != seen:
        raise Stale(STALE)
    made = SecurityPolicy.objects.create(
        number=number + 1,
        settings=policy() | values,
        basis=basis,
        recorded_at=now(),
        recorded_by_name=actor.name,
    )
    record(made, reason=basis)
    return made
