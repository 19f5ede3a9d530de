"""Who is told of acts on many rows: whoever asked for them."""

from hongxian.kernel.glossary import term
from hongxian.kernel.registers import text
from hongxian.kernel.registers.queries import bulk_act_with
from hongxian.kernel.told import Told


def ended(key: str) -> Told | None:
    """The worker is through with the rows, was stopped, or could not begin: how many are done, refused, not begun."""
    bulk_act = bulk_act_with(key)
    if bulk_act is None or bulk_act.ended_at is None:
        return None
    what = term(bulk_act.action)
    if bulk_act.state == "failed":
        title = text.TOLD_FAILED.format(what=what, fault=bulk_act.fault)
    else:
        left = text.TOLD_LEFT.format(left=bulk_act.left) if bulk_act.left else ""
        title = text.TOLD.format(what=what, done=bulk_act.done, refused=len(bulk_act.refused), left=left)
    return Told(bulk_act, title, people=(bulk_act.person,))
