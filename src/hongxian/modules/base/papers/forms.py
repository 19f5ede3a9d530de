"""Forms of papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.web.choices import RowChoice, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.papers import text
from hongxian.modules.base.papers.models import STATES, WAYS, Paper
from hongxian.modules.base.papers.offers import offers
from hongxian.modules.base.papers.queries import series_for, signers_for, visible_papers
from hongxian.modules.base.parties.queries import issuers_for, visible_parties
from hongxian.modules.base.places.queries import visible_places


class Lines(forms.CharField):
    """Names, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        """Names as lines."""
        return value if value is None or isinstance(value, str) else "\n".join(value)

    def to_python(self, value: Any) -> Any:
        """Lines as names."""
        words = super().to_python(value) or ""
        return [line.strip() for line in words.splitlines() if line.strip()]


class QueryForm(Form):
    """Which papers to list."""

    words = forms.CharField(required=False, label=term("title"))
    kind = forms.ChoiceField(required=False)
    state = forms.ChoiceField(required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        offer_words(
            self,
            kind=[("", text.ALL), *((key, term(key)) for key in offers())],
            state=[("", text.ALL), *((state, term(f"paper:{state}")) for state in STATES)],
        )


class DraftForm(Form):
    """In whose name and to whom; the days the paper asks for beforehand."""

    issuer = RowChoice(empty_label=None)
    recipients = Lines(required=False, label=term("recipients"), help_text=text.PASTE_HELP)
    copied = Lines(required=False)

    def __init__(self, actor: Actor, asks: Sequence[str], data: QueryDict | None = None, **initial: Any) -> None:
        super().__init__(data, initial={"issuer": actor.organisation, **initial})
        offer(self, issuer=issuers_for(actor).order_by("name"))
        for name in asks:
            self.fields[name] = forms.DateField(label=term(name), initial=initial.get(name))
        self.order_fields([*asks, "issuer", "recipients", "copied"])
        self.__init_pickers(asks)
        self.asks = tuple(asks)

    def __init_pickers(self, asks: Sequence[str]) -> None:
        for name in asks:
            widget = forms.DateInput(format="%Y-%m-%d")
            widget.input_type = "date"
            self.fields[name].widget = widget

    def asked(self) -> dict[str, Any]:
        """The days, by name."""
        return {name: self.cleaned_data[name] for name in self.asks}


class ReviseForm(Form):
    """The text of a draft and to whom it goes."""

    wording = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 24}), strip=False, max_length=100_000, help_text=text.SOURCE_HELP
    )
    recipients = Lines(required=False, label=term("recipients"), help_text=text.PASTE_HELP)
    copied = Lines(required=False)


class SubmitForm(Form):
    """Who is to sign."""

    signer = forms.ChoiceField()

    def __init__(self, actor: Actor, paper: Paper, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._people = {str(each.person_id): each.person for each in signers_for(actor, paper.issuer)}
        labels = {
            str(each.person_id): f"{each.person.name}（{each.post.party.name}{each.post.name}）"
            for each in signers_for(actor, paper.issuer)
        }
        offer_words(self, signer=[("", text.CHOOSE), *labels.items()])

    def clean_signer(self) -> Any:
        """The person chosen."""
        return self._people[self.cleaned_data["signer"]]


class IssueForm(Form):
    """In which series, and whether the public page may show the title."""

    series = RowChoice(empty_label=None)
    title_public = forms.BooleanField(required=False, help_text=text.PUBLIC_TITLE_HELP)

    def __init__(self, actor: Actor, paper: Paper, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offer(self, series=series_for(actor, paper.issuer))


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), max_length=300)


class PublicReasonForm(ReasonForm):
    """Why, for everybody to read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = text.REASON_PUBLIC


class SupersedeForm(PublicReasonForm):
    """Which paper stands in its place, and why."""

    superseded_by = RowChoice(words=lambda paper: f"{paper.document_number} {paper.title}", empty_label=text.CHOOSE)
    field_order = ("superseded_by", "reason")

    def __init__(self, actor: Actor, paper: Paper, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        others = visible_papers(actor).filter(issuer=paper.issuer_id, state="issued").exclude(pk=paper.pk)
        offer(self, superseded_by=others.order_by("-issued_at"))


class ServeForm(Form):
    """How and when it was served, and by when the receipt must be back."""

    way = forms.ChoiceField()
    served_on = forms.DateField(initial=today)
    receipt_due_on = forms.DateField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_words(self, way=[(way, term(f"way#{way}")) for way in WAYS])


class ReceiveForm(Form):
    """When it was received and by whom."""

    received_on = forms.DateField(initial=today)
    receiver = forms.CharField(max_length=40)


class RefuseForm(Form):
    """Why it was refused, and before whom."""

    refusal = forms.CharField(max_length=300)
    witness = forms.CharField(max_length=80)


class SeriesForm(Form):
    """A series of an issuer, and what was used of it before."""

    issuer = RowChoice(empty_label=text.CHOOSE)
    code = forms.CharField(max_length=20, label=term("series"))
    year = forms.IntegerField()
    last = forms.IntegerField(min_value=0, initial=0, help_text=text.LAST_HELP)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"year": today().year})
        own = visible_parties(actor, "paper_series.open").filter(dissolved_on__isnull=True)
        offer(self, issuer=own.exclude(kind="enterprise").order_by("name"))


class TemplateForm(Form):
    """A place's own template, typed in or as a file."""

    place = RowChoice(empty_label=None)
    wording = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 24}), strip=False, required=False, help_text=text.SOURCE_HELP
    )
    file = forms.FileField(required=False, help_text=text.TEMPLATE_FILE_HELP)
    reason = forms.CharField(max_length=300)

    def __init__(self, actor: Actor, data: QueryDict | None = None, files: Any = None, **initial: Any) -> None:
        super().__init__(data, files, initial=initial)
        places = visible_places(actor, "paper_template.upload").filter(level__in=("province", "city", "county"))
        offer(self, place=places.order_by("path"))

    def clean(self) -> dict[str, Any]:
        """The text of the file, if there is one, instead of what was typed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.pop("file", None)
        if file is not None:
            try:
                cleaned["wording"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", text.NOT_TEXT)
        elif not cleaned.get("wording", "").strip():
            self.add_error("wording", text.TEMPLATE_BLANK)
        return cleaned


class CheckForm(Form):
    """A file to be compared."""

    file = forms.FileField(label=term("paper"), help_text=text.FILE_HELP)
