"""Saying that an entry is of the same danger as another, chosen among those that look alike."""

from __future__ import annotations

from typing import Any

from django import forms

from hongxian.kernel.actor import Actor
from hongxian.modules.base.attachments.queries import attachments_of, similar
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.duplicates import Likely, likely
from hongxian.modules.screening.hidden_dangers.forms.acts import ReasonForm
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger
from hongxian.modules.screening.hidden_dangers.queries import visible_hidden_dangers

PHOTO_BITS = 8
"""Photos that differ in at most so many bits of their hash show the same scene."""


def likely_duplicates(actor: Actor, danger: HiddenDanger) -> list[Likely]:
    """Entries that may be the same danger, among those that the actor sees, most alike first."""
    photos = attachments_of(actor, "hidden_danger", str(danger.pk)).filter(kind="photo", withdrawn_at=None)
    alike = {
        other.subject_key
        for photo in photos.exclude(perceptual_hash="")
        for other, _bits in similar(actor, photo.perceptual_hash, PHOTO_BITS)
        if other.subject_kind == "hidden_danger"
    }
    return likely(visible_hidden_dangers(actor), danger, alike)


class MergeForm(ReasonForm):
    """Into which entry, and why."""

    kept_danger = forms.ChoiceField(widget=forms.RadioSelect)
    field_order = ("kept_danger", "reason")

    def prepare(self) -> None:
        """Offer what looks alike, each with the reasons."""
        self.found = {str(each.danger.pk): each for each in likely_duplicates(self.actor, self.danger)}
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
    photo = text.ALIKE_PHOTO if each.same_photo else ""
    said = {"words": each.danger.description[:80], "day": each.danger.found_on, "days": each.days}
    return text.ALIKE.format(**said, percent=round(each.alike * 100), photo=photo)
