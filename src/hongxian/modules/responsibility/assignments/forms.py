"""Forms of assignments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.web.choices import RowChoice, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.parties.queries import visible_parties, visible_posts
from hongxian.modules.responsibility.assignments import text
from hongxian.modules.responsibility.assignments.clauses import obligations_of
from hongxian.modules.responsibility.assignments.commands import Task
from hongxian.modules.responsibility.assignments.models import STATES, Assignment
from hongxian.modules.responsibility.assignments.queries import Chosen, leads, packs_assigned, participants

if TYPE_CHECKING:
    from hongxian.modules.base.policies.models import Pack

    _Rows = forms.ModelMultipleChoiceField[Any]
else:
    _Rows = forms.ModelMultipleChoiceField


def in_its_body(post: Any) -> str:
    """A post, shown with the body it belongs to."""
    return text.POST_OF_BODY.format(body=post.party.name, post=post.name)


class QueryForm(Form):
    """Which assignments to show: of a pack, of a lead, in a state, overdue only."""

    pack = RowChoice(required=False, empty_label=text.ALL)
    lead = RowChoice(required=False, empty_label=text.ALL)
    state = forms.ChoiceField(required=False)
    overdue = forms.BooleanField(required=False, label=text.OVERDUE_ONLY)

    def __init__(self, actor: Actor, data: QueryDict) -> None:
        super().__init__(data)
        offer(self, pack=packs_assigned(actor), lead=leads(actor))
        offer_words(self, state=[("", text.ALL), *((value, term(f"assignment:{value}")) for value in STATES)])

    def chosen(self) -> Chosen:
        """What was asked for; everything when what was asked cannot be read."""
        if not self.is_valid():
            return Chosen()
        return Chosen(**self.cleaned_data)


class AssignForm(Form):
    """Who leads under one clause, who helps, who answers for it, what is to be done and by when."""

    task_text = forms.CharField(
        max_length=300, widget=forms.Textarea(attrs={"rows": 3}), label=text.TASK_LABEL, help_text=text.TASK_HELP
    )
    lead = RowChoice(empty_label=text.CHOOSE)
    responsible_post = RowChoice(words=in_its_body, required=False, empty_label=text.NONE, help_text=text.PERSON_HELP)
    due_on = forms.DateField(required=False, help_text=text.DUE_HELP)
    obligation = forms.ChoiceField(required=False)
    cooperating = _Rows(
        queryset=None, required=False, widget=forms.CheckboxSelectMultiple, help_text=text.COOPERATING_HELP
    )

    def __init__(self, actor: Actor, pack: Pack, clause_path: str, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self._clause_path = clause_path
        bodies = visible_parties(actor).filter(dissolved_on__isnull=True).exclude(kind="enterprise")
        bodies = bodies.order_by("place__path", "name")
        posts = visible_posts(actor).filter(is_leadership=True).order_by("party__place__path", "party__name", "name")
        offer(self, lead=bodies, responsible_post=posts)
        several = self.fields["cooperating"]
        assert isinstance(several, forms.ModelMultipleChoiceField)
        several.queryset = bodies
        known = obligations_of(pack, clause_path).items()
        choices = [(code, text.OBLIGATION_CHOICE.format(code=code, title=title)) for code, title in known]
        offer_words(self, obligation=[("", text.NONE), *choices])

    def task(self) -> Task:
        """What is to be done, as the command takes it; the form is valid."""
        data = self.cleaned_data
        return Task(
            clause_path=self._clause_path,
            task_text=data["task_text"],
            obligation=data["obligation"],
            due_on=data["due_on"],
            cooperating=list(data["cooperating"]),
        )


class ProgressForm(Form):
    """How far the lead has come."""

    reported_on = forms.DateField()
    percent = forms.IntegerField(required=False, min_value=0, max_value=100, help_text=text.PERCENT_HELP)
    words = forms.CharField(
        max_length=1000,
        label=text.PROGRESS_LABEL,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=text.PROGRESS_HELP,
    )

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["reported_on"].initial = today


class MaterialForm(Form):
    """Material of a body that takes part."""

    party = RowChoice(empty_label=text.CHOOSE, label=text.SUBMITTER_LABEL)
    title = forms.CharField(max_length=120, label=text.MATERIAL_TITLE_LABEL)
    document_number = forms.CharField(max_length=60, required=False, help_text=text.NUMBER_HELP)
    words = forms.CharField(
        max_length=2000,
        required=False,
        label=text.MATERIAL_TEXT_LABEL,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=text.MATERIAL_HELP,
    )

    def __init__(self, actor: Actor, assignment: Assignment, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        bodies = participants(actor, assignment, "assignment.submit_material")
        offer(self, party=bodies)
        if data is None and len(only := bodies[:2]) == 1:
            self.fields["party"].initial = only[0].pk


class UrgeForm(Form):
    """What the lead is pressed to do."""

    words = forms.CharField(max_length=300, label=text.URGE_LABEL, help_text=text.URGE_HELP)


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
