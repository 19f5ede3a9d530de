"""Forms of policies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.rules.schema import ParameterEntry, ParameterType
from hongxian.kernel.web.choices import RowChoice, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.places.queries import visible_places
from hongxian.modules.base.policies import text

if TYPE_CHECKING:
    from hongxian.kernel.rules.obligation import Obligation
    from hongxian.modules.base.policies.models import Pack


class ParameterForm(Form):
    """What a parameter is set to, from when, why, by which source."""

    valid_from = forms.DateField(initial=today)
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=500)
    source = forms.CharField(max_length=200, required=False)

    def __init__(self, entry: ParameterEntry, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _value_field(entry)
        self.order_fields(("value", "valid_from", "reason", "source"))


def _value_field(entry: ParameterEntry) -> forms.Field:
    named: dict[str, Any] = {"label": term("value")}
    if entry.type is ParameterType.ENUM:
        return forms.ChoiceField(choices=list(entry.values.items()), **named)
    if entry.type is ParameterType.BOOL:
        return forms.ChoiceField(choices=[("true", term("yes")), ("false", term("no"))], **named)
    if entry.type is ParameterType.INT:
        return forms.IntegerField(min_value=0, help_text=entry.unit, **named)
    if entry.type is ParameterType.DATE:
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **named)
    if entry.type is ParameterType.DURATION:
        return forms.CharField(max_length=20, help_text=text.EXPECTED_DURATION, **named)
    if entry.type is ParameterType.LIST:
        choices = text.LIST_CHOICES.format("、".join(entry.values.values())) if entry.values else ""
        widget = forms.Textarea(attrs={"rows": 5})
        return forms.CharField(max_length=4000, widget=widget, help_text=text.LIST_HELP + choices, **named)
    return forms.CharField(max_length=200, help_text=entry.unit, **named)


class AdoptionForm(Form):
    """Which place a pack binds, from when, and from when it is judged there."""

    place = RowChoice(empty_label=text.CHOOSE)
    valid_from = forms.DateField(initial=today)
    judged_from = forms.DateField(initial=today, help_text=text.JUDGED_FROM_HELP)

    def __init__(self, actor: Actor, pack: Pack, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within = visible_places(actor, "adoption.begin").filter(path__startswith=pack.place.path)
        above = Q(level__in=("province", "city", "county")) | Q(pk=pack.place_id)
        offer(self, place=within.filter(above).order_by("path"))


class PracticeForm(Form):
    """Which reported practice a place makes its own, by which document, from when."""

    obligation = forms.ChoiceField()
    place = RowChoice(empty_label=text.CHOOSE)
    document = forms.CharField(max_length=200, help_text=text.DOCUMENT_HELP)
    issued_on = forms.DateField()
    valid_from = forms.DateField(initial=today)

    def __init__(self, actor: Actor, pack: Pack, practices: Sequence[Obligation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within = visible_places(actor, "practice.adopt").filter(path__startswith=pack.place.path)
        offer(self, place=within.filter(level__in=("province", "city", "county")).order_by("path"))
        words = [(each.id, text.OBLIGATION_CHOICE.format(id=each.id, title=each.title)) for each in practices]
        offer_words(self, obligation=words)


class EndForm(Form):
    """By which document it ends, and its last day."""

    document = forms.CharField(max_length=200, help_text=text.DOCUMENT_HELP)
    issued_on = forms.DateField()
    last_day = forms.DateField(label=text.LAST_DAY)


class RebaseForm(Form):
    """By how many years the printed dates are moved, by which document, why, from when."""

    years = forms.IntegerField(help_text=text.YEARS_HELP)
    basis = forms.CharField(max_length=200, help_text=text.DOCUMENT_HELP)
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=500)
    valid_from = forms.DateField(initial=today)


class PrecedenceForm(Form):
    """Which of the packs prevails, why, from when."""

    pack = forms.TypedChoiceField()
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=500)
    valid_from = forms.DateField(initial=today)

    def __init__(self, packs: Sequence[Pack], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pack"]
        assert isinstance(field, forms.TypedChoiceField)
        field.coerce = {each.code: each for each in packs}.__getitem__
        field.choices = [(each.code, text.TITLE.format(title=each.title)) for each in packs]


class EndChoiceForm(Form):
    """The last day of a choice, and why it ends."""

    last_day = forms.DateField(label=text.LAST_DAY)
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), max_length=500)
