"""The content of a report: plain data from one judgement, the same for the same two times. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.canonical import plain
from hongxian.kernel.ledger.queries import newest_heads
from hongxian.kernel.ledger.verifier import canonical_json
from hongxian.kernel.rules.explanation import sentence
from hongxian.kernel.rules.obligation import Obligation
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.rules.verdict import Node, NodeKind, PartResult
from hongxian.modules.base.policies.queries import content_of, laid_out
from hongxian.modules.base.verdicts.judged import Judged, counted, judged_at
from hongxian.modules.base.verdicts.places import sees_all
from hongxian.modules.base.verdicts.queries import determinations_of, visible_objections
from hongxian.modules.base.verdicts.reports import text

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place
    from hongxian.modules.base.policies.models import Adoption
    from hongxian.modules.base.verdicts.models import Determination, Objection

EXCEPTIONS = 20
"""How many of the objects that fail are listed by name; how many there are is always said."""

_TOLD = {NodeKind.PART, NodeKind.REQUIREMENT, NodeKind.PARAMETER, NodeKind.COUNTING, NodeKind.APART}


@dataclass(frozen=True)
class Listed:
    """A listing: what is listed, the first few, how many there are in all."""

    title: str
    rows: tuple[str, ...]
    total: int

    @property
    def heading(self) -> str:
        """Such as: objects that fail (31 in all, the first 20 listed)."""
        more = text.FIRST.format(number=len(self.rows)) if self.total > len(self.rows) else ""
        return text.LISTED.format(title=self.title, total=self.total, more=more)


@dataclass(frozen=True)
class Line:
    """One verdict, with what led to it and what stands beside it, all in words."""

    party: str
    period: str
    period_start: date | None
    period_end: date | None
    status: str
    backfilled: bool
    arithmetic: tuple[str, ...]
    remarks: tuple[str, ...]
    failing: Listed
    exceptions: Listed
    missing: tuple[str, ...]
    determination: str
    objections: tuple[str, ...]
    next_change: date | None

    @property
    def status_word(self) -> str:
        """The verdict in Chinese."""
        return term(f"status#{self.status}")


@dataclass(frozen=True)
class Item:
    """One obligation with the words it rests on and its verdicts; `waits` says for what, if it cannot be judged."""

    id: str
    title: str
    holder: str
    due: str
    clauses: tuple[tuple[str, str], ...]
    waits: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Chapter:
    """A chapter of the text with its obligations."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Report:
    """All that is said, but for when it was written down: equal records give an equal `digest`."""

    place: str
    place_code: str
    scope: str
    valid_on: date
    known_on: date
    pack: str
    pack_key: UUID
    """Where the pack stands in this system; what a paper says does not depend on it."""
    pack_code: str
    pack_version: int
    pack_hash: str
    effective_from: date
    counts: dict[str, int]
    determined: int
    chapters: tuple[Chapter, ...]

    @property
    def title(self) -> str:
        """The title of the paper."""
        return text.TITLE.format(place=self.place)

    @property
    def total(self) -> int:
        """How many verdicts."""
        return sum(self.counts.values())

    @property
    def digest(self) -> str:
        """SHA-256 of the content as canonical JSON."""
        said = {name: value for name, value in asdict(self).items() if name != "pack_key"}
        return sha256(canonical_json(plain(_dated(said)))).hexdigest()

    @property
    def about(self) -> list[str]:
        """What stands under the title, line by line."""
        facts = {"title": self.pack, "code": self.pack_code, "version": self.pack_version}
        return [
            text.AS_OF.format(valid_on=self.valid_on, known_on=self.known_on),
            self.scope,
            text.PACK.format(**facts, effective_from=self.effective_from),
            text.PACK_HASH.format(hash=self.pack_hash),
        ]

    @property
    def counts_in_words(self) -> list[tuple[str, int]]:
        """The four, each with its number."""
        return [(term(f"status#{status}"), number) for status, number in self.counts.items()]

    @property
    def proof(self) -> list[str]:
        """By what the paper can be checked: its own digest, and the head of the ledger when it was written."""
        heads = [text.HEAD.format(size=each.size, root=each.root) for each in newest_heads()[:1]]
        return [text.CONTENT_HASH.format(digest=self.digest), *(heads or [text.NO_HEAD])]


