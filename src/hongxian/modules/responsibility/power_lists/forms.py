"""Forms of power lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.web.choices import RowChoice, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.responsibility.power_lists import text
from hongxian.modules.responsibility.power_lists.commands import Item
from hongxian.modules.responsibility.power_lists.models import KINDS, STATES, PowerItem, PowerListVersion
from hongxian.modules.responsibility.power_lists.queries import bodies

CLASSES = ("supervision", "management", "licensing", "social_management", "coordination_lead", "support")
_COLUMNS = (("code", 20), ("category", 40), ("title", 300), ("legal_basis", 4000), ("responsible_office", 120))


class DrawUpForm(Form):
    """A new version: of which body, of which kind, by which document."""

    body = RowChoice(empty_label=text.CHOOSE)
    kind = forms.ChoiceField()
    issued_on = forms.DateField()
    document_number = forms.CharField(max_length=60, required=False)

    def __init__(self, actor: Actor, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offer(self, body=bodies(actor))
        offer_words(self, kind=[(each, term(f"kind#{each}")) for each in KINDS])


class QueryForm(Form):
    """Which versions to show."""

    kind = forms.ChoiceField(required=False)
    state = forms.ChoiceField(required=False)
    words = forms.CharField(max_length=60, required=False, label=text.WORDS)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        offer_words(
            self,
            kind=[("", text.ALL), *((each, term(f"kind#{each}")) for each in KINDS)],
            state=[("", text.ALL), *((each, term(f"power_list_version:{each}")) for each in STATES)],
        )


class ItemForm(Form):
    """One item of a list."""

    code = forms.CharField(max_length=20)
    category = forms.CharField(max_length=40, required=False)
    title = forms.CharField(max_length=300)
    legal_basis = forms.CharField(max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    responsible_office = forms.CharField(max_length=120, required=False)

    def __init__(self, data: QueryDict | None = None, item: PowerItem | None = None) -> None:
        super().__init__(data, initial={name: getattr(item, name) for name, _ in _COLUMNS} if item else None)

    def item(self) -> Item:
        """The item as the command takes it. The form is valid."""
        return Item(**self.cleaned_data)


class PasteForm(Form):
    """All items at once, pasted from a spreadsheet."""

    items = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 14}), label=text.PASTE_LABEL, help_text=text.PASTE_HELP
    )

    def clean_items(self) -> list[Item]:
        """The items; a line at fault is named."""
        found = []
        for number, line in enumerate(self.cleaned_data["items"].splitlines(), start=1):
            if line.strip():
                found.append(_item(number, line))
        return found


def _item(number: int, line: str) -> Item:
    cells = [cell.strip() for cell in line.split("\t")]
    values = dict(zip((name for name, _ in _COLUMNS), cells, strict=False))
    if not values.get("code") or not values.get("title"):
        raise forms.ValidationError(text.LINE_SHORT.format(line=number, found=line[:40]))
    for name, most in _COLUMNS:
        if len(values.get(name, "")) > most:
            words = {"line": number, "name": term(name), "found": len(values[name]), "most": most}
            raise forms.ValidationError(text.TOO_LONG.format(**words))
    return Item(**values)


class PublishForm(Form):
    """When and where a version was made public."""

    published_on = forms.DateField()
    published_where = forms.CharField(max_length=200)


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class EndForm(ReasonForm):
    """Why a version ends, and its last day."""

    ended_on = forms.DateField()
    field_order = ("ended_on", "reason")


class DayForm(Form):
    """The day for which to look; today unless given."""

    on = forms.DateField(required=False, label=text.ON_DAY)
    safety_class = forms.ChoiceField(required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        offer_words(self, safety_class=[("", text.ALL), *((each, term(f"safety_class#{each}")) for each in CLASSES)])


class CompareForm(Form):
    """With which other version to compare."""

    other = RowChoice(label=text.OTHER_VERSION, empty_label=text.CHOOSE, words=lambda each: in_words(each))

    def __init__(self, versions: Any, data: QueryDict | None = None) -> None:
        super().__init__(data)
        offer(self, other=versions)


def in_words(version: PowerListVersion) -> str:
    """A version in words."""
    held = version.power_list
    return text.LABEL.format(body=held.body.name, kind=term(f"kind#{held.kind}"), number=version.number)
