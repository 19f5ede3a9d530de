"""Forms of attachments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from hongxian.kernel.module import Attachable
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.attachments import text

AT_ONCE = 9
"""So many files one form takes, as phones do."""


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, each to be looked at by its content."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """The files chosen."""
        chosen = [super(FilesField, self).clean(each, initial) for each in data or [None]]
        if len(chosen) > AT_ONCE:
            raise forms.ValidationError(text.MOST_AT_ONCE.format(most=AT_ONCE, found=len(chosen)))
        return chosen


class AttachForm(Form):
    """Choose photos or voice notes for a row."""

    chosen_files = FilesField(error_messages={"required": text.NOTHING_CHOSEN, "empty": text.EMPTY})

    def __init__(self, attachable: Attachable, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sound = "voice" in attachable.kinds
        accept = "image/jpeg,image/png,image/webp" + (",audio/*" if sound else "")
        attrs = {"multiple": True, "accept": accept, "data-preview": "attachment-previews"}
        field = self.fields["chosen_files"]
        field.widget = _Files(attrs=attrs)
        field.widget.is_required = True
        field.help_text = text.FILES_HELP.format(
            sound=text.AND_SOUND if sound else "", largest=settings.ATTACHMENT_LARGEST
        )


class ReasonForm(Form):
    """Why something is done to an attachment."""

    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
