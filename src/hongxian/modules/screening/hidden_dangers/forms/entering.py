"""A hidden danger, a report, as they are typed in: short enough for a thumb."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.choices import RowChoice, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.places.queries import PlaceTree
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.models import (
    CATEGORIES,
    GRADES,
    ORIGINS,
    REPORT_FORMS,
    REPORT_KINDS,
)
from hongxian.modules.screening.hidden_dangers.queries import is_only_of_enterprise, majors_to_report

FEW = 30
"""Up to so many enterprises are offered in a list; of more, one types the name."""


def words_for(field: str, values: tuple[str, ...], empty: str | None = None) -> list[tuple[str, str]]:
    """The values of a field with their words; first the empty one, if there is to be one."""
    pairs = [(value, term(f"{field}#{value}")) for value in values]
    return [("", empty), *pairs] if empty is not None else pairs


class EnterpriseField(forms.CharField):
    """An enterprise within the actor's scope: chosen where there are few, else typed by its whole name or code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, **kwargs)
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
        found = list(named[:2])
        if len(found) != 1:
            raise forms.ValidationError((text.SEVERAL_NAMED if found else text.NONE_NAMED).format(words=words))
        return found[0]


class DangerForm(Form):
    """Where, what, how grave; the rest may be added later."""

    enterprise = EnterpriseField(required=False, help_text=text.ENTERPRISE_HELP)
    premises = forms.CharField(max_length=120, required=False, help_text=text.PREMISES_FORM_HELP)
    place = CascadeChoice(required=False, help_text=text.PLACE_HELP)
    description = forms.CharField(
        max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=text.DESCRIPTION_HELP
    )
    location = forms.CharField(max_length=120, required=False, help_text=text.LOCATION_HELP)
    grade = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    removed_on_the_spot = forms.BooleanField(required=False, label=text.SPOT_LABEL)
    rectification = forms.CharField(max_length=500, required=False, label=text.SPOT_WORDS, help_text=text.SPOT_HELP)
    origin = forms.ChoiceField()
    danger_category = forms.ChoiceField(required=False)
    basis = forms.CharField(max_length=300, required=False, label=text.BASIS_LABEL, help_text=text.BASIS_HELP)
    found_on = forms.DateField()
    found_by = forms.CharField(max_length=40, required=False, help_text=text.FOUND_BY_HELP)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"found_on": today(), "grade": "", "origin": _usual_origin(actor)})
        self.for_enterprise = is_only_of_enterprise(actor, "hidden_danger.register")
        enterprise = self.fields["enterprise"]
        assert isinstance(enterprise, EnterpriseField)
        enterprise.offer(actor, "hidden_danger.register")
        if self.for_enterprise:
            enterprise.required = True
            for name in ("premises", "place"):
                del self.fields[name]
        else:
            offer_tree(self, place=PlaceTree(actor, "hidden_danger.register"))
        offer_words(
            self,
            grade=words_for("grade", GRADES, text.LATER),
            origin=words_for("origin", ("enterprise_self_check",) if self.for_enterprise else ORIGINS),
            danger_category=words_for("danger_category", CATEGORIES, text.NOT_SAID),
        )

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        told = dict(self.cleaned_data)
        if not told["removed_on_the_spot"]:
            told["rectification"] = ""
        return told


def _usual_origin(actor: Actor) -> str:
    if is_only_of_enterprise(actor, "hidden_danger.register"):
        return "enterprise_self_check"
    return "enforcement_inspection" if actor.may("hidden_danger.close") else "grid_patrol"


class ReportForm(Form):
    """What an enterprise reports; numbers are only asked of a self-report by numbers."""

    enterprise = EnterpriseField(help_text=text.ENTERPRISE_HELP)
    kind = forms.ChoiceField(label=text.REPORT_KIND_LABEL)
    report_form = forms.ChoiceField(required=False, help_text=text.REPORT_FORM_HELP)
    hidden_danger = RowChoice(required=False, empty_label=text.NONE_CHOSEN, help_text=text.REPORT_DANGER_HELP)
    content = forms.CharField(
        max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=text.REPORT_CONTENT_HELP
    )
    reported_on = forms.DateField(label=text.REPORTED_ON)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"reported_on": today(), "kind": "self_report"})
        for category in CATEGORIES:
            label = text.COUNT_LABEL.format(category=term(f"danger_category#{category}"))
            self.fields[f"count_{category}"] = forms.IntegerField(
                required=False, min_value=1, max_value=9999, label=label
            )
        enterprise = self.fields["enterprise"]
        assert isinstance(enterprise, EnterpriseField)
        enterprise.offer(actor, "hidden_danger_report.make")
        offer_words(
            self,
            kind=words_for("report_kind", REPORT_KINDS),
            report_form=words_for("report_form", REPORT_FORMS, text.NOT_SAID),
        )
        offer(self, hidden_danger=majors_to_report(actor))

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        told = {key: value for key, value in self.cleaned_data.items() if not key.startswith("count_")}
        numbers = {each: self.cleaned_data.get(f"count_{each}") for each in CATEGORIES}
        return told | {"counts": {category: number for category, number in numbers.items() if number}}
