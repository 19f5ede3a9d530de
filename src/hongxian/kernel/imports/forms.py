"""Forms of imports."""

from django import forms

from hongxian.kernel.imports import text
from hongxian.kernel.web.forms import Form


class ReceiveForm(Form):
    """A file to be brought into a register."""

    file = forms.FileField(label=text.CHOOSE_FILE, help_text=text.FILE_HELP, allow_empty_file=True)


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(max_length=200)
