"""A field for one node of a tree, chosen level by level: province, city, county … or any other.

With htmx the next level appears as soon as one is chosen; without JavaScript a button asks for it, and the form comes
back with nothing lost.
"""

from collections.abc import Sequence
from typing import Any, Protocol
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError

from hongxian.kernel.web import text

NEXT_LEVEL = "next_level"
"""The button that only asks for the next level: what it sends is shown again, not judged. Its value is a field name."""


class Tree(Protocol):
    """What somebody may choose from: rows with a key (`pk`), shown by `str`."""

    address: str
    """Where the fragment of the field is fetched from, with what the tree needs to be found again; `?…`."""

    def roots(self) -> Sequence[Any]:
        """The topmost rows."""

    def below(self, row: Any) -> Sequence[Any]:
        """The rows directly under a row; empty at the lowest level."""

    def chain(self, key: str) -> Sequence[Any]:
        """The row with that key and all that it lies in, from the top down; empty if it may not be chosen."""


class CascadeSelect(forms.Widget):
    """One select for each level, all of the field's name. Its value is the list of keys sent, from the top down."""

    template_name = "web/widgets/cascade.html"
    tree: Tree
    is_filter = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[list[str], bool]:
        """The keys sent, and whether only the next level was asked for."""
        keys = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return [str(key).strip() for key in keys], data.get(NEXT_LEVEL) == name

    def id_for_label(self, id_: str) -> str:
        """The first select bears it."""
        return id_

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The widget's own context: a select for each level reached, and one more where there is something below."""
        context: dict[str, Any] = super().get_context(name, None, attrs)
        keys = value[0] if isinstance(value, tuple) else [str(getattr(value, "pk", value) or "")]
        said = {"name": name, "id": context["widget"]["attrs"].get("id", "")}
        said |= {"required": "1"} if self.is_required else {}
        said |= {"filter": "1"} if self.is_filter else {}
        context["widget"] |= {
            "steps": _steps(self.tree, chosen(self.tree, keys), required=self.is_required),
            "address": f"{self.tree.address}&{urlencode(said)}",
            "next_level": "" if self.is_filter else NEXT_LEVEL,
        }
        return context


class CascadeChoice(forms.Field):
    """One row of a tree, or None where nothing is chosen and nothing need be. Give the form its tree by `offer_tree`.

    `is_filter`: the field narrows a list, so there is no button for the next level: the query's own button does it.
    """

    widget = CascadeSelect

    def __init__(self, *, is_filter: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        assert isinstance(self.widget, CascadeSelect)
        self.widget.is_filter = is_filter

    def clean(self, value: Any) -> Any:
        """The lowest row chosen. Raises `ValidationError` where none is and one must, where it may not be chosen, and
        where the next level was asked for."""
        keys, asked = value
        assert isinstance(self.widget, CascadeSelect)
        found = chosen(self.widget.tree, keys)
        if keys and keys[0] and not found:
            raise ValidationError(text.NOT_OFFERED)
        if asked:
            raise ValidationError(text.CHOOSE_NEXT)
        if self.required and not found:
            raise ValidationError(self.error_messages["required"])
        return found[-1] if found else None


def offer_tree(form: forms.Form, **trees: Tree) -> None:
    """Let the fields named offer these trees."""
    for name, tree in trees.items():
        widget = form.fields[name].widget
        assert isinstance(widget, CascadeSelect)
        widget.tree = tree


def chosen(tree: Tree, keys: Sequence[str]) -> list[Any]:
    """What the keys choose, from the top down to the lowest: a key that does not lie under the one before it, as after
    an upper level was changed, and all after it choose nothing."""
    found: list[Any] = list(tree.chain(keys[0])) if keys and keys[0] else []
    for key in keys[1:] if found else ():
        row = next((each for each in tree.below(found[-1]) if str(each.pk) == key), None)
        if row is None:
            break
        found.append(row)
    return found


def _steps(tree: Tree, path: list[Any], *, required: bool) -> list[dict[str, Any]]:
    """The selects: options as (key, words), the key chosen. A single root is not asked for: it is the first option
    where one must be chosen, and what is meant by none chosen elsewhere."""
    roots = list(tree.roots())
    single = len(roots) == 1
    rows = list(tree.below(roots[0])) if single else roots
    first = [*roots, *rows] if single and (required or not rows) else rows
    rest = path[1:] if single and len(path) > 1 else path
    steps = [_step(first, rest[0] if rest else None, text.CHOOSE if required else text.ANY)]
    if single and path == roots[:1]:
        return steps
    for number, row in enumerate(rest):
        if below := tree.below(row):
            steps.append(_step(below, rest[number + 1] if number + 1 < len(rest) else None, text.ANY))
    return steps


def _step(rows: Sequence[Any], row: Any, empty: str) -> dict[str, Any]:
    return {
        "options": [("", empty), *((str(each.pk), str(each)) for each in rows)],
        "chosen": str(row.pk) if row else "",
    }
