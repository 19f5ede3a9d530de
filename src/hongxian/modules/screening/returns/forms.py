"""Forms of returns."""

from __future__ import annotations

from typing import Any

from django import forms

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.places.queries import PlaceTree
from hongxian.modules.screening.hidden_dangers.queries import REPEAT_DAYS
from hongxian.modules.screening.returns import text
from hongxian.modules.screening.returns.models import DUE_EACH
from hongxian.modules.screening.returns.periods import period_of
from hongxian.modules.screening.returns.queries import DIMENSIONS


class PeriodForm(Form):
    """Which place and which period; the one that ended last, and the actor's own place, unless said otherwise."""

    place = CascadeChoice(required=False, is_filter=True)
    period = forms.CharField(max_length=10, required=False)

    def __init__(self, actor: Actor, data: Any, *, permission: str, interval: str = "month") -> None:
        super().__init__(data)
        self.tree = PlaceTree(actor, permission)
        offer_tree(self, place=self.tree)
        self.usual = period_of(interval, today()).before.key
        self.fields["period"].help_text = text.PERIOD_HELP.format(year=self.usual[:4])


class PerformanceForm(PeriodForm):
    """The same, and by what the rows are grouped."""

    by = forms.ChoiceField(required=False)

    def __init__(self, actor: Actor, data: Any, *, permission: str) -> None:
        super().__init__(actor, data, permission=permission, interval="quarter")
        choices: Any = self.fields["by"]
        choices.choices = [(each, term(f"dimension#{each}")) for each in DIMENSIONS]


class SettingPlaceForm(Form):
    """Of which place something is to be set."""

    place = CascadeChoice(is_filter=True)

    def __init__(self, actor: Actor, data: Any) -> None:
        super().__init__(data)
        offer_tree(self, place=PlaceTree(actor, "return_setting.set", lowest="town"))


class SettingForm(Form):
    """What a place sets; what is left empty stays unset."""

    high_risk_due = forms.ChoiceField(required=False)
    above_scale_due = forms.ChoiceField(required=False)
    other_due = forms.ChoiceField(required=False)
    carried_days = forms.IntegerField(required=False)
    repeat_days = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    wording_length = forms.IntegerField(required=False)
    wording_alike = forms.IntegerField(required=False)
    pace_count = forms.IntegerField(required=False)
    pace_minutes = forms.IntegerField(required=False)
    nothing_found_times = forms.IntegerField(required=False)
    photo_distance = forms.IntegerField(required=False)
    self_check_treatment = forms.CharField(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for name in ("high_risk_due", "above_scale_due", "other_due"):
            due: Any = self.fields[name]
            due.choices = [("", text.UNSET), *((each, term(f"due_each#{each}")) for each in DUE_EACH)]
        days: Any = self.fields["repeat_days"]
        days.choices = [("", text.UNSET), *((each, text.WITHIN_DAYS.format(days=each)) for each in REPEAT_DAYS)]
        for name, words in text.SETTING_HELP.items():
            self.fields[name].help_text = words

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        told = dict(self.cleaned_data)
        return {"version": told.pop("version") or 0, "told": told}


class SubmitForm(Form):
    """Why a return is reported again, where it is."""

    reason = forms.CharField(required=False, max_length=500)


class FindForm(Form):
    """Where and in which days hints are looked for."""

    place = CascadeChoice()
    since = forms.DateField()
    until = forms.DateField()

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data, initial={"since": today().replace(day=1), "until": today()})
        offer_tree(self, place=PlaceTree(actor, "report_hint.find"))


class DismissForm(Form):
    """Why a hint is put aside."""

    reason = forms.CharField(max_length=500)
