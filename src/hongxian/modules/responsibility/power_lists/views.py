"""Pages of power lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.web.forms import Form
from hongxian.kernel.workbook import XLSX, Head, Table, workbook
from hongxian.modules.responsibility.power_lists import text
from hongxian.modules.responsibility.power_lists.commands import (
    abandon_version,
    add_item,
    change_item,
    confirm_version,
    draw_up_version,
    end_version,
    publish_version,
    remove_item,
    return_version,
    set_items,
    submit_version,
)
from hongxian.modules.responsibility.power_lists.flow import POWER_LIST_VERSION
from hongxian.modules.responsibility.power_lists.forms import (
    CompareForm,
    DayForm,
    DrawUpForm,
    EndForm,
    ItemForm,
    PasteForm,
    PublishForm,
    QueryForm,
    ReasonForm,
    in_words,
)
from hongxian.modules.responsibility.power_lists.models import PowerListVersion
from hongxian.modules.responsibility.power_lists.queries import (
    counts,
    coverage,
    differences,
    items_of,
    may_edit,
    published_on_day,
    versions_of,
    versions_page,
    visible_power_items,
    visible_versions,
)

_PLAIN = {"submit": (submit_version, text.SUBMITTED), "confirm": (confirm_version, text.CONFIRMED)}
_WITH_FORM: dict[str, tuple[type[Form], Callable[..., Any], str]] = {
    "publish": (PublishForm, publish_version, text.PUBLISHED),
    "return": (ReasonForm, return_version, text.RETURNED),
    "end": (EndForm, end_version, text.ENDED),
    "abandon": (ReasonForm, abandon_version, text.ABANDONED),
}


@require_safe
@needs("power_list_version.view")
def version_list(request: Request) -> HttpResponse:
    """The versions within one's scope, latest issued first."""
    form = QueryForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    context = {
        "form": form,
        "page": versions_page(request.actor, **chosen, after=after, before=before),
        "may_draw_up": request.actor.may("power_list_version.draw_up"),
    }
    return render(request, "power_lists/list.html", context)


@needs("power_list_version.draw_up")
def draw_up(request: Request) -> HttpResponse:
    """Draw up a new version of a body's list."""
    given = request.POST if request.method == "POST" else None
    form = DrawUpForm(request.actor, given, initial=None if given else request.GET.dict())
    if form.is_valid():
        done = form.carry_out(draw_up_version, actor=request.actor, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.DRAWN_UP)
            return redirect("power_lists:version", done.pk)
    return render(request, "power_lists/draw_up.html", {"form": form}, status=form.status)


@require_safe
def version_page(request: Request, key: str) -> HttpResponse:
    """One version: its items, its other versions, what was public on a day, what may be done."""
    return _version(request, get_object_or_404(visible_versions(request.actor), pk=key))


@require_POST
def plain_step(request: Request, key: str, verb: str) -> HttpResponse:
    """Submit or confirm a version."""
    version = get_object_or_404(visible_versions(request.actor), pk=key)
    run, said = _PLAIN[verb]
    run(actor=request.actor, version=version)
    messages.success(request, said)
    return redirect("power_lists:version", key)


@require_POST
def step(request: Request, key: str, verb: str) -> HttpResponse:
    """Publish, send back, end or abandon a version."""
    version = get_object_or_404(visible_versions(request.actor), pk=key)
    make, run, said = _WITH_FORM[verb]
    form = make(request.POST)
    if form.is_valid():
        done = form.carry_out(run, actor=request.actor, version=version, **form.cleaned_data)
        if done is not None:
            messages.success(request, said)
            return redirect("power_lists:version", key)
    return _version(request, version, {verb: form})


def _version(request: Request, version: PowerListVersion, refused: dict[str, Form] | None = None) -> HttpResponse:
    steps = {step.verb for step in POWER_LIST_VERSION.open_to(request.actor, version)}
    others = versions_of(request.actor, version.power_list)
    day_form = DayForm(request.GET)
    day = day_form.cleaned_data["on"] if day_form.is_valid() else None
    context = {
        "version": version,
        "name": in_words(version),
        "items": items_of(version),
        "others": others,
        "day_form": day_form,
        "day": day,
        "public": published_on_day(others, day).first() if day else None,
        "compare": CompareForm(others.exclude(pk=version.pk)) if len(others) > 1 else None,
        "steps": steps,
        "asked": {verb: make() for verb, (make, _, _) in _WITH_FORM.items() if verb in steps} | (refused or {}),
        "may_edit": may_edit(request.actor, version),
        "may_draw_up": request.actor.may("power_list_version.draw_up"),
        "moments": timeline(version),
    }
    return render(request, "power_lists/version.html", context, status=422 if refused else 200)


