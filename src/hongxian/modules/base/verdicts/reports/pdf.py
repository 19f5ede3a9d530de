"""The report as a PDF, set by typst; the words go in as data and are never read as markup."""

import json
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from hongxian.kernel.problem import Problem
from hongxian.modules.base.verdicts.reports import text
from hongxian.modules.base.verdicts.reports.content import Item, Report
from hongxian.modules.base.verdicts.reports.word import told

LAYOUT = Path(__file__).with_name("layout.typ")
SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"


def pdf_of(report: Report) -> bytes:
    """A PDF on A4 with page numbers. Raises `Problem`, saying what to install, without a Chinese font."""
    folder = Path(settings.FONT_DIR)
    known = set(typst.Fonts(include_system_fonts=False, font_paths=[folder]).families())
    fonts = [each for each in (SERIF, SANS) if each in known]
    if not fonts:
        raise Problem(text.NO_FONT)
    data = json.dumps(_content(report) | {"body": fonts[0], "heading": fonts[-1]}, ensure_ascii=False)
    return typst.compile(
        LAYOUT,
        font_paths=[folder],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"content": data},
    )


def _content(report: Report) -> dict[str, Any]:
    beside = [text.DETERMINED_COUNT.format(number=report.determined)] if report.determined else []
    return {
        "title": report.title,
        "subject": text.SUBJECT.format(title=report.pack),
        "about": report.about,
        "total": text.COUNTS.format(total=report.total),
        "counts": [[word, str(number)] for word, number in report.counts_in_words],
        "beside": text.JOIN.join([*beside, text.NO_RANKING]),
        "page": text.PAGE.split("{}"),
        "proof": report.proof,
        "chapters": [{"title": each.title, "items": [_item(item) for item in each.items]} for each in report.chapters],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "title": f"{item.id}　{item.title}",
        "clauses": [text.CLAUSE_QUOTED.format(path=path, quote=quote) for path, quote in item.clauses],
        "remark": item.waits or ("" if item.lines else text.NOBODY),
        "lines": [
            {
                "head": "　".join(each for each in (line.party, line.period) if each),
                "status": line.status,
                "word": line.status_word + (f"（{text.BACKFILLED}）" if line.backfilled else ""),
                "told": [[label, text.JOIN.join(sentences)] for label, sentences in told(line)],
            }
            for line in item.lines
        ],
    }
