"""Forms of a round: what was found, premises, what goes up and what comes back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.web.choices import RowChoice, offer_words, words_for
from hongxian.kernel.web.forms import Form
from hongxian.modules.screening.grid import text
from hongxian.modules.screening.grid.forms.tree import grid_in_words, offer_grids
from hongxian.modules.screening.grid.models import ANSWERS, ESCALATION_KINDS, PREMISES_KINDS, GridVisit
from hongxian.modules.screening.grid.queries import bodies_to_tell, my_grids

_GRADES = ("general", "major")


class FindingForm(Form):
    """What was found at a unit: short enough for a thumb."""

    description = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    location = forms.CharField(max_length=120, required=False)
    grade = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    removed_on_the_spot = forms.BooleanField(required=False, label=text.SPOT)
    rectification = forms.CharField(max_length=500, required=False, label=text.SPOT_WORDS, help_text=text.SPOT_HELP)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"grade": ""})
        offer_words(self, grade=words_for("grade", _GRADES, text.LATER))

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        told = dict(self.cleaned_data)
        return told if told["removed_on_the_spot"] else told | {"rectification": ""}


class PremisesForm(Form):
    """Premises that are no registered enterprise."""

    grid = RowChoice(empty_label=text.NONE_CHOSEN, words=grid_in_words)
    name = forms.CharField(max_length=120, label=text.PREMISES_NAME)
    premises_kind = forms.ChoiceField(widget=forms.RadioSelect)
    location = forms.CharField(max_length=200, required=False, label=text.LOCATION)
    note = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    longitude = forms.FloatField(required=False, widget=forms.HiddenInput(attrs={"data-longitude": ""}))
    latitude = forms.FloatField(required=False, widget=forms.HiddenInput(attrs={"data-latitude": ""}))
    apart = forms.BooleanField(required=False, widget=forms.HiddenInput, label=text.APART)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        mine = my_grids(actor)
        super().__init__(data, initial={"premises_kind": "unregistered_workshop", "grid": mine[0].pk if mine else None})
        offer_grids(self, "grid", actor, "grid_premises.add", leaves=True)
        offer_words(self, premises_kind=words_for("premises_kind", PREMISES_KINDS))

    def ask_apart(self, sentence: str) -> None:
        """Say that some of that name stand there, and ask whether these are others."""
        self.fields["apart"].widget = forms.CheckboxInput()
        self.add_error("apart", sentence)


class LinkForm(Form):
    """Which enterprise the premises are."""

    enterprise = forms.CharField(max_length=120, label=text.ENTERPRISE, help_text=text.ENTERPRISE_HELP)
    reason = forms.CharField(max_length=200)


class EscalateForm(Form):
    """To whom, and what."""

    kind = forms.ChoiceField(label=text.ESCALATION_KIND, widget=forms.RadioSelect)
    to = forms.ChoiceField(label=text.TO)
    content = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, visit: GridVisit, data: QueryDict | None = None) -> None:
        kinds = ESCALATION_KINDS if visit.outcome == "entry_refused" else ESCALATION_KINDS[1:]
        super().__init__(data, initial={"kind": kinds[0]})
        upper = visit.grid.parent
        pairs = [(str(each.pk), each.name) for each in bodies_to_tell(visit.grid)]
        if upper is not None and upper.unit_id is not None:
            pairs.insert(0, ("upper", text.UPPER_GRID.format(name=upper.name)))
        offer_words(self, kind=words_for("escalation_kind", kinds), to=[("", text.NONE_CHOSEN), *pairs])

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        told = dict(self.cleaned_data)
        to = told.pop("to")
        return told | ({"to_upper": True} if to == "upper" else {"recipient_key": to})


class AnswerForm(Form):
    """What came of it."""

    answer_kind = forms.ChoiceField()
    answer = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    answered_on = forms.DateField()

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"answered_on": today()})
        offer_words(self, answer_kind=words_for("answer_kind", ANSWERS))


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(max_length=200)
