"""Chinese only where words live, labels only in the glossary, files and functions that fit on a screen."""

import ast
import re
from collections.abc import Iterator

from hongxian.kernel.testing.architecture.rooms import RELATIONS, called, relations
from hongxian.kernel.testing.architecture.source import Function, Source, Tree

CJK = re.compile("[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff]")
CHINESE_FILES = {
    "src/hongxian/config/settings.py": "each setting is declared once, with its meaning, for docs/settings.md",
    "src/hongxian/kernel/ledger/verifier.py": "one file that stands alone, messages and all",
    "src/hongxian/kernel/testing/cast.py": "people with Chinese names whose powers everybody knows",
}
ONE_FILE = {"src/hongxian/kernel/ledger/verifier.py": "copied alone to whoever checks a proof"}
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
INLINE = re.compile(
    r"""<style|\sstyle\s*=|<script(?![^>]*\ssrc\s*=)|\son[a-z]+\s*=\s*["']|href\s*=\s*["']javascript:""", re.I
)
ELSEWHERE = re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.I)


def chinese_only_where_words_live(tree: Tree) -> Iterator[str]:
    """Chinese stands in templates, `text.py`, the glossary and data; never in other code, also not in its comments."""
    for path in tree.files(".py", ".js", ".css"):
        name = path.relative_to(tree.root).as_posix()
        if path.stem == "text" or "tests" in path.parts or "/text/" in name or name in CHINESE_FILES:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if found := CJK.search(line):
                yield f"{name}:{number}: Chinese in code ({found.group()})"


def labels_come_from_the_glossary(tree: Tree) -> Iterator[str]:
    """Models carry no labels: a changed word must not make a migration."""
    for source in tree.code:
        if "models" not in source.parts:
            continue
        for node in source.nodes():
            if isinstance(node, ast.keyword) and node.arg in {
                "verbose_name",
                "verbose_name_plural",
                "choices",
                "help_text",
            }:
                yield source.at(node.value, f"{node.arg} in a model")
            if isinstance(node, ast.Assign) and any(
                getattr(target, "id", "") in {"verbose_name", "verbose_name_plural"} for target in node.targets
            ):
                yield source.at(node, "verbose_name in a model")
            if isinstance(node, ast.Call) and _labelled(node):
                yield source.at(node, "a label in a model")


def _labelled(node: ast.Call) -> bool:
    name = called(node)
    first = node.args[0] if node.args else None
    text = isinstance(first, ast.Constant) and isinstance(first.value, str)
    return text and name.endswith("Field") and name not in RELATIONS


def relations_are_strings(tree: Tree) -> Iterator[str]:
    """Foreign keys name their model as `"app.Model"`, so that rooms need no import of models."""
    for source in tree.code:
        if "models" not in source.parts:
            continue
        for call in relations(source):
            target = ast.unparse(call.args[0]) if call.args else ""
            if not re.fullmatch(r"'\w+\.\w+'|settings\.AUTH_USER_MODEL", target):
                yield source.at(call, f"{target or 'no target'} instead of 'app.Model'")


def fits_on_a_screen(tree: Tree) -> Iterator[str]:
    """A file has at most 300 lines, a function at most 40."""
    for source in tree.sources:
        lines = source.text.count("\n")
        if lines > LONGEST_FILE and not source.is_migration and source.name not in ONE_FILE:
            yield source.at(1, f"{lines} lines; past {LONGEST_FILE} a file becomes a folder by noun")
        if not source.is_test and not source.is_migration:
            yield from _long_functions(source)


def _long_functions(source: Source) -> Iterator[str]:
    for node in source.nodes():
        if isinstance(node, Function):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield source.at(node, f"{node.name} has {lines} lines, more than {LONGEST_FUNCTION}")


def public_functions_speak(tree: Tree) -> Iterator[str]:
    """Files and their public functions have a docstring: what the caller may rely on."""
    for source in tree.code:
        if source.text.strip() and not source.name.endswith("/__init__.py") and not ast.get_docstring(source.tree):
            yield source.at(1, "no docstring")
        for node in source.tree.body:
            if isinstance(node, Function) and not node.name.startswith("_") and not ast.get_docstring(node):
                yield source.at(node, f"{node.name} has no docstring")


def no_undone_work(tree: Tree) -> Iterator[str]:
    """No TODO, FIXME or XXX."""
    for source in tree.sources:
        for number, line in enumerate(source.text.splitlines(), start=1):
            if re.search(r"#\s*(TODO|FIXME|XXX)\b", line):
                yield source.at(number, "undone work in a comment")


def pages_hold_no_inline_code(tree: Tree) -> Iterator[str]:
    """No inline style, script or handler and no address of another host: the content security policy refuses them."""
    for path in tree.files(".html"):
        name = path.relative_to(tree.root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if found := INLINE.search(line) or ELSEWHERE.search(line):
                yield f"{name}:{number}: {found.group().strip()}"


def migrations_are_named_and_linear(tree: Tree) -> Iterator[str]:
    """Migrations carry a name somebody chose, and each app's form one line."""
    by_app: dict[tuple[str, ...], list[Source]] = {}
    for source in tree.sources:
        if source.is_migration and source.parts[-1] != "migrations":
            by_app.setdefault(source.parts[:-1], []).append(source)
    for sources in by_app.values():
        numbers = [source.parts[-1][:4] for source in sources]
        if numbers != [f"{number:04d}" for number in range(1, len(numbers) + 1)]:
            yield sources[0].at(1, f"numbers of the migrations: {', '.join(numbers)}")
        for source in sources:
            if re.fullmatch(r"\d{4}_(initial|auto_.*|alter_.*|.*_and_more|.*merge.*)", source.parts[-1]):
                yield source.at(1, "a migration without a name that says what it brings")
