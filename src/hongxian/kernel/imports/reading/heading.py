"""Where the head of a table is, and which column is which."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hongxian.kernel.imports import text
from hongxian.kernel.imports.reading.stream import Cell, Head, Row
from hongxian.kernel.imports.reading.wording import head, plain
from hongxian.kernel.problem import Problem

ENOUGH = 2
"""A row in which so many names of columns are known is a head."""
_SHOWN, _LONGEST = 8, 20


@dataclass(frozen=True)
class Wanted:
    """A column of a register as a table may have it: its `key`, the `words` at its head and other names for it.
    Where one that `identifies` rows is there, columns that are `required` may be left out. One that is
    ignored and `silent` is not even told of."""

    key: str
    words: str
    others: tuple[str, ...] = ()
    required: bool = False
    ignored: bool = False
    identifies: bool = False
    silent: bool = False


@dataclass
class Layout:
    """What was found: the sheet by its place among the visible ones, the number of the row of the head (the last, if it
    has two), the columns by position, and what was left aside."""

    sheet: int
    row: int
    columns: dict[int, str] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    fixed: list[str] = field(default_factory=list)
    other_sheets: list[str] = field(default_factory=list)
    name: str = ""


def find_layout(heads: Sequence[Head], wanted: Sequence[Wanted]) -> Layout:
    """The first sheet in which a head is found. Raises `Problem` when there is none, when a column that is needed is
    missing or when one stands twice."""
    names = _names(wanted)
    found: Layout | None = None
    others: list[str] = []
    for position, each in enumerate(heads):
        row, labels = _best(each.rows, names)
        if len({names[name] for name in map(head, labels) if name in names}) < min(ENOUGH, len(wanted)):
            if each.rows:
                others.append(each.name)
        elif found is None:
            found = _layout(position, row, labels, names, wanted)
            found.name = each.name
        else:
            others.append(each.name)
    if found is None:
        columns = text.LISTED.join(each.words for each in wanted if not each.ignored)
        rows = max((len(each.rows) for each in heads), default=0)
        if not rows:
            raise Problem(text.EMPTY_FILE, field="file")
        row, labels = max(_worded(heads), key=lambda each: len(each[1]))
        seen = text.LISTED.join(labels[:_SHOWN]) + (text.ELLIPSIS if len(labels) > _SHOWN else "")
        raise Problem(
            text.NO_HEAD.format(rows=rows, row=row, found=seen or text.NO_WORDS, columns=columns), field="file"
        )
    found.other_sheets = others
    return found


def _names(wanted: Iterable[Wanted]) -> dict[str, str]:
    """Every name, made plain, with the key of its column. A column's own words come before other names of another."""
    columns = list(wanted)
    names = {head(each.words): each.key for each in columns}
    for each in columns:
        names |= {name: each.key for other in each.others if (name := head(other)) not in names}
    return names


def _best(rows: Sequence[Row], names: Mapping[str, str]) -> tuple[int, list[str]]:
    """The row, or two rows one upon the other, in which most names are known: its number and the labels."""
    best: tuple[int, int, list[str]] = (0, 0, [])
    for position, (number, cells) in enumerate(rows):
        upper = rows[position - 1][1] if position and rows[position - 1][0] == number - 1 else []
        for labels in (_labels(cells), _joined(cells, upper, names)):
            known = len({names[name] for label in labels if (name := head(label)) in names})
            if known > best[0]:
                best = (known, number, labels)
    return best[1], best[2]


def _worded(heads: Sequence[Head]) -> Iterator[tuple[int, list[str]]]:
    """Each row, by number, with what it says in words, shortened."""
    for each in heads:
        for number, cells in each.rows:
            yield number, [label[:_LONGEST] for label in _labels(cells) if label]


def _labels(cells: Sequence[Cell]) -> list[str]:
    return [each.strip() if isinstance(each, str) else "" for each in cells]


def _joined(cells: Sequence[Cell], upper: Sequence[Cell], names: Mapping[str, str]) -> list[str]:
    """The labels of a head of two rows: what stands below, together with what stands above it, or alone."""
    above = _labels(upper)
    if sum(head(each) in names for each in above) < 1:
        return []
    found = []
    for position in range(max(len(cells), len(above))):
        low = _labels(cells)[position] if position < len(cells) else ""
        high = above[position] if position < len(above) else ""
        options = [high + low, low, high]
        found.append(next((each for each in options if head(each) in names), low or high))
    return found


def _layout(
    position: int, row: int, labels: Sequence[str], names: Mapping[str, str], wanted: Sequence[Wanted]
) -> Layout:
    by_key = {each.key: each for each in wanted}
    layout = Layout(position, row)
    places: dict[str, list[int]] = {}
    for number, label in enumerate(labels):
        key = names.get(head(label)) if label else None
        if key is None:
            layout.unknown += [plain(label)] if label and label not in layout.unknown else []
        elif by_key[key].ignored:
            told = not by_key[key].silent and by_key[key].words not in layout.fixed
            layout.fixed += [by_key[key].words] if told else []
        else:
            places.setdefault(key, []).append(number)
    for key, numbers in places.items():
        if len(numbers) > 1:
            at = text.LISTED.join(letters(number) for number in numbers)
            raise Problem(text.COLUMN_TWICE.format(row=row, column=by_key[key].words, places=at), field="file")
        layout.columns[numbers[0]] = key
        layout.labels[numbers[0]] = by_key[key].words
    missing = [each.words for each in wanted if each.required and each.key not in places]
    if missing and not any(each.identifies and each.key in places for each in wanted):
        raise Problem(text.COLUMNS_MISSING.format(row=row, columns=text.LISTED.join(missing)), field="file")
    return layout


def letters(column: int) -> str:
    """A column (from 0) as the screen names it: A, B … AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
