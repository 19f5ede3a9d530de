"""A form with lines under it (the items of an agenda, the duties of a list), which grows without JavaScript."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, ParamSpec, TypeVar

from django import forms
from django.forms.formsets import BaseFormSet
from django.http import QueryDict

from hongxian.kernel.problem import Problem
from hongxian.kernel.web.forms import Form

P = ParamSpec("P")
R = TypeVar("R")

ADD_LINE = "add_line"
"""The button that asks for one more blank line: what it sends is shown again, not judged."""

_OF_A_LINE = re.compile(r"items\.(\d+)\.(\w+)")


if TYPE_CHECKING:
    _Lines = BaseFormSet[Any]
else:
    _Lines = BaseFormSet


class Lines(_Lines):
    """The lines sent are all new ones, so those left blank are no lines."""

    def initial_form_count(self) -> int:
        """None of the lines sent was there before."""
        return 0 if self.is_bound else super().initial_form_count()


class FormWithLines(Form):
    """A form whose `items` are forms of the class `line`: `least` or more, `most` or fewer, `blank` at first.

    `initial` and `lines` are what stands already, to be changed."""

    line: ClassVar[type[Form]]
    least: ClassVar[int] = 1
    most: ClassVar[int] = 30
    blank: ClassVar[int] = 1

    def __init__(
        self,
        data: QueryDict | None = None,
        line_arguments: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
        lines: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        adding = data is not None and ADD_LINE in data
        typed = data if adding and data is not None else None
        bound = None if adding else data
        super().__init__(bound, initial=typed.dict() if typed is not None else initial)
        standing = self._typed_lines(typed) if typed is not None else list(lines)
        factory = forms.formset_factory(
            self.line,
            formset=Lines,
            extra=1 if typed is not None or standing else self.blank - self.least,
            min_num=self.least,
            max_num=self.most,
            validate_min=True,
            validate_max=True,
        )
        shown = standing if bound is None else None
        self.items = factory(bound, prefix="items", initial=shown, form_kwargs=dict(line_arguments or {}))

    def is_valid(self) -> bool:
        """Whether the form and every line have the right shape."""
        return all([super().is_valid(), self.items.is_valid()])

    @property
    def status(self) -> int:
        """The HTTP status with which to show the form: 422 once something in it was refused."""
        return 422 if self.is_bound and (self.errors or self.items.total_error_count()) else 200

    def filled(self) -> list[Any]:
        """The forms of the lines that were filled in."""
        return [form for form in self.items.forms if form.has_changed()]

    def carry_out(self, command: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """As of every form; a sentence about a line (field `items.0.title`) stands beside that line."""

        def placing() -> R | None:
            try:
                return command(*args, **kwargs)
            except Problem as problem:
                if problem.status == Problem.status and self._place(problem):
                    return None
                raise

        return super().carry_out(placing)

    def _place(self, problem: Problem) -> bool:
        found = _OF_A_LINE.fullmatch(problem.field)
        lines = self.filled()
        if not found or int(found[1]) >= len(lines) or found[2] not in lines[int(found[1])].fields:
            return False
        lines[int(found[1])].add_error(found[2], problem.text)
        return True

    def _typed_lines(self, data: QueryDict) -> list[dict[str, Any]]:
        """What was typed into the lines so far."""
        sent = data.get("items-TOTAL_FORMS", "")
        count = min(int(sent) if sent.isdecimal() else self.blank, self.most - 1)
        names = tuple(self.line.base_fields)
        return [{name: data.get(f"items-{index}-{name}", "") for name in names} for index in range(count)]
