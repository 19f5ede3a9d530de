"""Fields whose choices depend on who acts: the form says which rows or words to offer."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.safestring import SafeString

from hongxian.kernel.glossary import term
from hongxian.kernel.web import text

if TYPE_CHECKING:
    _Rows = forms.ModelChoiceField[Any]
else:
    _Rows = forms.ModelChoiceField


FEW = 30
"""Up to so many names are offered in a list; of more, one is typed."""
MANY = 100
"""Of more rows than these no list is made."""
_BETWEEN = re.compile(rf"[\s{text.BETWEEN_NAMES}]+")


class Ticks(forms.CheckboxSelectMultiple):
    """Many boxes to tick, group by group, side by side: for choices that are given in groups."""

    template_name = "web/widgets/ticks.html"


class RowList(forms.Select):
    """A list while there are few rows to choose from; of more, a place to type a name, and the rows that bear it where
    they are several."""

    found: Sequence[tuple[str, str]] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The list, read only now that somebody looks, or the input."""
        pairs = list(iter(self.choices))  # by its length a list would count the rows first
        field = getattr(self.choices, "field", None)
        if self.found:
            return forms.Select(self.attrs, [("", text.NONE_OF_THEM), *self.found]).render(name, value, attrs, renderer)
        if field is None or not field.named_by or len([key for key, _ in pairs if key]) <= MANY:
            return forms.Select(self.attrs, pairs).render(name, value, attrs, renderer)
        given = {"type": "search", "maxlength": "120", "autocomplete": "off", "placeholder": text.TYPE_NAME}
        return forms.TextInput({**self.attrs, **given}).render(name, field.words_for(value), attrs, renderer)


class _Few(ModelChoiceIterator):  # type: ignore[type-arg]
    """The rows of a field; where one may type a name, no more of them than show that they are too many for a list."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        field: Any = self.field
        if field.empty_label is not None:
            yield ("", field.empty_label)
        for row in self.queryset[: MANY + 1] if field.named_by else self.queryset.all():
            yield self.choice(row)


class RowChoice(_Rows):
    """One row of those offered; `words` says how a row is shown. Until `offer` is called it offers nothing.

    Of more than `MANY` rows no list is made, where their model says what they are `named_by` (lookups of text): a part
    of the name is typed, or several parts with blanks between them. A key is taken as well, as in links.
    """

    widget = RowList
    iterator = _Few

    def __init__(self, *, words: Callable[[Any], str] = str, **kwargs: Any) -> None:
        super().__init__(queryset=None, **{"empty_label": text.CHOOSE, **kwargs})
        self._words = words

    def label_from_instance(self, row: Any) -> str:
        """The row in words."""
        return self._words(row)

    @property
    def named_by(self) -> Sequence[str]:
        """The lookups of text by which the rows offered may be named; empty where a list is made of any number."""
        return () if self.queryset is None else getattr(self.queryset.model, "named_by", ())

    def words_for(self, value: Any) -> str:
        """What stands in the input for a value: the words of the row with that key, or what was typed."""
        row = self._with_key(str(value)) if value else None
        return self.label_from_instance(row) if row else str(value or "")

    def to_python(self, value: Any) -> Any:
        """The row with that key or name. Raises `ValidationError` where none is named so, or several are: the list then
        holds those."""
        written = str(value).strip() if isinstance(value, str) else value
        if not isinstance(written, str) or not written or not self.named_by or self._with_key(written):
            return super().to_python(written)
        found = self._named(written)
        if len(found) == 1:
            return found[0]
        if found and len(found) <= FEW:
            self.widget.found = [(str(row.pk), self.label_from_instance(row)) for row in found]
            raise forms.ValidationError(text.SEVERAL_NAMED.format(words=written, number=len(found)))
        sentence = text.TOO_MANY_NAMED if found else text.NONE_NAMED
        raise forms.ValidationError(sentence.format(words=written, most=FEW))

    def _with_key(self, written: str) -> Any:
        try:
            return self.queryset.filter(pk=written).first() if self.queryset is not None else None
        except (ValueError, forms.ValidationError):
            return None

    def _named(self, written: str) -> list[Any]:
        """The rows in whose names all parts of the words stand, up to one more than are shown; only the one whose words
        or name these are, where there is one."""
        assert self.queryset is not None
        parts = [each for each in _BETWEEN.split(written) if each]
        if not parts:
            return []
        rows = self.queryset
        for part in parts:
            rows = rows.filter(reduce(or_, (Q(**{f"{each}__icontains": part}) for each in self.named_by)))
        found = list(rows.distinct()[: FEW + 1])
        whole = rows.filter(**{f"{self.named_by[0]}__in": parts}) if len(found) > FEW else rows
        exact = [row for row in whole.distinct()[: FEW + 1] if written in (self.label_from_instance(row), str(row))]
        return exact if len(exact) == 1 else found


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
