"""Forms of supervision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.web.choices import RowChoice, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.enterprises.queries import ownerships, sectors
from hongxian.modules.base.parties.queries import GOVERNING, visible_parties
from hongxian.modules.base.places.queries import visible_places
from hongxian.modules.base.policies.queries import adoptions_on
from hongxian.modules.base.supervision import text
from hongxian.modules.base.supervision.commands import Wording
from hongxian.modules.base.supervision.models import KINDS, LEVELS
from hongxian.modules.base.supervision.queries import STANDINGS, Asked

OWNERSHIPS, SECTORS = ownerships(), sectors()


def _kinds() -> list[tuple[str, str]]:
    return [(each, term(f"supervision_kind#{each}")) for each in KINDS]


def _several(help_text: str = text.OWNERSHIP_HELP) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text)


class RuleForm(Form):
    """A rule: which enterprises of a place, supervised by whom, written where."""

    place = RowChoice(empty_label=text.CHOOSE)
    kind = forms.ChoiceField(label="")
    title = forms.CharField(max_length=120)
    source = forms.CharField(max_length=300, help_text=text.SOURCE_HELP)
    rank = forms.IntegerField(min_value=1, max_value=999, initial=1, help_text=text.RANK_HELP)
    valid_from = forms.DateField()
    body = RowChoice(required=False, empty_label=text.NONE, help_text=text.BODY_HELP, label="")
    level = forms.ChoiceField(required=False, help_text=text.LEVEL_HELP, label="")
    by_authority = forms.BooleanField(required=False, help_text=text.AUTHORITY_HELP)
    in_place = RowChoice(required=False, empty_label=text.NONE, help_text=text.WITHIN_HELP)
    is_branch = forms.ChoiceField(required=False)
    ownerships = _several()
    parent_ownerships = _several()
    sectors = _several()

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        places = visible_places(actor, "supervision_rule.propose").exclude(level__in=("town", "village"))
        inside = visible_places(actor, "supervision_rule.propose").order_by("path")
        bodies = visible_parties(actor).filter(dissolved_on__isnull=True, kind__in=("department", *GOVERNING))
        offer(self, place=places.order_by("path"), body=bodies.order_by("place__path", "name"), in_place=inside)
        self.fields["kind"].label = term("supervision_kind")
        self.fields["body"].label = term("supervising_body")
        self.fields["level"].label = term("supervising_level")
        ownerships = [(each, term(f"ownership#{each}")) for each in OWNERSHIPS]
        offer_words(
            self,
            kind=_kinds(),
            level=[("", text.NONE), *((each, term(f"supervising_level#{each}")) for each in LEVELS)],
            is_branch=[("", text.NONE), ("yes", term("yes")), ("no", term("no"))],
            ownerships=ownerships,
            parent_ownerships=ownerships,
            sectors=[(each, term(f"sector#{each}")) for each in SECTORS],
        )
        self.fields["valid_from"].initial = today

    def given(self) -> dict[str, Any]:
        """Everything as the command takes it. The form is valid."""
        data = dict(self.cleaned_data)
        apart = {name: data.pop(name) for name in ("place", "in_place", "body", "valid_from")}
        data["is_branch"] = {"yes": True, "no": False}.get(data["is_branch"])
        return {**apart, "wording": Wording(**data)}


class TakeForm(Form):
    """From which pack in force the rules of a place are taken."""

    adoption = RowChoice(empty_label=text.CHOOSE, words=lambda each: f"{each.place.name} · {each.pack.title}")

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        places = visible_places(actor, "supervision_rule.take_from_pack")
        offer(self, adoption=adoptions_on().filter(place__in=places).select_related("pack", "place"))


class QueryForm(Form):
    """Which enterprises to show."""

    kind = forms.ChoiceField(required=False)
    standing = forms.ChoiceField(required=False)
    place = RowChoice(required=False, empty_label=text.ALL)
    words = forms.CharField(max_length=60, required=False, label=text.WORDS)

    def __init__(self, actor: Actor, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["kind"].label = term("supervision_kind")
        self.fields["standing"].label = term("supervision_standing")
        offer(self, place=visible_places(actor, "supervision.view").exclude(level="village").order_by("path"))
        offer_words(
            self,
            kind=_kinds(),
            standing=[("", text.ALL), *((each, term(f"supervision_standing#{each}")) for each in STANDINGS)],
        )

    def asked(self) -> Asked:
        """What was asked for; all under territorial supervision when it cannot be read."""
        if not self.is_valid():
            return Asked()
        return Asked(**self.cleaned_data | {"kind": self.cleaned_data["kind"] or "territorial"})


class OverrideForm(Form):
    """That a body supervises an enterprise whatever the rules say, and why."""

    kind = forms.ChoiceField(label="")
    body = RowChoice(empty_label=text.CHOOSE, label="")
    valid_from = forms.DateField()
    basis = forms.CharField(max_length=200, required=False)
    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        bodies = visible_parties(actor).filter(dissolved_on__isnull=True, kind__in=("department", *GOVERNING))
        offer(self, body=bodies.order_by("place__path", "name"))
        self.fields["kind"].label = term("supervision_kind")
        self.fields["body"].label = term("supervising_body")
        offer_words(self, kind=_kinds())
        self.fields["valid_from"].initial = today


class SectorForm(Form):
    """A sector that somebody must supervise."""

    government = RowChoice(empty_label=text.CHOOSE)
    name = forms.CharField(max_length=80)
    code = forms.ChoiceField(required=False, label="")
    lead_department = RowChoice(required=False, empty_label=text.NOT_SAID)
    basis = forms.CharField(max_length=200)
    valid_from = forms.DateField()

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        own = visible_parties(actor, "supervised_sector.register").filter(dissolved_on__isnull=True)
        departments = visible_parties(actor).filter(dissolved_on__isnull=True, kind="department")
        offer(
            self,
            government=own.filter(kind__in=GOVERNING).order_by("place__path", "name"),
            lead_department=departments.order_by("place__path", "name"),
        )
        self.fields["code"].label = term("sector")
        offer_words(self, code=[("", text.NOT_SAID), *((each, term(f"sector#{each}")) for each in SECTORS)])


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class EndForm(ReasonForm):
    """Why something ends, and its last day."""

    valid_to = forms.DateField()
    field_order = ("valid_to", "reason")
