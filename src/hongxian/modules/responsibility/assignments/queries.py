"""Reads of assignments. The office sees its place; a body sees what it leads or helps with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects

from hongxian.kernel.actor import Actor, scoped
from hongxian.kernel.clock import today
from hongxian.modules.base.parties.queries import visible_parties
from hongxian.modules.base.places.queries import visible_places
from hongxian.modules.base.policies.queries import adoptions_on, visible_packs
from hongxian.modules.responsibility.assignments.clauses import Clause, ancestry_of, clauses_of
from hongxian.modules.responsibility.assignments.models import (
    LIVE,
    Assignment,
    Cooperation,
    Material,
    ProgressReport,
    Urging,
)

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party
    from hongxian.modules.base.policies.models import Adoption, Pack

BY_LEAD = ("assignment.report_progress", "assignment.report_done", "progress_report.withdraw")
BY_PARTICIPANTS = (
    "assignment.view",
    "assignment.submit_material",
    "cooperation.view",
    "progress_report.view",
    "material.view",
    "urging.view",
)
NEWEST_FIRST = ("-assigned_at", "-pk")


def visible_assignments(actor: Actor, permission: str = "assignment.view") -> QuerySet[Assignment]:
    """The assignments upon which the permission may be used.

    What the office does goes by the place that assigned; what the lead does by the lead, its place or itself; all who
    take part may look and hand in material. The place of the office gives no right to report for a lead.
    """
    rows = Assignment.objects.select_related("pack", "place", "lead", "responsible_post__party")
    led = scoped(rows, actor, permission, path="lead__place__path", organisation="lead_id")
    if permission in BY_LEAD:
        return led
    own = scoped(rows, actor, permission, path="place__path")
    if permission not in BY_PARTICIPANTS:
        return own
    helpers = scoped(Cooperation.objects.all(), actor, permission, path="party__place__path", organisation="party_id")
    helped = rows.filter(Exists(helpers.filter(assignment=OuterRef("pk"))))
    if permission == "assignment.submit_material":
        return led | helped
    return own | led | helped


def visible_cooperations(actor: Actor, permission: str = "cooperation.view") -> QuerySet[Cooperation]:
    """Who helps with the assignments upon which the permission may be used."""
    return Cooperation.objects.filter(assignment__in=visible_assignments(actor, permission))


def visible_progress_reports(actor: Actor, permission: str = "progress_report.view") -> QuerySet[ProgressReport]:
    """The progress of the assignments upon which the permission may be used."""
    return ProgressReport.objects.filter(assignment__in=visible_assignments(actor, permission))


def visible_materials(actor: Actor, permission: str = "material.view") -> QuerySet[Material]:
    """Material about the assignments that may be seen; to withdraw it one must act for the body that gave it."""
    rows = Material.objects.select_related("party")
    if permission == "material.withdraw":
        return scoped(rows, actor, permission, path="party__place__path", organisation="party_id")
    return rows.filter(assignment__in=visible_assignments(actor, permission))


def visible_urgings(actor: Actor, permission: str = "urging.view") -> QuerySet[Urging]:
    """How the leads of the assignments that may be seen were pressed."""
    return Urging.objects.filter(assignment__in=visible_assignments(actor, permission))


def overdue(rows: QuerySet[Assignment], day: date | None = None) -> QuerySet[Assignment]:
    """Those whose day has passed and that the lead has not reported done."""
    return rows.filter(state__in=("assigned", "returned"), due_on__lt=day or today())


@dataclass(frozen=True)
class Chosen:
    """Which assignments to show: of a pack, of a lead, in a state, overdue only."""

    pack: Pack | None = None
    lead: Party | None = None
    state: str = ""
    overdue: bool = False


def chosen_assignments(actor: Actor, chosen: Chosen) -> QuerySet[Assignment]:
    """The assignments the actor may see that were asked for, with who helps and the reports that stand."""
    rows = visible_assignments(actor)
    if chosen.pack is not None:
        rows = rows.filter(pack=chosen.pack)
    if chosen.lead is not None:
        rows = rows.filter(lead=chosen.lead)
    if chosen.state:
        rows = rows.filter(state=chosen.state)
    if chosen.overdue:
        rows = overdue(rows)
    return rows.prefetch_related(*_papers())


def with_papers(rows: list[Assignment]) -> None:
    """Read for all of these assignments who helps, the reports that stand, and the urgings."""
    prefetch_related_objects(rows, *_papers())


def _papers() -> tuple[Prefetch[str] | str, ...]:
    standing = ProgressReport.objects.filter(withdrawn_at__isnull=True).order_by("-reported_on", "-recorded_at")
    helpers = Cooperation.objects.select_related("party").order_by("party__name")
    return (
        Prefetch("reports", queryset=standing, to_attr="standing"),
        Prefetch("cooperations", queryset=helpers, to_attr="helpers"),
        "urgings",
    )


def sheet_of(actor: Actor, chosen: Chosen) -> list[Assignment]:
    """All of them that were not withdrawn, in the order of the text."""
    rows = chosen_assignments(actor, chosen)
    if chosen.state != "withdrawn":
        rows = rows.exclude(state="withdrawn")
    return list(rows.order_by("pack__code", "pack__version", "clause_order", "assigned_at"))


def packs_assigned(actor: Actor) -> QuerySet[Pack]:
    """The packs of the assignments that the actor may see."""
    keys = visible_assignments(actor).order_by().values("pack")
    return visible_packs(actor).filter(pk__in=keys).order_by("code", "version")


def leads(actor: Actor) -> QuerySet[Party]:
    """The bodies that lead what the actor may see, as far as the actor may see bodies."""
    keys = visible_assignments(actor).order_by().values("lead")
    return visible_parties(actor).filter(pk__in=keys).order_by("place__path", "name")


def adoptions_to_break_down(actor: Actor, permission: str = "assignment.view") -> QuerySet[Adoption]:
    """Where packs are in force in the places of the actor's office: those may be looked at clause by clause."""
    places = visible_places(actor, permission)
    return adoptions_on().filter(place__in=places).order_by("place__path", "pack__code")


