"""Who is told of a reminder: the enterprise's own account."""

from hongxian.kernel.told import Told
from hongxian.modules.screening.hidden_dangers.queries import body_of_enterprise
from hongxian.modules.screening.returns import text
from hongxian.modules.screening.returns.models import ReportingReminder
from hongxian.modules.screening.returns.periods import read_period


def reminded(key: str) -> Told | None:
    """An enterprise was reminded; nobody is told where it has no account."""
    reminder = ReportingReminder.objects.select_related("enterprise").filter(pk=key).first()
    body = body_of_enterprise(reminder.enterprise) if reminder else None
    if reminder is None or body is None:
        return None
    title = text.REMINDER_TITLE.format(name=reminder.enterprise.name, period=read_period(reminder.period).words)
    return Told(reminder, title, organisations=(str(body.pk),))