@require_safe
def compare(request: Request, key: str) -> HttpResponse:
    """What differs between this version and another of the same list."""
    version = get_object_or_404(visible_versions(request.actor), pk=key)
    others = versions_of(request.actor, version.power_list).exclude(pk=version.pk)
    form = CompareForm(others, request.GET or None)
    other = form.cleaned_data["other"] if form.is_valid() else others.filter(number__lt=version.number).first()
    older, newer = (version, other) if other is not None and other.number > version.number else (other, version)
    context = {
        "version": version,
        "form": form,
        "older": older,
        "newer": newer,
        "name": in_words(version),
        "rows": differences(older, newer) if older is not None else [],
    }
    return render(request, "power_lists/compare.html", context)


@require_safe
def version_workbook(request: Request, key: str) -> HttpResponse:
    """The items of a version as a workbook."""
    version = get_object_or_404(visible_versions(request.actor), pk=key)
    name = in_words(version)
    rows = [
        (each.code, each.category, each.title, each.legal_basis, each.responsible_office) for each in items_of(version)
    ]
    return _file(text.ITEM_FILE.format(label=name), text.ITEM_SHEET, name, text.ITEM_COLUMNS, rows)


def paste(request: Request, key: str) -> HttpResponse:
    """All items of a draft at once, pasted from a spreadsheet."""
    version = get_object_or_404(visible_versions(request.actor, "power_list_version.set_items"), pk=key)
    rows = "\n".join(
        "\t".join((each.code, each.category, each.title, each.legal_basis, each.responsible_office)).replace("\r", "")
        for each in items_of(version)
    )
    form = PasteForm(request.POST) if request.method == "POST" else PasteForm(initial={"items": rows})
    if form.is_valid():
        items = form.cleaned_data["items"]
        if form.carry_out(set_items, actor=request.actor, version=version, items=items) is not None:
            messages.success(request, text.ITEMS_SET.format(number=len(items)))
            return redirect("power_lists:version", key)
    context = {"form": form, "version": version, "name": in_words(version), "pasting": True}
    return render(request, "power_lists/item.html", context, status=form.status)


def item_new(request: Request, key: str) -> HttpResponse:
    """Add an item to a draft."""
    version = get_object_or_404(visible_versions(request.actor, "power_item.add"), pk=key)
    form = ItemForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(add_item, actor=request.actor, version=version, item=form.item())
        if done is not None:
            messages.success(request, text.ITEM_SAVED)
            return redirect("power_lists:version", key)
    context = {"form": form, "version": version, "name": in_words(version)}
    return render(request, "power_lists/item.html", context, status=form.status)


def item_change(request: Request, key: str) -> HttpResponse:
    """Change an item of a draft."""
    item = get_object_or_404(visible_power_items(request.actor, "power_item.change"), pk=key)
    version = get_object_or_404(visible_versions(request.actor), pk=item.version_id)
    form = ItemForm(request.POST if request.method == "POST" else None, item)
    if form.is_valid():
        done = form.carry_out(change_item, actor=request.actor, power_item=item, item=form.item())
        if done is not None:
            messages.success(request, text.ITEM_SAVED)
            return redirect("power_lists:version", version.pk)
    context = {"form": form, "version": version, "name": in_words(version)}
    return render(request, "power_lists/item.html", context, status=form.status)


@require_POST
def item_remove(request: Request, key: str) -> HttpResponse:
    """Take an item out of a draft."""
    item = get_object_or_404(visible_power_items(request.actor, "power_item.remove"), pk=key)
    version = remove_item(actor=request.actor, power_item=item)
    messages.success(request, text.ITEM_REMOVED)
    return redirect("power_lists:version", version.pk)


@require_safe
@needs("power_list_version.view")
def coverage_page(request: Request) -> HttpResponse:
    """Every department with its lists as they stood on a day."""
    form, day, lines = _coverage(request)
    context = {"form": form, "day": day, "lines": lines, "counts": counts(lines)}
    return render(request, "power_lists/coverage.html", context)


@require_safe
@needs("power_list_version.view")
def coverage_workbook(request: Request) -> HttpResponse:
    """The same as a workbook."""
    _, day, lines = _coverage(request)
    rows = [
        (
            line.body.name,
            line.body.place.name,
            term(f"safety_class#{line.safety_class}") if line.safety_class else "",
            *(term(f"stands#{how}") for how, _ in line.stands.values()),
        )
        for line in lines
    ]
    title = text.COVERAGE_TITLE.format(day=day)
    return _file(text.COVERAGE_FILE, text.COVERAGE_SHEET, title, text.COVERAGE_COLUMNS, rows)


def _coverage(request: Request) -> tuple[DayForm, date, Any]:
    form = DayForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    day = chosen.get("on") or today()
    lines = coverage(request.actor, day, safety_class=chosen.get("safety_class", ""))
    if request.GET.get("lacking"):
        lines = [line for line in lines if line.lacks]
    return form, day, lines


def _file(file_name: str, sheet: str, title: str, columns: tuple[str, ...], rows: list[Any]) -> HttpResponse:
    heads = [Head(label, 30) for label in columns]
    response = HttpResponse(workbook(Table(sheet, heads, rows, title=title, printed=True)), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file_name)}"
    return response
