"""Every code name that a person may meet has its Chinese, no banned word is used for it, and no row lies idle."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.conf import settings

from hongxian.kernel.command import commands
from hongxian.kernel.glossary import COLUMNS, Term, files, glossary
from hongxian.kernel.module import load_commands, modules, noun_of, resolve
from hongxian.kernel.testing.architecture.source import Function, Tree

ROOT = Path(__file__).resolve().parent.parent
COMMON = {
    "id",
    "password",
    "last_login",
    "is_superuser",
    "is_staff",
    "groups",
    "user_permissions",
    "logentry",
    "session",
}
"""Names that Django brings; no page shows them."""

SAME_WORD: dict[frozenset[str], str] = {
    frozenset({"label", "name"}): "a row of facts is labelled by what a person calls its name",
    frozenset({"code", "key"}): "a key is what machines call a code",
}
"""Keys that may share one Chinese word, with the reason."""


def own_models() -> list[Any]:
    return [model for model in apps.get_models() if model.__module__.startswith("hongxian.")]


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def key_of(model: Any) -> str:
    noun = noun_of(model)
    return noun.key if noun else snake(model.__name__)


def fields_of(model: Any) -> set[str]:
    return {field.name for field in model._meta.get_fields() if not field.auto_created} - COMMON


def facts() -> set[str]:
    files = (settings.PACKAGE_DIR / "packs" / "facts").glob("*.yaml")
    return {noun for file in files for noun in yaml.safe_load(file.read_text(encoding="utf-8"))}


def wanted() -> dict[str, str]:
    """Every key that must have a row, and what asks for it."""
    load_commands()
    found: dict[str, str] = {}
    for model in own_models():
        found[key_of(model)] = f"model {model._meta.label}"
        found.update(dict.fromkeys(fields_of(model), f"field of {model._meta.label}"))
    found.update(dict.fromkeys(commands(), "command"))
    for module in modules().values():
        found.update({noun.key: f"noun of {module.key}" for noun in module.nouns})
        found.update(dict.fromkeys(module.permissions, f"permission of {module.key}"))
        found.update({item.key: f"menu of {module.key}" for item in module.menu})
        for dotted in module.flows:
            flow: Any = resolve(dotted)
            found.update({f"{flow.noun}:{state}": f"state in {dotted}" for state in flow.states})
            found.update({f"{flow.noun}.{step.verb}": f"verb in {dotted}" for step in flow.steps})
            found.update({name: f"input in {dotted}" for step in flow.steps for name in step.needs})
    return found


def test_every_name_has_its_chinese() -> None:
    missing = [f"{key} ({why})" for key, why in sorted(wanted().items()) if key not in glossary()]
    assert not missing, "\n".join(missing)


def test_every_fact_told_is_in_the_dictionary() -> None:
    told = {source.fact for module in modules().values() for source in module.facts}
    assert told <= facts(), sorted(told - facts())


@pytest.mark.parametrize("path", files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_rows_are_whole(path: Path) -> None:
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    assert header == ",".join(COLUMNS)
    for term in glossary().values():
        if term.file == str(path):
            assert term.zh, f"{path.name}:{term.line}: {term.key} has no Chinese"
            assert re.fullmatch(r"[a-z0-9_]+([.:#][a-z0-9_]+)?", term.key), f"{path.name}:{term.line}: {term.key}"
    assert all(rows), f"{path.name}: an empty line"


def kind_of(term: Term) -> str:
    """Words are told apart among their like: states of one noun, values of one field, commands, nouns, fields."""
    if "." in term.key:
        return "commands and permissions"
    for mark in (":", "#"):
        if mark in term.key:
            return term.key.split(mark)[0] + mark
    nouns = {key_of(model) for model in own_models()} | {n.key for m in modules().values() for n in m.nouns}
    return "nouns" if term.key in nouns else "fields"


def test_one_word_means_one_thing() -> None:
    by_word: dict[tuple[str, str], set[str]] = defaultdict(set)
    for term in glossary().values():
        by_word[kind_of(term), term.zh].add(term.key)
    twice = [
        f"{zh} ({kind}): {sorted(keys)}"
        for (kind, zh), keys in by_word.items()
        if len(keys) > 1 and not any(keys <= allowed for allowed in SAME_WORD)
    ]
    assert not twice, "\n".join(twice)


def identifiers() -> Iterator[tuple[str, str]]:
    """Every name that the code gives to something, with the place where it does."""
    for source in Tree(ROOT).code:
        yield from ((part, source.name) for part in source.parts)
        for node in source.nodes():
            if isinstance(node, Function | ast.ClassDef):
                yield snake(node.name), source.at(node, node.name)
            elif isinstance(node, ast.arg):
                yield node.arg, source.at(node, node.arg)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id.lower(), source.at(node, node.id)


def test_no_avoided_word_is_used_in_code() -> None:
    avoided = {word: term.key for term in glossary().values() for word in term.avoid if word.isascii()}
    used = []
    for name, place in identifiers():
        padded = f"_{name.strip('_')}_"
        used += [
            f"{place}: {avoided[word]}, not {word}"
            for word in avoided
            if f"_{word}_" in padded or f"_{word}s_" in padded
        ]
    assert not used, "\n".join(sorted(set(used)))


def test_every_row_is_used() -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for path in Tree(ROOT).files(".py", ".html", ".yaml", ".js")
        if "tests" not in path.parts
    )
    words = set(re.findall(r"[a-z0-9_]+(?:[.:#][a-z0-9_]+)?", text)) | set(re.findall(r"[a-z0-9_]+", text))
    words |= {key for key in glossary() if key.partition("#")[0] in words and "#" in key}  # values are data
    idle = [
        f"{Path(term.file).parent.name}/glossary.csv:{term.line}: {term.key}"
        for term in glossary().values()
        if term.key not in words and not set(re.split("[.:#]", term.key)) <= words
    ]
    assert not idle, "\n".join(idle)