def report_of(actor: Actor, place: Place, adoption: Adoption, as_of: AsOf, known_on: date) -> Report:
    """Judge the pack at the place and below it for the two times, and put what the actor may see of it into words.
    Raises `Problem` where that would be more than may be judged at once."""
    judged = judged_at(actor, place, adoption, as_of)
    stored = [each.stored for each in judged if each.stored]
    signed = determinations_of(stored, as_of.valid_on, as_of.known_at)
    objected = _objections(actor, [each.pk for each in stored], as_of.known_at)
    by_obligation = defaultdict[str, list[Line]](list)
    for each in sorted(judged, key=lambda each: (each.case.holder.label, each.token)):
        key = each.stored.pk if each.stored else None
        line = _line(each, signed.get(key) if key else None, objected.get(key, []) if key else [], as_of)
        by_obligation[each.case.obligation.id].append(line)
    pack = adoption.pack
    scope = text.WHOLE if sees_all(actor, place) else text.PARTLY
    return Report(
        place=place.name,
        place_code=place.code,
        scope=scope.format(place=place.name, name=actor.organisation_name or actor.name),
        valid_on=as_of.valid_on,
        known_on=known_on,
        pack=pack.title,
        pack_key=pack.pk,
        pack_code=pack.code,
        pack_version=pack.version,
        pack_hash=pack.hash,
        effective_from=pack.effective_from,
        counts=counted(judged),
        determined=len(signed),
        chapters=tuple(_chapters(adoption, by_obligation)),
    )


def _chapters(adoption: Adoption, lines: dict[str, list[Line]]) -> Iterator[Chapter]:
    """In the order of the text, under its highest headings; what stands before the first has the pack's title."""
    title, items = adoption.pack.title, list[Item]()
    for block in laid_out(content_of(adoption.pack)):
        if block.is_heading and "/" not in block.clause.path:
            if items:
                yield Chapter(title, tuple(items))
            title, items = block.title, []
        items += [_item(each.obligation, lines.get(each.obligation.id, [])) for each in block.owing]
    if items:
        yield Chapter(title, tuple(items))


def _item(obligation: Obligation, lines: list[Line]) -> Item:
    entry = obligation.entry
    return Item(
        id=obligation.id,
        title=obligation.title,
        holder=entry.holder.text,
        due=entry.due_text,
        clauses=tuple((each.path, each.quote) for each in entry.clauses),
        waits=text.WAITS.format(waits=entry.waits) if obligation.waits else "",
        lines=tuple(lines),
    )


def _line(each: Judged, signed: Determination | None, objected: Iterable[Objection], as_of: AsOf) -> Line:
    period, found = each.case.period, each.found
    # Listed first: of what fits on a page, no other statement counts the rows for the explanation.
    failing = _listed(text.FAILING, found.parts, "failing")
    exceptions = _listed(text.EXCEPTIONS, found.parts, "exceptions")
    return Line(
        party=each.case.holder.label,
        period=period.label if period else "",
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        status=each.status,
        backfilled=found.backfilled,
        arithmetic=tuple(_told(found.explanation)),
        remarks=tuple(found.remarks),
        failing=failing,
        exceptions=exceptions,
        missing=tuple(sentence(each) for each in found.missing),
        determination=_signed(signed) if signed else "",
        objections=tuple(_objected(each, as_of.known_at) for each in objected),
        next_change=found.next_change,
    )


def _told(node: Node) -> Iterator[str]:
    """The sentences of the explanation below the obligation itself: parameters, parts, requirements, what counts."""
    for child in node.children:
        yield from ([child.text] if child.kind in _TOLD else [])
        yield from _told(child)


def _listed(title: str, parts: Iterable[PartResult], name: str) -> Listed:
    rows, total = list[str](), 0
    for part in parts:
        listing = getattr(part, name)
        if len(rows) < EXCEPTIONS:
            found = listing.page(limit=EXCEPTIONS - len(rows)).found
            rows += [
                text.BECAUSE.format(label=each.label, reason=each.reason) if each.reason else each.label
                for each in found
            ]
        total += listing.count()
    return Listed(title, tuple(rows), total)


def _signed(signed: Determination) -> str:
    return text.SIGNED.format(
        status=term(f"status#{signed.status}"),
        name=signed.signed_by_name,
        second=signed.confirmed_by_name,
        basis=signed.basis,
        reason=signed.reason,
    )


def _objections(actor: Actor, keys: list[UUID], known_at: datetime | None) -> dict[UUID, list[Objection]]:
    """The objections that the actor may see, raised by that moment, by the key of the verdict."""
    before = Q() if known_at is None else Q(raised_at__lt=known_at)
    rows = visible_objections(actor).filter(before, verdict__in=keys)
    found: dict[UUID, list[Objection]] = defaultdict(list)
    for each in rows.order_by("raised_at", "pk"):
        found[each.verdict_id].append(each)
    return found


def _objected(each: Objection, known_at: datetime | None) -> str:
    """As it stood then: not yet answered, if the answer came later."""
    closed = each.closed_at is not None and (known_at is None or each.closed_at < known_at)
    state = term(f"objection:{each.state if closed else 'raised'}")
    answer = text.ANSWERED.format(answer=each.answer) if closed and each.answer else ""
    return text.OBJECTED.format(
        day=each.raised_at.astimezone(LOCAL).date(), name=each.raised_by_name, reason=each.reason, state=state + answer
    )


def _dated(value: Any) -> Any:
    """The value with days written as words."""
    if isinstance(value, dict):
        return {key: _dated(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_dated(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
