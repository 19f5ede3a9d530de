"""YAML with positions: plain data, the line of every key and item, and all that is wrong with it at once."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from hongxian.kernel.rules import text

Loc = tuple[str | int, ...]

_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2})?")
_INT = re.compile(r"[-+]?(0|[1-9]\d*)")
_FLOAT = re.compile(r"[-+]?\d+\.\d+")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True)
class Flaw:
    """Something wrong in a YAML file itself."""

    line: int
    loc: Loc
    found: str
    expected: str
    text: str


@dataclass
class Document:
    """The data of one YAML file. `lines` maps the place of a key or item to its line (1-based).

    `broken`: it is no YAML at all, and `data` is None.
    """

    file: str
    data: Any = None
    lines: dict[Loc, int] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    broken: bool = False

    def line(self, loc: Loc) -> int:
        """The line of a place, or of the nearest place that contains it."""
        while loc not in self.lines and loc:
            loc = loc[:-1]
        return self.lines.get(loc, 1)


def read_yaml(path: Path, name: str = "") -> Document:
    """Read a file. Only true, false, null, whole numbers, decimals, days and moments are not text; a key is text.

    A key that stands twice, an impossible date and broken YAML become flaws; nothing is raised.
    """
    document = Document(name or path.name)
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        return _broken(document, line, error.problem)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return _broken(document, 1, error)
    if node is not None:
        document.lines[()] = node.start_mark.line + 1
        document.data = _Reader(document).value(node, ())
    return document


def _broken(document: Document, line: int, problem: object) -> Document:
    document.flaws.append(Flaw(line, (), str(problem), "", text.BROKEN_YAML.format(problem)))
    document.broken = True
    return document


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document

    def value(self, node: yaml.Node, loc: Loc) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.item(child, (*loc, number)) for number, child in enumerate(node.value)]
        return self.scalar(node, loc)

    def item(self, node: yaml.Node, loc: Loc) -> Any:
        self.document.lines[loc] = node.start_mark.line + 1
        return self.value(node, loc)

    def mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in found:
                self.flaw(line, (*loc, key), key, "", text.DUPLICATE_KEY.format(key))
                continue
            self.document.lines[*loc, key] = line
            found[key] = self.value(value_node, (*loc, key))
        return found

    def scalar(self, node: yaml.Node, loc: Loc) -> Any:
        written = str(node.value)
        if getattr(node, "style", None):
            return written
        if written in _PLAIN:
            return _PLAIN[written]
        if _INT.fullmatch(written):
            return int(written)
        if _FLOAT.fullmatch(written):
            return float(written)
        if _DATE.fullmatch(written) or _MOMENT.fullmatch(written):
            return self.time(written, node, loc)
        return written

    def time(self, written: str, node: yaml.Node, loc: Loc) -> Any:
        try:
            if _MOMENT.fullmatch(written):
                return datetime.fromisoformat(written)
            year, month, day = (int(part) for part in written.split("-"))
            return date(year, month, day)
        except ValueError:
            self.flaw(node.start_mark.line + 1, loc, written, text.A_DATE, text.IMPOSSIBLE_DATE.format(written))
            return written

    def flaw(self, line: int, loc: Loc, found: str, expected: str, sentence: str) -> None:
        self.document.flaws.append(Flaw(line, loc, found, expected, sentence))
