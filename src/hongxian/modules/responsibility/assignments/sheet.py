"""The progress sheet: the assignments in the order of the text, as lines of words, and as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from hongxian.kernel.clock import LOCAL, now, today
from hongxian.kernel.glossary import term
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


def workbook(lines: Sequence[Line]) -> bytes:
    """The sheet as an Excel workbook; every cell but the number is text, never a formula or a link."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(text.SHEET_TITLE)
    plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    head = book.add_format({"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1})
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    sheet.merge_range(0, 0, 0, len(_WIDTHS) - 1, text.SHEET_TITLE, title)
    sheet.write_string(1, 0, subtitle(len(lines)))
    for column, (word, width) in enumerate(zip(text.SHEET_COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, word, head)
    for row, line in enumerate(lines, start=3):
        sheet.write_number(row, 0, row - 2, plain)
        for column, words in enumerate(line.cells(), start=1):
            sheet.write_string(row, column, words, plain)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return file.getvalue()


def subtitle(number: int) -> str:
    """When the sheet was made and how many assignments it holds."""
    return text.SHEET_SUBTITLE.format(at=now().astimezone(LOCAL).strftime("%Y-%m-%d %H:%M"), number=number)


def _progress(standing: Sequence[Any]) -> str:
    if not standing:
        return ""
    latest = standing[0]
    percent = "" if latest.percent is None else text.PERCENT.format(percent=latest.percent)
    return text.DATED.format(day=latest.reported_on, text=latest.text) + percent
