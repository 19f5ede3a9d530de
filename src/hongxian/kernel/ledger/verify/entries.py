"""Entries against what they carry: payload and list of rows; and entries that ought to be on their way to the seal."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from hongxian.kernel.clock import LOCAL, now
from hongxian.kernel.ledger.canonical import salted
from hongxian.kernel.ledger.models import Entry, Payload, Pending, Subject
from hongxian.kernel.ledger.verifier import manifest_hash
from hongxian.kernel.ledger.verify.finding import Finding, finding


def entry_findings(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Payload and list of rows of each entry against the digests in the entry."""
    keys = [entry.pk for entry in entries]
    payloads = Payload.objects.in_bulk(keys)
    lists: dict[UUID, list[tuple[str, str, str]]] = defaultdict(list)
    rows = Subject.objects.filter(entry_id__in=keys).order_by("entry_id", "seq")
    for key, *subject in rows.values_list("entry_id", "kind", "key", "digest"):
        lists[key].append((subject[0], subject[1], subject[2]))
    for entry in entries:
        if code := _payload_fault(entry, payloads.get(entry.pk)):
            yield finding(code, entry)
        if manifest_hash(lists[entry.pk]) != entry.manifest:
            yield finding("manifest_altered", entry)


def _payload_fault(entry: Entry, payload: Payload | None) -> str:
    if payload is None:
        return "payload_missing"
    if payload.content is None:
        erasures = Subject.objects.filter(kind="entry", key=str(entry.pk), entry__event="ledger.erase_payload")
        return "" if erasures.exists() else "payload_blanked"
    try:
        return "" if salted(payload.salt, payload.content) == entry.digest else "payload_altered"
    except ValueError:
        return "payload_altered"


def unsealed_findings(*, chunk: int, patience: timedelta) -> Iterator[Finding]:
    """Entries that are not sealed: each must stand in the queue, and not for longer than `patience`."""
    unsealed = Entry.objects.filter(leaf__isnull=True).order_by("pk")
    last: UUID | None = None
    while entries := list((unsealed.filter(pk__gt=last) if last else unsealed)[:chunk]):
        last = entries[-1].pk
        queued = set(Pending.objects.filter(pk__in=[entry.pk for entry in entries]).values_list("pk", flat=True))
        for entry in entries:
            if entry.pk not in queued:
                yield finding("entry_unlisted", entry)
        yield from entry_findings(entries)
    old = Entry.objects.filter(pending__isnull=False, at__lt=now() - patience).order_by("at")
    if first := old.first():
        yield finding(
            "pending_old",
            count=old.count(),
            minutes=int(patience.total_seconds() // 60),
            at=f"{first.at.astimezone(LOCAL):%Y-%m-%d %H:%M}",
        )
