"""Fields whose choices depend on who acts: the form says which rows or words to offer."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from hongxian.kernel.web import text

if TYPE_CHECKING:
    _Rows = forms.ModelChoiceField[Any]
else:
    _Rows = forms.ModelChoiceField


class RowChoice(_Rows):
    """One row of those offered; `words` says how a row is shown. Until `offer` is called it offers nothing."""

    def __init__(self, *, words: Callable[[Any], str] = str, **kwargs: Any) -> None:
        super().__init__(queryset=None, **{"empty_label": text.CHOOSE, **kwargs})
        self._words = words

    def label_from_instance(self, row: Any) -> str:
        """The row in words."""
        return self._words(row)


def offer(form: forms.Form, **rows: QuerySet[Any]) -> None:
    """Let the fields named offer these rows."""
    for name, queryset in rows.items():
        field = form.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queryset


def offer_words(form: forms.Form, **choices: Iterable[tuple[str, str]]) -> None:
    """Let the fields named offer these values, each with its word."""
    for name, pairs in choices.items():
        field = form.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(pairs)
