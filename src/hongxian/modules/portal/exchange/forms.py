"""Forms of the exchange."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.choices import RowChoice, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.integrations.queries import visible_integrations
from hongxian.modules.base.parties.queries import visible_parties
from hongxian.modules.base.places.queries import PlaceTree
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.models import CHANNELS, DIRECTIONS


class PartnerForm(Form):
    """Another system, our body that answers for the exchange, and what it is about."""

    name = forms.CharField(max_length=80, label=text.PARTNER_NAME)
    party = RowChoice(label=text.PARTNER_PARTY)
    place = CascadeChoice(label=text.PARTNER_PLACE)
    channel = forms.ChoiceField(help_text=text.CHANNEL_HELP, label=text.CHANNEL)
    integration = RowChoice(required=False, help_text=text.INTEGRATION_HELP)

    def __init__(self, data: QueryDict | None, *, actor: Actor) -> None:
        super().__init__(data)
        bodies = visible_parties(actor, "exchange_partner.register").filter(dissolved_on__isnull=True)
        offer(self, party=bodies.order_by("place__path", "name"), integration=visible_integrations(actor))
        offer_tree(self, place=PlaceTree(actor, "place.view", lowest="town"))
        offer_words(self, channel=[(each, text.CHANNEL_WORDS[each]) for each in CHANNELS])


class ConnectForm(Form):
    """Where the partner's instance is and what to show there."""

    url = forms.CharField(max_length=300, help_text=text.URL_HELP)
    token = forms.CharField(
        max_length=200, help_text=text.TOKEN_HELP, label=text.TOKEN, widget=forms.PasswordInput(render_value=False)
    )


class MappingForm(Form):
    """One version of a mapping."""

    code = forms.CharField(max_length=40, help_text=text.CODE_HELP, label=text.CODE)
    direction = forms.ChoiceField()
    name = forms.CharField(max_length=80, label=text.MAPPING_NAME)
    content = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 24, "class": "code", "spellcheck": "false"}),
        help_text=text.CONTENT_HELP,
        label=text.CONTENT,
    )
    template = forms.FileField(required=False, help_text=text.TEMPLATE_HELP, label=text.TEMPLATE)

    def __init__(self, data: QueryDict | None = None, uploads: Any = None, **kwargs: Any) -> None:
        super().__init__(data, uploads, **kwargs)
        offer_words(self, direction=[(each, term(f"direction#{each}")) for each in DIRECTIONS])


class PeriodForm(Form):
    """Which period to send, and whether what was rejected goes again unchanged."""

    period = forms.CharField(max_length=10, label=text.PERIOD)
    again = forms.BooleanField(required=False, help_text=text.AGAIN_HELP, label=text.AGAIN)


class FileForm(Form):
    """A file of the other side."""

    file = forms.FileField(help_text=text.RESULT_HELP, label=text.RESULT_FILE)


class ReceivedFileForm(Form):
    """Records of the partner that came as a file."""

    period = forms.CharField(max_length=10, label=text.PERIOD)
    file = forms.FileField(help_text=text.RECEIVED_FILE_HELP, label=text.RECEIVED_FILE)


class ReasonForm(Form):
    """Why something ends or goes back."""

    reason = forms.CharField(max_length=200)
