"""Forms of integrations."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.command import commands
from hongxian.kernel.web.choices import RowChoice, Ticks, by_noun, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.integrations import text
from hongxian.modules.base.integrations.queries import permissions_of_post
from hongxian.modules.base.parties.queries import visible_posts

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Post


class PostForm(Form):
    """In the name of which post: chosen first, since it says which permissions there are."""

    post = RowChoice(words=lambda post: f"{post.party.name} · {post.name}")

    def __init__(self, data: QueryDict | None, *, actor: Actor) -> None:
        super().__init__(data)
        offer(self, post=visible_posts(actor).order_by("party__name", "name"))


class IntegrationForm(Form):
    """A system, what for, and which of the post's permissions."""

    name = forms.CharField(max_length=80)
    purpose = forms.CharField(max_length=200)
    permissions = forms.MultipleChoiceField(widget=Ticks, help_text=text.PERMISSIONS_HELP, required=False)

    def __init__(self, data: QueryDict | None, *, post: Post) -> None:
        super().__init__(data)
        offer_words(self, permissions=by_noun(permissions_of_post(post)))


class TokenForm(Form):
    """Until when a token is good."""

    expires_on = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), help_text=text.EXPIRES_HELP
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"expires_on": today() + timedelta(days=180)})


class HookForm(Form):
    """An address and the events it is told of."""

    url = forms.CharField(max_length=300)
    events = forms.MultipleChoiceField(widget=Ticks, help_text=text.EVENTS_HELP, required=False)

    def __init__(self, data: QueryDict | None) -> None:
        super().__init__(data)
        offer_words(self, events=by_noun(commands()))


class ReasonForm(Form):
    """Why something ends."""

    reason = forms.CharField(max_length=200)
