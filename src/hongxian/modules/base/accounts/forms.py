"""Forms of accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.web.choices import RowChoice, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.accounts import text
from hongxian.modules.base.accounts.policy import policy, settings
from hongxian.modules.base.parties.queries import people_with_posts


def _password(**more: Any) -> forms.CharField:
    return forms.CharField(max_length=128, strip=False, widget=forms.PasswordInput(attrs=more))


class LoginForm(Form):
    """Login name and password."""

    username = forms.CharField(max_length=40)
    password = _password()


class CodeForm(Form):
    """A code of the second factor, or one for recovery."""

    code = forms.CharField(
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "autofocus": True}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = term("second_factor")


class NewPasswordForm(Form):
    """A new password, typed twice."""

    password = _password(autocomplete="new-password")
    again = _password(autocomplete="new-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = policy()
        self.fields["password"].label = term("new_password")
        self.fields["password"].help_text = text.PASSWORD_RULE.format(
            length=rules["password_length"], classes=rules["password_classes"], history=rules["password_history"]
        )

    def clean(self) -> dict[str, Any]:
        """Both times the same."""
        found = super().clean() or {}
        if found.get("password") != found.get("again"):
            self.add_error("again", text.PASSWORDS_DIFFER)
        return found


class ChangePasswordForm(NewPasswordForm):
    """One's own password changed."""

    old_password = _password(autocomplete="current-password")
    field_order = ["old_password", "password", "again"]


class RecoverForm(NewPasswordForm):
    """A password set with a one-time code."""

    username = forms.CharField(max_length=40, widget=forms.TextInput(attrs={"autocapitalize": "none"}))
    one_time_code = forms.CharField(max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    field_order = ["username", "one_time_code", "password", "again"]


class QueryForm(Form):
    """Which accounts to show."""

    words = forms.CharField(max_length=40, required=False, label="")
    state = forms.ChoiceField(required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["words"].label = term("username_or_name")
        offer_words(self, state=[("", text.ALL), ("open", term("account#open")), ("closed", term("account#closed"))])


def person_line(person: Any) -> str:
    """A person with the posts held, so that namesakes are told apart."""
    posts = text.LISTED.join(f"{each.post.party.name} {each.post.name}" for each in person.terms if not each.valid_to)
    return text.PERSON_LINE.format(name=person.name, posts=posts or text.NO_POST)


class OpenForm(Form):
    """A person who has no account yet, and the login name."""

    person = RowChoice(words=person_line, empty_label=text.CHOOSE)
    username = forms.RegexField(r"^[A-Za-z0-9._-]{3,40}$", max_length=40)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        offer(self, person=people_with_posts(actor).filter(user__isnull=True))
        self.fields["username"].help_text = term("username_rule")


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class IdentityForm(ReasonForm):
    """The subject of the identity service to which an account belongs."""

    subject_identifier = forms.CharField(max_length=200)
    field_order = ["subject_identifier", "reason"]


class PolicyForm(Form):
    """Every setting of login security, each with its limits and source."""

    basis = forms.CharField(max_length=200)
    seen = forms.IntegerField(label="", widget=forms.HiddenInput())

    def __init__(self, number: int, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"seen": number, **policy()})
        for key, each in settings().items():
            words = {"least": each.least, "most": each.most, "unit": each.unit, "source": each.source}
            if each.is_yes_or_no:
                yes_no = [(0, term("no")), (1, term("yes"))]
                self.fields[key] = forms.TypedChoiceField(
                    label=term(key), choices=yes_no, coerce=int, help_text=each.source
                )
            else:
                self.fields[key] = forms.IntegerField(label=term(key), help_text=text.SETTING_HELP.format(**words))
        self.order_fields([*settings(), "basis", "seen"])

    def values(self) -> dict[str, int]:
        """The settings as the command takes them. The form is valid."""
        return {key: self.cleaned_data[key] for key in settings()}
