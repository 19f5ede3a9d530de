"""What an enterprise was when, in words: its versions and its standing in one line of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import glossary, term
from hongxian.kernel.two_times import current
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.industries import industry_name
from hongxian.modules.base.enterprises.models import PARTICULARS, SINCE_UNKNOWN, Enterprise, EnterpriseVersion
from hongxian.modules.base.enterprises.queries import visible_statuses, visible_versions


@dataclass(frozen=True)
class Event:
    """What was so from one day through another; in words."""

    valid_from: date
    since: str
    until: str
    words: str
    basis: str


def events(actor: Actor, enterprise: Enterprise) -> list[Event]:
    """What became different of the enterprise, newest first, as known now and as far as the actor may see it."""
    versions = current(visible_versions(actor)).filter(enterprise=enterprise)
    ordered = list(versions.select_related("place", "parent").order_by("valid_from"))
    found = [_event(each, words) for each, words in _changes(ordered)]
    for each in current(visible_statuses(actor)).filter(enterprise=enterprise):
        words = text.BECAME.format(
            field=term("operating_status"), after=_word("operating_status", each.operating_status)
        )
        found.append(_event(each, words))
    return sorted(found, key=lambda each: each.valid_from, reverse=True)


def _changes(versions: list[EnterpriseVersion]) -> Iterator[tuple[EnterpriseVersion, str]]:
    before: EnterpriseVersion | None = None
    for each in versions:
        if before is None:
            yield each, text.AS_REGISTERED.format(name=each.name, place=each.place.name)
        else:
            yield each, text.JOINED.join(_differences(before, each))
        before = each


def _differences(before: EnterpriseVersion, after: EnterpriseVersion) -> Iterator[str]:
    for name in PARTICULARS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            words = {"field": term(name), "before": _word(name, old), "after": _word(name, new)}
            yield text.TURNED.format(**words)


def _word(name: str, value: Any) -> str:
    if value in (None, ""):
        return text.UNKNOWN
    if isinstance(value, bool):
        return term("yes" if value else "no")
    if name == "industry":
        return industry_name(value)
    found = glossary().get(f"{name}#{value}")
    return found.zh if found else str(value)


def _event(row: Any, words: str) -> Event:
    since = text.SINCE_REGISTERED if row.valid_from == SINCE_UNKNOWN else f"{row.valid_from:%Y-%m-%d}"
    until = f"{row.valid_to:%Y-%m-%d}" if row.valid_to else text.UNTIL_NOW
    return Event(row.valid_from, since, until, words, row.basis)
