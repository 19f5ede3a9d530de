"""Forms in the house's manner: labels from the glossary, dates picked by browser, refusals kept beside the input."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django import forms

from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Faults, Problem
from hongxian.kernel.web import text

P = ParamSpec("P")
R = TypeVar("R")


class Form(forms.Form):
    """A form whose labels are the glossary's by field name (KeyError if a row is missing), unless given.

    It renders in two columns. Forms check shape; commands check meaning, and `carry_out` brings what they say back
    to the form.
    """

    template_name = "web/_form.html"
    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, each in self.fields.items():
            if each.label is None:
                each.label = term(name)
            if each.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                each.error_messages["required"] = text.REQUIRED.format(label=each.label)
            _use_picker(each)

    def carry_out(self, command: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """Run the command. If it refuses the input, the sentences stand on the form and None is returned, so
        that nothing typed is lost; other refusals (no permission, not visible, stale, done before) pass through."""
        try:
            return command(*args, **kwargs)
        except Problem as problem:
            if problem.status != Problem.status:
                raise
            faults = problem.by_field if isinstance(problem, Faults) else {problem.field: problem.text}
            for field, sentence in faults.items():
                self.add_error(field if field in self.fields else None, sentence)
            return None

    @property
    def status(self) -> int:
        """The HTTP status with which to show the form: 422 once something in it was refused."""
        return 422 if self.is_bound and self.errors else 200


def _use_picker(field: forms.Field) -> None:
    """Let the browser pick dates; what it sends and shows is ISO."""
    widget = field.widget
    if isinstance(field, forms.DateTimeField) and isinstance(widget, forms.DateTimeInput):
        widget.input_type, widget.format = "datetime-local", "%Y-%m-%dT%H:%M"
    elif isinstance(field, forms.DateField) and isinstance(widget, forms.DateInput):
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    elif isinstance(widget, forms.Textarea):
        widget.attrs["rows"] = widget.attrs["rows"] if widget.attrs.get("rows") != "10" else "4"
        widget.attrs.pop("cols", None)
