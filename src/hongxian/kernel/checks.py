"""A system check: whatever a room declares must exist, and have its word in the glossary."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error

from hongxian.kernel.command import commands
from hongxian.kernel.glossary import glossary
from hongxian.kernel.module import Module, modules, nouns, resolve


def declarations_hold(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """One error for each thing declared and missing."""
    found: list[CheckMessage] = []
    for module in modules().values():
        found += [Error(f"{module.key}: {each}", id="hongxian.E001") for each in _missing(module)]
    return found


def _missing(module: Module) -> Iterator[str]:
    for name in _functions(module):
        try:
            resolve(name)
        except (ImportError, AttributeError) as error:
            yield f"{name}: {error}"
    for urls in filter(None, (module.urls, module.root_urls)):
        try:
            import_module(urls)
        except ImportError as error:
            yield f"{urls}: {error}"
    known = {noun.key for noun in nouns()}
    yield from (f"{paper.key}: no noun {paper.noun}" for paper in module.papers if paper.noun not in known)
    yield from (f"attachments of {each.noun}: no such noun" for each in module.attachables if each.noun not in known)
    for noun in module.nouns:
        try:
            apps.get_model(noun.model)
        except LookupError as error:
            yield str(error)
    yield from _facts_without_noun(module)
    yield from (f"{word}: not in the glossary" for word in _words(module) if word not in glossary())
    yield from (f"{event}: no such command" for event in _events(module) if event not in commands())


def _facts_without_noun(module: Module) -> Iterator[str]:
    """Rows of a fact belong to a noun: else nobody can say which of them an actor may see."""
    known = {noun.key for noun in nouns()}
    yield from (f"{each.fact}: no noun has its rows" for each in module.facts if (each.noun or each.fact) not in known)


def _functions(module: Module) -> Iterator[str]:
    yield from (noun.visible for noun in module.nouns if noun.visible)
    yield from (fact.population for fact in module.facts)
    if module.fact_fallback:
        yield module.fact_fallback
    yield from (subscription.task for subscription in module.subscriptions)
    yield from (timer.task for timer in module.timers)
    yield from module.flows
    for paper in module.papers:
        yield from filter(None, (paper.fill, paper.sample, paper.when, paper.find))
    yield from (kind.told for kind in module.notices)
    if module.api:
        yield module.api


def _words(module: Module) -> Iterator[str]:
    yield from (noun.key for noun in module.nouns)
    yield from (item.key for item in module.menu)
    yield from module.permissions
    yield from module.personal
    yield from (each.permission for each in module.attachables)
    yield from (paper.key for paper in module.papers)
    yield from (kind.key for kind in module.notices)


def _events(module: Module) -> Iterator[str]:
    for fact in module.facts:
        yield from fact.events
    yield from (each.event for each in module.subscriptions if each.event[0] not in "*@")
    for kind in module.notices:
        yield from kind.events
