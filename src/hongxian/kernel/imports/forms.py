"""Forms of imports."""

from __future__ import annotations

from typing import Any

from django import forms

from hongxian.kernel.imports import text
from hongxian.kernel.registers.declaration import Column, ColumnKind, Register
from hongxian.kernel.web.forms import Form

_GIVEN = "given_"


class ReceiveForm(Form):
    """A file to be brought into a register."""

    file = forms.FileField(label=text.CHOOSE_FILE, help_text=text.FILE_HELP, allow_empty_file=True)

    def __init__(self, register: Register, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        for column in register.editable:
            self.fields[f"{_GIVEN}{column.key}"] = _input(column)

    def given(self) -> dict[str, str]:
        """What is to be said of columns that the file lacks, by column."""
        said = {name.removeprefix(_GIVEN): value for name, value in self.cleaned_data.items() if name != "file"}
        return {name: value for name, value in said.items() if value}

    @property
    def columns(self) -> list[forms.BoundField]:
        """The inputs for columns that the file lacks."""
        return [each for each in self if each.name != "file"]


def _input(column: Column) -> forms.Field:
    """An input of what a cell of the column may say, as it would be typed there."""
    if column.choices is not None:
        words = [(word, word) for _, word in column.choices.pairs()]
        return forms.ChoiceField(required=False, label=column.words, choices=[("", text.NOT_GIVEN), *words])
    if column.kind is ColumnKind.DATE:
        return forms.CharField(required=False, label=column.words, max_length=20, widget=forms.DateInput)
    return forms.CharField(required=False, label=column.words, max_length=200)


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(max_length=200)
