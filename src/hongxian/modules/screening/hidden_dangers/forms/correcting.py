"""Correcting what was entered of a danger."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms

from hongxian.kernel.problem import Stale
from hongxian.kernel.text import STALE
from hongxian.kernel.web.choices import offer_words, words_for
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.commands import FINDING
from hongxian.modules.screening.hidden_dangers.forms.acts import ActForm
from hongxian.modules.screening.hidden_dangers.models import CATEGORIES, HiddenDanger


class CorrectForm(ActForm):
    """What was entered wrongly, and why it is corrected. `seen` is a digest of what stood there when it was read."""

    description = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    location = forms.CharField(max_length=120, required=False)
    danger_category = forms.ChoiceField(required=False)
    basis = forms.CharField(max_length=300, required=False, label=text.BASIS_LABEL)
    found_on = forms.DateField()
    found_by = forms.CharField(max_length=40, required=False)
    reason = forms.CharField(max_length=500, help_text=text.CORRECT_HELP)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, label="")

    def prepare(self) -> None:
        """Start from what stands."""
        offer_words(self, danger_category=words_for("danger_category", CATEGORIES, text.NOT_SAID))
        for name in FINDING:
            self.fields[name].initial = getattr(self.danger, name)
        self.fields["seen"].initial = _digest(self.danger)

    def said(self) -> dict[str, Any]:
        """The arguments of the command. Raises `Stale` where somebody corrected it meanwhile."""
        told = dict(self.cleaned_data)
        if told.pop("seen") != _digest(self.danger):
            raise Stale(STALE)
        return told


def _digest(danger: HiddenDanger) -> str:
    return hashlib.sha256("\n".join(str(getattr(danger, name)) for name in FINDING).encode()).hexdigest()[:16]
