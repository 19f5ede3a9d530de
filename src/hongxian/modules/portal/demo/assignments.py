"""What the office of the demo breaks down: a few clauses, with the progress and the urging that followed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hongxian.kernel.clock import now, today
from hongxian.modules.portal.demo.cast import Cast, at, plan, quarter_start
from hongxian.modules.responsibility.assignments import commands as assignments


def weeks_ago(present: date) -> datetime:
    """When the clauses were assigned: some weeks ago, but within this quarter."""
    return min(now() - timedelta(hours=3), max(at(quarter_start(present), 2), now() - timedelta(days=20)))


def assign_clauses(world: Any) -> list[Any]:
    """Assign what the plan says, at the moment at which the clock stands."""
    told = plan("assignments")
    return [_assign(world, told["assigns"], each) for each in told["tasks"]]


def follow_assignments(made: list[Any]) -> None:
    """Report and urge what the plan says of each, at the moment at which the clock stands."""
    told = plan("assignments")
    for each, assignment in zip(told["tasks"], made, strict=True):
        _follow(told["assigns"], each, assignment)


def _assign(world: Any, clerk: str, told: dict[str, Any]) -> Any:
    task = assignments.Task(
        clause_path=told["clause"],
        task_text=told["task"],
        obligation=told.get("obligation", ""),
        due_on=today() + timedelta(days=told["days"]) if "days" in told else None,
        cooperating=[world.parties[name] for name in told["cooperating"]],
    )
    return assignments.assign(
        actor=Cast()[clerk],
        pack=world.pack,
        place=world.adoption.place,
        lead=world.parties[told["lead"]],
        responsible_post=world.posts[told["post"]] if "post" in told else None,
        task=task,
    )


def _follow(clerk: str, told: dict[str, Any], assignment: Any) -> None:
    for each in told.get("progress", ()):
        assignments.report_progress(
            actor=Cast()[told["by"]],
            assignment=assignment,
            reported_on=today(),
            words=each["words"],
            percent=each["percent"],
        )
    if given := told.get("material"):
        assignments.submit_material(
            actor=Cast()[told["by"]],
            assignment=assignment,
            party=assignment.lead,
            title=given["title"],
            document_number=given["number"],
        )
    if words := told.get("urge"):
        assignments.urge(actor=Cast()[clerk], assignment=assignment, words=words)
