"""Forms of delegations, accesses in emergencies, and service contracts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.module import personal_permissions
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.choices import RowChoice, by_noun, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.accounts.queries import (
    own_permissions,
    permissions_of_roles,
    roles_lendable,
    roles_of_post,
    roles_offered,
    security_settings,
    visible_roles,
)
from hongxian.modules.base.enterprises.queries import enterprise_called
from hongxian.modules.base.mandates import text
from hongxian.modules.base.mandates.queries import terms_to_hand_over
from hongxian.modules.base.parties.queries import (
    colleagues_of,
    people_with_posts,
    post_by_key,
    service_posts,
    visible_parties,
    visible_posts,
)
from hongxian.modules.base.places.queries import PlaceTree


def post_line(post: Any) -> str:
    """A post with its body."""
    return text.POST_LINE.format(party=post.party.name, post=post.name)


def term_line(held: Any) -> str:
    """A person in a post."""
    return text.TERM_LINE.format(party=held.post.party.name, post=held.post.name, name=held.person.name)


def permissions_offered() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every permission that somebody may hold by a role, under the noun it is about."""
    return by_noun(permissions_of_roles() - own_permissions() - personal_permissions())


class DelegationForm(Form):
    """To whom, for which roles of the post acted in, from–to, why."""

    delegate = RowChoice(empty_label=text.CHOOSE)
    valid_from = forms.DateField(initial=today)
    valid_to = forms.DateField()
    roles = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.post = post_by_key(actor.post) if actor.post and actor.mandate is None else None
        people = colleagues_of(self.post).exclude(pk=actor.key).filter(user__is_active=True) if self.post else None
        if people is not None and self.post is not None:
            offer(self, delegate=people.order_by("name"))
            offer_words(self, roles=[(role.code, role.name) for role in roles_of_post(self.post)])
            if not self.fields["delegate"].queryset.exists():  # type: ignore[attr-defined]
                self.fields["delegate"].help_text = text.NO_COLLEAGUES
        self.fields["roles"].help_text = term("roles_lent_rule")
        self.fields["valid_to"].help_text = term("delegation_days_rule").format(
            days=security_settings()["delegation_days"]
        )


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class EmergencyForm(Form):
    """Which role, where, for how long, why."""

    role = RowChoice(empty_label=text.CHOOSE)
    place = CascadeChoice()
    hours = forms.IntegerField(initial=1)
    reason = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        offer(self, role=visible_roles(actor, "emergency_access.open").order_by("name"))
        offer_tree(self, place=PlaceTree(actor, "emergency_access.open"))
        self.fields["hours"].help_text = term("emergency_hours_rule").format(
            hours=security_settings()["emergency_hours"]
        )


class OpinionForm(Form):
    """What the second person says."""

    opinion = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ContractForm(Form):
    """Which enterprise, which post of which service body, with which role, from–to."""

    enterprise = forms.CharField(max_length=120)
    post = RowChoice(words=post_line, empty_label=text.CHOOSE)
    role = RowChoice(empty_label=text.CHOOSE)
    document_number = forms.CharField(max_length=60)
    valid_from = forms.DateField(initial=today)
    valid_to = forms.DateField()

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self._actor = actor
        offer(self, post=service_posts(), role=roles_lendable(actor, "service_contract.make"))
        self.fields["post"].label = term("service_post")
        self.fields["enterprise"].help_text = term("enterprise_words")

    def clean_enterprise(self) -> Any:
        """The enterprise with that code or that very name, within the scope of whoever makes the contract."""
        words = self.cleaned_data["enterprise"].strip()
        found = enterprise_called(self._actor, words, "service_contract.make")
        if found is None:
            raise forms.ValidationError(text.NO_SUCH_ENTERPRISE.format(words=words))
        return found


class EndForm(Form):
    """The last day of a contract, and why."""

    last_day = forms.DateField(initial=today, label="")
    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["last_day"].label = term("last_valid_day")


def person_line(person: Any) -> str:
    """A person with the posts held, so that namesakes are told apart."""
    posts = text.LISTED.join(f"{each.post.party.name} {each.post.name}" for each in person.terms if not each.valid_to)
    return text.PERSON_LINE.format(name=person.name, posts=posts)


class TermForm(Form):
    """Whose post changes hands: one of those held today within the scope."""

    term = RowChoice(words=term_line, empty_label=text.CHOOSE, label="")

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["term"].label = term("person")
        offer(self, term=terms_to_hand_over(actor))


class HandoverForm(Form):
    """Who takes over, in which post, from when, by what."""

    successor_person = RowChoice(words=person_line, empty_label=text.CHOOSE)
    successor_post = RowChoice(words=post_line)
    last_day = forms.DateField(initial=today)
    basis = forms.CharField(max_length=200)
    seen = forms.CharField(required=False, label="", widget=forms.HiddenInput())

    def __init__(self, actor: Actor, held: Any, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"successor_post": held.post})
        people = people_with_posts(actor).filter(user__is_active=True).exclude(pk=held.person_id)
        posts = visible_posts(actor, "handover.carry_out").order_by("party__name", "name")
        offer(self, successor_person=people, successor_post=posts)


class RequestForm(Form):
    """Which permission, upon the object of which page, and why."""

    permission = forms.ChoiceField()
    page_address = forms.CharField(max_length=300, required=False)
    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: QueryDict | None = None, **initial: Any) -> None:
        super().__init__(data, initial=initial)
        offer_words(self, permission=[("", text.CHOOSE), *permissions_offered()])
        self.fields["page_address"].help_text = term("page_address_rule")


class WhyForm(Form):
    """Whose access, to what, at which page."""

    account = forms.CharField(max_length=40, required=False, label="")
    permission = forms.ChoiceField(required=False)
    page_address = forms.CharField(max_length=300, required=False)

    def __init__(self, data: QueryDict | None, *, others: bool) -> None:
        super().__init__(data)
        self.fields["account"].label = term("username")
        if not others:
            del self.fields["account"]
        offer_words(self, permission=[("", text.CHOOSE), *permissions_offered()])
        self.fields["page_address"].help_text = term("page_address_rule")


class AnswerForm(Form):
    """With which role and within which limits what was asked is granted, or why not."""

    role = RowChoice(required=False, empty_label=text.CHOOSE)
    place = CascadeChoice(required=False)
    organisation = RowChoice(required=False, empty_label=text.NO_NARROWING)
    valid_to = forms.DateField(required=False)
    opinion = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, actor: Actor, permission: str, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["organisation"].label = term("party")
        offer(
            self,
            role=roles_offered(actor, permission),
            organisation=visible_parties(actor, "authority.grant").order_by("place__path", "name"),
        )
        offer_tree(self, place=PlaceTree(actor, "authority.grant"))
