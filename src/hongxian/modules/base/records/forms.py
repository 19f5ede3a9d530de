"""Forms of registers and records, made from the dictionary."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.rules.dictionary import FactField, FieldType
from hongxian.kernel.web.choices import RowChoice, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.parties.queries import visible_parties
from hongxian.modules.base.places.queries import visible_places
from hongxian.modules.base.records import text
from hongxian.modules.base.records.kinds import Kind
from hongxian.modules.base.records.lookups import FIND, LookupField
from hongxian.modules.base.records.models import Record, Register
from hongxian.modules.base.records.queries import places_to_enter
from hongxian.modules.base.records.references import Reference, references_of
from hongxian.modules.base.records.values import LONGEST_KEY, LONGEST_TEXT, field_of

FEW = 60
"""Up to so many rows are offered in a list; more are looked up."""
LEVELS = ("province", "city", "county")
"""Places of these levels keep registers; the pages offer no others."""


def indented(place: Any) -> str:
    """A place, indented by the number of places it lies in."""
    return f"{text.INDENT * (place.path.count('/') - 1)}{place.name}"


class RecordForm(Form):
    """A record: one input for each field of the dictionary, named `values.<field>`, the place, the evidence; with a
    record, its correction, which needs a reason."""

    place = forms.ChoiceField()
    evidence = forms.CharField(
        required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text=text.EVIDENCE_HELP
    )

    def __init__(
        self,
        actor: Actor,
        register: Register,
        kind: Kind,
        data: QueryDict | None = None,
        record: Record | None = None,
    ) -> None:
        permission = "record.correct" if record else "record.enter"
        offered = [(place.pk, indented(place)) for place in places_to_enter(actor, register, permission)]
        said = kind.said(record) if record else {}
        initial = {field_of(name): _typed(value) for name, value in said.items()}
        initial["place"] = record.place_id if record else ""
        initial["evidence"] = record.evidence if record else ""
        super().__init__(data, initial=initial)
        offer_words(self, place=offered if len(offered) == 1 else [("", text.CHOOSE), *offered])
        references = references_of(kind)
        for name, field in kind.fields.items():
            made = _input(field, references.get(name), actor, str(said.get(name, "")))
            made.label = field.label
            made.required = name in kind.needed
            made.error_messages["required"] = text.NEEDED.format(label=field.label)
            self.fields[field_of(name)] = made
        if record is not None:
            needed = {"required": text.NEEDED.format(label=term("reason"))}
            self.fields["reason"] = forms.CharField(max_length=200, label=term("reason"), error_messages=needed)
        self._names = tuple(kind.fields)
        self.order_fields(("place", *(field_of(name) for name in kind.fields), "evidence", "reason"))

    def values(self) -> dict[str, object]:
        """What was typed in, by the fields of the dictionary; the form is valid."""
        return {name: self.cleaned_data[field_of(name)] for name in self._names}

    def is_looking_up(self) -> bool:
        """Whether the form was sent only to look something up; then what was found is shown, and nothing is judged."""
        if not self.is_bound or FIND not in self.data:
            return False
        self._errors = ErrorDict()
        self.cleaned_data = {}
        for name, field in self.fields.items():
            if isinstance(field, LookupField):
                field.take_up(self.data, name, asked=self.data[FIND] == name)
        return True


def _typed(value: object) -> str:
    """A value as the form shows it to be changed."""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _input(field: FactField, reference: Reference | None, actor: Actor, current: str) -> forms.Field:
    """The input for a field: a list for choices and few rows, a look-up for many, else a line of text."""
    if field.values:
        return forms.ChoiceField(choices=[("", text.NOT_SAID), *field.values.items()])
    if field.type is FieldType.BOOL:
        return forms.ChoiceField(choices=[("", text.NOT_SAID), ("true", text.YES), ("false", text.NO)])
    if reference is not None:
        return _of_rows(reference, actor, current)
    longest = LONGEST_KEY if field.type is FieldType.KEY else LONGEST_TEXT
    hint = {FieldType.DATE: text.DATE_HINT, FieldType.INT: text.INT_HINT}.get(field.type, "")
    return forms.CharField(max_length=longest, widget=forms.TextInput(attrs={"placeholder": hint} if hint else {}))


def _of_rows(reference: Reference, actor: Actor, current: str) -> forms.Field:
    rows = reference.find(actor, "", FEW + 1)
    if len(rows) > FEW:
        field = LookupField(reference, actor)
        if current:
            field.show(current)
        return field
    if current and current not in dict(rows):
        rows.append((current, reference.labels(actor, [current]).get(current, text.OUT_OF_SIGHT)))
    return forms.ChoiceField(choices=[("", text.NOT_SAID), *rows])


class OverviewForm(Form):
    """Which kinds of registers to list: for a place, about a subject, only those open, not open, or needed."""

    place = RowChoice(words=indented, required=False, empty_label=None)
    subject = forms.ChoiceField(required=False, label=text.SUBJECT)
    standing = forms.ChoiceField(required=False, label=text.STANDING)
    words = forms.CharField(max_length=60, required=False, label=text.WORDS)

    def __init__(self, actor: Actor, subjects: list[str], data: QueryDict) -> None:
        super().__init__(data)
        offer(self, place=visible_places(actor, "register.view").filter(level__in=LEVELS).order_by("path"))
        offer_words(
            self,
            subject=[("", text.ALL), *((each, each) for each in subjects)],
            standing=text.STANDINGS.items(),
        )


class OpenForm(Form):
    """Open a register: where, who keeps it, since when, by which document."""

    place = RowChoice(words=indented, empty_label=text.CHOOSE)
    keeper = forms.ChoiceField()
    valid_from = forms.DateField(initial=today, label=text.OPENS_ON, help_text=text.OPENS_HELP)
    basis = forms.CharField(max_length=200, required=False)

    def __init__(self, actor: Actor, data: QueryDict | None = None, place: str = "") -> None:
        super().__init__(data, initial={"place": place})
        offer(self, place=visible_places(actor, "register.open").filter(level__in=LEVELS).order_by("path"))
        self.parties = visible_parties(actor).exclude(kind="enterprise").order_by("place__path", "name")
        listed = [(str(each.pk), each.name) for each in self.parties]
        offer_words(self, keeper=[("", text.CHOOSE), *listed])

    def clean_keeper(self) -> Any:
        """The party chosen."""
        return self.parties.get(pk=self.cleaned_data["keeper"])


class CloseForm(Form):
    """The last day of a register, and why."""

    valid_to = forms.DateField(label=text.LAST_DAY, help_text=text.LAST_DAY_HELP)
    reason = forms.CharField(max_length=200)


class EndForm(Form):
    """The last day on which a row holds, and why."""

    valid_to = forms.DateField(label=text.LAST_DAY)
    reason = forms.CharField(max_length=200)


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(max_length=200)
