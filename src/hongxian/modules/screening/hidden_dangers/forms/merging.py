"""Saying that an entry is of the same danger as another, chosen among those that look alike."""

from __future__ import annotations

from typing import Any

from django import forms

from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.duplicates import Likely, likely
from hongxian.modules.screening.hidden_dangers.forms.acts import ReasonForm


class MergeForm(ReasonForm):
    """Into which entry, and why."""

    kept_danger = forms.ChoiceField(widget=forms.RadioSelect)
    field_order = ("kept_danger", "reason")

    def prepare(self) -> None:
        """Offer what looks alike, each with the reasons."""
        self.found = {str(each.danger.pk): each for each in likely(self.actor, self.danger)}
        kept: Any = self.fields["kept_danger"]
        kept.choices = [(key, _words(each)) for key, each in self.found.items()]
        kept.help_text = text.MERGE_HELP if self.found else text.NOTHING_ALIKE

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        return {
            "kept_danger": self.found[self.cleaned_data["kept_danger"]].danger,
            "reason": self.cleaned_data["reason"],
        }


def _words(each: Likely) -> str:
    danger = each.danger
    location = text.ALIKE_LOCATION.format(location=danger.location) if danger.location else ""
    return text.ALIKE.format(words=danger.description[:80], location=location, reasons=reasons(each))


def reasons(each: Likely) -> str:
    """Why it may be the same danger, in words."""
    said = [text.ALIKE_TEXT.format(percent=round(each.alike * 100))]
    if each.words:
        said.append(text.ALIKE_WORDS.format(words=text.LISTED.join(each.words)))
    said.append(text.ALIKE_DAYS.format(day=each.danger.found_on, days=each.days))
    if each.photo_bits is not None:
        said.append(text.ALIKE_PHOTO.format(bits=each.photo_bits))
    if each.metres is not None:
        said.append(text.ALIKE_METRES.format(metres=each.metres))
    return text.ALIKE_JOIN.join(said)
