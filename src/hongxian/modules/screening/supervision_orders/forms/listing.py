"""A proposal, and the terms of a place, as they are typed in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.choices import RowChoice, offer, offer_words, words_for
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.parties.queries import issuing_bodies
from hongxian.modules.base.places.queries import PlaceTree
from hongxian.modules.screening.supervision_orders import text
from hongxian.modules.screening.supervision_orders.commands.checking import ISSUING_KINDS
from hongxian.modules.screening.supervision_orders.models import STAGES
from hongxian.modules.screening.supervision_orders.terms import PROFILES, TERMS, UNITS

_LINES = forms.Textarea(attrs={"rows": 3})


class ProposeForm(Form):
    """Which body is to list it, and why."""

    issuer = RowChoice(label=text.ISSUER, help_text=text.ISSUER_HELP, empty_label=text.NONE_CHOSEN)
    reason = forms.CharField(max_length=500, widget=_LINES, label=text.REASON_LABEL)

    def __init__(self, path: str, data: QueryDict | None = None) -> None:
        super().__init__(data)
        offer(self, issuer=_issuers(path))

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        return {"issuer_key": str(self.cleaned_data["issuer"].pk), "reason": self.cleaned_data["reason"]}


class AccidentForm(Form):
    """Which accident is to be listed, where it was, and by which body."""

    accident_words = forms.CharField(max_length=1000, widget=_LINES, help_text=text.ACCIDENT_HELP)
    accident_key = forms.UUIDField(required=False)
    place = CascadeChoice()
    enterprise_name = forms.CharField(max_length=120, required=False)
    issuer_name = forms.CharField(max_length=120, label=text.ISSUER, help_text=text.ISSUER_HELP)
    reason = forms.CharField(max_length=500, widget=_LINES, label=text.REASON_LABEL)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.actor = actor
        offer_tree(self, place=PlaceTree(actor, "supervision_order.propose"))

    def clean_enterprise_name(self) -> Any:
        """The enterprise of that name; None if none was typed."""
        words = self.cleaned_data["enterprise_name"].strip()
        if not words:
            return None
        found = visible_enterprises(self.actor, "supervision_order.propose").filter(name=words).first()
        if found is None:
            raise forms.ValidationError(text.NO_ENTERPRISE.format(words=words))
        return found

    def clean(self) -> dict[str, Any]:
        """Find the body by its name among those over the place."""
        given = super().clean() or self.cleaned_data
        place, words = given.get("place"), given.get("issuer_name", "").strip()
        if place is not None and words:
            given["issuer"] = _issuers(place.path).filter(name=words).first()
            if given["issuer"] is None:
                self.add_error("issuer_name", text.NO_ISSUER.format(words=words, place=place.name))
        return given

    def said(self) -> dict[str, Any]:
        """The arguments of the command."""
        given = self.cleaned_data
        return {
            "issuer_key": str(given["issuer"].pk),
            "reason": given["reason"],
            "accident_words": given["accident_words"],
            "accident_key": given["accident_key"],
            "enterprise": given["enterprise_name"],
            "place": given["place"],
        }


class PlaceForm(Form):
    """Of which place."""

    place = CascadeChoice(required=False, is_filter=True)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        offer_tree(self, place=PlaceTree(actor, "supervision_term.view"))


class ProfileForm(Form):
    """Which ready-made profile a place follows."""

    place = CascadeChoice(label=text.PLACE_OF_TERMS)
    profile = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        offer_tree(self, place=PlaceTree(actor, "supervision_term.choose"))
        offer_words(self, profile=words_for("profile", PROFILES))


class TermForm(Form):
    """One term of a place's own."""

    place = CascadeChoice(label=text.PLACE_OF_TERMS)
    term_key = forms.ChoiceField()
    amount = forms.IntegerField(required=False, label=text.AMOUNT_LABEL, min_value=1, max_value=730)
    unit = forms.ChoiceField(required=False)
    stages = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=text.STAGES_LABEL, help_text=text.STAGES_HELP
    )
    source = forms.CharField(max_length=200, label=text.TERM_SOURCE_LABEL)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        offer_tree(self, place=PlaceTree(actor, "supervision_term.set"))
        offer_words(
            self,
            term_key=words_for("term_key", TERMS),
            unit=words_for("term_unit", UNITS),
        )
        stages: Any = self.fields["stages"]
        stages.choices = words_for("acceptance_stage", STAGES)


class ConfirmForm(Form):
    """With what the value was compared."""

    confirmation_basis = forms.CharField(max_length=300, widget=_LINES)


class EndForm(Form):
    """Why it holds no more."""

    reason = forms.CharField(max_length=500, widget=_LINES, label=text.REASON_LABEL)


def _issuers(path: str) -> QuerySet[Any]:
    return issuing_bodies(path, ISSUING_KINDS)
