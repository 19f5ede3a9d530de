"""Forms of the desk."""

from django import forms

from hongxian.kernel.web.forms import Form


class ExplanationForm(Form):
    """Why a duty was not done in time."""

    explanation = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
