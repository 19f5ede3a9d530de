"""What this room tells the rule engine: letters in force, the posts of enterprises with theirs, promises."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, DateField, F, Q, QuerySet, When
from django.db.models.functions import Coalesce, Greatest

from hongxian.kernel.populations import QuerySetPopulation, yes_where
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.responsibility.pledges import text
from hongxian.modules.responsibility.pledges.models import LIVE, STOOD, Pledge


def responsibility_letters(as_of: AsOf) -> QuerySetPopulation:
    """Fact `responsibility_letter`: the letters in force on the day, between bodies, posts of bodies, a body and an
    enterprise: from the later of what the letter says and its last signature, through what it says or its end."""
    rows = Pledge.objects.filter(link__tier__in=("bodies", "leaders", "enterprises"), signed_on__isnull=False)
    rows = _stood(rows, as_of).annotate(valid_from=Greatest("holds_from", "signed_on"), valid_to=_last_day(as_of))
    return QuerySetPopulation(
        rows=_valid(rows, as_of),
        timeline=rows,
        columns={
            "signer": "giver_id",
            "signer_level": "giver__place__level",
            "signer_post": "giver_post_id",
            "signer_post_kind": "giver_post__kind",
            "receiver": "bearer_id",
            "receiver_level": "bearer__place__level",
            "receiver_post": "bearer_post_id",
            "receiver_post_kind": "bearer_post__kind",
            "enterprise": "enterprise_id",
            "place": "place_id",
            "place_path": "place__path",
            "signed_on": "signed_on",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
            "recorded_on": "confirmed_at",
            "recorded_by": "confirmed_by_name",
            "_title": "link__title",
            "_bearer": "bearer__name",
            "_enterprise": "enterprise__name",
            "_post": "bearer_post__name",
        },
        describe=_letter_label,
    )


def post_responsibilities(as_of: AsOf) -> QuerySetPopulation:
    """Fact `post_responsibility`: the letters of posts in enterprises, issued or signed."""
    rows = _owed(Pledge.objects.filter(link__tier="posts"), as_of)
    return QuerySetPopulation(
        rows=_valid(rows, as_of),
        timeline=rows,
        columns=_OF_AN_ENTERPRISE
        | {"post_name": "post_name", "post_kind": "post_kind", "first_responsible": "first_responsible"},
        describe=lambda values: text.POST_LABEL.format(enterprise=values["_enterprise"], post=values["post_name"]),
    )


def safety_promises(as_of: AsOf) -> QuerySetPopulation:
    """Fact `safety_promise`: the promises of enterprises, issued to be signed or signed."""
    rows = _owed(Pledge.objects.filter(link__tier="promises"), as_of)
    return QuerySetPopulation(
        rows=_valid(rows, as_of),
        timeline=rows,
        columns=_OF_AN_ENTERPRISE,
        describe=lambda values: text.PROMISE_LABEL.format(enterprise=values["_enterprise"]),
    )


_OF_AN_ENTERPRISE = {
    "enterprise": "enterprise_id",
    "place_path": "place__path",
    "signed": "is_signed",
    "valid_from": "valid_from",
    "valid_to": "valid_to",
    "recorded_on": "handed_out_at",
    "recorded_by": "handed_out_by_name",
    "_enterprise": "enterprise__name",
}


def _stood(rows: QuerySet[Pledge], as_of: AsOf) -> QuerySet[Pledge]:
    """Those that came into force, as known then."""
    if as_of.known_at is None:
        return rows.filter(state__in=STOOD)
    return rows.filter(confirmed_at__lte=as_of.known_at)


def _owed(rows: QuerySet[Pledge], as_of: AsOf) -> QuerySet[Any]:
    """Those issued and not taken back, as known then, each with whether it was signed by the day."""
    signed = Q(confirmed_at__isnull=False, signed_on__lte=as_of.valid_on)
    if as_of.known_at is None:
        rows = rows.filter(Q(state__in=LIVE) | Q(state__in=STOOD))
    else:
        signed &= Q(confirmed_at__lte=as_of.known_at)
        taken_back = Q(confirmed_at__isnull=True, ended_at__lte=as_of.known_at)
        rows = rows.filter(~taken_back, handed_out_at__lte=as_of.known_at)
    return rows.annotate(
        is_signed=yes_where(signed),
        valid_from=F("holds_from"),
        valid_to=_last_day(as_of),
    )


def _last_day(as_of: AsOf) -> Any:
    """The last day on which it holds: its end, if that was known then, else what it says."""
    if as_of.known_at is None:
        return Coalesce("ended_on", "holds_to")
    known = Case(When(ended_at__lte=as_of.known_at, then=F("ended_on")), default=None, output_field=DateField())
    return Coalesce(known, "holds_to")


def _valid(rows: QuerySet[Any], as_of: AsOf) -> QuerySet[Any]:
    begun = rows.filter(valid_from__lte=as_of.valid_on)
    return begun.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=as_of.valid_on))


def _letter_label(values: Any) -> str:
    bearer = values["_enterprise"] or values["_bearer"]
    return text.LETTER_LABEL.format(title=values["_title"], bearer=bearer, post=values["_post"] or "")
