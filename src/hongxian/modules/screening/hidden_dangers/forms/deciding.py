"""How something asked for is decided, and how notifications and reports are answered, as it is typed in."""

from __future__ import annotations

from django import forms

from hongxian.kernel.web.forms import Form
from hongxian.modules.screening.hidden_dangers import text

_LINES = forms.Textarea(attrs={"rows": 3})


class AgreeForm(Form):
    """Until when, and what is said with it."""

    agreed_until = forms.DateField()
    reason = forms.CharField(max_length=500, required=False, widget=_LINES, label=text.OPINION)


class RefuseForm(Form):
    """Why."""

    reason = forms.CharField(max_length=500, widget=_LINES)


class EndForm(Form):
    """Nothing to say: the button is enough."""


class ReplyForm(Form):
    """How the danger was treated."""

    content = forms.CharField(max_length=1000, widget=_LINES, label=text.REPLY_LABEL)


class RegulatorForm(Form):
    """When the regulator received the report."""

    received_on = forms.DateField()


class CongressForm(Form):
    """When the workers' congress received the report, and who signed."""

    workers_congress_received_by = forms.CharField(max_length=120)
    received_on = forms.DateField()
