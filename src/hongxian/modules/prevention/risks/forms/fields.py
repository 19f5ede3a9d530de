"""Fields and choices that several forms of this room use."""

from __future__ import annotations

from typing import Any

from django import forms

from hongxian.kernel.clock import today
from hongxian.kernel.web.choices import NamedChoice
from hongxian.kernel.web.forms import Form
from hongxian.modules.prevention.risks import text


def enterprise_field(**kwargs: Any) -> NamedChoice:
    """An enterprise within the actor's scope."""
    said = {"none": text.NONE_NAMED, "several": text.SEVERAL_NAMED, "choose": text.NONE_CHOSEN}
    return NamedChoice(help_text=text.ENTERPRISE_HELP, **said, **kwargs)


class EndForm(Form):
    """Since when there is no such thing any more, and why."""

    valid_to = forms.DateField()
    reason = forms.CharField(max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"valid_to": today()}, **kwargs)


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(max_length=300)


class ChangeForm(Form):
    """What happened after which a risk must be assessed again."""

    title = forms.CharField(max_length=200)
    happened_on = forms.DateField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"happened_on": today()}, **kwargs)
