"""Forms of places and of their adjustments."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.places import text
from hongxian.modules.base.places.queries import PlaceTree


class FindForm(Form):
    """A part of a name, or the beginning of a code."""

    words = forms.CharField(max_length=60, required=False, label=text.WORDS)


class DayForm(Form):
    """The day for which to look; today unless given."""

    on = forms.DateField(required=False, label=text.ON_DAY)


class _AdjustmentForm(Form):
    """From which day, by which document."""

    valid_from = forms.DateField()
    basis = forms.CharField(max_length=200)
    trees: tuple[str, ...] = ()

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        offer_tree(self, **{name: PlaceTree(actor, "place.view") for name in self.trees})


class RenameForm(_AdjustmentForm):
    """A new name, perhaps with a new code."""

    new_name = forms.CharField(max_length=60)
    new_code = forms.CharField(max_length=12, required=False, help_text=text.NEW_CODE_HELP)
    field_order = ("new_name", "new_code")


class MoveForm(_AdjustmentForm):
    """What it lies in from then on, perhaps with a new code and name."""

    new_parent = CascadeChoice()
    new_name = forms.CharField(max_length=60, required=False, help_text=text.NEW_NAME_HELP)
    new_code = forms.CharField(max_length=12, required=False, help_text=text.NEW_CODE_HELP)
    field_order = ("new_parent", "new_name", "new_code")
    trees = ("new_parent",)


class MergeForm(_AdjustmentForm):
    """Into which other place it goes."""

    into = CascadeChoice()
    field_order = ("into",)
    trees = ("into",)


class SplitForm(_AdjustmentForm):
    """What stands in its stead: a line for each, code and name."""

    split_into = forms.CharField(widget=forms.Textarea, help_text=text.PARTS_HELP)
    field_order = ("split_into",)

    def clean_split_into(self) -> list[tuple[str, str]]:
        """Code and name of each line. Raises `ValidationError` at a line that has not both."""
        found = []
        for number, line in enumerate(self.cleaned_data["split_into"].splitlines(), start=1):
            if not line.strip():
                continue
            code, _, name = line.strip().partition(" ")
            if not name.strip():
                raise ValidationError(text.PART_SHAPE.format(line=number, found=line.strip()))
            found.append((code, name.strip()))
        return found


FORMS = {"rename": RenameForm, "move": MoveForm, "merge": MergeForm, "split": SplitForm}
