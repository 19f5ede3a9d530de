"""Fields whose choices depend on who acts: the form says which rows or words to offer."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from hongxian.kernel.glossary import term
from hongxian.kernel.web import text

if TYPE_CHECKING:
    _Rows = forms.ModelChoiceField[Any]
else:
    _Rows = forms.ModelChoiceField


FEW = 30
"""Up to so many names are offered in a list; of more, one is typed."""


class Ticks(forms.CheckboxSelectMultiple):
    """Many boxes to tick, group by group, side by side: for choices that are given in groups."""

    template_name = "web/widgets/ticks.html"


class RowChoice(_Rows):
    """One row of those offered; `words` says how a row is shown. Until `offer` is called it offers nothing."""

    def __init__(self, *, words: Callable[[Any], str] = str, **kwargs: Any) -> None:
        super().__init__(queryset=None, **{"empty_label": text.CHOOSE, **kwargs})
        self._words = words

    def label_from_instance(self, row: Any) -> str:
        """The row in words."""
        return self._words(row)


class NamedChoice(forms.CharField):
    """One row within somebody's scope: chosen by name where there are few, else its whole name or number is typed.
    `none` and `several` are the sentences of a refusal, with the `words` typed. Until `offer` is called it finds
    nothing."""

    def __init__(self, *, none: str, several: str, choose: str = text.CHOOSE, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 120, **kwargs})
        self._none, self._several, self._choose = none, several, choose
        self._find: Callable[[str], Sequence[Any]] = lambda words: ()

    def offer(self, find: Callable[[str], Sequence[Any]], names: QuerySet[Any, Any]) -> None:
        """Say what finds the rows of that name or number, up to two of them, and the names there are."""
        self._find = find
        few = list(names[: FEW + 1])
        if len(few) > FEW:
            return
        choices = [("", self._choose), *((name, name) for name in few)]
        self.widget = forms.Select(choices=choices[1:] if len(few) == 1 and self.required else choices)
        self.help_text = ""
        if len(few) == 1:
            self.initial = few[0]

    def clean(self, value: Any) -> Any:
        """The row, or None. Raises `ValidationError` where none bears that name, or several do."""
        words = super().clean(value)
        if not words:
            return None
        found = self._find(words)
        if len(found) != 1:
            raise forms.ValidationError((self._several if found else self._none).format(words=words))
        return found[0]


def offer(form: forms.Form, **rows: QuerySet[Any]) -> None:
    """Let the fields named offer these rows."""
    for name, queryset in rows.items():
        field = form.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queryset


def offer_words(form: forms.Form, **choices: Iterable[tuple[str, Any]]) -> None:
    """Let the fields named offer these values, each with its word."""
    for name, pairs in choices.items():
        field = form.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(pairs)


def by_noun(keys: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Permissions or events in words, under the noun that each is about: groups of choices."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key in sorted(keys):
        found[key.partition(".")[0]].append((key, term(key)))
    return sorted(((term(noun), pairs) for noun, pairs in found.items()), key=lambda each: each[0])


def words_for(key: str, values: Iterable[Any], empty: str | None = None) -> list[tuple[str, str]]:
    """The values of a field with their words; first the empty one, if there is to be one."""
    pairs = [(str(value), term(f"{key}#{value}")) for value in values]
    return [("", empty), *pairs] if empty is not None else pairs
