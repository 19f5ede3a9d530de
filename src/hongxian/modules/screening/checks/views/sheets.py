"""Pages of filled sheets: filling, handing in, what others found, the comparison."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.clock import LOCAL, today
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.screening.checks import commands, text
from hongxian.modules.screening.checks.commands import Answer, Conflict, Difference
from hongxian.modules.screening.checks.comparing import contradictions
from hongxian.modules.screening.checks.forms import HEAD, NewSheetForm, ReasonForm, SheetForm, TakeOverForm
from hongxian.modules.screening.checks.models import OUTCOMES, Check, Checklist
from hongxian.modules.screening.checks.queries import (
    items_of,
    may,
    results_of,
    sheet_of,
    visible_checks,
    visible_results,
    visible_tasks,
)

_TYPED = ("note", "location", "rectification")


@needs("check.fill")
def new(request: Request) -> HttpResponse:
    """Begin a check without a task."""
    form = NewSheetForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(commands.fill_check, actor=request.actor, **form.cleaned_data)
        if done is not None:
            return redirect("checks:fill", done.pk)
    context = {"form": form, "name": "check.fill", "back": "checks:list", "back_key": ""}
    return render(request, "checks/act.html", context, status=form.status)


@needs("check.take_over")
def take_over(request: Request) -> HttpResponse:
    """Enter a check that was made on paper."""
    form = TakeOverForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(commands.take_over_check, actor=request.actor, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.DONE)
            return redirect("checks:sheet", done.pk)
    context = {"form": form, "name": "check.take_over", "back": "checks:sheets", "back_key": ""}
    return render(request, "checks/act.html", context, status=form.status)


@require_safe
def sheet(request: Request, key: str) -> HttpResponse:
    """One sheet: the results item by item, photos, the dangers made of it."""
    actor = request.actor
    found = get_object_or_404(visible_checks(actor), pk=key)
    results = list(visible_results(actor).filter(check_sheet=found).order_by("item__order", "pk"))
    context = {
        "sheet": found,
        "results": results,
        "pictured": [each for each in results if each.outcome == "not_ok" or each.item.photo_required],
        "may_fill": found.state == "open" and may(actor, "check.fill", found, visible_checks),
        "may_withdraw": found.state != "withdrawn" and may(actor, "check.withdraw", found, visible_checks),
        "moments": timeline(found),
    }
    return render(request, "checks/sheet.html", context)


def fill_task(request: Request, key: str) -> HttpResponse:
    """Fill the sheet of a task."""
    task = get_object_or_404(visible_tasks(request.actor, "check.fill"), pk=key)
    begun = sheet_of(task)
    if begun is not None and request.method != "POST":
        return redirect("checks:fill" if begun.state == "open" else "checks:sheet", begun.pk)
    about = {"enterprise": task.enterprise, "checklist": task.checklist, "due_on": task.due_on}
    return _filling(request, begun, task.checklist, {"task": task}, about)


def fill(request: Request, key: str) -> HttpResponse:
    """Go on filling a sheet."""
    found = get_object_or_404(visible_checks(request.actor, "check.fill").exclude(checklist=None), pk=key)
    if found.state != "open" and request.method != "POST":
        return redirect("checks:sheet", key)
    assert found.checklist is not None
    about = {"enterprise": found.enterprise, "checklist": found.checklist, "due_on": found.task and found.task.due_on}
    return _filling(request, found, found.checklist, {"key": found.pk}, about)


def withdraw(request: Request, key: str) -> HttpResponse:
    """Withdraw a sheet that was a mistake."""
    found = get_object_or_404(visible_checks(request.actor, "check.withdraw"), pk=key)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {"check_sheet": found, **form.cleaned_data}
        if form.carry_out(commands.withdraw_check, actor=request.actor, **given) is not None:
            messages.success(request, text.DONE)
            return redirect("checks:sheet", key)
    context = {"form": form, "name": "check.withdraw", "about": found.enterprise.name}
    return render(request, "checks/act.html", context | {"back": "checks:sheet", "back_key": key}, status=form.status)


@require_safe
@needs("check.compare")
def comparison(request: Request) -> HttpResponse:
    """Where enterprises found an item in order and a department, at its next inspection, did not."""
    return render(request, "checks/comparison.html", {"found": contradictions(request.actor)})


def _filling(
    request: Request, begun: Check | None, checklist: Checklist, meant: Mapping[str, Any], about: Mapping[str, Any]
) -> HttpResponse:
    """Show the items with what is known, take what was typed; who would overwrite another is shown both."""
    conflict: Conflict | None = None
    data = request.POST if request.method == "POST" else None
    form = SheetForm(checklist.kind, data, initial=_head(request, begun))
    typed = _answers(data, checklist) if data is not None else None
    if typed is not None and form.is_valid():
        handing_in = request.POST.get("do") == "submit"
        head = {name: form.cleaned_data[name] for name in HEAD if name in form.fields}
        further = {name: about[name] for name in ("checklist", "enterprise")}
        given = {
            **(further if "further" in request.POST else meant),
            **head,
            "answers": typed,
            "submission": form.submission() if handing_in else None,
        }
        try:
            done = form.carry_out(commands.fill_check, actor=request.actor, **given)
        except Conflict as raised:
            conflict, done = raised, None
        if done is not None:
            return _told(request, done, handing_in)
    kept = results_of(begun) if begun is not None else {}
    differences = {each.item: _said(each, conflict) for each in conflict.differences} if conflict else {}
    by_item = {each.item: each for each in typed or ()}
    rows = [
        _row(each, kept.get(each.pk), by_item.get(each.pk), differences.get(each.pk)) for each in items_of(checklist)
    ]
    is_further = conflict.handed_in if conflict else "further" in request.POST
    context = {**about, "form": form, "rows": rows, "conflict": conflict, "outcomes": OUTCOMES, "sheet": begun}
    context["further"] = text.FURTHER if is_further else ""
    return render(request, "checks/fill.html", context, status=conflict.status if conflict else form.status)


def _told(request: Request, done: Check, handing_in: bool) -> HttpResponse:
    if not handing_in:
        messages.success(request, text.SAVED)
        return redirect("checks:fill", done.pk)
    messages.success(request, text.SUBMITTED_WITH.format(number=done.not_ok) if done.not_ok else text.SUBMITTED)
    return redirect("checks:sheet", done.pk)


def _head(request: Request, begun: Check | None) -> dict[str, Any]:
    if begun is None:
        return {"checked_on": today(), "check_channel": "on_site", "checker": request.actor.name}
    return {name: getattr(begun, name) for name in HEAD}


def _answers(data: Any, checklist: Checklist) -> list[Answer]:
    found = []
    for item in items_of(checklist):
        if outcome := data.get(f"outcome-{item.pk}", ""):
            seen = data.get(f"seen-{item.pk}", "0")
            found.append(
                Answer(
                    item=item.pk,
                    outcome=outcome,
                    grade=data.get(f"grade-{item.pk}", ""),
                    removed_on_the_spot=f"spot-{item.pk}" in data,
                    seen=int(seen) if seen.isascii() and seen.isdigit() else 0,
                    **{name: data.get(f"{name}-{item.pk}", "")[:500] for name in _TYPED},
                )
            )
    return found


def _row(item: Any, kept: Any, typed: Answer | None, difference: str | None) -> dict[str, Any]:
    shown = typed or kept
    seen = kept.version if kept else 0
    if typed is not None and difference is None:
        seen = typed.seen
    return {"item": item, "shown": shown, "seen": seen, "difference": difference or ""}


def _said(difference: Difference, conflict: Conflict) -> str:
    def words(values: Mapping[str, Any]) -> str:
        outcome = term(f"outcome#{values['outcome']}") if values["outcome"] else text.NOT_ITEMISED
        return " ".join([outcome, *(values[name] for name in _TYPED if values[name])])

    at = difference.theirs_at.astimezone(LOCAL)
    told = {"who": difference.theirs_by, "at": f"{at:%Y-%m-%d %H:%M}"}
    sentence = text.CONFLICT_HANDED_IN if conflict.handed_in else text.CONFLICT_ITEM
    return sentence.format(theirs=words(difference.theirs), yours=words(difference.yours), **told)
