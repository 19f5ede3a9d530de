"""Who may know whom: rooms meet at their doors, imports and foreign keys form an order, the kernel stays general."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from hongxian.kernel.testing.architecture.source import Source, Tree, room_of

DOORS = {"commands", "queries", "facts", "events"}
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
BANNED_NAMES = {
    "utils",
    "util",
    "common",
    "core",
    "helpers",
    "helper",
    "misc",
    "services",
    "service",
    "managers",
    "dto",
}
OF_THE_FIELD = re.compile(
    r"(?<![a-z])(safety|hazards?|hidden_dangers?|accidents?|fireworks?|xuchang|ningbo|dongqianhu|grid_worker)(?![a-z])",
    re.IGNORECASE,
)


def doors(tree: Tree) -> Iterator[str]:
    """Rooms import each other only through `commands`, `queries`, `facts` and `events`."""
    for source in tree.code:
        for each in source.imports():
            target = tree.target(each.name)
            other = room_of(target)
            if not source.room or not other or other == source.room or each.typing_only:
                continue
            if target.split(".")[4:5] != [] and target.split(".")[4] in DOORS:
                continue
            yield source.at(each.line, f"{source.room} reaches into {each.name}")


def order_of_rooms(tree: Tree) -> Iterator[str]:
    """Imports, those for typing too, and foreign keys together form an order of the rooms."""
    edges: dict[str, set[str]] = defaultdict(set)
    rooms = {source.room for source in tree.sources if source.room}
    by_label = {room.split(".")[-1]: room for room in rooms}
    for source in tree.code:
        targets = {room_of(tree.target(each.name)) for each in source.imports()}
        targets |= {by_label.get(label, "") for label in _related_labels(source)}
        edges[source.room] |= targets
    graph = {room: {other for other in others if other and other != room} for room, others in edges.items() if room}
    yield from _cycle(graph, "rooms")


def order_of_files(tree: Tree) -> Iterator[str]:
    """No file imports itself by way of others."""
    graph = {
        source.module: {
            target
            for each in source.imports()
            if not each.typing_only and (target := tree.target(each.name)) and target != source.module
        }
        for source in tree.code
    }
    yield from _cycle(graph, "files")


def _cycle(graph: dict[str, set[str]], what: str) -> Iterator[str]:
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        yield f"cycle of {what}: " + " -> ".join(error.args[1])


def _related_labels(source: Source) -> Iterator[str]:
    for call in relations(source):
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
            yield call.args[0].value.split(".")[0]


def relations(source: Source) -> Iterator[ast.Call]:
    """Every call that makes a field to another model."""
    for node in source.nodes():
        if isinstance(node, ast.Call) and called(node) in RELATIONS:
            yield node


def called(node: ast.Call) -> str:
    """The last name of what is called: `save` for `row.save()`."""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def no_vague_packages(tree: Tree) -> Iterator[str]:
    """No room, package or file is called `utils` or the like: such a name says nothing and gathers everything."""
    for source in tree.sources:
        if vague := BANNED_NAMES & set(source.parts):
            yield source.at(1, f"{sorted(vague)[0]} is no noun of the field")


def kernel_is_general(tree: Tree) -> Iterator[str]:
    """The kernel knows no word of safety: it would serve any governance."""
    for source in tree.code:
        if source.parts[:2] != ("hongxian", "kernel") or source.parts[:3] == ("hongxian", "kernel", "testing"):
            continue
        for number, line in enumerate(source.text.splitlines(), start=1):
            if found := OF_THE_FIELD.search(line):
                yield source.at(number, f"the kernel knows no {found.group()}")


def no_inline_imports(tree: Tree) -> Iterator[str]:
    """Imports stand at the top: one inside a function hides a cycle."""
    for source in tree.code:
        yield from (source.at(each.line, f"inline import of {each.name}") for each in source.imports() if each.inline)


def no_foreign_machinery(tree: Tree) -> Iterator[str]:
    """No admin, no signals, no generic foreign keys."""
    banned = (
        "django.contrib.admin",
        "django.dispatch",
        "django.db.models.signals",
        "django.contrib.contenttypes.fields",
    )
    for source in tree.code:
        for each in source.imports():
            if each.name.startswith(banned):
                yield source.at(each.line, f"{each.name} is not used here")
