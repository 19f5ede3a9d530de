"""Forms of enterprises."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.choices import RowChoice, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.models import OWNERSHIPS, ROLES, SECTORS
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.parties.queries import visible_people
from hongxian.modules.base.places.queries import PlaceTree


def _choices(name: str, values: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(value, term(f"{name}#{value}")) for value in values]


def _yes_no_unknown(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


class EnterpriseForm(Form):
    """What the work needs to know of an enterprise; the places offered are those where the actor may register."""

    name = forms.CharField(max_length=120)
    place = CascadeChoice()
    credit_code = forms.CharField(max_length=40, required=False, help_text=text.CODE_HELP)
    registration_number = forms.CharField(max_length=15, required=False, help_text=text.NUMBER_HELP)
    ownership = forms.ChoiceField()
    sector = forms.ChoiceField()
    is_high_risk = forms.TypedChoiceField(required=False, coerce=_yes_no_unknown, empty_value=None)
    is_above_scale = forms.TypedChoiceField(required=False, coerce=_yes_no_unknown, empty_value=None)
    is_branch = forms.BooleanField(required=False)
    parent = RowChoice(required=False, empty_label=text.NONE, help_text=text.PARENT_HELP)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        offer_tree(self, place=PlaceTree(actor, "enterprise.register"))
        offer(
            self,
            # The command asks that the parent, too, lies where the actor may register.
            parent=visible_enterprises(actor, "enterprise.register").filter(is_branch=False).order_by("name"),
        )
        known = [("", text.UNKNOWN), ("yes", term("yes")), ("no", term("no"))]
        offer_words(
            self,
            ownership=[("", text.CHOOSE), *_choices("ownership", OWNERSHIPS)],
            sector=[("", text.CHOOSE), *_choices("sector", SECTORS)],
            is_high_risk=known,
            is_above_scale=known,
        )

    def clean_credit_code(self) -> str:
        """Without blanks, in capitals: as people copy it from a licence."""
        return "".join(str(self.cleaned_data["credit_code"]).split()).upper()


class ResponsiblePersonForm(Form):
    """Who bears a role in the enterprise, from a day."""

    role = forms.ChoiceField(label="")
    person = RowChoice(empty_label=text.CHOOSE)
    valid_from = forms.DateField()

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["role"].label = term("borne_role")
        offer(self, person=visible_people(actor).order_by("name"))
        offer_words(self, role=[("", text.CHOOSE), *_choices("role", ROLES)])
