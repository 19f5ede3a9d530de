"""Forms of policies."""

from typing import Any

from django import forms

from hongxian.kernel.clock import today
from hongxian.kernel.rules.schema import ParameterEntry, ParameterType
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.policies import text


class ParameterForm(Form):
    """What a parameter is set to, from when, why, by which source."""

    value = forms.CharField(max_length=200)
    valid_from = forms.DateField(initial=today)
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=500)
    source = forms.CharField(max_length=200, required=False)

    def __init__(self, entry: ParameterEntry, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if entry.type is ParameterType.ENUM:
            self.fields["value"] = forms.ChoiceField(choices=list(entry.values.items()))
        elif entry.type is ParameterType.BOOL:
            self.fields["value"] = forms.ChoiceField(choices=[("true", text.YES), ("false", text.NO)])
        elif entry.type is ParameterType.INT:
            self.fields["value"] = forms.IntegerField(min_value=0)
        elif entry.type is ParameterType.DATE:
            self.fields["value"] = forms.DateField()
        elif entry.type is ParameterType.DURATION:
            self.fields["value"].help_text = text.EXPECTED_DURATION


class AsOfForm(Form):
    """The two times: how matters stood on a day, and what was known of them by the end of a day."""

    valid_on = forms.DateField(required=False)
    known_on = forms.DateField(required=False)
