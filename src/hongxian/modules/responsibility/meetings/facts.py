"""What this room tells the rule engine: agenda items with their extracts, memberships, what offices did."""

from django.db.models import Q, QuerySet

from hongxian.kernel.glossary import term
from hongxian.kernel.populations import QuerySetPopulation, yes_where
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.two_times import known, valid
from hongxian.modules.responsibility.meetings import text
from hongxian.modules.responsibility.meetings.models import AgendaItem, Membership, WorkOccasion, WorkRecord

_COUNTED = ("recorded", "awaiting_confirmation", "confirmed")


def meeting_items(as_of: AsOf) -> QuerySetPopulation:
    """Fact `meeting_item`: what meetings dealt with, as known then. Rejected and withdrawn records are no facts.

    A record is as old as its latest evidence: an extract added later makes it known later.
    """
    rows = AgendaItem.objects.filter(Q(meeting__state__in=_COUNTED))
    confirmed = Q(meeting__state__in=("recorded", "confirmed"))
    if as_of.known_at is not None:
        gone_later = Q(meeting__ended_at__gt=as_of.known_at)
        rows = AgendaItem.objects.filter(Q(meeting__state__in=_COUNTED) | gone_later)
        rows = rows.filter(meeting__evidence_at__lte=as_of.known_at)
        confirmed = Q(meeting__state="recorded") | Q(meeting__confirmed_at__lte=as_of.known_at)
    rows = rows.annotate(
        has_extract=yes_where(~Q(extract_number="")),
        is_confirmed=yes_where(confirmed),
    )
    return QuerySetPopulation(
        rows=rows,
        columns={
            "meeting": "meeting_id",
            "body": "meeting__body_id",
            "body_kind": "meeting__body__kind",
            "place": "meeting__body__place_id",
            "place_path": "meeting__body__place__path",
            "held_on": "meeting__held_on",
            "agenda_type": "agenda_type",
            "on_safety": "on_safety",
            "has_extract": "has_extract",
            "title": "title",
            "recorded_on": "meeting__evidence_at",
            "recorded_by": "meeting__recorded_by_name",
            "confirmed": "is_confirmed",
        },
        describe=lambda values: text.ITEM_LABEL.format(
            held_on=values["held_on"],
            title=values["title"],
            agenda_type=term(f"agenda_type#{values['agenda_type']}"),
        ),
    )


def memberships(as_of: AsOf) -> QuerySetPopulation:
    """Fact `membership`: who sits in which body on the day."""
    return QuerySetPopulation(
        rows=valid(Membership.objects.all(), as_of.valid_on, as_of.known_at),
        timeline=known(Membership.objects.all(), as_of.known_at),
        columns={
            "body": "body_id",
            "body_kind": "body__kind",
            "place": "body__place_id",
            "place_path": "body__place__path",
            "post": "post_id",
            "post_kind": "post__kind",
            "_post_name": "post__name",
            "role": "role",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
            "recorded_on": "recorded_from",
        },
        describe=lambda values: text.MEMBER_LABEL.format(
            post=values["_post_name"], role=term(f"role#{values['role']}"), start=values["valid_from"]
        ),
    )


def work_records(as_of: AsOf) -> QuerySetPopulation:
    """Fact `work_record`: what offices did, as known then."""
    return _work(WorkRecord.objects.all(), "done_on", as_of)


def work_occasions(as_of: AsOf) -> QuerySetPopulation:
    """Fact `work_occasion`: what called for their functions, as known then."""
    return _work(WorkOccasion.objects.all(), "arose_on", as_of)


def _work(rows: QuerySet[WorkRecord] | QuerySet[WorkOccasion], dated: str, as_of: AsOf) -> QuerySetPopulation:
    if as_of.known_at is None:
        rows = rows.filter(withdrawn_at__isnull=True)
    else:
        stood = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=as_of.known_at)
        rows = rows.filter(stood, recorded_at__lte=as_of.known_at)
    return QuerySetPopulation(
        rows=rows,
        columns={
            "body": "body_id",
            "place": "body__place_id",
            "place_path": "body__place__path",
            "function": "function",
            "on": dated,
            "title": "title",
            "recorded_on": "recorded_at",
        },
        describe=lambda values: text.RECORD_LABEL.format(
            done_on=values["on"], function=term(f"function#{values['function']}"), title=values["title"]
        ),
    )
