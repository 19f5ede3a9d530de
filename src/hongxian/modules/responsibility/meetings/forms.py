"""Forms of bodies and meetings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.web.choices import RowChoice, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.kernel.web.lines import FormWithLines
from hongxian.modules.base.parties.queries import visible_parties, visible_posts
from hongxian.modules.responsibility.meetings import text
from hongxian.modules.responsibility.meetings.commands import Extract, Item
from hongxian.modules.responsibility.meetings.models import AGENDA_TYPES, FUNCTIONS, ROLES
from hongxian.modules.responsibility.meetings.queries import offices

LONGEST_DECISION = 300


def in_its_body(post: Any) -> str:
    """A post, shown with the body it belongs to: several bodies have a post of that name."""
    return text.POST_OF_BODY.format(body=post.party.name, post=post.name)


class ExtractForm(Form):
    """What the minutes say of an item: all three or none."""

    extract_number = forms.CharField(max_length=60, required=False)
    extract_office = forms.CharField(max_length=60, required=False)
    extract_text = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def extract(self) -> Extract:
        """What was typed in; the form is valid."""
        data = self.cleaned_data
        return Extract(data["extract_number"], data["extract_office"], data["extract_text"])


class ItemForm(ExtractForm):
    """One item of an agenda, its extract, and what was settled, one decision per line."""

    agenda_type = forms.ChoiceField()
    title = forms.CharField(max_length=200, label="")
    on_safety = forms.BooleanField(required=False, initial=True)
    decisions = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=text.DECISIONS_HELP)
    field_order = ("title", "agenda_type", "on_safety", "extract_number", "extract_office", "extract_text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = term("agenda_item")
        choices = [(value, f"{term(f'agenda_type#{value}')}{text.AGENDA_HINTS[value]}") for value in AGENDA_TYPES]
        offer_words(self, agenda_type=[("", text.CHOOSE), *choices])

    def clean_decisions(self) -> list[str]:
        """One decision per line that is not blank."""
        lines = [line.strip() for line in str(self.cleaned_data["decisions"]).splitlines() if line.strip()]
        if long := next((line for line in lines if len(line) > LONGEST_DECISION), None):
            raise ValidationError(text.DECISION_TOO_LONG.format(start=long[:12], longest=LONGEST_DECISION))
        return lines

    def item(self) -> Item:
        """The item as the command takes it; the form is valid."""
        data = self.cleaned_data
        return Item(
            agenda_type=data["agenda_type"],
            title=data["title"],
            on_safety=data["on_safety"],
            extract=self.extract(),
            decisions=data["decisions"],
        )


class MeetingForm(FormWithLines):
    """A meeting with its agenda: the bodies offered are those for which the actor may record."""

    line = ItemForm

    body = RowChoice(empty_label=text.CHOOSE)
    held_on = forms.DateField()
    session = forms.IntegerField(min_value=1, max_value=9, initial=1, help_text=text.SESSION_HELP)
    title = forms.CharField(max_length=120, label=text.TITLE_LABEL, help_text=text.TITLE_HELP)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        bodies = visible_parties(actor, "meeting.record").order_by("place__path", "name")
        offer(self, body=bodies)
        if data is None and len(only := bodies[:2]) == 1:
            self.fields["body"].initial = only[0].pk

    def agenda(self) -> list[Item]:
        """The items as the command takes them. The form is valid."""
        return [form.item() for form in self.filled()]


class ReasonForm(Form):
    """Why a record is sent back or withdrawn."""

    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class DayForm(Form):
    """The day for which to look; today unless given."""

    on = forms.DateField(required=False, label=text.ON_DAY)


class MembershipForm(Form):
    """Give a post a role in a body."""

    body = RowChoice(empty_label=text.CHOOSE)
    post = RowChoice(words=in_its_body, empty_label=text.CHOOSE)
    role = forms.ChoiceField(label="")
    valid_from = forms.DateField()
    basis = forms.CharField(max_length=200, required=False)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        offer(
            self,
            body=visible_parties(actor, "membership.set").order_by("place__path", "name"),
            post=visible_posts(actor).order_by("party__name", "name"),
        )
        self.fields["role"].label = term("member_role")
        offer_words(self, role=[(role, term(f"role#{role}")) for role in ROLES])


class EndForm(Form):
    """End a role in a body with its last day."""

    last_day = forms.DateField()
    basis = forms.CharField(max_length=200)


class WorkRecordForm(Form):
    """What an office did under one of its functions; the offices offered are those for which the actor may say so."""

    body = RowChoice(empty_label=text.CHOOSE)
    function = forms.ChoiceField()
    done_on = forms.DateField()
    title = forms.CharField(max_length=200, label=text.WORK_LABEL, help_text=text.WORK_HELP)
    document_number = forms.CharField(max_length=60, required=False, help_text=text.NUMBER_HELP)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        _offer_offices(self, actor, "work_record.enter")


class WorkOccasionForm(Form):
    """What called for a function of an office; the offices offered are those for which the actor may say so."""

    body = RowChoice(empty_label=text.CHOOSE)
    function = forms.ChoiceField()
    arose_on = forms.DateField()
    title = forms.CharField(max_length=200, label=text.OCCASION_LABEL, help_text=text.OCCASION_HELP)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        _offer_offices(self, actor, "work_occasion.enter")


def _offer_offices(form: Form, actor: Actor, permission: str) -> None:
    found = offices(actor, permission)
    offer(form, body=found)
    offer_words(form, function=_functions(text.CHOOSE))
    if not form.is_bound and len(only := found[:2]) == 1:
        form.fields["body"].initial = only[0].pk


def _functions(empty: str) -> list[tuple[str, str]]:
    return [("", empty), *((value, term(f"function#{value}")) for value in FUNCTIONS)]
