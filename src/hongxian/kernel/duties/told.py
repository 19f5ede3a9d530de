"""Who is told of duties: the body that owes and the body that serves it; of what is escalated also the chaser, where
one is declared: no superior is invented."""

from collections.abc import Callable

from hongxian.kernel.duties import text
from hongxian.kernel.duties.models import Duty
from hongxian.kernel.told import Told


def _of(bodies: Callable[[Duty], tuple[str, ...]], key: str) -> Told | None:
    duty = Duty.objects.filter(pk=key, state="open").first()
    if duty is None:
        return None
    named = text.TOLD if duty.due_on else text.TOLD_WITHOUT_DAY
    title = named.format(title=duty.title, day=duty.due_on)
    return Told(duty, title, organisations=tuple(filter(None, bodies(duty))))


def _owing(duty: Duty) -> tuple[str, ...]:
    return duty.organisation, duty.office


def opened(key: str) -> Told | None:
    """A duty was put on the desk; nothing once it is off again."""
    return _of(_owing, key)


def soon_due(key: str) -> Told | None:
    """Its day comes near."""
    return _of(_owing, key)


def overdue(key: str) -> Told | None:
    """Its day has passed, whether or not somebody is there to chase: for those who owe it, leaders and staff alike."""
    return _of(_owing, key)


def escalated(key: str) -> Told | None:
    """Its day has passed: for those who chase."""
    return _of(lambda duty: (duty.chaser,), key)
