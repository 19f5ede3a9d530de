"""The report as a paper: the same content for Word and PDF, in smaller type, without a number of its own."""

from __future__ import annotations

from collections.abc import Iterator

from hongxian.kernel.documents.content import Block, Content
from hongxian.modules.base.verdicts.reports import text
from hongxian.modules.base.verdicts.reports.content import Item, Line, Report


def paper_of(report: Report) -> Content:
    """Title, what it is about, the counts, then chapter by chapter, at the end by what it can be checked."""
    return Content(
        title=report.title,
        about=(text.SUBJECT.format(title=report.pack), *report.about),
        blocks=tuple(_blocks(report)),
        proof=tuple(report.proof),
        compact=True,
    )


def told(line: Line) -> list[tuple[str, list[str]]]:
    """What a paper says below a verdict: each matter with its sentences, those that have any."""
    matters = [
        (text.ARITHMETIC, [*line.arithmetic, *line.remarks]),
        (text.MISSING, list(line.missing)),
        (line.exceptions.heading, list(line.exceptions.rows)),
        (line.failing.heading, list(line.failing.rows)),
        (text.DETERMINATION, [line.determination] if line.determination else []),
        (text.OBJECTIONS, list(line.objections)),
    ]
    return [(label, sentences) for label, sentences in matters if sentences]


def _blocks(report: Report) -> Iterator[Block]:
    counts = report.counts_in_words
    yield Block("flush", text.COUNTS.format(total=report.total))
    yield Block("table", rows=(tuple(word for word, _ in counts), tuple(str(number) for _, number in counts)))
    beside = [text.DETERMINED_COUNT.format(number=report.determined)] if report.determined else []
    yield Block("small", text.JOIN.join([*beside, text.NO_RANKING]))
    for chapter in report.chapters:
        yield Block("heading1", chapter.title)
        for item in chapter.items:
            yield from _item(item)


def _item(item: Item) -> Iterator[Block]:
    yield Block("heading3", f"{item.id}　{item.title}")
    for path, quote in item.clauses:
        yield Block("quote", text.CLAUSE_QUOTED.format(path=path, quote=quote))
    if item.waits or not item.lines:
        yield Block("paragraph", item.waits or text.NOBODY)
    for line in item.lines:
        late = f"（{text.BACKFILLED}）" if line.backfilled else ""
        head = "　".join(each for each in (line.party, line.period) if each)
        yield Block("paragraph", f"　{head}　", lead=f"{line.status_word}{late}")
        for label, sentences in told(line):
            yield Block("small", f"{label}：" + text.JOIN.join(sentences))
