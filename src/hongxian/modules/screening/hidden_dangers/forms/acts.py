"""What is done with a hidden danger, as it is typed in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.web.choices import RowChoice, offer, offer_words, words_for
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.parties.queries import parties_by_name, visible_parties
from hongxian.modules.prevention.risks.queries import risks_of
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.coding import CODES, codes
from hongxian.modules.screening.hidden_dangers.models import (
    CHANGE_KINDS,
    GRADES,
    NOTICE_KINDS,
    NOTIFICATION_KINDS,
    HiddenDanger,
)
from hongxian.modules.screening.hidden_dangers.queries import visible_hidden_dangers
from hongxian.modules.screening.hidden_dangers.queries.risks import MEASURES, risk_in_words
from hongxian.modules.screening.hidden_dangers.suggesting import Proposal, suggested

_LINES = forms.Textarea(attrs={"rows": 3})
UNITS = ("working_day", "day", "month")


class ActForm(Form):
    """A form of one verb on one danger."""

    def __init__(self, actor: Actor, danger: HiddenDanger, data: QueryDict | None = None, **initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.actor, self.danger = actor, danger
        self.prepare()

    def prepare(self) -> None:
        """Offer what depends on the actor and the danger."""

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        return dict(self.cleaned_data)


class ReasonForm(ActForm):
    """Why."""

    reason = forms.CharField(max_length=500, widget=_LINES)


class MarksForm(ActForm):
    """The three marks of a danger that must be put under a supervision order, and whether it touches the public."""

    hard_to_fix = forms.BooleanField(required=False)
    high_danger = forms.BooleanField(required=False)
    mass_casualty = forms.BooleanField(required=False)
    touches_public_safety = forms.BooleanField(required=False)
    reason = forms.CharField(max_length=500, required=False, help_text=text.MARK_HELP)

    def prepare(self) -> None:
        """Start from what is said already."""
        for name in set(self.fields) - {"reason"}:
            self.fields[name].initial = getattr(self.danger, name)


class GradeForm(ActForm):
    """How grave it is, and by which standard."""

    grade = forms.ChoiceField(widget=forms.RadioSelect)
    hard_to_fix = forms.BooleanField(required=False)
    high_danger = forms.BooleanField(required=False)
    mass_casualty = forms.BooleanField(required=False)
    basis = forms.CharField(max_length=300, required=False, label=text.BASIS_LABEL, help_text=text.GRADE_BASIS_HELP)

    def prepare(self) -> None:
        """Offer the grades."""
        offer_words(self, grade=words_for("grade", GRADES))


class UpgradeForm(ReasonForm):
    """Why it is a major one, and which marks it bears."""

    hard_to_fix = forms.BooleanField(required=False)
    high_danger = forms.BooleanField(required=False)
    mass_casualty = forms.BooleanField(required=False)


class SpotForm(ActForm):
    """How it was removed at once."""

    rectification = forms.CharField(max_length=500, widget=_LINES)


class DueForm(ActForm):
    """By when: a day, or so many working days, days, months."""

    due_on = forms.DateField(required=False, help_text=text.DUE_HELP)
    limit = forms.IntegerField(required=False, min_value=1, max_value=365, help_text=text.LIMIT_HELP)
    limit_unit = forms.ChoiceField(required=False)

    def prepare(self) -> None:
        """Offer the units."""
        offer_words(self, limit_unit=words_for("limit_unit", UNITS))

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        return {**self.cleaned_data, "limit_unit": self.cleaned_data["limit_unit"] or UNITS[0]}


class AssignForm(DueForm):
    """Who is to remove it by when, how, with what money and which plan."""

    rectifier = forms.CharField(max_length=40)
    measures = forms.CharField(max_length=1000, required=False, widget=_LINES, label=text.MEASURES_LABEL)
    funds = forms.DecimalField(required=False, min_value=0, max_digits=14, decimal_places=2)
    emergency_plan = forms.CharField(max_length=500, required=False)
    field_order = ("rectifier", "due_on", "limit", "limit_unit", "measures", "funds", "emergency_plan")

    def prepare(self) -> None:
        """A major danger needs all five."""
        super().prepare()
        if self.danger.grade == "major":
            for name in ("measures", "funds", "emergency_plan"):
                self.fields[name].required = True


class RectifiedForm(ActForm):
    """How, when and for what money it was removed."""

    rectification = forms.CharField(max_length=1000, widget=_LINES)
    rectified_on = forms.DateField()
    cost = forms.DecimalField(required=False, min_value=0, max_digits=14, decimal_places=2)

    def prepare(self) -> None:
        """Usually today."""
        self.fields["rectified_on"].initial = today()


class CloseForm(ActForm):
    """What the re-check found."""

    opinion = forms.CharField(max_length=500, widget=_LINES, label=text.OPINION_LABEL)
    verified_on = forms.DateField()

    def prepare(self) -> None:
        """Usually today."""
        self.fields["verified_on"].initial = today()


class AgainForm(DueForm):
    """Why it is to be rectified again, and by when."""

    reason = forms.CharField(max_length=500, widget=_LINES)
    field_order = ("reason", "due_on", "limit", "limit_unit")


class CostForm(ActForm):
    """What it has cost so far."""

    cost = forms.DecimalField(min_value=0, max_digits=14, decimal_places=2)


class EntrustForm(ActForm):
    """Who is entrusted with it, and why."""

    entrusted_to = RowChoice(empty_label=text.NONE_CHOSEN)
    reason = forms.CharField(max_length=500, widget=_LINES)

    def prepare(self) -> None:
        """Offer the bodies within sight that stand."""
        bodies = visible_parties(self.actor).filter(dissolved_on__isnull=True)
        offer(self, entrusted_to=bodies.order_by("place__path", "name"))


class CodeForm(ActForm):
    """Under which responsibility, focus and oversight it is classed."""

    responsibility = forms.ChoiceField(required=False)
    focus = forms.ChoiceField(required=False)
    oversight_source = forms.ChoiceField(required=False)

    def prepare(self) -> None:
        """Offer the codes of the campaign."""
        for name in CODES:
            offer_words(self, **{name: [("", text.NOT_SAID), *codes(name).items()]})
            self.fields[name].initial = getattr(self.danger, name)
        rows = visible_hidden_dangers(self.actor).exclude(pk=self.danger.pk)
        for name, found in suggested(rows, self.danger.description, tuple(CODES)).proposals.items():
            self.fields[name].help_text = _proposed(found, codes(name))


def _proposed(found: list[Proposal], words: dict[str, str]) -> str:
    """How the like was classed, and by which dangers that is told; that nothing is known, where it is so."""
    if not found:
        return text.NOTHING_PROPOSED
    said = [
        text.PROPOSED.format(
            words=words.get(each.value, each.value),
            count=each.count,
            voting=each.voting,
            example=each.because[0].danger.description[:40],
        )
        for each in found
    ]
    return text.PROPOSED_BY.format(found=text.PROPOSED_JOIN.join(said))


class NameRiskForm(ActForm):
    """Which risk of the enterprise it comes from, and which of its measures failed."""

    risk = RowChoice(required=False, empty_label=text.NOT_SAID, words=risk_in_words, help_text=text.RISK_HELP)
    failed_measure = forms.ChoiceField(required=False)
    reassess = forms.BooleanField(required=False, label=text.REASSESS_LABEL)

    def prepare(self) -> None:
        """Offer the risks of the enterprise that may be seen, and what is said already."""
        assert self.danger.enterprise is not None
        offer(self, risk=risks_of(self.actor, self.danger.enterprise))
        offer_words(self, failed_measure=words_for("failed_measure", MEASURES, text.NOT_SAID))
        self.fields["risk"].initial = self.danger.risk_key
        self.fields["failed_measure"].initial = self.danger.failed_measure
        if not self.actor.may("risk_change.report"):
            del self.fields["reassess"]


class ExtensionForm(ActForm):
    """Until when, why, and what keeps people safe meanwhile."""

    asked_until = forms.DateField()
    reason = forms.CharField(max_length=500, widget=_LINES)
    measures = forms.CharField(max_length=500, widget=_LINES, label=text.MEANWHILE_LABEL)


class ControlForm(ActForm):
    """What keeps people safe, who sees to it, until when."""

    measures = forms.CharField(max_length=1000, widget=_LINES)
    rectifier = forms.CharField(max_length=40, label=text.CONTROLLER_LABEL)
    expires_on = forms.DateField(label=text.CONTROL_UNTIL)


class NoticeForm(ActForm):
    """Who was warned or told, when, and the proof."""

    kind = forms.ChoiceField(label=text.NOTICE_KIND_LABEL)
    recipients = forms.CharField(max_length=300, label=text.NOTICE_TO, help_text=text.NOTICE_TO_HELP)
    proof = forms.CharField(max_length=300, help_text=text.PROOF_HELP)
    given_on = forms.DateField()

    def prepare(self) -> None:
        """Offer the ways; usually today."""
        offer_words(self, kind=words_for("notice_kind", NOTICE_KINDS))
        self.fields["given_on"].initial = today()


class ChangeForm(ReasonForm):
    """Whether it is to be graded down or struck out, and why."""

    kind = forms.ChoiceField(label=text.CHANGE_KIND_LABEL, widget=forms.RadioSelect)
    field_order = ("kind", "reason")

    def prepare(self) -> None:
        """Offer the two."""
        offer_words(self, kind=words_for("change_kind", CHANGE_KINDS))


class NotifyForm(ActForm):
    """From which body to which, in which manner, and until when an answer is asked."""

    kind = forms.ChoiceField(label=text.DOCUMENT_KIND)
    sender = RowChoice(empty_label=None)
    recipient_key = forms.CharField(max_length=120, label=text.RECIPIENT, help_text=text.RECIPIENT_HELP)
    content = forms.CharField(max_length=1000, widget=_LINES)
    reply_due_on = forms.DateField(required=False)

    def prepare(self) -> None:
        """Offer the bodies for which the actor may send, one's own first."""
        rows = visible_parties(self.actor, "formal_notification.send").filter(dissolved_on__isnull=True)
        rows = rows.exclude(kind__in=("enterprise", "service_body", "insurer"))
        offer(self, sender=rows.order_by("place__path", "name"))
        offer_words(self, kind=words_for("notification_kind", NOTIFICATION_KINDS))
        self.fields["sender"].initial = self.actor.organisation

    def clean_recipient_key(self) -> str:
        """The body of that whole name."""
        words = str(self.cleaned_data["recipient_key"]).strip()
        found = parties_by_name([words]).get(words)
        if found is None:
            raise forms.ValidationError(text.NO_SUCH_BODY.format(found=words))
        return str(found)
