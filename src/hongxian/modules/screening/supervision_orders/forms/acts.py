"""What is done with a supervision order, as it is typed in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.web.choices import RowChoice, offer, offer_words, words_for
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.parties.queries import visible_parties
from hongxian.modules.screening.supervision_orders import text
from hongxian.modules.screening.supervision_orders.commands import last_day_to_ask
from hongxian.modules.screening.supervision_orders.models import (
    LOG_KINDS,
    PUBLICATION_KINDS,
    UNIT_DECISIONS,
    SupervisionOrder,
)
from hongxian.modules.screening.supervision_orders.queries import series_before

_LINES = forms.Textarea(attrs={"rows": 3})


class ActForm(Form):
    """A form of one verb on one order."""

    def __init__(self, actor: Actor, order: SupervisionOrder, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.actor, self.order = actor, order
        self.prepare()

    def prepare(self) -> None:
        """Offer what depends on the actor and the order."""

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        return dict(self.cleaned_data)


class IssueForm(ActForm):
    """The number's series, by when, and what is asked."""

    series = forms.CharField(max_length=40, label=text.SERIES_LABEL, help_text=text.SERIES_HELP)
    ordered_on = forms.DateField()
    plan_due_on = forms.DateField()
    due_on = forms.DateField(label=text.DUE_LABEL)
    undertaker = RowChoice(required=False, empty_label=text.NONE_CHOSEN)
    requirements = forms.CharField(max_length=1000, widget=_LINES, help_text=text.REQUIREMENTS_HELP)

    def prepare(self) -> None:
        """Start from the issuer's last series, from today, and from the department that supervises."""
        self.fields["series"].initial = series_before(self.order.issuer)
        self.fields["ordered_on"].initial = today()
        bodies = visible_parties(self.actor, "party.view").filter(kind="department", dissolved_on__isnull=True)
        offer(self, undertaker=bodies.order_by("name"))
        self.fields["undertaker"].initial = self.order.undertaker_id


class ReceiveForm(ActForm):
    """Who signed when."""

    received_by_name = forms.CharField(max_length=40, label=text.RECEIVED_BY_LABEL)
    received_on = forms.DateField()

    def prepare(self) -> None:
        """Usually today."""
        self.fields["received_on"].initial = today()


class PlanForm(ActForm):
    """The six items of the plan."""

    goals = forms.CharField(max_length=500, widget=_LINES, help_text=text.PLAN_HELP)
    treatment_measures = forms.CharField(max_length=1000, widget=_LINES)
    plan_funds = forms.CharField(max_length=300)
    plan_bodies = forms.CharField(max_length=300)
    plan_times = forms.CharField(max_length=300)
    plan_safety = forms.CharField(max_length=500, widget=_LINES)


class ProgressForm(ActForm):
    """How far it is."""

    content = forms.CharField(max_length=1000, widget=_LINES, label=text.PROGRESS_LABEL)
    interval_number = forms.IntegerField(required=False, min_value=1, help_text=text.INTERVAL_HELP)


class SelfForm(ActForm):
    """What the owner finds, and what it cost."""

    opinion = forms.CharField(max_length=500, widget=_LINES)
    actual_funds = forms.DecimalField(required=False, min_value=0, max_digits=14, decimal_places=2)


class ExpertForm(ActForm):
    """What experts found, who they were."""

    assessors = forms.CharField(max_length=200)
    opinion = forms.CharField(max_length=500, widget=_LINES)
    acceptance_on = forms.DateField()

    def prepare(self) -> None:
        """Usually today."""
        self.fields["acceptance_on"].initial = today()


class AcceptForm(ActForm):
    """What the government found."""

    opinion = forms.CharField(max_length=500, widget=_LINES)
    acceptance_on = forms.DateField()

    def prepare(self) -> None:
        """Usually today."""
        self.fields["acceptance_on"].initial = today()


class ReasonForm(ActForm):
    """Why."""

    reason = forms.CharField(max_length=500, widget=_LINES)


class CloseForm(ActForm):
    """With which opinion it is closed."""

    opinion = forms.CharField(max_length=500, widget=_LINES)


class UnitForm(ActForm):
    """What was decided about the unit."""

    unit_decision = forms.ChoiceField(widget=forms.RadioSelect)
    unit_decision_reason = forms.CharField(max_length=500, widget=_LINES)

    def prepare(self) -> None:
        """Offer the decisions, and start from the one that stands."""
        offer_words(self, unit_decision=words_for("unit_decision", UNIT_DECISIONS))
        for name, field in self.fields.items():
            field.initial = getattr(self.order, name)


class LogForm(ActForm):
    """What was done to supervise."""

    kind = forms.ChoiceField(label=text.LOG_KIND_LABEL, help_text=text.LOG_HELP)
    logged_on = forms.DateField()
    content = forms.CharField(max_length=500, widget=_LINES, label=text.LOG_LABEL)
    reference = forms.CharField(max_length=200, required=False, help_text=text.REFERENCE_HELP)

    def prepare(self) -> None:
        """Offer the kinds."""
        offer_words(self, kind=words_for("log_kind", LOG_KINDS))
        self.fields["logged_on"].initial = today()


class ExtensionForm(ActForm):
    """Until when, why, and what keeps people safe meanwhile."""

    asked_until = forms.DateField()
    reason = forms.CharField(max_length=500, widget=_LINES)
    measures = forms.CharField(max_length=500, widget=_LINES, label=text.PROTECTIVE_LABEL)

    def prepare(self) -> None:
        """Say up to which day one may ask."""
        day, _ = last_day_to_ask(self.order)
        self.fields["asked_until"].help_text = text.EXTENSION_HELP.format(day=day) if day else ""


class PublishForm(ActForm):
    """What the public is told."""

    kind = forms.ChoiceField(label=text.PUBLICATION_KIND_LABEL)
    title = forms.CharField(max_length=120, label=text.PUBLICATION_TITLE_LABEL, help_text=text.PUBLIC_HELP)
    content = forms.CharField(max_length=1000, widget=_LINES, label=text.PUBLICATION_LABEL)
    published_on = forms.DateField()

    def prepare(self) -> None:
        """Offer what can be published now, and words to begin with."""
        order = self.order
        told = set(order.publications.values_list("kind", flat=True))
        kinds = tuple(
            each for each in PUBLICATION_KINDS if each not in told and (each == "listing" or order.state == "closed")
        )
        offer_words(self, kind=words_for("publication_kind", kinds))
        completion = "completion" in kinds
        self.fields["kind"].initial = "completion" if completion else "listing"
        shape, words = text.DEFAULT_LISTING, text.LISTING_WORDS
        if completion:
            shape, words = text.DEFAULT_COMPLETION, text.COMPLETION_WORDS
        self.fields["title"].initial = shape.format(where=order.enterprise.name if order.enterprise else "")
        self.fields["content"].initial = words.format(
            subject=order.subject_words,
            issuer=order.issuer.name,
            number=order.order_number,
            day=order.closed_on if completion else order.ordered_on,
            due=order.due_on,
        )
        self.fields["published_on"].initial = today()


class AgreeForm(Form):
    """Until when, and what is said with it."""

    agreed_until = forms.DateField()
    reason = forms.CharField(max_length=500, required=False, widget=_LINES, label=text.OPINION)


class RefuseForm(Form):
    """Why."""

    reason = forms.CharField(max_length=500, widget=_LINES)
