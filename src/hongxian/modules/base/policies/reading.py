"""A pack laid out for reading: chapters, articles, paragraphs, and the obligations that follow from each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hongxian.kernel.rules.obligation import Obligation, Pack
from hongxian.kernel.rules.schema import ClauseEntry


@dataclass(frozen=True)
class Owing:
    """An obligation under an article, with what the page has to say beside it."""

    obligation: Obligation
    note: object | None = None


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


def laid_out(pack: Pack, notes: Mapping[str, object] | None = None) -> list[Chapter]:
    """The pack in the order of its text; `notes` are said beside the obligations, by their ids."""
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
    _attach(pack.obligations, articles, notes or {})
    return chapters


def _attach(
    obligations: Mapping[str, Obligation], articles: Mapping[str, Article], notes: Mapping[str, object]
) -> None:
    for obligation in obligations.values():
        path = obligation.entry.clauses[0].path
        while path and path not in articles:
            path = path.rpartition("/")[0]
        if path:
            articles[path].owing.append(Owing(obligation, notes.get(obligation.id)))
