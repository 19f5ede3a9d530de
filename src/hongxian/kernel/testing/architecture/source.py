"""The project's Python as text and syntax trees; nothing is imported, so a copy with a planted break can be read."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Import:
    """One imported module or name, as a dotted name; `typing_only` under `if TYPE_CHECKING`."""

    name: str
    line: int
    typing_only: bool
    inline: bool


@dataclass(frozen=True)
class Source:
    """One Python file. `name` is its path below the repository, `module` its dotted name below `src`."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The syntax tree, parsed once for the same text."""
        return _parse(self.text, self.name)

    @property
    def module(self) -> str:
        """The dotted name: `hongxian.kernel.clock.now`; a package by its own name."""
        return self.name.removeprefix("src/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def parts(self) -> tuple[str, ...]:
        """The dotted name in parts."""
        return tuple(self.module.split("."))

    @property
    def room(self) -> str:
        """The room, as `wing.room`; empty outside the rooms."""
        return room_of(self.module)

    @property
    def is_test(self) -> bool:
        """Whether it lies in a folder `tests`."""
        return "tests" in self.parts

    @property
    def is_migration(self) -> bool:
        """Whether it lies in a folder `migrations`."""
        return "migrations" in self.parts

    def nodes(self) -> list[ast.AST]:
        """Every node of the tree."""
        return _nodes(self.text, self.name)

    def imports(self) -> list[Import]:
        """Everything the file imports."""
        return list(_imports(self.tree, typing_only=False, inline=False))

    def at(self, node: ast.AST | int, what: str) -> str:
        """A complaint about one place of the file."""
        line = node if isinstance(node, int) else getattr(node, "lineno", 1)
        return f"{self.name}:{line}: {what}"


@lru_cache(maxsize=4096)
def _parse(text: str, name: str) -> ast.Module:
    return ast.parse(text, name)


@lru_cache(maxsize=4096)
def _nodes(text: str, name: str) -> list[ast.AST]:
    return list(ast.walk(_parse(text, name)))


def _imports(node: ast.AST, *, typing_only: bool, inline: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        yield from (Import(alias.name, node.lineno, typing_only, inline) for alias in node.names)
        return
    if isinstance(node, ast.ImportFrom):
        base = "." * node.level + (node.module or "")
        yield from (Import(f"{base}.{alias.name}", node.lineno, typing_only, inline) for alias in node.names)
        return
    inside = inline or isinstance(node, Function)
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        for guarded in node.body:
            yield from _imports(guarded, typing_only=True, inline=inside)
        for other in node.orelse:
            yield from _imports(other, typing_only=typing_only, inline=inside)
        return
    for child in ast.iter_child_nodes(node):
        yield from _imports(child, typing_only=typing_only, inline=inside)


class Tree:
    """The sources under a repository's `src/hongxian`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def sources(self) -> list[Source]:
        """Every Python file, in order of its path."""
        return [
            Source(path.relative_to(self.root).as_posix(), path.read_text(encoding="utf-8"))
            for path in self.files(".py")
        ]

    @cached_property
    def code(self) -> list[Source]:
        """The sources that are neither tests nor migrations."""
        return [source for source in self.sources if not source.is_test and not source.is_migration]

    @cached_property
    def modules(self) -> set[str]:
        """The dotted names of all sources."""
        return {source.module for source in self.sources}

    def files(self, *endings: str) -> list[Path]:
        """Every file below `src/hongxian` with one of these endings."""
        folder = self.root / "src" / "hongxian"
        return sorted(path for path in folder.rglob("*") if path.suffix in endings and "__pycache__" not in path.parts)

    def target(self, imported: str) -> str:
        """The project's module that an import reaches: the submodule if there is one, else where the name stands."""
        if imported in self.modules:
            return imported
        base = imported.rpartition(".")[0]
        return base if base in self.modules else ""


def room_of(dotted: str) -> str:
    """The room of a module of the project, as `wing.room`; empty outside the rooms."""
    parts = dotted.split(".")
    return ".".join(parts[2:4]) if parts[:2] == ["hongxian", "modules"] and len(parts) > 3 else ""
