"""Forms of parties and appointments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.web.choices import RowChoice, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.parties import text
from hongxian.modules.base.parties.models import KINDS
from hongxian.modules.base.parties.queries import visible_people, visible_posts

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party


class QueryForm(Form):
    """Which parties to list: of one kind, with these words in a name they bear or bore."""

    words = forms.CharField(max_length=60, required=False, label=text.WORDS, help_text=text.WORDS_HELP)
    kind = forms.ChoiceField(required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        offer_words(self, kind=[("", text.ALL), *((kind, term(f"kind#{kind}")) for kind in KINDS)])


class DayForm(Form):
    """The day for which to look; today unless given."""

    on = forms.DateField(required=False, label=text.ON_DAY)


class AppointmentForm(Form):
    """Appoint a person to a post of the party."""

    post = RowChoice(empty_label=text.CHOOSE)
    person = RowChoice(empty_label=text.CHOOSE)
    valid_from = forms.DateField(label=text.TERM_FROM)
    valid_to = forms.DateField(required=False, label=text.TERM_TO, help_text=text.TERM_TO_HELP)
    basis = forms.CharField(max_length=200, required=False)

    def __init__(self, actor: Actor, party: Party, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="appoint_%s")
        posts = visible_posts(actor, "appointment.make").filter(party=party).order_by("name")
        offer(self, post=posts, person=visible_people(actor).order_by("name"))


class EndForm(Form):
    """End a term with its last day."""

    last_day = forms.DateField()
    basis = forms.CharField(max_length=200)
