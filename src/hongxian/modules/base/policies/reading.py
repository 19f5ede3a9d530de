"""A pack laid out for reading: chapters, articles, paragraphs, and the obligations that follow from each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hongxian.kernel.rules.obligation import Obligation, Pack
from hongxian.kernel.rules.schema import ClauseEntry
from hongxian.modules.base.policies.models import Verdict


@dataclass
class Owing:
    """An obligation under an article, with how its verdicts stand: status → number, and whether any was cured late."""

    obligation: Obligation
    counts: dict[str, int] = field(default_factory=dict)
    backfilled: bool = False


@dataclass
class Article:
    """An article (or the preamble or closing): its own clause, its paragraphs, what follows from it."""

    clause: ClauseEntry
    paragraphs: list[ClauseEntry] = field(default_factory=list)
    owing: list[Owing] = field(default_factory=list)


@dataclass
class Chapter:
    """A chapter with its articles; the clause is None for what stands before or after the chapters."""

    clause: ClauseEntry | None
    articles: list[Article] = field(default_factory=list)


def laid_out(pack: Pack, verdicts: Sequence[Verdict]) -> list[Chapter]:
    """The pack in the order of its text."""
    chapters: list[Chapter] = []
    articles: dict[str, Article] = {}
    for clause in pack.clauses.values():
        if clause.kind == "chapter":
            chapters.append(Chapter(clause))
        elif clause.kind in ("article", "preamble", "closing"):
            article = articles[clause.path] = Article(clause)
            if clause.kind != "article" or not chapters:
                chapters.append(Chapter(None))
            chapters[-1].articles.append(article)
        else:
            articles[clause.path.rpartition("/")[0]].paragraphs.append(clause)
    _attach(pack.obligations, articles, verdicts)
    return chapters


def _attach(
    obligations: Mapping[str, Obligation], articles: Mapping[str, Article], verdicts: Sequence[Verdict]
) -> None:
    for obligation in obligations.values():
        owing = Owing(obligation)
        for verdict in verdicts:
            if verdict.obligation == obligation.id:
                owing.counts[verdict.status] = owing.counts.get(verdict.status, 0) + 1
                owing.backfilled |= verdict.backfilled
        path = obligation.entry.clauses[0].path
        while path and path not in articles:
            path = path.rpartition("/")[0]
        if path:
            articles[path].owing.append(owing)
