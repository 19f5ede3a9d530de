"""Forms of bodies and meetings."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Problem
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.parties.queries import visible_parties, visible_posts
from hongxian.modules.responsibility.meetings import text
from hongxian.modules.responsibility.meetings.commands import Extract, Item
from hongxian.modules.responsibility.meetings.models import AGENDA_TYPES, ROLES
from hongxian.modules.responsibility.meetings.queries import meeting_bodies

P = ParamSpec("P")
R = TypeVar("R")

MOST_ITEMS = 30
LONGEST_DECISION = 300
ADD_ITEM = "add_item"
_OF_AN_ITEM = re.compile(r"items\.(\d+)\.(\w+)")


class PostChoice(forms.ModelChoiceField):
    """A post, shown with the body it belongs to: several bodies have a post of that name."""

    def label_from_instance(self, post: Any) -> str:
        """Body and post."""
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
    decisions = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=text.DECISIONS_HELP
    )
    field_order = ("title", "agenda_type", "on_safety", "extract_number", "extract_office", "extract_text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = term("agenda_item")
        choices = [(value, f"{term(f'agenda_type#{value}')}{text.AGENDA_HINTS[value]}") for value in AGENDA_TYPES]
        self.fields["agenda_type"].choices = [("", text.CHOOSE), *choices]  # type: ignore[attr-defined]

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


_Items = forms.formset_factory(ItemForm, extra=0, min_num=1, max_num=MOST_ITEMS, validate_min=True, validate_max=True)


class MeetingForm(Form):
    """A meeting with its agenda: the bodies offered are those for which the actor may record.

    Sent with the button `add_item`, it is not judged but shown again with one more blank item.
    """

    body = forms.ModelChoiceField(queryset=None, empty_label=text.CHOOSE)
    held_on = forms.DateField()
    session = forms.IntegerField(min_value=1, max_value=9, initial=1, help_text=text.SESSION_HELP)
    title = forms.CharField(max_length=120, label=text.TITLE_LABEL, help_text=text.TITLE_HELP)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        typed = data if data is not None and ADD_ITEM in data else None
        bound = None if typed is not None else data
        super().__init__(bound, initial=typed.dict() if typed is not None else None)
        self.items = _Items(bound, prefix="items", initial=_typed_items(typed) if typed is not None else None)
        bodies = visible_parties(actor, "meeting.record").order_by("place__path", "name")
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        if data is None and len(only := bodies[:2]) == 1:
            self.fields["body"].initial = only[0].pk

    def is_valid(self) -> bool:
        """Whether the meeting and every item on its agenda have the right shape."""
        return all([super().is_valid(), self.items.is_valid()])

    @property
    def status(self) -> int:
        """The HTTP status with which to show the form: 422 once something in it was refused."""
        return 422 if self.is_bound and (self.errors or self.items.total_error_count()) else 200

    def agenda(self) -> list[Item]:
        """The items as the command takes them; those left blank are no items. The form is valid."""
        return [form.item() for form in self._filled()]

    def carry_out(self, command: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """As of every form; a sentence about an item (field `items.0.title`) stands beside that item."""

        def placing() -> R | None:
            try:
                return command(*args, **kwargs)
            except Problem as problem:
                if problem.status == Problem.status and self._place(problem):
                    return None
                raise

        return super().carry_out(placing)

    def _filled(self) -> list[ItemForm]:
        return [form for form in self.items.forms if form.has_changed()]

    def _place(self, problem: Problem) -> bool:
        found = _OF_AN_ITEM.fullmatch(problem.field)
        items = self._filled()
        if not found or int(found[1]) >= len(items) or found[2] not in items[int(found[1])].fields:
            return False
        items[int(found[1])].add_error(found[2], problem.text)
        return True


def _typed_items(data: QueryDict) -> list[dict[str, Any]]:
    """What was typed into the items so far, and one blank item more."""
    sent = data.get("items-TOTAL_FORMS", "")
    count = min(int(sent) if sent.isdecimal() else 1, MOST_ITEMS - 1)
    names = tuple(ItemForm.base_fields)
    typed = [{name: data.get(f"items-{index}-{name}", "") for name in names} for index in range(count)]
    return [*typed, {"on_safety": True}]


class QueryForm(Form):
    """Which meetings to list: of one body, of one year."""

    body = forms.ModelChoiceField(queryset=None, required=False, empty_label=text.ALL)
    year = forms.IntegerField(min_value=1949, max_value=2999, required=False)

    def __init__(self, actor: Actor, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["body"].queryset = meeting_bodies(actor)  # type: ignore[attr-defined]


class ReasonForm(Form):
    """Why a record is sent back or withdrawn."""

    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class DayForm(Form):
    """The day for which to look; today unless given."""

    on = forms.DateField(required=False, label=text.ON_DAY)


class MembershipForm(Form):
    """Give a post a role in a body."""

    body = forms.ModelChoiceField(queryset=None, empty_label=text.CHOOSE)
    post = PostChoice(queryset=None, empty_label=text.CHOOSE)
    role = forms.ChoiceField(label="")
    valid_from = forms.DateField()
    basis = forms.CharField(max_length=200, required=False)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["body"].queryset = visible_parties(actor, "membership.set").order_by("place__path", "name")  # type: ignore[attr-defined]
        self.fields["post"].queryset = visible_posts(actor).order_by("party__name", "name")  # type: ignore[attr-defined]
        self.fields["role"].label = term("member_role")
        self.fields["role"].choices = [(role, term(f"role#{role}")) for role in ROLES]  # type: ignore[attr-defined]
