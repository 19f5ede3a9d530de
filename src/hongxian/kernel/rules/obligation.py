"""A pack as it has been read: clauses, parameters, obligations with their parts, scenarios. Data, ready to judge."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from hongxian.kernel.rules.dictionary import Dictionary
from hongxian.kernel.rules.forms.part import Part, Recurring
from hongxian.kernel.rules.schema import (
    ClauseEntry,
    FormName,
    GlossaryEntry,
    ObligationEntry,
    PackEntry,
    ParameterEntry,
    ScenarioEntry,
)


@dataclass(frozen=True)
class Obligation:
    """One obligation. `entry` is what the pack writes of it; without `parts` it waits, and cannot be judged.

    `parameters` are the definitions of all it names; `clauses` those it quotes, by path.
    """

    entry: ObligationEntry
    parts: tuple[Part, ...]
    clauses: Mapping[str, ClauseEntry]
    parameters: Mapping[str, ParameterEntry]
    dictionary: Dictionary = field(repr=False)

    @property
    def id(self) -> str:
        """Such as XC-01."""
        return self.entry.id

    @property
    def title(self) -> str:
        """What is owed, in one Chinese line."""
        return self.entry.title

    @property
    def form(self) -> FormName:
        """The form under which the obligation is listed."""
        return self.entry.form

    @property
    def waits(self) -> bool:
        """Whether it has no rule yet."""
        return not self.parts

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The facts it needs: those of its parts, or for a waiting one those written down."""
        if not self.parts:
            return self.entry.needs
        return tuple(dict.fromkeys(noun for part in self.parts for noun in part.nouns()))

    @cached_property
    def restricted(self) -> Mapping[str, str]:
        """The parts behind which only named posts may see the rows, by id, and why, in Chinese."""
        nouns = self.dictionary.nouns
        reasons = {
            part.id: next((nouns[noun].restricted for noun in part.nouns() if nouns[noun].restricted), "")
            for part in self.parts
        }
        return {part: reason for part, reason in reasons.items() if reason}

    @property
    def period(self) -> Recurring | None:
        """The part that gives it its periods, if any."""
        return next((part for part in self.parts if isinstance(part, Recurring)), None)


@dataclass(frozen=True)
class Pack:
    """One version of one place's policy. `hash` covers all files but the scenarios."""

    entry: PackEntry
    hash: str
    clauses: Mapping[str, ClauseEntry]
    parameters: Mapping[str, ParameterEntry]
    obligations: Mapping[str, Obligation]
    glossary: tuple[GlossaryEntry, ...]
    scenarios: tuple[ScenarioEntry, ...]
    dictionary: Dictionary = field(repr=False)

    @property
    def id(self) -> str:
        """Such as city-2018."""
        return self.entry.id

    @property
    def version(self) -> int:
        """The version of the data, from 1."""
        return self.entry.version
