"""The progress sheet: the assignments in the order of the text, as lines of words, and as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hongxian.kernel.clock import LOCAL, now, today
from hongxian.kernel.glossary import term
from hongxian.kernel.workbook import Head, Table, Value, workbook
from hongxian.modules.responsibility.assignments import text

_WIDTHS = (6, 26, 40, 22, 26, 18, 12, 40, 12)


@dataclass(frozen=True)
class Line:
    """One assignment as the sheet shows it. `assignment` comes with its helpers and standing reports."""

    assignment: Any
    cooperating: str
    person: str
    progress: str
    state: str
    is_late: bool

    def cells(self) -> tuple[str, ...]:
        """What stands in the columns after the number."""
        each = self.assignment
        due = each.due_on.isoformat() if each.due_on else ""
        source = text.CLAUSE_SOURCE.format(title=each.pack.title, path=each.clause_path)
        return (source, each.task_text, each.lead.name, self.cooperating, self.person, due, self.progress, self.state)


def line_of(assignment: Any, day: date | None = None) -> Line:
    """An assignment read for the sheet: the latest progress that stands, and whether it is late on the day (today)."""
    late = is_late(assignment, day)
    post = assignment.responsible_post
    return Line(
        assignment=assignment,
        cooperating=text.LISTED.join(each.party.name for each in assignment.helpers),
        person=text.POST_OF_BODY.format(body=post.party.name, post=post.name) if post else "",
        progress=_progress(assignment.standing),
        state=term(f"assignment:{assignment.state}") + (text.OVERDUE_MARK if late else ""),
        is_late=late,
    )


def is_late(assignment: Any, day: date | None = None) -> bool:
    """Whether its day has passed and the lead has not reported it done."""
    due: date | None = assignment.due_on
    return due is not None and due < (day or today()) and assignment.state in ("assigned", "returned")


def workbook_of(lines: Sequence[Line]) -> bytes:
    """The sheet as an Excel workbook; every cell but the number is text, never a formula or a link."""
    heads = [Head(word, width) for word, width in zip(text.SHEET_COLUMNS, _WIDTHS, strict=True)]
    rows: list[list[Value]] = [[number, *line.cells()] for number, line in enumerate(lines, start=1)]
    title, below = text.SHEET_TITLE, [subtitle(len(lines))]
    return workbook(Table(title, heads, rows, title=title, lines=below, printed=True))


def subtitle(number: int) -> str:
    """When the sheet was made and how many assignments it holds."""
    return text.SHEET_SUBTITLE.format(at=now().astimezone(LOCAL).strftime("%Y-%m-%d %H:%M"), number=number)


def _progress(standing: Sequence[Any]) -> str:
    if not standing:
        return ""
    latest = standing[0]
    percent = "" if latest.percent is None else text.PERCENT.format(percent=latest.percent)
    return text.DATED.format(day=latest.reported_on, text=latest.text) + percent
