"""One way to write: only commands, and never more of a row than was meant."""

import ast
from collections.abc import Iterator

from hongxian.kernel.testing.architecture.rooms import called
from hongxian.kernel.testing.architecture.source import Source, Tree

THIN = {"views", "api", "tasks", "management", "forms", "urls"}
WRITES = {"save", "delete", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
MAY_SIMULATE = {"world", "testing"}


def thin_ends(tree: Tree) -> Iterator[str]:
    """Views, endpoints, tasks and management commands call queries and commands; they touch no table themselves."""
    for source in tree.code:
        if not THIN & set(source.parts):
            continue
        for node in source.nodes():
            if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
                yield source.at(node, f".{node.attr} outside queries and commands")
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _writes_row(node):
                yield source.at(node, f".{node.func.attr}() outside a command")


def _writes_row(node: ast.Call) -> bool:
    name = called(node)
    return name in WRITES and not (name == "save" and node.args)


def saves_name_their_fields(tree: Tree) -> Iterator[str]:
    """Every `.save()` says `update_fields` or `force_insert`: a stale object must not overwrite the whole row."""
    for source in tree.code:
        for node in source.nodes():
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "save"):
                continue
            named = {keyword.arg for keyword in node.keywords}
            if not node.args and not named & {"update_fields", "force_insert", None}:
                yield source.at(node, "bare save()")


def commands_lie_in_commands(tree: Tree) -> Iterator[str]:
    """A function becomes a command only in `commands`, so that every write of a room is found in one place."""
    for source in tree.code:
        if "commands" in source.parts and "management" not in source.parts:
            continue
        for node in source.nodes():
            if isinstance(node, ast.FunctionDef):
                yield from (
                    source.at(node, f"the command {node.name} lies outside commands")
                    for decorator in node.decorator_list
                    if isinstance(decorator, ast.Call) and called(decorator) == "command"
                )


def one_clock(tree: Tree) -> Iterator[str]:
    """Time comes from `kernel.clock` alone; fields that stamp themselves are refused too."""
    for source in tree.code:
        if source.module == "hongxian.kernel.clock.moment":
            continue
        for node in source.nodes():
            if isinstance(node, ast.Call) and _asks_for_time(node):
                yield source.at(node, f"{ast.unparse(node.func)}() is not the one clock")
            if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
                yield source.at(node.value, f"{node.arg} is not the one clock")


def _asks_for_time(node: ast.Call) -> bool:
    name = ast.unparse(node.func)
    return name in {"time.time", "time.localtime"} or (
        name.rpartition(".")[2] in {"now", "utcnow", "today"}
        and name.split(".")[0] in {"datetime", "date", "timezone", "dt", "django"}
    )


def clock_is_set_in_few_places(tree: Tree) -> Iterator[str]:
    """Only tests, the testing kit and the rooms' `world.py` make the clock stand: a server never does."""
    for source in tree.code:
        if MAY_SIMULATE & set(source.parts) or source.parts[:3] == ("hongxian", "kernel", "clock"):
            continue
        yield from _calls(source, "simulated", "the clock is set outside tests and world.py")


def _calls(source: Source, name: str, what: str) -> Iterator[str]:
    for node in source.nodes():
        if isinstance(node, ast.Call) and called(node) == name:
            yield source.at(node, what)
