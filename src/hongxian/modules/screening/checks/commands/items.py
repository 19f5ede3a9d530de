"""Writes of the items of a draft, one by one: by page, program or workbook."""

from __future__ import annotations

from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import KEEP, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.screening.checks import text
from hongxian.modules.screening.checks.models import Checklist, ChecklistItem
from hongxian.modules.screening.hidden_dangers.queries import CATEGORIES


@command("checklist_item.add")
def add_item(
    *,
    actor: Actor,
    checklist: Checklist,
    code: str,
    title: str,
    section: str = "",
    basis: str = "",
    danger_category: str = "",
    photo_required: bool = False,
    risk_hint: str = "",
) -> ChecklistItem:
    """Add an item at the end of a draft. Raises `Problem` unless it is a draft, and at a code that it has."""
    held = _draft(checklist)
    told = _columns(code, title, section, basis, danger_category, risk_hint)
    _refuse_taken(held, told["code"])
    last = held.items.order_by("-order").values_list("order", flat=True).first()
    item = ChecklistItem.objects.create(checklist=held, order=(last or 0) + 1, photo_required=photo_required, **told)
    record(item, held)
    return item


@command("checklist_item.change")
def change_item(
    *,
    actor: Actor,
    checklist_item: ChecklistItem,
    code: str = KEEP,
    title: str = KEEP,
    section: str = KEEP,
    basis: str = KEEP,
    danger_category: str = KEEP,
    photo_required: bool | None = KEEP,
    risk_hint: str = KEEP,
    checklist: Checklist | None = None,
) -> ChecklistItem:
    """Change an item of a draft; what is not said stays. Raises `Problem` unless it is a draft, at a code that another
    item has, and where it is to move to another list."""
    if checklist is not None and checklist.pk != checklist_item.checklist_id:
        raise Problem(text.ITEM_STAYS, field="checklist")
    held = _draft(checklist_item.checklist)
    words = {
        "code": code, "title": title, "section": section, "basis": basis, "danger_category": danger_category,
        "risk_hint": risk_hint,
    }  # fmt: skip
    told = _columns(**{key: getattr(checklist_item, key) if value is KEEP else value for key, value in words.items()})
    told |= {} if photo_required is KEEP else {"photo_required": bool(photo_required)}
    if told["code"] != checklist_item.code:
        _refuse_taken(held, told["code"])
    rows = ChecklistItem.objects.filter(pk=checklist_item.pk, version=checklist_item.version)
    if not rows.update(**told, version=checklist_item.version + 1):
        raise Stale(STALE)
    checklist_item.refresh_from_db()
    record(checklist_item, held)
    return checklist_item


@command("checklist_item.remove")
def remove_item(*, actor: Actor, checklist_item: ChecklistItem) -> Checklist:
    """Take an item out of a draft. Raises `Problem` unless it is a draft."""
    held = _draft(checklist_item.checklist)
    record(checklist_item, erased=True)
    checklist_item.delete()
    return held


def _draft(checklist: Checklist) -> Checklist:
    """The list, held against others until the act ends; `Problem` unless it is a draft."""
    held = Checklist.objects.select_for_update().get(pk=checklist.pk)
    if held.state != "draft":
        raise Problem(text.NOT_A_DRAFT.format(state=term(f"checklist:{held.state}")), field="checklist")
    return held


def _columns(code: str, title: str, section: str, basis: str, danger_category: str, risk_hint: str) -> dict[str, Any]:
    if danger_category and danger_category not in CATEGORIES:
        expected = text.LISTED.join(term(f"danger_category#{each}") for each in CATEGORIES)
        words = {"found": danger_category, "label": term("danger_category"), "expected": expected}
        raise Problem(text.UNKNOWN_CHOICE.format(**words), field="danger_category")
    return {
        "code": said("code", code),
        "title": said("title", title),
        "section": section.strip(),
        "basis": basis.strip(),
        "danger_category": danger_category,
        "risk_hint": risk_hint.strip(),
    }


def _refuse_taken(checklist: Checklist, code: str) -> None:
    if other := checklist.items.filter(code=code).first():
        raise Problem(text.CODE_TAKEN.format(code=code, title=other.title), field="code")
