"""What this room tells the rule engine: issued documents, the duties they lay on posts, the division of work."""

from django.db.models import Q, QuerySet

from hongxian.kernel.glossary import term
from hongxian.kernel.populations import QuerySetPopulation, yes_where
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.two_times import known, valid
from hongxian.modules.responsibility.duty_lists import text
from hongxian.modules.responsibility.duty_lists.models import DutyItem, DutyList, SafetyRole


def documents(as_of: AsOf) -> QuerySetPopulation:
    """Fact `document`: issued lists as known then; refused records are no facts."""
    rows: QuerySet[DutyList] = DutyList.objects.exclude(state="rejected")
    confirmed = Q(state__in=("recorded", "confirmed"))
    if as_of.known_at is not None:
        rows = rows.filter(recorded_at__lte=as_of.known_at)
        confirmed = Q(state="recorded") | Q(confirmed_at__lte=as_of.known_at)
    in_force = Q(issued_on__lte=as_of.valid_on) & (Q(revoked_on__isnull=True) | Q(revoked_on__gt=as_of.valid_on))
    return QuerySetPopulation(
        rows=rows.annotate(in_force=yes_where(in_force), is_confirmed=yes_where(confirmed)),
        columns={
            "title": "title",
            "kind": "kind",
            "number": "document_number",
            "issuer": "issuer_id",
            "place": "issuer__place_id",
            "place_path": "issuer__place__path",
            "issued_on": "issued_on",
            "in_force": "in_force",
            "recorded_on": "recorded_at",
            "recorded_by": "recorded_by_name",
            "confirmed": "is_confirmed",
        },
        describe=lambda values: text.DOCUMENT_LABEL.format(
            title=values["title"], number=values["number"], issued_on=values["issued_on"]
        ),
    )


def duty_items(as_of: AsOf) -> QuerySetPopulation:
    """Fact `duty_item`: the duties that lists lay on posts, as known then."""
    rows: QuerySet[DutyItem] = DutyItem.objects.exclude(duty_list__state="rejected")
    if as_of.known_at is not None:
        rows = rows.filter(duty_list__recorded_at__lte=as_of.known_at)
    in_force = Q(duty_list__issued_on__lte=as_of.valid_on) & (
        Q(duty_list__revoked_on__isnull=True) | Q(duty_list__revoked_on__gt=as_of.valid_on)
    )
    return QuerySetPopulation(
        rows=rows.annotate(in_force=yes_where(in_force)),
        columns={
            "document": "duty_list_id",
            "document_kind": "duty_list__kind",
            "document_in_force": "in_force",
            "post": "post_id",
            "post_kind": "post__kind",
            "place": "duty_list__issuer__place_id",
            "text": "text",
            "_post_name": "post__name",
            "recorded_on": "duty_list__recorded_at",
        },
        describe=lambda values: text.ITEM_LABEL.format(post=values["_post_name"], text=values["text"]),
    )


def safety_roles(as_of: AsOf) -> QuerySetPopulation:
    """Fact `safety_role`: the division of work as it holds on the day."""
    return QuerySetPopulation(
        rows=valid(SafetyRole.objects.all(), as_of.valid_on, as_of.known_at),
        timeline=known(SafetyRole.objects.all(), as_of.known_at),
        columns={
            "post": "post_id",
            "post_kind": "post__kind",
            "place": "post__party__place_id",
            "place_path": "post__party__place__path",
            "role": "role",
            "fields": "fields_text",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
            "_post_name": "post__name",
            "recorded_on": "recorded_from",
        },
        describe=lambda values: text.ROLE_LABEL.format(post=values["_post_name"], role=term(f"role#{values['role']}")),
    )
