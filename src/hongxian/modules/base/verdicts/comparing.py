"""Two packs side by side, family of rules by family of rules, and the words that mean other things in each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hongxian.kernel.rules.obligation import Obligation, Pack
from hongxian.kernel.rules.schema import GlossaryEntry
from hongxian.modules.base.verdicts import text

_ASPECTS: tuple[tuple[str, Callable[[Obligation], str]], ...] = (
    (text.ASPECT_FORM, lambda each: str(each.form)),
    (text.ASPECT_DUE, lambda each: each.entry.due_text),
    (text.ASPECT_HOLDER, lambda each: each.entry.holder.text),
    (text.ASPECT_STRENGTH, lambda each: each.entry.strength),
)


@dataclass(frozen=True)
class Family:
    """What the two packs ask in one family. `differs` names the aspects in which they do not agree."""

    key: str
    label: str
    one: tuple[Obligation, ...]
    other: tuple[Obligation, ...]

    @property
    def differs(self) -> list[str]:
        """In Chinese, which aspects differ; empty if only one of the two has the family, or nothing differs."""
        if not self.one or not self.other:
            return []
        found = [text.ASPECT_NUMBER] if len(self.one) != len(self.other) else []
        return found + [name for name, of in _ASPECTS if set(map(of, self.one)) != set(map(of, self.other))]


@dataclass(frozen=True)
class Word:
    """A word that both packs use, with what each says of it."""

    term: str
    one: GlossaryEntry
    other: GlossaryEntry


@dataclass(frozen=True)
class Comparison:
    """Families both have, those only one has, and the words to be careful with. `outside` counts the obligations of
    each that belong to no family."""

    both: tuple[Family, ...]
    only_one: tuple[Family, ...]
    only_other: tuple[Family, ...]
    words: tuple[Word, ...]
    warned_one: tuple[GlossaryEntry, ...]
    warned_other: tuple[GlossaryEntry, ...]
    outside: tuple[int, int]


def compare(one: Pack, other: Pack) -> Comparison:
    """Lay the two side by side in the order of the list of families."""
    labels = dict(one.dictionary.families)
    families = [Family(key, label, _of(one, key), _of(other, key)) for key, label in labels.items()]
    words = tuple(_words(one, other))
    same = {each.term for each in words}
    return Comparison(
        both=tuple(each for each in families if each.one and each.other),
        only_one=tuple(each for each in families if each.one and not each.other),
        only_other=tuple(each for each in families if each.other and not each.one),
        words=words,
        warned_one=tuple(each for each in one.glossary if each.elsewhere and each.term not in same),
        warned_other=tuple(each for each in other.glossary if each.elsewhere and each.term not in same),
        outside=(len(_of(one, "")), len(_of(other, ""))),
    )


def _of(pack: Pack, family: str) -> tuple[Obligation, ...]:
    return tuple(each for each in pack.obligations.values() if each.entry.family == family)


def _words(one: Pack, other: Pack) -> list[Word]:
    """Words of both, by their term or an alias, whose meanings are not written alike."""
    theirs = {name: entry for entry in other.glossary for name in (*entry.aliases, entry.term)}
    found = []
    for entry in one.glossary:
        name = next((each for each in (entry.term, *entry.aliases) if each in theirs), None)
        if name is not None and theirs[name].meaning != entry.meaning:
            found.append(Word(name, entry, theirs[name]))
    return found
