"""Forms of pledges."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Problem
from hongxian.kernel.web.choices import RowChoice, offer, offer_words
from hongxian.kernel.web.forms import Form
from hongxian.kernel.web.lines import FormWithLines
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.parties.queries import visible_parties, visible_posts
from hongxian.modules.responsibility.pledges import text
from hongxian.modules.responsibility.pledges.commands import EnterprisePost, Signed, Terms, Wording, sign_pledge
from hongxian.modules.responsibility.pledges.models import (
    POST_KINDS,
    REACHES,
    STATES,
    TIERS,
    Pledge,
    PledgeLink,
    PledgeRound,
)
from hongxian.modules.responsibility.pledges.queries import Chosen, issuers, visible_pledge_rounds, workshops

LEVELS = ("province", "city", "county", "town", "village")
BODY_KINDS = ("government", "department", "zone", "village", "committee", "mass_organisation", "service_body")
LEADER_KINDS = (
    "party_secretary",
    "mayor",
    "standing_committee_vice_mayor",
    "vice_mayor",
    "department_head",
    "department_deputy",
)


def in_its_body(post: Any) -> str:
    """A post, shown with the body it belongs to."""
    return text.POST_OF_BODY.format(body=post.party.name, post=post.name)


class RoundForm(Form):
    """A round of signing: who begins it, for which year, from when until when its letters hold."""

    issuer = RowChoice(empty_label=text.CHOOSE)
    year = forms.IntegerField(min_value=2000, max_value=2100)
    title = forms.CharField(max_length=120)
    basis = forms.CharField(max_length=200, required=False)
    holds_from = forms.DateField()
    holds_to = forms.DateField(required=False, help_text=text.HOLDS_TO_HELP)
    sign_by = forms.DateField(required=False, help_text=text.SIGN_BY_HELP)
    follows = RowChoice(required=False, empty_label=text.NONE, label=text.FOLLOWS_LABEL, help_text=text.FOLLOWS_HELP)

    def __init__(self, actor: Actor, data: QueryDict | None = None) -> None:
        super().__init__(data)
        earlier = visible_pledge_rounds(actor, "pledge_round.draw_up").exclude(state="draft")
        offer(self, issuer=issuers(actor), follows=earlier.order_by("-year", "title"))


class PartForm(Form):
    """One part of the letter."""

    heading = forms.CharField(max_length=60, label=text.HEADING, help_text=text.HEADING_HELP)
    words = forms.CharField(max_length=3000, label=text.PART_TEXT, widget=forms.Textarea(attrs={"rows": 3}))


class LinkForm(FormWithLines):
    """A link of the chain: who signs with whom, and the parts of the letter."""

    line = PartForm
    blank = 4

    tier = forms.ChoiceField()
    title = forms.CharField(max_length=120)
    giver_level = forms.ChoiceField(required=False)
    bearer_level = forms.ChoiceField(required=False)
    bearer_kind = forms.ChoiceField(required=False)
    giver_post_kind = forms.ChoiceField(required=False)
    bearer_post_kind = forms.ChoiceField(required=False)
    reach = forms.ChoiceField(required=False)

    def __init__(self, data: QueryDict | None = None, link: PledgeLink | None = None) -> None:
        initial, lines = None, []
        if link is not None:
            initial = {name: getattr(link, name) for name in self.base_fields}
            lines = [{"heading": heading, "words": words} for heading, words in link.parts]
        super().__init__(data, initial=initial, lines=lines)
        offer_words(
            self,
            tier=[(each, term(f"tier#{each}")) for each in TIERS],
            giver_level=_words("level", LEVELS),
            bearer_level=_words("level", LEVELS),
            bearer_kind=_words("kind", BODY_KINDS),
            giver_post_kind=_words("kind", LEADER_KINDS),
            bearer_post_kind=_words("kind", LEADER_KINDS),
            reach=_words("reach", REACHES),
        )

    def wording(self) -> Wording:
        """What the link says, as the command takes it. The form is valid."""
        parts = [(each.cleaned_data["heading"], each.cleaned_data["words"]) for each in self.filled()]
        return Wording(parts=parts, **self.cleaned_data)


class IssueForm(Form):
    """One letter under a link; which fields there are depends on its tier."""

    giver = RowChoice(empty_label=text.CHOOSE)
    giver_post = RowChoice(words=in_its_body, empty_label=text.CHOOSE)
    bearer = RowChoice(empty_label=text.CHOOSE)
    bearer_post = RowChoice(words=in_its_body, empty_label=text.CHOOSE)
    enterprise = RowChoice(empty_label=text.CHOOSE)
    under = RowChoice(required=False, empty_label=text.NONE, words=lambda each: each.post_name)
    post_name = forms.CharField(max_length=80)
    post_kind = forms.ChoiceField()
    first_responsible = forms.BooleanField(required=False)
    number = forms.CharField(max_length=60, required=False)
    holds_from = forms.DateField(required=False)
    holds_to = forms.DateField(required=False, help_text=text.HOLDS_TO_HELP)

    def __init__(self, actor: Actor, link: PledgeLink, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        used = _USED[link.tier]
        for name in [name for name in self.fields if name not in (*used, "number", "holds_from", "holds_to")]:
            del self.fields[name]
        self._offer(actor, link, used)
        self.fields["holds_from"].initial = link.round.holds_from
        self.fields["holds_to"].initial = link.round.holds_to

    def _offer(self, actor: Actor, link: PledgeLink, used: tuple[str, ...]) -> None:
        bodies = visible_parties(actor).filter(dissolved_on__isnull=True).order_by("place__path", "name")
        posts = visible_posts(actor).order_by("party__place__path", "party__name", "name")
        own = visible_parties(actor, "pledge.issue").filter(dissolved_on__isnull=True).order_by("place__path", "name")
        rows = {
            "giver": own.exclude(kind="enterprise"),
            "bearer": bodies.filter(kind=link.bearer_kind, place__level=link.bearer_level),
            "giver_post": posts.filter(kind=link.giver_post_kind, party__in=own),
            "bearer_post": posts.filter(kind=link.bearer_post_kind),
            "enterprise": visible_enterprises(actor, "pledge.issue").order_by("name"),
            "under": workshops(actor, link, "pledge.issue"),
        }
        offer(self, **{name: rows[name] for name in used if name in rows})
        if "post_kind" in used:
            offer_words(self, post_kind=[(each, term(f"post_kind#{each}")) for each in POST_KINDS])

    def sides(self) -> dict[str, Any]:
        """Everything but the link, as the command takes it. The form is valid."""
        data = dict(self.cleaned_data)
        terms = Terms(data.pop("number"), data.pop("holds_from"), data.pop("holds_to"))
        post = None
        if "post_name" in data:
            post = EnterprisePost(data.pop("post_name"), data.pop("post_kind"), data.pop("first_responsible"))
        return {**data, "post": post, "terms": terms}


_USED = {
    "bodies": ("giver", "bearer"),
    "leaders": ("giver_post", "bearer_post"),
    "enterprises": ("giver", "enterprise"),
    "posts": ("enterprise", "post_name", "post_kind", "first_responsible", "under"),
    "promises": ("enterprise",),
}


class SignatureForm(Form):
    """The signature of one side: who, when, as holder of which post, or on whose behalf."""

    signer_name = forms.CharField(max_length=40, required=False)
    signed_on = forms.DateField(required=False)
    post = RowChoice(required=False, empty_label=text.NONE, help_text=text.POST_HELP)
    on_behalf_of = forms.CharField(max_length=80, required=False, help_text=text.ON_BEHALF_HELP)

    def __init__(self, actor: Actor, body: Any, side: str, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, prefix=side, **kwargs)
        self.side, self.title = side, term(f"side#{side}")
        self.fields["signed_on"].initial = today()
        if body is None:
            del self.fields["post"]
        else:
            offer(self, post=visible_posts(actor).filter(party=body).order_by("-is_leadership", "name"))

    def signed(self) -> Signed | None:
        """The signature as the command takes it; None if no name was typed. The form is valid."""
        data = self.cleaned_data
        if not data["signer_name"]:
            return None
        return Signed(data["signer_name"], data["signed_on"] or today(), data.get("post"), data["on_behalf_of"])


class SignatureForms:
    """A form for each side that has not signed yet, what is known of the signer filled in."""

    def __init__(self, actor: Actor, pledge: Pledge, data: QueryDict | None = None) -> None:
        done = {each.side for each in pledge.signatures.all()}
        sides = [("giver", pledge.giver, pledge.giver_post)] if pledge.link.tier != "promises" else []
        sides.append(("bearer", pledge.bearer, pledge.bearer_post))
        self.forms = {
            side: SignatureForm(actor, body, side, data, initial={"post": post})
            for side, body, post in sides
            if side not in done
        }

    def is_valid(self) -> bool:
        """Whether every form has the right shape."""
        return not any(each.errors for each in self.forms.values())

    def carry_out(self, actor: Actor, pledge: Pledge) -> Pledge | None:
        """Enter the signatures typed; what is refused stands beside its side, and None is returned."""
        signed = {side: found for side, form in self.forms.items() if (found := form.signed()) is not None}
        try:
            return sign_pledge(actor=actor, pledge=pledge, signatures=signed)
        except Problem as problem:
            side, _, name = problem.field.partition(".")
            if problem.status != Problem.status:
                raise
            form = self.forms.get(side) or next(iter(self.forms.values()), None)
            if form is None:
                raise
            form.add_error(name if name in form.fields else None, problem.text)
            return None


class QueryForm(Form):
    """Which letters of a round to show."""

    link = RowChoice(required=False, empty_label=text.ALL)
    state = forms.ChoiceField(required=False)
    words = forms.CharField(max_length=60, required=False, label=text.WORDS)

    def __init__(self, held: PledgeRound, data: QueryDict) -> None:
        super().__init__(data)
        offer(self, link=held.links.order_by("order"))
        offer_words(self, state=[("", text.ALL), *((each, term(f"pledge:{each}")) for each in STATES)])

    def chosen(self) -> Chosen:
        """What was asked for; everything when it cannot be read."""
        return Chosen(**self.cleaned_data) if self.is_valid() else Chosen()


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class EndForm(ReasonForm):
    """Why a letter ends, and the last day on which it holds."""

    ended_on = forms.DateField()
    field_order = ("ended_on", "reason")


def _words(prefix: str, values: tuple[str, ...]) -> list[tuple[str, str]]:
    return [("", text.NONE), *((each, term(f"{prefix}#{each}")) for each in values)]
