"""Filling a sheet, by one or several people at once: whoever would overwrite what another found is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import not_ahead, one_of
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import NotVisible, Problem, Stale
from hongxian.kernel.text import NOT_IN_SCOPE, STALE
from hongxian.modules.screening.checks import text
from hongxian.modules.screening.checks.commands.submitting import submit_check
from hongxian.modules.screening.checks.models import (
    CHANNELS,
    OUTCOMES,
    Check,
    Checklist,
    ChecklistItem,
    CheckResult,
    CheckTask,
)
from hongxian.modules.screening.checks.queries import OWN_KIND, results_of, sheet_of, visible_checks
from hongxian.modules.screening.hidden_dangers.queries import (
    GRADES,
    acts_for_enterprise,
    is_itself,
    is_only_of_enterprise,
)

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise

VALUES = ("outcome", "note", "location", "grade", "removed_on_the_spot", "rectification")


@dataclass(frozen=True)
class Answer:
    """What was found at one item. `seen` is the version of the answer that was seen when this was typed: 0 for none.
    `key` is the key that the answer gets if it is the first, so that photos can be named before it arrives."""

    item: UUID
    outcome: str
    note: str = ""
    location: str = ""
    grade: str = ""
    removed_on_the_spot: bool = False
    rectification: str = ""
    seen: int = 0
    key: UUID | None = None

    def values(self) -> dict[str, Any]:
        """What is kept of it; what belongs to a danger only where there is one."""
        told = {name: getattr(self, name) for name in VALUES}
        told = {name: value.strip() if isinstance(value, str) else value for name, value in told.items()}
        if self.outcome != "not_ok":
            told |= {"grade": "", "removed_on_the_spot": False, "rectification": ""}
        elif not self.removed_on_the_spot:
            told["rectification"] = ""
        return told


@dataclass(frozen=True)
class Difference:
    """One item at which two people found different things: what is kept, and what was now told."""

    item: UUID
    code: str
    title: str
    yours: Mapping[str, Any]
    theirs: Mapping[str, Any]
    theirs_by: str
    theirs_at: datetime
    version: int


class Conflict(Stale):
    """Others found something else meanwhile: nothing was saved. While the sheet is open, whoever told it decides item
    by item: leave theirs, or tell it again with `seen` = the `version` given here. A sheet `handed_in` stands: what was
    told may be told again without the task, as a further check."""

    def __init__(self, sheet: Check, differences: Sequence[Difference]) -> None:
        told = {"names": text.LISTED.join(each.code for each in differences), "who": differences[0].theirs_by}
        at = sheet.handed_in_at and sheet.handed_in_at.astimezone(LOCAL)
        super().__init__(
            text.HANDED_IN.format(at=f"{at:%Y-%m-%d %H:%M}", **told) if at else text.CONFLICT.format(**told)
        )
        self.sheet, self.differences, self.handed_in = sheet, list(differences), at is not None


@command("check.fill", sees="checklist=checklist.view")
def fill_check(
    *,
    actor: Actor,
    answers: Sequence[Answer] = (),
    task: CheckTask | None = None,
    checklist: Checklist | None = None,
    enterprise: Enterprise | None = None,
    key: UUID | None = None,
    checked_on: date | None = None,
    check_channel: str = "",
    checker: str = "",
    companion: str = "",
    double_random: bool | None = None,
    submission: Mapping[str, Any] | None = None,
) -> Check:
    """Open the sheet of a task (or one of a published list at an enterprise) unless it is open, write the answers, and
    with `submission` (the arguments of `submit_check`) hand it in. Several people may fill one sheet. An inspection is
    that of the department whose task it is, or of the actor; `double_random` says whether lots were drawn for it.

    Raises `Conflict` where another found something else at an item meanwhile, or handed the sheet in with something
    else; `Problem` at a sheet that is closed, items of another list, and unknown values. Nothing is saved then.
    """
    sheet = _held(actor, key, task)
    about = {"check_channel": check_channel, "checker": checker.strip(), "companion": companion.strip()}
    if check_channel:
        one_of("check_channel", check_channel, CHANNELS)
    if sheet is None:
        sheet = _opened(actor, task, checklist, enterprise, key, checked_on, about | {"random": bool(double_random)})
    else:
        _refuse_closed(sheet, answers)
        told: dict[str, Any] = {name: value for name, value in about.items() if value}
        told |= {"checked_on": not_ahead("checked_on", checked_on)} if checked_on else {}
        told |= {"double_random": double_random} if double_random is not None and sheet.kind != OWN_KIND else {}
        Check.objects.filter(pk=sheet.pk).update(**told) if told else None
        sheet.refresh_from_db()
    touched = _write(actor, sheet, answers)
    record(sheet, *touched)
    return submit_check(actor=actor, check_sheet=sheet, **submission) if submission is not None else sheet


def own_enterprises(actor: Actor) -> set[str]:
    """The enterprises that the actor checks as the enterprise itself, not on its behalf."""
    return acts_for_enterprise(actor, "check.fill")


def inspected_by(actor: Actor, task: CheckTask | None, *, double_random: bool) -> dict[str, Any]:
    """Which department an inspection is of, and whether lots were drawn."""
    department = task.body_id if task is not None and task.body_id else actor.organisation or None
    return {"inspecting_department_id": department, "double_random": double_random}


def _held(actor: Actor, key: UUID | None, task: CheckTask | None) -> Check | None:
    """The sheet meant, held against others until the act ends: that of the task before that of the key."""
    found = sheet_of(task) if task is not None else None
    if found is None and key is not None:
        found = Check.objects.filter(pk=key).first()
    if found is None:
        return None
    if not visible_checks(actor, "check.fill").filter(pk=found.pk).exists():
        raise NotVisible(NOT_IN_SCOPE)
    return Check.objects.select_for_update().get(pk=found.pk)


def _refuse_closed(sheet: Check, answers: Sequence[Answer]) -> None:
    if sheet.state == "open":
        return
    items = {each.pk: each for each in ChecklistItem.objects.filter(checklist=sheet.checklist)}
    kept = results_of(sheet) if sheet.state == "submitted" else {}
    pairs = [(items[each.item], each, kept.get(each.item)) for each in answers if each.item in items]
    differing = [_difference(sheet, *each) for each in pairs if each[2] is None or _values(each[2]) != each[1].values()]
    if differing and sheet.state == "submitted":
        raise Conflict(sheet, differing)
    raise Problem(text.CLOSED.format(state=term(f"check:{sheet.state}")))


def _values(result: CheckResult) -> dict[str, Any]:
    return {name: getattr(result, name) for name in VALUES}


def _difference(sheet: Check, item: ChecklistItem, answer: Answer, before: CheckResult | None) -> Difference:
    """What was told beside what is kept; beside nothing, where the sheet was handed in without its items."""
    if before is None:
        was: dict[str, Any] = dict.fromkeys(VALUES, "") | {"removed_on_the_spot": False}
        by, at, version = sheet.recorded_by_name, sheet.handed_in_at or sheet.recorded_at, 0
    else:
        was, by, at, version = _values(before), before.answered_by_name, before.answered_at, before.version
    return Difference(item.pk, item.code, item.title, answer.values(), was, by, at, version)


def _opened(
    actor: Actor,
    task: CheckTask | None,
    checklist: Checklist | None,
    enterprise: Enterprise | None,
    key: UUID | None,
    checked_on: date | None,
    about: Mapping[str, Any],
) -> Check:
    if task is not None:
        if task.state != "open":
            raise Problem(text.TASK_CLOSED.format(state=term(f"check_task:{task.state}")))
        checklist, enterprise = task.checklist, task.enterprise
    if checklist is None or enterprise is None:
        raise Problem(text.LIST_AND_ENTERPRISE_NEEDED, field="checklist")
    if task is None and checklist.state != "published":
        raise Problem(text.NOT_PUBLISHED.format(state=term(f"checklist:{checklist.state}")), field="checklist")
    if checklist.enterprise_id not in (None, enterprise.pk):
        raise Problem(text.LIST_OF_ANOTHER, field="checklist")
    if checklist.kind != OWN_KIND and is_only_of_enterprise(actor, "check.fill"):
        raise Problem(text.OWN_LIST_ONLY, field="checklist")
    return Check.objects.create(
        **({"pk": key} if key is not None else {}),
        task=task,
        checklist=checklist,
        kind=checklist.kind,
        enterprise=enterprise,
        place_path=enterprise.place.path,
        **(inspected_by(actor, task, double_random=about["random"]) if checklist.kind != OWN_KIND else {}),
        check_channel=about["check_channel"] or "on_site",
        checked_on=not_ahead("checked_on", checked_on or today()),
        checker=about["checker"] or actor.name,
        companion=about["companion"],
        is_on_behalf=checklist.kind == OWN_KIND and not is_itself(actor, "check.fill", enterprise),
        recorded_at=now(),
        recorded_by=actor.key,
        recorded_by_name=actor.name,
        recorded_by_body_id=actor.organisation or None,
    )


def _write(actor: Actor, sheet: Check, answers: Sequence[Answer]) -> list[CheckResult]:
    if not answers:
        return []
    items = {each.pk: each for each in ChecklistItem.objects.filter(checklist=sheet.checklist)}
    kept = {each.item_id: each for each in sheet.results.select_for_update()}
    differences, new, changed = [], [], []
    for answer in answers:
        item = items.get(answer.item)
        if item is None:
            raise Problem(text.NOT_AN_ITEM.format(found=answer.item), field="answers")
        _check_answer(item, answer)
        before, values = kept.get(item.pk), answer.values()
        if before is None:
            new.append((answer, values))
        elif _values(before) == values:
            continue
        elif before.version != answer.seen:
            differences.append(_difference(sheet, item, answer, before))
        else:
            changed.append((before, values))
    if differences:
        raise Conflict(sheet, differences)
    who = {"answered_at": now(), "answered_by": actor.key, "answered_by_name": actor.name}
    touched = [_created(sheet, answer, values | who) for answer, values in new]
    return touched + [_changed(before, values | who) for before, values in changed]


def _created(sheet: Check, answer: Answer, values: Mapping[str, Any]) -> CheckResult:
    given = {"pk": answer.key} if answer.key is not None else {}
    if answer.key is not None and CheckResult.objects.filter(pk=answer.key).exists():
        raise Problem(text.KEY_TAKEN, field="answers")
    return CheckResult.objects.create(**given, check_sheet=sheet, item_id=answer.item, **values)


def _changed(before: CheckResult, values: Mapping[str, Any]) -> CheckResult:
    rows = CheckResult.objects.filter(pk=before.pk, version=before.version)
    if not rows.update(**values, version=before.version + 1):
        raise Stale(STALE)
    before.refresh_from_db()
    return before


def _check_answer(item: ChecklistItem, answer: Answer) -> None:
    if answer.outcome not in OUTCOMES:
        expected = text.LISTED.join(term(f"outcome#{each}") for each in OUTCOMES)
        words = {"found": answer.outcome, "label": term("outcome"), "expected": expected}
        raise Problem(text.UNKNOWN_CHOICE.format(**words), field="answers")
    if answer.grade:
        one_of("grade", answer.grade, GRADES)
    if answer.outcome == "not_ok" and answer.removed_on_the_spot and answer.grade == "major":
        raise Problem(text.MAJOR_ON_SPOT.format(code=item.code), field="answers")
