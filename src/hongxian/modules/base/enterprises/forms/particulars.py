"""What is known of an enterprise, as it is typed in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.choices import offer_words, words_for
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.industries import divisions
from hongxian.modules.base.enterprises.models import (
    OWNERSHIPS,
    SCALES,
    SECTORS,
)
from hongxian.modules.base.enterprises.queries import enterprises_named
from hongxian.modules.base.places.queries import PlaceTree

ARGUMENTS = (
    "name",
    "credit_code",
    "registration_number",
    "ownership",
    "sector",
    "is_high_risk",
    "is_above_scale",
)
PARTICULARS_TYPED = (
    "industry",
    "scale",
    "employees",
    "opened_on",
    "registered_address",
    "working_address",
    "longitude",
    "latitude",
)


def _yes_no_unknown(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


def industry_choices() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The divisions of GB/T 4754 by section, for a select."""
    for section, found in groupby(divisions().values(), key=lambda each: (each.section, each.section_name)):
        yield " ".join(section), [(each.code, f"{each.code} {each.name}") for each in found]


class EnterpriseNamed(forms.CharField):
    """An enterprise that the actor may see, by its whole name or its credit code."""

    actor: Actor
    permission = "enterprise.view"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, **kwargs)

    def clean(self, value: Any) -> Any:
        """The enterprise, or None. Raises `ValidationError` where there is none of that name, or several."""
        words = super().clean(value)
        if not words:
            return None
        found = enterprises_named(self.actor, words, self.permission)
        if len(found) != 1:
            raise ValidationError((text.SEVERAL_NAMED if found else text.NONE_NAMED).format(words=words))
        return found[0]


class ParticularsForm(Form):
    """What the work needs to know of an enterprise, its place and parent apart."""

    name = forms.CharField(max_length=120)
    credit_code = forms.CharField(max_length=40, required=False, help_text=text.CODE_HELP)
    registration_number = forms.CharField(max_length=15, required=False, help_text=text.NUMBER_HELP)
    ownership = forms.ChoiceField()
    sector = forms.ChoiceField()
    industry = forms.ChoiceField(required=False, help_text=text.INDUSTRY_HELP)
    scale = forms.ChoiceField(required=False)
    employees = forms.IntegerField(min_value=0, required=False)
    is_high_risk = forms.TypedChoiceField(required=False, coerce=_yes_no_unknown, empty_value=None)
    is_above_scale = forms.TypedChoiceField(required=False, coerce=_yes_no_unknown, empty_value=None)
    opened_on = forms.DateField(required=False)
    registered_address = forms.CharField(max_length=200, required=False)
    working_address = forms.CharField(max_length=200, required=False)
    longitude = forms.DecimalField(required=False, max_digits=9, decimal_places=6)
    latitude = forms.DecimalField(required=False, max_digits=8, decimal_places=6)

    def __init__(self, actor: Actor, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        known = [("", text.UNKNOWN), ("yes", term("yes")), ("no", term("no"))]
        offer_words(
            self,
            ownership=[("", text.CHOOSE), *words_for("ownership", OWNERSHIPS)],
            sector=[("", text.CHOOSE), *words_for("sector", SECTORS)],
            scale=[("", text.UNKNOWN), *words_for("scale", SCALES)],
            industry=[("", text.UNKNOWN), *industry_choices()],
            is_high_risk=known,
            is_above_scale=known,
        )

    def clean_credit_code(self) -> str:
        """Without blanks, in capitals: as people copy it from a licence."""
        return "".join(str(self.cleaned_data["credit_code"]).split()).upper()

    def said(self) -> dict[str, Any]:
        """What was typed in, as the arguments of the commands; the form is valid."""
        given = {name: self.cleaned_data[name] for name in ARGUMENTS}
        return given | {"particulars": {name: self.cleaned_data[name] for name in PARTICULARS_TYPED}}


class EnterpriseForm(ParticularsForm):
    """A new enterprise; the places offered are those where the actor may register. Whether it is another than those
    that look like it is asked only once some do."""

    place = CascadeChoice()
    is_branch = forms.BooleanField(required=False)
    parent = EnterpriseNamed(required=False, help_text=text.PARENT_HELP)
    is_another = forms.BooleanField(required=False)

    field_order = ("name", "place")

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(actor, data)
        self.fields["is_another"].widget = forms.HiddenInput()
        offer_tree(self, place=PlaceTree(actor, "enterprise.register"))
        self.fields["parent"].actor = actor  # type: ignore[attr-defined]

    def add_error(self, field: str | None, error: Any) -> None:
        """Put the question beside what is asked about."""
        super().add_error(field, error)
        if field == "is_another":
            self.fields["is_another"].widget = forms.CheckboxInput()

    def said(self) -> dict[str, Any]:
        """What was typed in, with place and parent."""
        more = ("place", "is_branch", "parent", "is_another")
        return super().said() | {name: self.cleaned_data[name] for name in more}
