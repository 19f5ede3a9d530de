"""Risk points, risks of areas, warnings, schemes and looks for risks, as they are typed in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.choices import NamedChoice, RowChoice, offer, offer_words, words_for
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.enterprises.queries import found_by_name, sectors
from hongxian.modules.base.parties.queries import visible_parties
from hongxian.modules.base.places.queries import PlaceTree
from hongxian.modules.prevention.risks import text
from hongxian.modules.prevention.risks.forms.fields import enterprise_field
from hongxian.modules.prevention.risks.models import (
    BASES,
    FACTORS,
    GRADES,
    SCREENING_KINDS,
    TIERS,
    UNIT_KINDS,
    PlaceRisk,
    RiskUnit,
)
from hongxian.modules.prevention.risks.scoring import Scale, scales_of


class PickForm(Form):
    """Of which enterprise."""

    enterprise = enterprise_field()

    def __init__(self, actor: Actor, permission: str, data: QueryDict | None = None) -> None:
        super().__init__(data)
        _enterprise(self, actor, permission)


class UnitForm(Form):
    """What a risk point is."""

    name = forms.CharField(max_length=120)
    risk_unit_kind = forms.ChoiceField()
    location = forms.CharField(max_length=120, required=False)
    responsible_unit = forms.CharField(max_length=120, required=False)
    responsible_person = forms.CharField(max_length=40, required=False)
    valid_from = forms.DateField()

    def __init__(self, data: QueryDict | None = None, unit: RiskUnit | None = None) -> None:
        told: dict[str, Any] = {"valid_from": today()}
        if unit is not None:
            told |= {name: getattr(unit, name) for name in ("name", "risk_unit_kind", "location")}
            told |= {name: getattr(unit, name) for name in ("responsible_unit", "responsible_person")}
        super().__init__(data, initial=told)
        if unit is not None:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=unit.version)
        offer_words(self, risk_unit_kind=words_for("risk_unit_kind", UNIT_KINDS))

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        return dict(self.cleaned_data)


class PlanForm(Form):
    """Where a risk point stands on the plan."""

    plan_x = forms.IntegerField(required=False, help_text=text.PLAN_HELP)
    plan_y = forms.IntegerField(required=False)

    def __init__(self, data: QueryDict | None = None, unit: RiskUnit | None = None) -> None:
        super().__init__(data, initial={"plan_x": unit.plan_x, "plan_y": unit.plan_y} if unit else {})

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        return dict(self.cleaned_data)


class PlaceRiskForm(Form):
    """What the assessment of the area fixed."""

    place = CascadeChoice()
    name = forms.CharField(max_length=120, label="")
    risk_grade = forms.ChoiceField(widget=forms.RadioSelect)
    government_tier = forms.CharField(max_length=60)
    responsible_unit = forms.CharField(max_length=120)
    responsible_person = forms.CharField(max_length=40)
    control_measures = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    location = forms.CharField(max_length=120, required=False)
    sector = forms.ChoiceField(required=False, help_text=text.PLACE_SECTOR_HELP)
    assessed_on = forms.DateField()

    def __init__(self, actor: Actor, data: QueryDict | None = None, place_risk: PlaceRisk | None = None) -> None:
        told: dict[str, Any] = {"assessed_on": today()}
        if place_risk is not None:
            names = ("risk_grade", "government_tier", "responsible_unit", "responsible_person", "control_measures")
            told |= {name: getattr(place_risk, name) for name in (*names, "location", "sector")}
        super().__init__(data, initial=told)
        if place_risk is None:
            self.fields["name"].label = term("risk_name")
            offer_tree(self, place=PlaceTree(actor, "place_risk.register"))
        else:
            del self.fields["name"], self.fields["place"]
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=place_risk.version)
        grades = words_for("risk_grade", GRADES)
        offer_words(self, risk_grade=grades, sector=words_for("sector", sectors(), text.NOT_SAID))

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        return dict(self.cleaned_data)


class AnnounceForm(Form):
    """When and where the public was told."""

    announced_on = forms.DateField()
    announced_where = forms.CharField(max_length=120, help_text=text.WHERE_HELP)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"announced_on": today()})


class WarningForm(Form):
    """Who is warned of what."""

    recipient_body = RowChoice(required=False, empty_label=text.NONE_CHOSEN)
    recipient = forms.CharField(max_length=120, required=False, help_text=text.RECIPIENT_HELP)
    content = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    issued_on = forms.DateField(label=text.ISSUED_ON)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"issued_on": today()})
        offer(self, recipient_body=visible_parties(actor).filter(dissolved_on__isnull=True).order_by("name"))


class ReceiptForm(Form):
    """When it was received, by whom."""

    received_on = forms.DateField()
    received_by_name = forms.CharField(max_length=40, required=False)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"received_on": today()})


class ScreeningForm(Form):
    """That an enterprise looked for risks."""

    enterprise = enterprise_field()
    screening_kind = forms.ChoiceField()
    risk_factor = forms.ChoiceField(required=False)
    content = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    done_on = forms.DateField()

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"done_on": today()})
        _enterprise(self, actor, "risk_screening.enter")
        offer_words(
            self,
            screening_kind=words_for("screening_kind", SCREENING_KINDS),
            risk_factor=words_for("risk_factor", FACTORS, text.NOT_SAID),
        )


class SchemeForm(Form):
    """How risks are assessed in a place or an enterprise."""

    place = CascadeChoice(required=False, help_text=text.SCHEME_PLACE_HELP)
    enterprise = enterprise_field(required=False)
    lec_scale = forms.ChoiceField(required=False)
    ls_scale = forms.ChoiceField(required=False)
    graded_by = forms.ChoiceField()
    tier_1 = forms.ChoiceField(initial="company")
    tier_2 = forms.ChoiceField(initial="company")
    tier_3 = forms.ChoiceField(initial="workshop")
    tier_4 = forms.ChoiceField(initial="team")
    valid_from = forms.DateField()
    reason = forms.CharField(max_length=300, help_text=text.REASON_HELP)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"valid_from": today()})
        _enterprise(self, actor, "risk_scheme.set")
        if any(scope.path or not scope.limits() for scope in actor.scopes("risk_scheme.set")):
            offer_tree(self, place=PlaceTree(actor, "risk_scheme.set"))
        else:
            del self.fields["place"]
            self.fields["enterprise"].required = True
        tiers = {f"tier_{grade}": words_for("control_tier", TIERS) for grade in GRADES}
        offer_words(
            self,
            lec_scale=[("", text.NOT_SAID), *(_scale(each) for each in scales_of("lec"))],
            ls_scale=[("", text.NOT_SAID), *(_scale(each) for each in scales_of("ls"))],
            graded_by=words_for("graded_by", BASES),
            **tiers,
        )

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        told = dict(self.cleaned_data)
        tiers = [told.pop(f"tier_{grade}") for grade in GRADES]
        return told | {"tiers": tiers}


def _scale(scale: Scale) -> tuple[str, str]:
    mark = "" if scale.certainty in ("C", "V") else text.UNCHECKED
    return scale.code, text.SCALE_LABEL.format(title=scale.title, mark=mark)


def _enterprise(form: Form, actor: Actor, permission: str) -> None:
    field = form.fields["enterprise"]
    assert isinstance(field, NamedChoice)
    field.offer(*found_by_name(actor, permission))
