"""Forms of roles and authorities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import glossary, term
from hongxian.kernel.module import personal_permissions
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.choices import RowChoice, Ticks, by_noun, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.accounts import text
from hongxian.modules.base.accounts.commands import permissions_known
from hongxian.modules.base.accounts.models import Role
from hongxian.modules.base.accounts.queries import visible_roles
from hongxian.modules.base.accounts.separation import OWN
from hongxian.modules.base.enterprises.queries import enterprise_called
from hongxian.modules.base.parties.queries import visible_parties, visible_posts
from hongxian.modules.base.places.queries import PlaceTree


class RoleForm(Form):
    """A role with its permissions; its code is given once."""

    name = forms.CharField(max_length=40)
    code = forms.RegexField(r"^[a-z][a-z0-9_]{1,39}$", max_length=40)
    needs_second_factor = forms.BooleanField(required=False)
    permissions = forms.MultipleChoiceField(widget=Ticks)

    def __init__(
        self, role: Role | None, data: QueryDict | None = None, *, delivered: Mapping[str, Any] | None = None
    ) -> None:
        """`delivered`: the product's role, of which all is filled in that is not there yet."""
        initial: dict[str, Any] = dict(delivered or {})
        if role is not None:
            ticked = {*role.permissions, *initial.get("permissions", ())}
            initial = {field: getattr(role, field) for field in ("name", "code", "needs_second_factor")}
            initial["permissions"] = sorted(ticked)
        super().__init__(data, initial=initial)
        self.fields["code"].help_text = term("role_code_rule")
        if role is not None:
            self.fields["code"].disabled = True
        offer_words(self, permissions=by_noun(permissions_known() - OWN - personal_permissions()))


class AuthorityQueryForm(Form):
    """Which authorities to show."""

    words = forms.CharField(max_length=40, required=False, label="")
    role = RowChoice(required=False, empty_label=text.ALL)
    validity = forms.ChoiceField(required=False)

    def __init__(self, actor: Actor, data: QueryDict) -> None:
        super().__init__(data if "validity" in data else {**data.dict(), "validity": "now"})
        self.fields["words"].label = term("post_or_party")
        offer(self, role=visible_roles(actor, "authority.view").order_by("name"))
        choices = [(key, term(f"validity#{key}")) for key in ("now", "later", "over")]
        offer_words(self, validity=[*choices, ("", text.ALL)])


def post_line(post: Any) -> str:
    """A post with its body."""
    return f"{post.party.name} · {post.name}"


class GrantForm(Form):
    """A role for a post within limits."""

    post = RowChoice(words=post_line, empty_label=text.CHOOSE)
    role = RowChoice(empty_label=text.CHOOSE)
    place = CascadeChoice(required=False)
    organisation = RowChoice(required=False, empty_label=text.NO_NARROWING)
    sector = forms.ChoiceField(required=False)
    enterprise = forms.CharField(max_length=120, required=False)
    valid_from = forms.DateField(initial=today)
    valid_to = forms.DateField(required=False)
    basis = forms.CharField(max_length=200)

    def __init__(self, actor: Actor, data: QueryDict | None = None, **initial: Any) -> None:
        super().__init__(data, initial=initial)
        self._actor = actor
        posts = visible_posts(actor, "authority.grant").order_by("party__place__path", "party__name", "name")
        offer(
            self,
            post=posts.exclude(pk__in=[actor.post] if actor.post else []),
            role=visible_roles(actor).order_by("name"),
            organisation=visible_parties(actor, "authority.grant").order_by("place__path", "name"),
        )
        offer_tree(self, place=PlaceTree(actor, "authority.grant"))
        sectors = [(key.partition("#")[2], each.zh) for key, each in glossary().items() if key.startswith("sector#")]
        offer_words(self, sector=[("", text.NO_NARROWING), *sectors])
        self.fields["organisation"].label = term("party")
        self.fields["enterprise"].help_text = term("enterprise_words")

    def clean_enterprise(self) -> Any:
        """The enterprise with that code or that very name, within the scope of whoever grants."""
        words = self.cleaned_data["enterprise"].strip()
        if not words:
            return None
        found = enterprise_called(self._actor, words, "authority.grant")
        if found is None:
            raise forms.ValidationError(text.NO_SUCH_ENTERPRISE.format(words=words))
        return found


class RevokeForm(Form):
    """The last day of an authority, and why."""

    last_day = forms.DateField(initial=today, label="")
    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["last_day"].label = term("last_valid_day")
