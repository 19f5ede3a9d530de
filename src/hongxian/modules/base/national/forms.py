"""Forms of national values."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.web.choices import RowChoice, offer
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.national import text
from hongxian.modules.base.places.queries import visible_places


class ConfirmForm(Form):
    """Where a value is confirmed, from which day, on what basis."""

    place = RowChoice(empty_label=text.CHOOSE)
    valid_from = forms.DateField()
    basis = forms.CharField(max_length=300)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        rows = visible_places(actor, "national_confirmation.confirm").filter(level__in=("province", "city", "county"))
        offer(self, place=rows.order_by("path"))


class ReasonForm(Form):
    """Why a confirmation is taken back."""

    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
