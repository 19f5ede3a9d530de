"""Who: parties with names valid from–to, posts, people, and who held which post when."""

from django.db import models
from django.db.models import F, Q

from hongxian.kernel.keys import Keyed
from hongxian.kernel.two_times import TwoTimes, open_once

KINDS = (
    "party_committee",
    "party_standing_committee",
    "government",
    "government_executive",
    "department",
    "committee",
    "committee_office",
    "sector_committee",
    "planning_committee",
    "peoples_congress",
    "political_consultative",
    "discipline_inspection",
    "court",
    "procuratorate",
    "zone",
    "village",
    "enterprise",
    "service_body",
    "insurer",
    "mass_organisation",
    "other",
)
"""Offered on the pages; the dictionary of facts has the same words."""

POST_KINDS = (
    "party_secretary",
    "mayor",
    "full_time_deputy_secretary",
    "standing_committee_vice_mayor",
    "standing_committee_member",
    "vice_mayor",
    "secretary_general",
    "department_head",
    "department_deputy",
    "office_director",
    "office_deputy",
    "staff",
    "other",
)
FUNCTIONS = ("safety_authority", "other")
SAFETY_CLASSES = ("supervision", "management", "licensing", "social_management", "coordination_lead", "support")


class Party(Keyed):
    """A body that can owe something: Party committee, government, department, committee, zone, enterprise, …

    `name` is the name borne now; earlier names stand in `PartyName`. `place` is the place it answers for.
    """

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="children")
    office = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="serves")
    chaser = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="chases")
    established_on = models.DateField(null=True)
    dissolved_on = models.DateField(null=True)
    successor = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="predecessors")
    named_by = ("name",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True)
                | Q(established_on__isnull=True)
                | Q(dissolved_on__gte=F("established_on")),
                name="parties_party_dissolved_after_established",
            ),
        ]
        indexes = [models.Index(fields=["kind", "place"])]

    def __str__(self) -> str:
        return self.name


class PartyName(TwoTimes):
    """A name a party bore from one day through another."""

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=120)
    basis = models.CharField(max_length=200, blank=True)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [*TwoTimes.Meta.constraints, open_once("party", name="parties_party_name")]

    def __str__(self) -> str:
        return self.name


class Institution(TwoTimes):
    """How a department is set up: what it is for, whether it is a working department of its government and stands
    in the enforcement sequence, and which class of safety duty it has."""

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="institutions")
    function = models.CharField(max_length=40)
    is_working_department = models.BooleanField(null=True)
    in_enforcement_sequence = models.BooleanField(null=True)
    safety_class = models.CharField(max_length=20, blank=True)
    basis = models.CharField(max_length=200)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [*TwoTimes.Meta.constraints, open_once("party", "function", name="parties_institution")]
        indexes = [models.Index(fields=["function"])]

    def __str__(self) -> str:
        return self.function


class Staffing(TwoTimes):
    """How many people work in a body: its own, and those borrowed from others, counted apart."""

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="staffings")
    own = models.PositiveIntegerField()
    borrowed = models.PositiveIntegerField(default=0)
    basis = models.CharField(max_length=200)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [*TwoTimes.Meta.constraints, open_once("party", name="parties_staffing")]

    def __str__(self) -> str:
        return str(self.own)


class Person(Keyed):
    """Somebody, known by name only, and where no post tells more, by the unit and place in which one works: the work
    needs no more."""

    name = models.CharField(max_length=40)
    workplace = models.CharField(max_length=120, blank=True)
    place = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="+")
    named_by = ("name", "workplace", "appointments__post__name", "appointments__post__party__name")

    class Meta:
        indexes = [models.Index(fields=["name", "workplace"])]

    def __str__(self) -> str:
        return self.name


class Post(Keyed):
    """A post of a party. Duties fall on posts; people come and go. `seats` is how many may hold it at once."""

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    is_leadership = models.BooleanField(default=False)
    seats = models.PositiveSmallIntegerField(default=1)
    named_by = ("name", "party__name")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "name"], name="parties_post_name_once_per_party")]

    def __str__(self) -> str:
        return self.name


class Appointment(TwoTimes):
    """A person holds a post from one day through another. Never overwritten: the veto follows the person."""

    post = models.ForeignKey("parties.Post", on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="appointments")
    basis = models.CharField(max_length=200, blank=True)
    named_by = ("person__name", "post__name", "post__party__name")

    class Meta(TwoTimes.Meta):
        abstract = False
        indexes = [models.Index(fields=["person", "valid_from"])]

    def __str__(self) -> str:
        return str(self.pk)
