"""Forms of drafts."""

from __future__ import annotations

from typing import Any

from django import forms

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.rules.schema import FormName
from hongxian.kernel.web.choices import RowChoice, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.drafts import text
from hongxian.modules.base.drafts.folder import Cover
from hongxian.modules.base.drafts.models import Draft, Proposal
from hongxian.modules.base.drafts.reading.words import words
from hongxian.modules.base.places.queries import visible_places

PERIODS = ("month", "quarter", "half_year", "year")


class ReceiveForm(Form):
    """A policy text to be read, and the place it binds."""

    place = RowChoice(empty_label=text.CHOOSE)
    title = forms.CharField(max_length=200, required=False, help_text=text.TITLE_HELP)
    file = forms.FileField(help_text=text.FILE_HELP)

    def __init__(self, actor: Actor, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files=files)
        offer(self, place=visible_places(actor).exclude(level="village").order_by("path"))


class ProposalForm(Form):
    """One proposed obligation, as a person confirms or changes it."""

    title = forms.CharField(max_length=200)
    rule_form = forms.ChoiceField()
    holder = forms.CharField(max_length=120, required=False)
    whom = forms.ChoiceField(required=False)
    action = forms.CharField(max_length=60, required=False)
    object = forms.CharField(max_length=200, required=False)
    period = forms.ChoiceField(required=False)
    min = forms.IntegerField(min_value=1, max_value=365, required=False)
    due = forms.DateField(required=False)
    within = forms.RegexField(regex=r"^P(?=\d)(\d+Y)?(\d+M)?(\d+D)?$", required=False, help_text=text.WITHIN_HELP)
    consequence = forms.CharField(max_length=200, required=False)
    advisory = forms.BooleanField(required=False)

    def __init__(self, proposal: Proposal, data: Any = None) -> None:
        initial = {name: getattr(proposal, name) for name in Proposal.EDITABLE if name != "select"}
        initial |= {"whom": _whom_of(proposal)}
        super().__init__(data, initial=initial, prefix=f"p{proposal.number}")
        offer_words(
            self,
            rule_form=_rule_forms(),
            period=[("", text.NO_PERIOD), *((each, term(f"period#{each}")) for each in PERIODS)],
            whom=[("", text.NOBODY_CHOSEN), *((str(i), label) for i, (label, _) in enumerate(_choices()))],
        )

    def changes(self) -> dict[str, Any]:
        """What the command takes. The form is valid."""
        given = dict(self.cleaned_data)
        chosen = given.pop("whom")
        given["select"] = _choices()[int(chosen)][1]["select"] if chosen else {}
        given["members"] = _choices()[int(chosen)][1].get("members", "") if chosen else ""
        given["min"] = given["min"] or 1
        return given


def _choices() -> list[tuple[str, dict[str, Any]]]:
    """Whom an obligation may bind: what the word list knows, each once, by its label."""
    found: dict[str, dict[str, Any]] = {}
    for rule in words()["holders"]:
        kinds = rule["select"]["kind"]
        levels = rule["select"].get("level", [])
        label = "、".join(term(f"kind#{kind}") for kind in ([kinds] if isinstance(kinds, str) else kinds))
        if levels:
            label += text.OF_LEVELS.format(
                "、".join(term(f"level#{each}") for each in ([levels] if isinstance(levels, str) else levels))
            )
        if rule.get("members"):
            label += text.FOR_ENTERPRISES
        found.setdefault(label, rule)
    return list(found.items())


def _whom_of(proposal: Proposal) -> str:
    for number, (_, rule) in enumerate(_choices()):
        if rule["select"] == proposal.select and rule.get("members", "") == proposal.members:
            return str(number)
    return ""


class AddForm(Form):
    """An obligation that the importer did not find."""

    quote = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), help_text=text.QUOTE_HELP)
    title = forms.CharField(max_length=200)
    rule_form = forms.ChoiceField()

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="add")
        offer_words(self, rule_form=_rule_forms())


def _rule_forms() -> list[tuple[str, str]]:
    return [(each.value, term(f"rule_form#{each.value.lower()}")) for each in FormName]


class FinishForm(Form):
    """The cover of the pack to be made."""

    code = forms.RegexField(regex=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60, help_text=text.CODE_HELP)
    version = forms.IntegerField(min_value=1, initial=1)
    id_prefix = forms.RegexField(regex=r"^[A-Z]{2,8}$", help_text=text.PREFIX_HELP)
    title = forms.CharField(max_length=200)
    issuer = forms.CharField(max_length=100)
    issued = forms.DateField(required=False)
    effective_from = forms.DateField()
    effective_reason = forms.CharField(max_length=200)

    def __init__(self, draft: Draft, data: Any = None) -> None:
        super().__init__(data, initial={"title": draft.title})

    def cover(self) -> Cover:
        """The cover as the command takes it. The form is valid."""
        given = dict(self.cleaned_data)
        return Cover(prefix=given.pop("id_prefix"), **given)


class ReasonForm(Form):
    """Why a draft is given up."""

    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
