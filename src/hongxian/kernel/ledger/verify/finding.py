"""What a check finds, in words."""

from dataclasses import dataclass

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.glossary import glossary
from hongxian.kernel.ledger import text
from hongxian.kernel.ledger.models import Entry, Payload


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `code` is a key of `text.FINDINGS`, `text` the sentence, `entry` the entry's key."""

    code: str
    text: str
    entry: str = ""


def finding(code: str, entry: Entry | None = None, **parts: object) -> Finding:
    """The finding in words; with an entry, the sentence says what it was, whose and when."""
    if entry is not None:
        parts["entry"] = described(entry)
    return Finding(code, text.FINDINGS[code].format(**parts), str(entry.pk) if entry else "")


def label(key: str) -> str:
    """The Chinese of a code name, or the code name: a check must not fail over a word."""
    found = glossary().get(key)
    return found.zh if found else key


def row_label(kind: str, key: str) -> str:
    """A row in words: its noun and its key."""
    return f"{label(kind)} {key}"


def described(entry: Entry) -> str:
    """The entry in words: event, row, who, when."""
    content = Payload.objects.filter(pk=entry.pk).values_list("content", flat=True).first()
    name = (content or {}).get("actor_name") or f"{text.ERASED_NAME} {entry.actor_key}"
    return text.ENTRY.format(
        event=label(entry.event),
        row=row_label(entry.subject_kind, entry.subject_key),
        who=name,
        at=f"{entry.at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}",
    )
