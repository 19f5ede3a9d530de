"""What this room tells the rule engine: parties, posts with their holders, departments, staff."""

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery

from hongxian.kernel.populations import QuerySetPopulation
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.two_times import known, valid
from hongxian.modules.base.parties import text
from hongxian.modules.base.parties.models import Appointment, Institution, Party, PartyName, Post, Staffing


def parties(as_of: AsOf) -> QuerySetPopulation:
    """Fact `party`: the bodies that exist on the day, under the names they bear that day."""
    names = valid(PartyName.objects.filter(party=OuterRef("pk")), as_of.valid_on, as_of.known_at).values("name")[:1]
    institutions = valid(Institution.objects.filter(party=OuterRef("pk")), as_of.valid_on, as_of.known_at)
    rows = Party.objects.annotate(
        name_then=Subquery(names),
        safety_class=Subquery(institutions.exclude(safety_class="").values("safety_class")[:1]),
        valid_from=F("established_on"),
        valid_to=F("dissolved_on"),
    )
    exists = Q(valid_from__lte=as_of.valid_on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=as_of.valid_on))
    return QuerySetPopulation(
        rows=rows.filter(exists),
        timeline=rows,
        columns={
            "name": "name_then",
            "kind": "kind",
            "level": "place__level",
            "place": "place_id",
            "place_path": "place__path",
            "parent": "parent_id",
            "safety_class": "safety_class",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
        },
        describe=lambda values: str(values["name"]),
    )


def posts(as_of: AsOf) -> QuerySetPopulation:
    """Fact `post`: every post and who holds it on the day. Its timeline is when holders begin and end."""
    held = valid(Appointment.objects.filter(post=OuterRef("pk")), as_of.valid_on, as_of.known_at)
    later = known(Appointment.objects.filter(post=OuterRef("pk")), as_of.known_at)
    rows: QuerySet[Post] = Post.objects.annotate(
        person=Subquery(held.order_by("valid_from").values("person__name")[:1]),
        valid_from=_first(later.filter(valid_from__gt=as_of.valid_on), "valid_from"),
        valid_to=_first(later.filter(valid_to__gte=as_of.valid_on), "valid_to"),
    )
    return QuerySetPopulation(
        rows=rows,
        timeline=rows,
        columns={
            "name": "name",
            "kind": "kind",
            "party": "party_id",
            "place": "party__place_id",
            "place_path": "party__place__path",
            "person": "person",
            "is_leadership": "is_leadership",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
        },
        describe=lambda values: text.POST_LABEL.format(
            name=values["name"], person=values["person"] or text.PERSON_VACANT
        ),
    )


def departments(as_of: AsOf) -> QuerySetPopulation:
    """Fact `department`: how the departments are set up on the day, keyed by the party."""
    rows = known(Institution.objects.all(), as_of.known_at)
    return QuerySetPopulation(
        rows=valid(Institution.objects.all(), as_of.valid_on, as_of.known_at),
        timeline=rows,
        columns={
            "party": "party_id",
            "name": "party__name",
            "government": "party__parent_id",
            "level": "party__place__level",
            "place": "party__place_id",
            "place_path": "party__place__path",
            "function": "function",
            "is_working_department": "is_working_department",
            "in_enforcement_sequence": "in_enforcement_sequence",
            "safety_class": "safety_class",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
            "recorded_on": "recorded_from",
        },
        key="party_id",
        describe=lambda values: str(values["name"]),
    )


def office_staff(as_of: AsOf) -> QuerySetPopulation:
    """Fact `office_staff`: how many people the bodies have on the day."""
    return QuerySetPopulation(
        rows=valid(Staffing.objects.all(), as_of.valid_on, as_of.known_at),
        timeline=known(Staffing.objects.all(), as_of.known_at),
        columns={
            "body": "party_id",
            "place": "party__place_id",
            "place_path": "party__place__path",
            "own": "own",
            "borrowed": "borrowed",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
            "recorded_on": "recorded_from",
        },
        describe=lambda values: text.STAFF_LABEL.format(own=values["own"], borrowed=values["borrowed"]),
    )


def _first(rows: QuerySet[Appointment], field: str) -> Subquery:
    return Subquery(rows.order_by().values("post").annotate(first=Min(field)).values("first")[:1])
