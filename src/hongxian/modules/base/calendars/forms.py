"""Forms of calendars."""

from datetime import date, datetime, time

from django import forms

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.clock.deadline import Deadline, Unit, deadline
from hongxian.kernel.glossary import term
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.calendars import text
from hongxian.modules.base.calendars.queries import calendar


def _kinds() -> list[tuple[str, str]]:
    return [("off", text.OFF), ("working", text.WORKING)]


def _units() -> list[tuple[str, str]]:
    return [(str(unit), term(f"unit#{unit}")) for unit in Unit]


class CalendarDayForm(Form):
    """What a day is, by which document, and why it is entered."""

    date = forms.DateField()
    working = forms.ChoiceField(choices=_kinds)
    name = forms.CharField(max_length=40, required=False, help_text=text.HINT_NAME)
    basis = forms.CharField(max_length=200, help_text=text.HINT_BASIS)
    reason = forms.CharField(max_length=500, widget=forms.Textarea)

    def clean_working(self) -> bool:
        """The choice as a truth value."""
        return bool(self.cleaned_data["working"] == "working")


class WithdrawForm(Form):
    """Why a correction is withdrawn."""

    reason = forms.CharField(max_length=500, widget=forms.Textarea)


class DeadlineForm(Form):
    """A time limit to be worked out. A negative amount counts backwards from the day."""

    start = forms.DateField()
    start_time = forms.TimeField(required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    amount = forms.IntegerField(min_value=-3660, max_value=3660)
    unit = forms.ChoiceField(choices=_units)
    roll_to_working_day = forms.BooleanField(required=False)

    def clean(self) -> dict[str, object]:
        """Hours need the time of day at which they begin."""
        cleaned: dict[str, object] = super().clean() or self.cleaned_data
        if cleaned.get("unit") == Unit.HOUR and not cleaned.get("start_time"):
            self.add_error("start_time", text.MOMENT_NEEDED)
        return cleaned

    def result(self) -> Deadline:
        """The deadline of a valid form."""
        given = self.cleaned_data
        start: date = given["start"]
        if given["unit"] == Unit.HOUR:
            at: time = given["start_time"]
            start = datetime.combine(start, at, LOCAL)
        return deadline(
            start,
            given["amount"],
            given["unit"],
            calendar=calendar(),
            roll_to_working_day=given["roll_to_working_day"],
        )
