"""Forms of duty lists and the division of work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.web.choices import RowChoice, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.kernel.web.lines import FormWithLines
from hongxian.modules.base.parties.queries import visible_parties, visible_posts
from hongxian.modules.responsibility.duty_lists import text
from hongxian.modules.responsibility.duty_lists.models import KINDS, ROLES

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Post


def in_its_body(post: Any) -> str:
    """A post, shown with the body it belongs to: several bodies have a post of that name."""
    return text.POST_OF_BODY.format(body=post.party.name, post=post.name)


class ItemForm(Form):
    """One duty that the list lays on a post."""

    post = RowChoice(words=in_its_body, empty_label=text.CHOOSE)
    text = forms.CharField(max_length=300, label=text.DUTY_LABEL)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, post=posts_to_choose(actor))


class DutyListForm(FormWithLines):
    """An issued list with its items; the issuers offered are those for which the actor may record."""

    line = ItemForm
    least = 0
    blank = 3
    most = 200

    issuer = RowChoice(empty_label=text.CHOOSE)
    kind = forms.ChoiceField()
    title = forms.CharField(max_length=200)
    document_number = forms.CharField(max_length=60)
    issued_on = forms.DateField()

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data, {"actor": actor})
        offer(self, issuer=visible_parties(actor, "duty_list.record").order_by("place__path", "name"))
        offer_words(self, kind=[(kind, term(f"kind#{kind}")) for kind in KINDS])

    def duties(self) -> list[tuple[Post, str]]:
        """The items as the command takes them. The form is valid."""
        return [(form.cleaned_data["post"], form.cleaned_data["text"]) for form in self.filled()]


class ReasonForm(Form):
    """Why a record is sent back."""

    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class DayForm(Form):
    """The day for which to look; today unless given."""

    on = forms.DateField(required=False, label=text.ON_DAY)


class SafetyRoleForm(Form):
    """What a post is in safety from a day."""

    post = RowChoice(words=in_its_body, empty_label=text.CHOOSE)
    role = forms.ChoiceField(label="")
    valid_from = forms.DateField()
    basis = forms.CharField(max_length=200)
    fields_text = forms.CharField(max_length=300, required=False, help_text=text.FIELDS_HELP)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        posts = visible_posts(actor, "safety_role.assign").order_by("party__place__path", "party__name", "name")
        offer(self, post=posts)
        self.fields["role"].label = term("assigned_role")
        offer_words(self, role=[(role, term(f"role#{role}")) for role in ROLES])


def posts_to_choose(actor: Actor) -> Any:
    """The posts that the actor may see, leadership first within each body."""
    return visible_posts(actor).order_by("party__place__path", "party__name", "-is_leadership", "name")
