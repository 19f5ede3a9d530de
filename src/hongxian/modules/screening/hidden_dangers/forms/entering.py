"""A hidden danger, a report, as they are typed in: short enough for a thumb."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.choices import NamedChoice, RowChoice, offer, offer_words, words_for
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.enterprises.queries import found_by_name
from hongxian.modules.base.places.queries import PlaceTree
from hongxian.modules.prevention.risks.queries import standing, visible_risks
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.models import (
    CATEGORIES,
    GRADES,
    REPORT_FORMS,
    REPORT_KINDS,
)
from hongxian.modules.screening.hidden_dangers.queries import is_only_of_enterprise, majors_to_report, origins_open
from hongxian.modules.screening.hidden_dangers.queries.risks import risk_in_words


def _enterprise(**kwargs: Any) -> NamedChoice:
    said = {"none": text.NONE_NAMED, "several": text.SEVERAL_NAMED, "choose": text.NONE_CHOSEN}
    return NamedChoice(help_text=text.ENTERPRISE_HELP, **said, **kwargs)


class DangerForm(Form):
    """Where, what, how grave; the rest may be added later."""

    enterprise = _enterprise(required=False)
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
    risk = RowChoice(required=False, empty_label=text.NOT_SAID, words=risk_in_words, help_text=text.RISK_HELP)
    found_on = forms.DateField()
    found_by = forms.CharField(max_length=40, required=False, help_text=text.FOUND_BY_HELP)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"found_on": today(), "grade": "", "origin": _usual_origin(actor)})
        self.for_enterprise = is_only_of_enterprise(actor, "hidden_danger.register")
        enterprise = self.fields["enterprise"]
        assert isinstance(enterprise, NamedChoice)
        enterprise.offer(*found_by_name(actor, "hidden_danger.register"))
        if self.for_enterprise:
            enterprise.required = True
            for name in ("premises", "place"):
                del self.fields[name]
            offer(self, risk=standing(visible_risks(actor)).order_by("risk_grade", "pk"))
        else:
            del self.fields["risk"]
            offer_tree(self, place=PlaceTree(actor, "hidden_danger.register"))
        offer_words(
            self,
            grade=words_for("grade", GRADES, text.LATER),
            origin=words_for("origin", origins_open(actor, "hidden_danger.register")),
            danger_category=words_for("danger_category", CATEGORIES, text.NOT_SAID),
        )

    def leave_unjudged(self) -> None:
        """Show what was typed so far as it is, with nothing said against it."""
        self._errors = ErrorDict()

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        told = dict(self.cleaned_data)
        if risk := told.pop("risk", None):
            told["references"] = {"risk_key": str(risk.pk)}
        if not told["removed_on_the_spot"]:
            told["rectification"] = ""
        return told


def _usual_origin(actor: Actor) -> str:
    if is_only_of_enterprise(actor, "hidden_danger.register"):
        return origins_open(actor, "hidden_danger.register")[0]
    return "enforcement_inspection" if actor.may("hidden_danger.close") else "grid_patrol"


class ReportForm(Form):
    """What an enterprise reports; numbers are only asked of a self-report by numbers."""

    enterprise = _enterprise()
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
        assert isinstance(enterprise, NamedChoice)
        enterprise.offer(*found_by_name(actor, "hidden_danger_report.make"))
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
