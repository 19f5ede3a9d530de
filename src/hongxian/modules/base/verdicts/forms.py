"""Forms of verdicts."""

from django import forms

from hongxian.kernel.web.forms import Form


class AsOfForm(Form):
    """The two times: how matters stood on a day, and what was known of them by the end of a day."""

    valid_on = forms.DateField(required=False)
    known_on = forms.DateField(required=False)
