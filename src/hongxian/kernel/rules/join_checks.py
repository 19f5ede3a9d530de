"""Whether rows that are asked for can belong to what they are asked of: a key that names rows of another fact never
meets them, and the obligation could never be met."""

from collections.abc import Iterator
from typing import Any

from hongxian.kernel.rules import text
from hongxian.kernel.rules.dictionary import Dictionary
from hongxian.kernel.rules.errors import PackError, error_at
from hongxian.kernel.rules.forms.part import Part
from hongxian.kernel.rules.forms.selection import Having
from hongxian.kernel.rules.positions import Document, Loc


def check_joins(dictionary: Dictionary, part: Part, document: Document, base: Loc) -> Iterator[PackError]:
    """What is wrong with the fields by which the rows of a part belong to its members; fields of which the dictionary
    does not say what they name are taken as they are."""
    for noun, having, loc in _belonging(part):
        fact, members = dictionary.nouns.get(having.fact), dictionary.nouns.get(noun)
        field = fact.field(having.member) if fact else None
        if members is None or field is None or not field.of:
            continue
        if _named(dictionary, field.of) not in (noun, _named(dictionary, noun)):
            sentence = text.JOINS_ANOTHER.format(
                field=field.label, found=dictionary.label(field.of), expected=dictionary.label(noun)
            )
            yield error_at(document, (*base, *loc, "member"), sentence, found=having.member, expected=noun)


def _belonging(part: Any) -> Iterator[tuple[str, Having, Loc]]:
    """The rows that belong to members, each with the noun of the members and where it stands."""
    members = getattr(part, "members", None) or getattr(part, "triggers", None)
    for name in ("have", "readings"):
        having = getattr(part, name, None)
        if members is not None and isinstance(having, Having):
            yield members.fact, having, (name,)
    for name in ("actions", "requires", "bar"):
        for number, each in enumerate(getattr(part, name, ())):
            having, own = getattr(each, "have", None), getattr(each, "every", None) or members
            if own is not None and isinstance(having, Having):
                yield own.fact, having, (name, number, "have")


def _named(dictionary: Dictionary, noun: str) -> str:
    """The noun whose rows bear the keys of a noun: its own, or where its key names rows of another, that."""
    fact = dictionary.nouns[noun]
    field = fact.field(fact.key) if fact.key != "id" else None
    return field.of if field is not None and field.of else noun
