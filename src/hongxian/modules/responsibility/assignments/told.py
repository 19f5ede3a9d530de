"""Who is told of assignments: the lead that was pressed to report."""

from hongxian.kernel.told import Told
from hongxian.modules.responsibility.assignments.models import LIVE, Assignment


def urged(key: str) -> Told | None:
    """The office pressed the lead; nothing once the assignment has ended."""
    assignment = Assignment.objects.filter(pk=key, state__in=LIVE).first()
    if assignment is None:
        return None
    return Told(assignment, assignment.task_text, organisations=(str(assignment.lead_id),))
