"""Who is told of acts on many rows and of what the worker took out: whoever asked for it."""

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.glossary import term
from hongxian.kernel.registers import text
from hongxian.kernel.registers.declared import words_of
from hongxian.kernel.registers.queries import bulk_act_with, export_with
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


def taken_out(key: str) -> Told | None:
    """The worker made the file, of so many rows and to be fetched until then, or why it did not."""
    export = export_with(key)
    if export is None or export.state not in ("made", "failed"):
        return None
    what = words_of(export.register)
    if export.state == "failed":
        return Told(export, text.TOLD_NOT_MADE.format(what=what, fault=export.fault), people=(export.exported_by,))
    day = export.expires_at.astimezone(LOCAL).date() if export.expires_at else ""
    title = text.TOLD_MADE.format(what=what, count=export.count, day=day)
    return Told(export, title, people=(export.exported_by,))
