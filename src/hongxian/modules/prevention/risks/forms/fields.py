"""Fields and choices that several forms of this room use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.prevention.risks import text

FEW = 30
"""Up to so many enterprises are offered in a list; of more, one types the name."""


def words_for(field: str, values: Iterable[Any], empty: str | None = None) -> list[tuple[str, str]]:
    """The values of a field with their words; first the empty one, if there is to be one."""
    pairs = [(str(value), term(f"{field}#{value}")) for value in values]
    return [("", empty), *pairs] if empty is not None else pairs


class EnterpriseField(forms.CharField):
    """An enterprise within the actor's scope: chosen where there are few, else typed by its whole name or code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, help_text=text.ENTERPRISE_HELP, **kwargs)
        self.rows: Any = None

    def offer(self, actor: Actor, permission: str) -> None:
        """Say among which rows."""
        self.rows = visible_enterprises(actor, permission)
        few = list(self.rows.order_by("name").values_list("name", flat=True)[: FEW + 1])
        if len(few) <= FEW:
            choices = [("", text.NONE_CHOSEN), *((name, name) for name in few)]
            self.widget = forms.Select(choices=choices[1:] if len(few) == 1 and self.required else choices)
            self.help_text = ""
            if len(few) == 1:
                self.initial = few[0]

    def clean(self, value: Any) -> Any:
        """The enterprise, or None. Raises `ValidationError` where there is none of that name, or several."""
        words = super().clean(value)
        if not words:
            return None
        named = self.rows.filter(name=words) | self.rows.filter(credit_code=words.upper())
        found = list(named.select_related("place")[:2])
        if len(found) != 1:
            raise forms.ValidationError((text.SEVERAL_NAMED if found else text.NONE_NAMED).format(words=words))
        return found[0]


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
