"""What is done with an enterprise, as it is typed in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.choices import RowChoice, offer, offer_words, words_for
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.forms.particulars import (
    ARGUMENTS,
    PARTICULARS_TYPED,
    EnterpriseNamed,
    ParticularsForm,
)
from hongxian.modules.base.enterprises.models import (
    OPERATING,
    RISK_KINDS,
    ROLES,
    STATUSES,
    Enterprise,
)
from hongxian.modules.base.enterprises.queries import people_known
from hongxian.modules.base.places.queries import PlaceTree


class DatedForm(Form):
    """From which day, and by what evidence; `version` is what was read when the form was opened."""

    valid_from = forms.DateField()
    basis = forms.CharField(max_length=200, help_text=text.BASIS_HELP)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, actor: Actor, enterprise: Enterprise, data: QueryDict | None = None, **initial: Any) -> None:
        super().__init__(data, initial={"valid_from": today(), "version": enterprise.version, **initial})
        for field in self.fields.values():
            if isinstance(field, EnterpriseNamed):
                field.actor = actor

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        return dict(self.cleaned_data)


class ChangeForm(ParticularsForm):
    """What is different of an enterprise from a day on, or was entered wrongly."""

    valid_from = forms.DateField()
    basis = forms.CharField(max_length=200, help_text=text.BASIS_HELP)
    is_correction = forms.BooleanField(required=False, help_text=text.CORRECTION_HELP)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, actor: Actor, enterprise: Enterprise, data: QueryDict | None = None) -> None:
        initial = {name: getattr(enterprise, name) for name in (*ARGUMENTS, *PARTICULARS_TYPED)}
        for name in ("is_high_risk", "is_above_scale"):
            initial[name] = {True: "yes", False: "no"}.get(initial[name], "")
        super().__init__(actor, data, initial=initial | {"valid_from": today(), "version": enterprise.version})
        if enterprise.industry and len(enterprise.industry) > 2:
            offer_words(self, industry=[(enterprise.industry, enterprise.industry), *self.fields["industry"].choices])  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What was typed in, with the day, the evidence and the version read."""
        more = ("valid_from", "basis", "is_correction", "version")
        return super().said() | {name: self.cleaned_data[name] for name in more}


class MoveForm(DatedForm):
    """Where the enterprise works from a day on."""

    place = CascadeChoice()
    working_address = forms.CharField(max_length=200)
    registered_address = forms.CharField(max_length=200, required=False, help_text=text.ADDRESS_HELP)
    longitude = forms.DecimalField(required=False, max_digits=9, decimal_places=6)
    latitude = forms.DecimalField(required=False, max_digits=8, decimal_places=6)
    field_order = ("place", "working_address", "registered_address", "longitude", "latitude")

    def __init__(self, actor: Actor, enterprise: Enterprise, data: QueryDict | None = None) -> None:
        super().__init__(actor, enterprise, data, place=enterprise.place_id)
        offer_tree(self, place=PlaceTree(actor, "enterprise.move"))


class AttachForm(DatedForm):
    """To which enterprise this one belongs from a day on."""

    parent = EnterpriseNamed(required=False, help_text=text.ATTACH_HELP)
    is_branch = forms.BooleanField(required=False)
    field_order = ("parent", "is_branch")

    def __init__(self, actor: Actor, enterprise: Enterprise, data: QueryDict | None = None) -> None:
        parent = enterprise.parent.name if enterprise.parent else ""
        super().__init__(actor, enterprise, data, parent=parent, is_branch=enterprise.is_branch)


class CloseForm(DatedForm):
    """How an enterprise does not work from a day on."""

    operating_status = forms.ChoiceField()
    field_order = ("operating_status",)

    def __init__(self, actor: Actor, enterprise: Enterprise, data: QueryDict | None = None) -> None:
        super().__init__(actor, enterprise, data)
        words = words_for("operating_status", tuple(each for each in STATUSES if each != OPERATING))
        offer_words(self, operating_status=[("", text.CHOOSE), *words])


class FlagForm(Form):
    """What makes an enterprise dangerous from a day on."""

    risk_kind = forms.ChoiceField()
    valid_from = forms.DateField()
    basis = forms.CharField(max_length=200, help_text=text.SOURCE_HELP)

    def __init__(self, actor: Actor, enterprise: Enterprise, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"valid_from": today()})
        offer_words(self, risk_kind=[("", text.CHOOSE), *words_for("risk_kind", RISK_KINDS)])

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        return dict(self.cleaned_data)


class ContactForm(Form):
    """Whom to call."""

    contact_name = forms.CharField(max_length=40)
    phone = forms.CharField(max_length=30, help_text=text.PHONE_HELP)

    def __init__(self, actor: Actor, enterprise: Enterprise, data: QueryDict | None = None) -> None:
        super().__init__(data)

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        return dict(self.cleaned_data)


class MergeForm(Form):
    """Into which enterprise this one is to be merged, and why they are one."""

    kept = EnterpriseNamed(help_text=text.KEPT_HELP)
    reason = forms.CharField(max_length=200)

    def __init__(self, actor: Actor, enterprise: Enterprise, data: QueryDict | None = None, kept: str = "") -> None:
        super().__init__(data, initial={"kept": kept})
        self.fields["kept"].actor = actor  # type: ignore[attr-defined]
        self.fields["kept"].permission = "enterprise_merge.propose"  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        return dict(self.cleaned_data)


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(max_length=200)


class PurposeForm(Form):
    """For what a number is asked for."""

    purpose = forms.CharField(max_length=200, min_length=2, help_text=text.PURPOSE_HELP)


class EndForm(Form):
    """The last day, and why it is the last."""

    valid_to = forms.DateField(label=text.LAST_DAY)
    reason = forms.CharField(max_length=200)


class DayForm(Form):
    """The day for which to look; today unless given."""

    on = forms.DateField(required=False, label=text.ON_DAY)


class ResponsiblePersonForm(Form):
    """Who bears a role in the enterprise, from a day: one who bears or bore another there, or a new one by name.

    `is_namesake` is asked only once a new name was typed in."""

    role = forms.ChoiceField(label="")
    person = RowChoice(required=False, empty_label=text.CHOOSE)
    new_person = forms.CharField(max_length=40, required=False, help_text=text.NEW_PERSON_HELP)
    is_namesake = forms.BooleanField(required=False)
    valid_from = forms.DateField()

    def __init__(self, actor: Actor, enterprise: Enterprise, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["role"].label = term("borne_role")
        offer(self, person=people_known(actor, enterprise))
        offer_words(self, role=[("", text.CHOOSE), *words_for("role", ROLES)])
        if not (data and data.get("new_person", "").strip()):
            del self.fields["is_namesake"]
