"""Forms of verdicts."""

from typing import Any

from django import forms

from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.web.choices import offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.models import STATUSES


class AsOfForm(Form):
    """The two times: how matters stood on a day, and what was known of them by the end of a day."""

    valid_on = forms.DateField(required=False)
    known_on = forms.DateField(required=False)


class ObjectionForm(Form):
    """What the judged body holds against the verdict, and by which papers."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    attachments = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), max_length=1000, required=False, help_text=text.ATTACHMENTS_HELP
    )


class AnswerForm(Form):
    """The answer to an objection, with the reason for it."""

    answer = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)


class ReasonForm(Form):
    """Why something is taken back."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), max_length=500)


class StateForm(Form):
    """Which state of a list's matters to show; all, unless given."""

    state = forms.ChoiceField(required=False)

    def __init__(self, noun: str, states: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_words(self, state=[("", text.ALL), *((state, term(f"{noun}:{state}")) for state in states)])


class DeterminationForm(Form):
    """A signed view of the matter: one of the four conclusions, why, on what basis, from when till when."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    basis = forms.CharField(max_length=300)
    valid_from = forms.DateField(initial=today)
    valid_to = forms.DateField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(status, term(f"status#{status}")) for status in STATUSES]
        self.fields["status"] = forms.ChoiceField(choices=words, label=term("determination"))
        self.order_fields(("status", "reason", "basis", "valid_from", "valid_to"))


class RowsForm(Form):
    """Which verdicts of a place and pack to list; all, unless given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [("", text.ALL), *((each, term(f"status#{each}")) for each in STATUSES)]
        self.fields["status"] = forms.ChoiceField(choices=words, required=False, label=term("status"))


class ComparisonForm(Form):
    """Two packs to lay side by side."""

    one = forms.ChoiceField(label=text.ONE_PACK)
    other = forms.ChoiceField(label=text.OTHER_PACK)

    def __init__(self, packs: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_words(self, one=packs, other=packs)
        if len(packs) > 1:
            self.fields["other"].initial = packs[1][0]

    def clean(self) -> dict[str, Any]:
        """Two different packs: a pack differs from itself in nothing."""
        found = super().clean() or {}
        if found.get("one") and found.get("one") == found.get("other"):
            self.add_error("other", text.TWO_PACKS_EXPECTED)
        return found