@dataclass
class Row:
    """One clause with the assignments that stand under it; `open` when nobody was charged with it."""

    clause: Clause
    assignments: list[Assignment] = field(default_factory=list)
    open: bool = False


def breakdown(actor: Actor, adoption: Adoption) -> list[Row]:
    """Every clause of the pack but headings, in order, with what was assigned in that place.

    A clause is broken down when it, or a clause above it, has an assignment that was not withdrawn. One that has
    parts of its own is not asked for: its parts are.
    """
    clauses = clauses_of(adoption.pack)
    rows = chosen_assignments(actor, Chosen(pack=adoption.pack)).filter(place=adoption.place)
    under: dict[str, list[Assignment]] = {}
    for each in rows.exclude(state="withdrawn").order_by("assigned_at"):
        under.setdefault(each.clause_path, []).append(each)
    found = []
    for clause in clauses.values():
        if not clause.is_heading:
            covered = any(path in under for path in ancestry_of(clause.path))
            found.append(Row(clause, under.get(clause.path, []), not clause.has_parts and not covered))
    return found


def may(actor: Actor, assignment: Assignment, verb: str) -> bool:
    """Whether the actor may use that verb upon the assignment, its state apart."""
    permission = f"assignment.{verb}"
    return actor.may(permission) and visible_assignments(actor, permission).filter(pk=assignment.pk).exists()


def participants(actor: Actor, assignment: Assignment, permission: str) -> QuerySet[Party]:
    """The lead and the helpers of an assignment for which the actor holds the permission."""
    helpers = Cooperation.objects.filter(assignment=assignment).values("party")
    return visible_parties(actor, permission).filter(Q(pk=assignment.lead_id) | Q(pk__in=helpers)).order_by("name")


def is_live(assignment: Assignment) -> bool:
    """Whether it is still to be done or to be answered."""
    return assignment.state in LIVE


def assignments_of_post(post: str) -> QuerySet[Assignment]:
    """What a post, by key, answers for and what is not accepted or withdrawn; not scoped."""
    return Assignment.objects.filter(responsible_post_id=UUID(post), state__in=LIVE).order_by("due_on", "pk")
