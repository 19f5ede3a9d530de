"""The query bar of a register: inputs made from its filters, which read an address too. What cannot be read is refused
with a sentence that says what was found and what was expected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import glossary
from hongxian.kernel.problem import Faults
from hongxian.kernel.registers import text
from hongxian.kernel.registers.declaration import Action, Filter, FilterKind, Register
from hongxian.kernel.registers.inputs import (
    ChoiceInput,
    DayInput,
    MonthInput,
    NumberInput,
    PlaceInput,
    ReferenceInput,
    WordsInput,
)
from hongxian.kernel.web.forms import Form
from hongxian.kernel.web.text import REQUIRED

RANGES = {FilterKind.DATES: DayInput, FilterKind.MONTHS: MonthInput, FilterKind.NUMBERS: NumberInput}
PARAMETERS = ("sort", "after", "before", "start", "print")
"""What an address of a register may carry beside its filters."""


class _Told(Form):
    """A form that programs fill in too."""

    def refusal(self) -> Faults:
        """What could not be read, for whoever is not shown the form."""
        return Faults({name or "query": " ".join(str(each) for each in said) for name, said in self.errors.items()})


class QueryForm(_Told):
    """The conditions asked for in an address."""

    def __init__(self, register: Register, actor: Actor, data: QueryDict) -> None:
        super().__init__(data)
        self.register = register
        self.declared = register.filters
        for each in self.declared:
            for name, made in inputs_of(each, actor):
                self.fields[name] = made
        self.use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        """Refuse what no filter is named for, and ranges that end before they begin."""
        data: QueryDict = self.data  # type: ignore[assignment]
        known = {*self.fields, *PARAMETERS}
        for name in data:
            if name not in known:
                offered = (text.NAMED.format(label=each.label, name=key) for key, each in self.fields.items())
                expected = text.LISTED.join(offered)
                sentence = text.NO_SUCH_FILTER.format(register=self.register.words, found=name, expected=expected)
                self.add_error(None, sentence)
        for each in self.declared:
            if each.kind in RANGES:
                start, end = self._pair(each)
                if start is not None and end is not None and start > end:
                    self.add_error(f"{each.key}_to", text.REVERSED.format(label=each.words, start=start, end=end))
        return self.cleaned_data

    def asked(self) -> list[tuple[Filter, Any]]:
        """The filters that are set, each with its value, for ranges a pair; the form is valid."""
        found = [(each, self._pair(each) if each.kind in RANGES else self._value(each)) for each in self.declared]
        return [(each, value) for each, value in found if value not in (None, "", (None, None))]

    def _value(self, declared: Filter) -> Any:
        return self.cleaned_data.get(declared.key)

    def _pair(self, declared: Filter) -> tuple[Any, Any]:
        return self.cleaned_data.get(f"{declared.key}_from"), self.cleaned_data.get(f"{declared.key}_to")

    def in_words(self) -> list[str]:
        """The conditions set, each in words; the form is valid."""
        return [text.CONDITION.format(label=each.words, value=self._said(each, value)) for each, value in self.asked()]

    def _said(self, declared: Filter, value: Any) -> str:
        if declared.kind in RANGES:
            start, end = value
            pattern = text.UNTIL if start is None else text.SINCE if end is None else text.RANGE
            return pattern.format(start=start, end=end)
        made: Any = self.fields[declared.key]
        return str(made.in_words(value))

    def query(self) -> str:
        """The conditions as they stand in an address, in the order of the declaration; without place in the list."""
        data: QueryDict = self.data  # type: ignore[assignment]
        kept = QueryDict(mutable=True)
        for name in (*self.fields, "sort"):
            if values := [each for each in data.getlist(name) if each]:
                kept[name] = values[-1]
        return kept.urlencode()


def inputs_of(declared: Filter, actor: Actor) -> list[tuple[str, forms.Field]]:
    """The inputs of a filter, by name; none for one that has nothing to offer to this actor."""
    label = declared.words
    if declared.kind in RANGES:
        made = RANGES[declared.kind]
        return [
            (f"{declared.key}_from", made(text.FROM.format(label=label))),
            (f"{declared.key}_to", made(text.TO.format(label=label), last=True)),
        ]
    if declared.tree is not None:
        return [(declared.key, PlaceInput(label, declared.tree(actor)))]
    if declared.kind is FilterKind.REFERENCE:
        return [(declared.key, ReferenceInput(label, declared, actor))]
    if declared.kind is FilterKind.WORDS:
        return [(declared.key, WordsInput(label))]
    if declared.choices is not None:
        return [(declared.key, ChoiceInput(label, declared.choices.pairs()))]
    return [(declared.key, ChoiceInput(label, [("yes", text.YES), ("no", text.NO), ("unknown", text.UNKNOWN)]))]


class InputsForm(_Told):
    """What an action needs beside its row: one text for each, the same for all rows."""

    def __init__(self, action: Action, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        for name in action.needs:
            named = glossary()[name]
            widget = forms.Textarea(attrs={"rows": 2}) if name == "reason" else forms.TextInput()
            made = forms.CharField(max_length=200, label=named.zh, help_text=named.definition_zh, widget=widget)
            made.error_messages["required"] = REQUIRED.format(label=named.zh)
            self.fields[name] = made
