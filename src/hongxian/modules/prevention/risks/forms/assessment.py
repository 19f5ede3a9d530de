"""An assessment as it is typed in: what is asked depends on the method and on the scale that applies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.web.choices import offer_words, words_for
from hongxian.kernel.web.forms import Form
from hongxian.modules.prevention.risks import text
from hongxian.modules.prevention.risks.assessing import SAID
from hongxian.modules.prevention.risks.models import (
    ACCIDENT_TYPES,
    FACTORS,
    GRADES,
    IDENTIFICATIONS,
    MEASURES,
    TIERS,
    UNIT_KINDS,
    Risk,
)
from hongxian.modules.prevention.risks.scoring import Scale

_SMALL = {"rows": 2}


class AssessmentForm(Form):
    """What an assessment says. `scale` is the one that applies; None where the grade is judged directly."""

    name = forms.CharField(max_length=120, label="", help_text=text.NAME_HELP)
    risk_factor = forms.ChoiceField()
    accident_types = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    identification = forms.ChoiceField(required=False)
    job_step = forms.CharField(max_length=120, required=False)
    factor_code = forms.CharField(max_length=6, required=False, help_text=text.CODE_HELP)
    control_tier = forms.ChoiceField(required=False, help_text=text.TIER_HELP)
    responsible_unit = forms.CharField(max_length=120, required=False)
    responsible_person = forms.CharField(max_length=40, required=False)
    engineering_measures = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs=_SMALL))
    management_measures = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs=_SMALL))
    training_measures = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs=_SMALL))
    protective_measures = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs=_SMALL))
    emergency_measures = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs=_SMALL))
    assessed_on = forms.DateField()

    def __init__(
        self, method: str, scale: Scale | None, data: QueryDict | None = None, risk: Risk | None = None, **initial: Any
    ) -> None:
        super().__init__(data, initial={"assessed_on": today(), **_of(risk), **initial})
        self.method, self.scale, self.risk = method, scale, risk
        self.fields["name"].label = term("risk_name")
        if risk is not None:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=risk.version)
        self._ask_grade()
        offer_words(
            self,
            risk_factor=words_for("risk_factor", FACTORS),
            accident_types=words_for("accident_type", ACCIDENT_TYPES),
            identification=words_for("identification", IDENTIFICATIONS, text.NOT_SAID),
            control_tier=words_for("control_tier", TIERS, text.NOT_SAID),
        )

    @property
    def scored(self) -> list[Any]:
        """The fields that give the grade."""
        return [self[name] for name in self._grade_names if not name.startswith("controlled_")]

    @property
    def controlled(self) -> list[Any]:
        """The same with the measures at work."""
        return [self[name] for name in self._grade_names if name.startswith("controlled_")]

    @property
    def measures(self) -> list[Any]:
        """The fields of the measures."""
        return [self[name] for name in MEASURES]

    def assessment(self) -> dict[str, Any]:
        """What was said, as the commands take it."""
        told = {name: value for name, value in self.cleaned_data.items() if name in SAID}
        return told | {"scoring_method": self.method}

    def said(self) -> dict[str, Any]:
        """The arguments of assessing again."""
        told = self.cleaned_data
        return {
            "name": told["name"],
            "assessment": self.assessment(),
            "assessed_on": told["assessed_on"],
            "version": told["version"],
        }

    def _ask_grade(self) -> None:
        if self.scale is None:
            self.fields["risk_grade"] = forms.ChoiceField(
                choices=words_for("risk_grade", GRADES), widget=forms.RadioSelect, label=term("risk_grade")
            )
            self.fields["grade_basis"] = forms.CharField(
                max_length=300, label=term("grade_basis"), help_text=text.BASIS_HELP
            )
            self._grade_names = ["risk_grade", "grade_basis"]
            return
        self._grade_names = []
        for prefix in ("", "controlled_"):
            for factor, pairs in self.scale.factors.items():
                name = f"{prefix}{factor}"
                choices = [
                    (f"{value:f}", text.VALUE_WORDS.format(value=f"{value:f}", words=words)) for value, words in pairs
                ]
                empty = ("", text.NOT_SAID if prefix else text.CHOOSE)
                self.fields[name] = forms.ChoiceField(choices=[empty, *choices], required=not prefix, label=term(name))
                self._grade_names.append(name)


class RiskForm(AssessmentForm):
    """A new risk: at which point, and its assessment."""

    risk_unit_name = forms.CharField(max_length=120, help_text=text.UNIT_HELP)
    risk_unit_kind = forms.ChoiceField(required=False, help_text=text.UNIT_KIND_HELP)
    location = forms.CharField(max_length=120, required=False)

    def __init__(self, method: str, scale: Scale | None, data: QueryDict | None = None, **initial: Any) -> None:
        super().__init__(method, scale, data, **initial)
        offer_words(self, risk_unit_kind=words_for("risk_unit_kind", UNIT_KINDS, text.NOT_SAID))

    def said(self) -> dict[str, Any]:
        """The arguments of registering."""
        told = self.cleaned_data
        names = ("risk_unit_name", "risk_unit_kind", "location", "name", "assessed_on")
        return {name: told[name] for name in names} | {"assessment": self.assessment()}


def _of(risk: Risk | None) -> dict[str, Any]:
    """What an assessment says now, as the form shows it."""
    if risk is None:
        return {}
    told = {name: getattr(risk, name) for name in SAID}
    scores = {name: f"{value.normalize():f}" for name, value in told.items() if hasattr(value, "normalize")}
    return told | scores | {"name": risk.name, "control_tier": ""}
