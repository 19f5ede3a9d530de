"""Forms of notices."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django import forms

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.module import notice_kinds
from hongxian.kernel.web.choices import RowChoice, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.notices import text
from hongxian.modules.base.notices.models import GATEWAY_KINDS, MODES, NoticePreference
from hongxian.modules.base.notices.queries import habits_of, mode_of
from hongxian.modules.base.parties.queries import visible_parties

_HOURS = range(24)


class ContactForm(Form):
    """An address of one's own."""

    channel = forms.ChoiceField()
    contact_address = forms.CharField(max_length=120, help_text=text.ADDRESS_HELP)

    def __init__(self, data: Any, *, channels: list[str]) -> None:
        super().__init__(data)
        offer_words(self, channel=[(each, term(f"channel#{each}")) for each in channels])


class CodeForm(Form):
    """The code that came to the address."""

    confirmation_code = forms.CharField(max_length=10)


class PreferenceForm(Form):
    """For each kind and channel how it is sent; quiet hours; the hour of the digest."""

    quiet = forms.BooleanField(required=False, help_text=text.QUIET_HELP)
    quiet_since = forms.TimeField(required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    quiet_until = forms.TimeField(required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    digest_hour = forms.TypedChoiceField(coerce=int, help_text=text.HOUR_HELP)

    def __init__(self, data: Any, *, preference: NoticePreference, channels: list[str]) -> None:
        habits = habits_of(preference)
        quiet = habits.quiet or (None, None)
        initial = {"quiet": preference.quiet, "quiet_since": quiet[0], "quiet_until": quiet[1]}
        super().__init__(data, initial={**initial, "digest_hour": habits.digest_hour})
        offer_words(self, digest_hour=[(str(hour), f"{hour:02d}:00") for hour in _HOURS])
        self.channels = channels
        words = [(mode, term(f"notice_mode#{mode}")) for mode in MODES]
        for kind in notice_kinds().values():
            for channel in channels:
                label = f"{term(kind.key)} {term(f'channel#{channel}')}"
                initial_mode = mode_of(preference, kind, channel)
                self.fields[f"{kind.key}/{channel}"] = forms.ChoiceField(
                    choices=words, initial=initial_mode, label=label
                )

    def kinds(self) -> Iterator[tuple[str, bool, list[forms.BoundField]]]:
        """Word of each kind, whether it is urgent, and the choice for each channel."""
        for kind in notice_kinds().values():
            yield term(kind.key), kind.urgent, [self[f"{kind.key}/{channel}"] for channel in self.channels]

    def times(self) -> list[forms.BoundField]:
        """The fields that are not of a kind."""
        return [self[name] for name in ("quiet", "quiet_since", "quiet_until", "digest_hour")]

    def chosen(self) -> dict[str, Any]:
        """What `set_preference` takes."""
        data = dict(self.cleaned_data)
        modes = {name: data.pop(name) for name in list(data) if "/" in name}
        return {**data, "modes": modes}


class GatewayForm(Form):
    """A way out: which, whose, where."""

    gateway_kind = forms.ChoiceField()
    name = forms.CharField(max_length=80)
    party = RowChoice(required=False)
    url = forms.CharField(
        max_length=500, help_text=text.URL_HELP, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    secret = forms.CharField(
        max_length=200,
        required=False,
        help_text=text.SECRET_HELP,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    notice_mode = forms.ChoiceField(help_text=text.MODE_HELP)
    request_body = forms.CharField(required=False, help_text=text.BODY_HELP, widget=forms.Textarea(attrs={"rows": 2}))
    accepted = forms.CharField(required=False, help_text=text.ACCEPTED_HELP, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        offer(self, party=visible_parties(actor).order_by("name", "pk"))
        kinds = [(each, term(f"channel#{each}")) for each in GATEWAY_KINDS]
        modes = [(each, term(f"notice_mode#{each}")) for each in MODES if each != "in_app"]
        offer_words(self, gateway_kind=kinds, notice_mode=modes)

    def clean_request_body(self) -> Any:
        """An object, or nothing."""
        return self._object("request_body", text.BODY_NOT_JSON)

    def clean_accepted(self) -> Any:
        """An object, or nothing."""
        return self._object("accepted", text.ACCEPTED_NOT_JSON)

    def _object(self, name: str, sentence: str) -> Any:
        try:
            found = json.loads(self.cleaned_data.get(name) or "{}")
        except ValueError as error:
            raise forms.ValidationError(sentence) from error
        if not isinstance(found, dict):
            raise forms.ValidationError(sentence)
        return found

    def chosen(self) -> dict[str, Any]:
        """What `add_gateway` takes."""
        data = dict(self.cleaned_data)
        renamed = {"gateway_kind": "kind", "notice_mode": "mode", "request_body": "body"}
        return {renamed.get(name, name): value for name, value in data.items()}


class ReasonForm(Form):
    """Why a way out is closed."""

    reason = forms.CharField(max_length=300)
