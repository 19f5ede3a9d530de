"""Handing a sheet in: what is wrong becomes hidden dangers; taking over checks made on paper; withdrawing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import not_ahead, one_of, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.attachments.queries import standing_count
from hongxian.modules.base.calendars.queries import calendar
from hongxian.modules.screening.checks import text
from hongxian.modules.screening.checks.desk import put_task, task_done
from hongxian.modules.screening.checks.flow import CHECK, CHECK_TASK
from hongxian.modules.screening.checks.models import CHECKLIST_KINDS, Check, Checklist, CheckResult
from hongxian.modules.screening.checks.models.sheet import FORMS
from hongxian.modules.screening.checks.queries import OWN_KIND, items_of
from hongxian.modules.screening.hidden_dangers.commands import make_report, register_hidden_danger
from hongxian.modules.screening.hidden_dangers.queries import is_itself, is_only_of_enterprise

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.parties.models import Party

_DESCRIPTION = 1000


@command("check.submit")
def submit_check(
    *, actor: Actor, check_sheet: Check, report_form: str = "itemised", counts: Mapping[str, int] | None = None
) -> Check:
    """Hand the sheet in: with every item answered, with the dangers removed on the spot only counted by category, or as
    “nothing found” (the last two by enterprise lists alone). Each item found wrong becomes a hidden danger that refers
    to it; a check of an enterprise by itself is what it thereby reports, and its task is done.

    Raises `Problem` at items without an answer, without a photo that is required, and where a form does not fit.
    """
    one_of("report_form", report_form, FORMS)
    results = list(check_sheet.results.select_related("item").order_by("item__order", "pk"))
    wrong = [each for each in results if each.outcome == "not_ok"]
    own = check_sheet.kind == OWN_KIND
    _check_form(report_form, own, wrong)
    if report_form == "itemised":
        _check_complete(check_sheet, results)
    dangers = [_register(actor, check_sheet, each) for each in wrong if each.hidden_danger_id is None]
    told: dict[str, Any] = {"item_by_item": report_form == "itemised", "not_ok": len(wrong)}
    if own:
        told["report"] = make_report(
            actor=actor,
            enterprise=check_sheet.enterprise,
            kind="self_report",
            report_form="none_found" if report_form == "itemised" and not wrong else report_form,
            counts=counts,
            reported_on=check_sheet.checked_on,
        )
    CHECK.advance(check_sheet, "submit", actor, report_form=report_form, handed_in_at=now(), **told)
    task = check_sheet.task
    touched: list[Any] = [*dangers]
    if task is not None:
        touched.append(CHECK_TASK.advance(task, "finish", actor, done_on=check_sheet.checked_on))
    record(check_sheet, *touched)
    if task is not None:
        task_done(task, f"check:{check_sheet.pk}")
    return check_sheet


@command("check.withdraw")
def withdraw_check(*, actor: Actor, check_sheet: Check, reason: str) -> Check:
    """Withdraw a sheet that was a mistake, with the reason: it counts no more and stays on record; its task is to be
    done again. Hidden dangers that were made of it stand by themselves."""
    words, was = reason.strip(), check_sheet.state
    CHECK.advance(check_sheet, "withdraw", actor, {"reason": words}, withdrawal_reason=words, withdrawn_at=now())
    task = check_sheet.task if was == "submitted" else None
    touched = []
    if task is not None and task.state == "done":
        touched = [CHECK_TASK.advance(task, "reopen", actor, done_on=None)]
    record(check_sheet, *touched, reason=words)
    if task is not None:
        put_task(task, check_sheet.is_on_behalf, calendar())
    return check_sheet


@command("check.take_over", sees="checklist=checklist.view inspecting_department=party.view")
def take_over_check(
    *,
    actor: Actor,
    enterprise: Enterprise,
    checked_on: date,
    item_by_item: bool,
    evidence: str,
    checklist: Checklist | None = None,
    checker: str = "",
    kind: str = OWN_KIND,
    inspecting_department: Party | None = None,
    double_random: bool = False,
) -> Check:
    """Enter a check that was made on paper, of an enterprise by itself or, by its `kind`, an inspection of a department
    (the actor's, unless it is said which): when, by which list, whether every item has a result there, and where the
    paper is. It is marked as entered afterwards for good."""
    own = kind == OWN_KIND
    sheet = Check.objects.create(
        checklist=checklist,
        kind=kind,
        inspecting_department_id=_inspector(actor, kind, checklist, inspecting_department),
        double_random=double_random and not own,
        enterprise=enterprise,
        place_path=enterprise.place.path,
        state="submitted",
        report_form="itemised" if item_by_item else "",
        item_by_item=item_by_item,
        checked_on=not_ahead("checked_on", checked_on),
        checker=checker.strip(),
        is_on_behalf=own and not is_itself(actor, "check.take_over", enterprise),
        is_taken_over=True,
        evidence=said("evidence", evidence),
        recorded_at=now(),
        recorded_by=actor.key,
        recorded_by_name=actor.name,
        recorded_by_body_id=actor.organisation or None,
        handed_in_at=now(),
    )
    record(sheet)
    return sheet


def _inspector(actor: Actor, kind: str, checklist: Checklist | None, told: Party | None) -> Any:
    """The key of the department that made an inspection; none of a check of an enterprise by itself. Raises `Problem`
    where list or actor do not fit the kind."""
    own = one_of("kind", kind, CHECKLIST_KINDS) == OWN_KIND
    if not own and is_only_of_enterprise(actor, "check.take_over"):
        raise Problem(text.OWN_LIST_ONLY, field="kind")
    if checklist is not None and checklist.kind != kind:
        raise Problem(text.LIST_OF_OTHER_KIND.format(kind=term(f"kind#{kind}")), field="checklist")
    department = told.pk if told is not None else actor.organisation or None
    if not own and department is None:
        raise Problem(text.WHICH_DEPARTMENT, field="inspecting_department")
    return None if own else department


def _check_form(report_form: str, own: bool, wrong: list[CheckResult]) -> None:
    if report_form == "itemised":
        return
    if not own:
        raise Problem(text.INSPECTION_ITEMISED, field="report_form")
    if wrong:
        codes = text.LISTED.join(each.item.code for each in wrong)
        label = term(f"report_form#{report_form}")
        raise Problem(text.WRONG_FOUND.format(codes=codes, form=label), field="report_form")


def _check_complete(sheet: Check, results: list[CheckResult]) -> None:
    assert sheet.checklist is not None
    answered = {each.item_id for each in results}
    if missing := [each.code for each in items_of(sheet.checklist) if each.pk not in answered]:
        raise Problem(text.ITEMS_MISSING.format(number=len(missing), codes=text.LISTED.join(missing)), field="answers")
    for each in results:
        if each.removed_on_the_spot and not each.rectification:
            raise Problem(text.HOW_REMOVED.format(code=each.item.code), field="answers")
    bare = [
        each.item.code
        for each in results
        if each.item.photo_required
        and each.outcome != "not_applicable"
        and not standing_count("check_result", str(each.pk))
    ]
    if bare:
        raise Problem(text.PHOTO_MISSING.format(codes=text.LISTED.join(bare)), field="answers")


def _register(actor: Actor, sheet: Check, result: CheckResult) -> Any:
    item = result.item
    description = text.DANGER.format(note=result.note, title=item.title) if result.note else item.title
    danger = register_hidden_danger(
        actor=actor,
        description=description[:_DESCRIPTION],
        origin="enterprise_self_check" if sheet.kind == OWN_KIND else "enforcement_inspection",
        enterprise=sheet.enterprise,
        location=result.location,
        grade=result.grade,
        danger_category=item.danger_category,
        basis=item.basis,
        found_on=sheet.checked_on,
        found_by=sheet.checker[:40],
        removed_on_the_spot=result.removed_on_the_spot,
        rectification=result.rectification,
        references={"check_item_key": str(result.pk)},
    )
    CheckResult.objects.filter(pk=result.pk).update(hidden_danger=danger)
    result.refresh_from_db()
    return result
