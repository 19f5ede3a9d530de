"""Nouns that have a life: states, steps, guards, deadline and papers in one table.

From the table come buttons, API actions, the diagram in the docs and the exhaustive test of states × steps.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

from hongxian.kernel import text
from hongxian.kernel.actor import Actor, Scope
from hongxian.kernel.glossary import term
from hongxian.kernel.module import noun_of, visible_rows
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.together import change_where, is_together

M = TypeVar("M", bound=models.Model)
Guard = Callable[[Any, Actor], str | None]
"""Given the object and the actor: a Chinese sentence saying what stands in the way, or None."""


@dataclass(frozen=True)
class Step:
    """One verb. The permission and ledger event are `<noun>.<verb>`; `needs` are inputs that may not be empty."""

    verb: str
    sources: tuple[str, ...]
    target: str
    needs: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    deadline: str = ""
    papers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flow:
    """The life of a noun. The first state is where it begins."""

    noun: str
    states: tuple[str, ...]
    steps: tuple[Step, ...]
    _by_verb: Mapping[str, Step] = field(init=False, repr=False, default_factory=dict)
    field: str = "state"

    def __post_init__(self) -> None:
        for step in self.steps:
            unknown = {*step.sources, step.target} - set(self.states)
            if unknown or step.verb in self._by_verb:
                raise ValueError(f"{self.noun}.{step.verb}: {sorted(unknown) or 'twice'}")
            dict.__setitem__(self._by_verb, step.verb, step)  # type: ignore[index]

    def step(self, verb: str) -> Step:
        """The step of that verb."""
        return self._by_verb[verb]

    def allowed(self, actor: Actor, obj: models.Model) -> list[Step]:
        """The steps open to this actor on this object now: the buttons of the page."""
        state = getattr(obj, self.field)
        return [
            step
            for step in self.steps
            if state in step.sources
            and actor.may(f"{self.noun}.{step.verb}")
            and not any(guard(obj, actor) for guard in step.guards)
        ]

    def open_to(self, actor: Actor, obj: models.Model) -> list[Step]:
        """The steps open to this actor on this object now, the scope of each permission included."""
        return [
            step
            for step in self.allowed(actor, obj)
            if visible_rows(self.noun, actor, f"{self.noun}.{step.verb}").filter(pk=obj.pk).exists()
        ]

    def opens(self, verb: str) -> Callable[[Actor, models.Model], bool]:
        """Whether that step is open to an actor on an object: for the action of a register."""
        return lambda actor, obj: any(step.verb == verb for step in self.allowed(actor, obj))

    def advance(
        self, obj: M, verb: str, actor: Actor, /, inputs: Mapping[str, object] | None = None, **changes: object
    ) -> M:
        """Take the step by compare-and-set and return the object as it now stands.

        `changes` are written with the state; `inputs` are only checked (a reason that goes into the ledger).
        Raises `Problem` when the state, an input or a guard forbids it, `Stale` when somebody was faster.
        """
        step = self.step(verb)
        before = getattr(obj, self.field)
        label = term(f"{self.noun}.{verb}")
        if before not in step.sources:
            raise Problem(text.STEP_NOT_ALLOWED.format(state=term(f"{self.noun}:{before}"), verb=label))
        given = {**changes, **(inputs or {})}
        missing = [name for name in step.needs if given.get(name) in (None, "")]
        if missing:
            names = "、".join(term(name) for name in missing)
            raise Problem(text.INPUT_MISSING.format(verb=label, names=names), field=missing[0])
        for guard in step.guards:
            if sentence := guard(obj, actor):
                raise Problem(sentence)
        if not change_where(obj, {self.field: before}, {self.field: step.target, **changes}):
            raise Stale(text.STALE)
        if not is_together():
            obj.refresh_from_db()
        return obj

    def diagram(self) -> str:
        """The flow as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.states[0]}"]
        lines += [f"    {state}: {term(f'{self.noun}:{state}')}" for state in self.states]
        for step in self.steps:
            label = term(f"{self.noun}.{step.verb}")
            lines += [f"    {source} --> {step.target}: {label}" for source in step.sources]
        return "\n".join(lines)


def permissions_upon(
    actor: Actor, row: models.Model, permissions: Iterable[str], apart: Collection[str] = frozenset()
) -> set[str]:
    """Of these permissions, those that the actor holds over that row, its state apart. What is held alike is asked
    together; `apart` are those for which the scope function of the noun wants more than the scope."""
    declared = noun_of(type(row))
    if declared is None:
        raise TypeError(f"{type(row).__name__} is no noun")
    alike: dict[tuple[tuple[Scope, ...], bool], list[str]] = {}
    for permission in permissions:
        if scopes := actor.scopes(permission):
            alike.setdefault((scopes, permission in apart), []).append(permission)
    return {
        each
        for held in alike.values()
        if visible_rows(declared.key, actor, held[0]).filter(pk=row.pk).exists()
        for each in held
    }
